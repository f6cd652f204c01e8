"""The events table: what each storm of a year did at each place."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.climate.impact import Impact
from model.climate.weather import Storms

LOWEST_RAIN_MM = 20.0
"""Rain in 24 h from which a storm has a row at a place."""
Columns = dict[str, NDArray[np.generic]]


def event_columns(storms: Storms, impact: Impact, people: NDArray[np.generic]) -> Columns:
    """year, event_id, place (index), rain24_mm, rain72_mm, exposed, affected, loss, deaths of one year, (n,) each.

    One row for every storm and place with at least 20 mm in 24 h, or with anybody affected. `exposed` are the place's
    people where the storm counts for the exposure index and brings 20 mm, else 0.
    """
    wet = (storms.rain24 >= LOWEST_RAIN_MM) & storms.counted[:, None]
    storm, place = np.nonzero(wet | (impact.affected > 0.0))
    persons = np.asarray(people).reshape(wet.shape[1], -1).sum(axis=1)
    return {
        "year": np.full(storm.size, storms.year, np.int64),
        "event_id": np.array(storms.ids, object)[storm],
        "place": place,
        "rain24_mm": storms.rain24[storm, place],
        "rain72_mm": storms.rain72[storm, place],
        "exposed": np.where(wet[storm, place], persons[place], 0).astype(np.int64),
        "affected": impact.affected[storm, place],
        "loss": impact.loss[storm, place],
        "deaths": impact.deaths[storm, place],
    }


def events_table(years: Sequence[Columns], place_ids: Sequence[str]) -> pd.DataFrame:
    """The table of all years, with `place_id` in the place of the index; without columns if there is no year."""
    if not years:
        return pd.DataFrame()
    columns = {name: np.concatenate([rows[name] for rows in years]) for name in years[0]}
    place = pd.Categorical.from_codes(columns["place"], categories=list(place_ids))
    event = pd.Series(columns["event_id"], dtype=object)
    return pd.DataFrame({**columns, "event_id": event, "place": place}).rename(columns={"place": "place_id"})
