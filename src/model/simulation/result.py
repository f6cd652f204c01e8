"""What a run leaves behind: four tables, and how they came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Result:
    """The outcome of one scenario and seed. Tables as in the contract of a run's folder; no column names the run."""

    indicators: pd.DataFrame
    """year, level, area_id, indicator, unit, value."""
    population: pd.DataFrame
    """year, place_id, sex, age, persons; 31 December."""
    flows: pd.DataFrame
    """year, kind, cause, origin_id, destination_id, value."""
    events: pd.DataFrame
    """year, event_id, place_id, rain24_mm, rain72_mm, exposed, affected, loss, deaths."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Seconds by process over all years."""
    warnings: tuple[str, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The four tables by name."""
        return {
            "indicators": self.indicators,
            "population": self.population,
            "flows": self.flows,
            "events": self.events,
        }
