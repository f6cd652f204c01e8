"""The events table: what each storm of a year did at each place."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.climate.impact import Impact
from model.climate.weather import Storms

LOWEST_RAIN_MM = 20.0


def event_rows(storms: Storms, impact: Impact, people: NDArray[np.generic], place_ids: tuple[str, ...]) -> pd.DataFrame:
    """year, event_id, place_id, rain24_mm, rain72_mm, exposed, affected, loss, deaths.

    One row for every storm and place with at least 20 mm in 24 h, or with anybody affected. `exposed` are the place's
    people where the storm counts for the exposure index and brings 20 mm, else 0.
    """
    wet = (storms.rain24 >= LOWEST_RAIN_MM) & storms.counted[:, None]
    storm, place = np.nonzero(wet | (impact.affected > 0.0))
    persons = np.asarray(people).reshape(len(place_ids), -1).sum(axis=1)
    return pd.DataFrame(
        {
            "year": np.full(storm.size, storms.year, np.int64),
            "event_id": pd.Series([storms.ids[i] for i in storm], dtype=object),
            "place_id": pd.Categorical.from_codes(place, categories=list(place_ids)),
            "rain24_mm": storms.rain24[storm, place],
            "rain72_mm": storms.rain72[storm, place],
            "exposed": np.where(wet[storm, place], persons[place], 0).astype(np.int64),
            "affected": impact.affected[storm, place],
            "loss": impact.loss[storm, place],
            "deaths": impact.deaths[storm, place],
        }
    )
