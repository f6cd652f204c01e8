"""What a sensitivity is asked of: figures of the stored runs, one a scenario and seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.block import Block
from model.experiments.gist import opened_gist
from model.experiments.indicators import is_total, plain_name
from model.experiments.pairing import CompareError, RunRow, rows_below

Floats = NDArray[np.float64]

BROAD: Final = ("region", "province", "city")
"""Levels from the broadest."""
PLACE: Final = "place"

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
        CompareError: a run is missing, and which; or a run lacks an outcome.
    """
    found = {(row.scenario, row.seed): row for row in rows_below(folder)[0]}
    seeds = sorted({seed for name, seed in found if name in set(scenarios)})
    missing = [f"{name} seed {seed}" for name in scenarios for seed in seeds or [1] if (name, seed) not in found]
    if missing:
        shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        raise CompareError(f"{folder}: the design is not complete: {shown} missing; `jjj status {folder}` says why")
    return figures(folder, [found[name, seed] for name in scenarios for seed in seeds], outcomes)


def figures(folder: Path, rows: Sequence[RunRow], outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Figures of some runs below a folder, in their order; columns as `read_outcomes`.

    Raises:
        CompareError: a run lacks an outcome.
    """
    last = min(row.years[1] for row in rows)
    names = sorted({plain_name(outcome.indicator) for outcome in outcomes})
    areas = sorted({outcome.area for outcome in outcomes})
    with opened_gist(folder, rows) as gist:
        block = gist.block(rows, names, BROAD, areas, last)
        if missed := {outcome.area for outcome in outcomes} - set(block.cells["area_id"]):
            fine = gist.block(rows, names, (PLACE,), sorted(missed), last)
            block = Block(
                pd.concat([block.cells, fine.cells], ignore_index=True),
                np.concatenate([block.values, fine.values], axis=1),
            )
    table = pd.DataFrame({"scenario": [row.scenario for row in rows], "seed": [row.seed for row in rows]})
    return table.assign(**{str(outcome): _figure(block, outcome, last) for outcome in outcomes})


def _figure(block: Block, outcome: Outcome, last: int) -> Floats:
    """(runs,) one outcome. An area that stands on two levels (Beijing is a province and a city) counts as the broader.

    Raises:
        CompareError: a run has no such figure.
    """
    name, year = plain_name(outcome.indicator), outcome.year or last
    total = is_total(outcome.indicator)
    cells = block.cells
    mine = (cells["indicator"] == name) & (cells["area_id"] == outcome.area)
    level = next((each for each in (*BROAD, PLACE) if (mine & (cells["level"] == each)).any()), "")
    asked = mine & (cells["level"] == level) & (cells["year"] <= year if total else cells["year"] == year)
    values = block.values[:, np.flatnonzero(asked)]
    if not values.size or np.isnan(values).any():
        raise CompareError(f"no run has {outcome}; `jjj compare` names the indicators and areas that there are")
    return np.asarray(values.sum(axis=1), float)
