"""Historical storms replayed on the people of 2020, beside what was recorded.

The county rain of the replay is verified for 11 of 796 county totals, and the shares affected were set with these very
storms in view. So the table calibrates; it does not validate. Leaving each event out in turn shows how far a factor
that the other events suggest would miss it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.climate.expected import Floods
from model.climate.impact import CAPITAL_PER_GDP, realised_impact
from model.climate.weather import no_storms, with_replays
from model.climate.zones import Zones
from model.region.names import DATA, PROVINCES
from model.region.places import Places
from model.region.tables import read_table, text
from model.scenario.schema.adaptation import Adaptation
from model.scenario.schema.climate import Climate
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
GDP_PER_HEAD: Final = (20.0, 12.3, 5.94)
"""1e4 yuan of 2023, Beijing, Tianjin, Hebei (cities.csv)."""
DEFLATORS: Final[Mapping[str, float]] = {
    "E2012-07-21": 0.42,
    "E2016-07-19": 0.60,
    "E2021-07-21": 0.92,
    "E2023-07-29": 1.0,
}
"""Capital at risk in the year of the event over that of 2023 (assumption)."""
EVACUATED: Final[Mapping[str, float]] = {
    "E2012-07-21": 0.07,
    "E2016-07-19": 0.10,
    "E2021-07-21": 0.20,
    "E2023-07-29": 0.40,
}
"""Share of the affected brought away."""
_RECORDED: Final = {
    "affected": ("affected", 1e4),
    "direct_loss": ("loss", 1.0),
    "deaths": ("deaths", 1.0),
    "missing": ("deaths", 1.0),
}


@dataclass(frozen=True)
class Replayed:
    """One figure of one event, in the model and in the record."""

    event: str
    area: str
    """Province id, or `bth`."""
    metric: str
    """affected (persons), loss (1e8 yuan, prices of the year), deaths (persons, missing included)."""
    modelled: float
    observed: float
    status: str
    """Grade and status of the record."""


def replay_events(
    floods: Floods, zones: Zones, people: NDArray[np.generic], places: Places, recorded: pd.DataFrame
) -> list[Replayed]:
    """Every recorded figure beside the model's, without the upstream rule, at the standards of the file.

    Args:
        floods: the region's floods.
        zones: of the people given.
        people: (199, 2, 101) persons of 2020.
        places: the places.
        recorded: rows of `load_record`.
    """
    per_head = np.array(GDP_PER_HEAD)[places.province]
    capital = CAPITAL_PER_GDP * per_head * np.asarray(people, float).sum(axis=(1, 2)) / 1e4
    rows = []
    for event in floods.tables.replay.events:
        scenario = Scenario(
            climate=Climate(upstream_weight=0.0), adaptation=Adaptation(warning_and_evacuation=EVACUATED[event])
        )
        storms = with_replays(no_storms(2020), floods.tables, (event,))
        impact = realised_impact(storms, floods, zones, people, capital * DEFLATORS[event], scenario)
        for _, row in recorded[recorded["event_id"] == event].iterrows():
            inside = places.members(str(row["area"]))
            modelled = float(getattr(impact, str(row["metric"]))[0, inside].sum())
            values = (float(row["value"]), str(row["status"]))
            rows.append(Replayed(event, str(row["area"]), str(row["metric"]), modelled, *values))
    return rows


def load_record(folder: Path = DATA) -> pd.DataFrame:
    """The recorded figures that the replay is held against, one a row.

    event_id, area (province id or `bth`), metric, value, status. Dead and missing are added; where a metric has two
    figures, each has its row.

    Raises:
        TableError: a column is missing, or a figure is no number.
    """
    frame = read_table(
        "rain_events.csv",
        {
            "event_id": text(blank=True),
            "level": text(blank=True),
            "place": text(blank=True),
            "metric": text(blank=True),
            "value": text(blank=True),
            "status": text(blank=True),
            "grade": text(blank=True),
        },
        folder,
    )
    kept = frame["metric"].isin(list(_RECORDED)) & frame["level"].isin(["province", "region"]) & (frame["value"] != "")
    frame = frame[kept].copy()
    frame["area"] = [("bth" if place == "BTH" else place.lower()) for place in frame["place"]]
    frame["value"] = [
        float(value) * _RECORDED[name][1] for name, value in zip(frame["metric"], frame["value"], strict=True)
    ]
    dead = frame["metric"].isin(["deaths", "missing"])
    frame["metric"] = [_RECORDED[name][0] for name in frame["metric"]]
    frame["status"] = frame["grade"] + ", " + frame["status"]
    columns = ["event_id", "area", "metric", "value", "status"]
    together = frame[dead].groupby(["event_id", "area", "metric"], sort=False, as_index=False)
    deaths = together.agg({"value": "sum", "status": "first"})
    return pd.concat([frame.loc[~dead, columns], deaths[columns]], ignore_index=True)


def leave_one_out(rows: list[Replayed]) -> list[tuple[Replayed, float]]:
    """Each figure with the factor that the other events suggest for its metric: geometric mean of observed / modelled.

    Figures of a province count once; the region's rows, which contain them, are predicted but do not fit. Where the
    record has two figures of one kind, both count.
    """
    answer = []
    for row in rows:
        others = [
            np.log(other.observed / other.modelled)
            for other in rows
            if other.metric == row.metric
            and other.event != row.event
            and other.area in PROVINCES
            and other.modelled > 0.0
        ]
        answer.append((row, float(np.exp(np.mean(others))) if others else float("nan")))
    return answer
