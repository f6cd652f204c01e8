"""What a sensitivity is asked of: figures of the stored runs, one a scenario and seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from model.experiments.indicators import is_total, plain_name
from model.experiments.pairing import CompareError, RunRow, rows_below
from model.experiments.reading import frame, opened, table_of

DEFAULT: Final = (
    "population@bth",
    "population@xiongan",
    "population@beijing",
    "dependency_old@beijing",
    "gdp@bth",
    "jobs@xiongan",
    "unemployment_rate@bth",
    "loss_expected@bth",
    "exposure_50mm_expected@bth",
)
"""What policy teams ask first; in the last year of the runs."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An indicator of an area and year; written INDICATOR@AREA or INDICATOR@AREA@YEAR, and NAME_total for sums."""

    indicator: str
    area: str
    year: int | None = None
    """The last year of the runs if None."""

    def __str__(self) -> str:
        return f"{self.indicator}@{self.area}" + (f"@{self.year}" if self.year else "")


def outcome_of(text: str) -> Outcome:
    """Read an outcome.

    Raises:
        CompareError: it is not written as INDICATOR@AREA or INDICATOR@AREA@YEAR.
    """
    parts = text.split("@")
    if len(parts) not in (2, 3) or not all(parts) or (len(parts) == 3 and not parts[2].isdigit()):
        raise CompareError(f"'{text}' is no outcome; INDICATOR@AREA or INDICATOR@AREA@YEAR, as population@xiongan@2035")
    return Outcome(parts[0], parts[1], int(parts[2]) if len(parts) == 3 else None)


def read_outcomes(folder: Path, scenarios: Sequence[str], outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Figures by scenario and seed: columns scenario, seed, and one for each outcome (its text).

    Raises:
        CompareError: a run is missing, and which; or no run has an outcome.
    """
    found = {(row.scenario, row.seed): row for row in rows_below(folder)[0]}
    seeds = sorted({seed for name, seed in found if name in set(scenarios)})
    missing = [f"{name} seed {seed}" for name in scenarios for seed in seeds or [1] if (name, seed) not in found]
    if missing:
        shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        raise CompareError(f"{folder}: the design is not complete: {shown} missing; `jjj status {folder}` says why")
    rows = [found[name, seed] for name in scenarios for seed in seeds]
    return _wide(rows, scenarios, outcomes)


def _wide(rows: Sequence[RunRow], scenarios: Sequence[str], outcomes: Sequence[Outcome]) -> pd.DataFrame:
    last = min(row.years[1] for row in rows)
    table = pd.DataFrame({"scenario": [row.scenario for row in rows], "seed": [row.seed for row in rows]})
    with opened(rows) as connection:
        source = table_of(rows, "indicators")
        for outcome in outcomes:
            total = is_total(outcome.indicator)
            name = plain_name(outcome.indicator) if total else outcome.indicator
            span = "year <= ?" if total else "year = ?"
            query = (
                f"SELECT scenario, seed, sum(value) AS value FROM {source}"
                f" WHERE indicator = ? AND area_id = ? AND level = (SELECT min(level) FROM {source}"
                f" WHERE indicator = ? AND area_id = ?) AND {span} GROUP BY ALL"
            )
            values = [name, outcome.area, name, outcome.area, outcome.year or last]
            found = frame(connection, query, values).rename(columns={"value": str(outcome)})
            if found.empty:
                raise CompareError(f"no run has {outcome}; `jjj compare` names the indicators and areas that there are")
            table = table.merge(found, on=["scenario", "seed"], how="left", validate="one_to_one")
    return table
