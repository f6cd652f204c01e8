"""Firms that close, by the plan of the year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON, Firms
from model.firms.jobs import Counts, cell_of, sum_by_cell
from model.firms.turnover import Turnover
from model.randomness.draws import Keys, draws_u32
from model.randomness.kernel import kernel
from model.randomness.registry import FIRM_EXIT


@dataclass(frozen=True)
class ExitFlows:
    """What closed in a year; int64 (199, 12)."""

    units: Counts
    jobs: Counts
    """Filled jobs, persons."""
    desired: Counts
    """Desired jobs, 1/256 person."""


def exit_firms(firms: Firms, turnover: Turnover, year: int, keys: Keys) -> ExitFlows:
    """Close the firms whose draw is below their threshold; the others grow a year older.

    All firms of an agent share its fate.

    Raises:
        ValueError: the plan was made for another stock of firms.
    """
    if turnover.exit_threshold.size != firms.used:
        raise ValueError("the plan of the year was made for another stock of firms")
    draws = draws_u32(firms.id[: firms.used], year, FIRM_EXIT, keys.dynamics)
    gone = np.flatnonzero(_close_or_age(firms.place, draws, turnover.exit_threshold, firms.age, firms.used))
    cells, weight = cell_of(firms, gone), firms.weight[gone].astype(np.int64)
    jobs = sum_by_cell(cells, weight * firms.staff[gone])
    desired = sum_by_cell(cells, weight * firms.desired[gone])
    units = sum_by_cell(cells, weight)
    firms.remove(gone)
    return ExitFlows(units, np.rint(jobs / PERSON).astype(np.int64), desired)


@kernel
def _close_or_age(
    place: NDArray[np.uint16],
    draws: NDArray[np.uint32],
    threshold: NDArray[np.uint32],
    age: NDArray[np.uint8],
    used: int,
) -> NDArray[np.bool_]:
    """Which slots close; all other firms grow a year older, up to 255."""
    closes = np.zeros(used, np.bool_)
    for i in range(used):
        if place[i] == 65535:
            continue
        if draws[i] < threshold[i]:
            closes[i] = True
        elif age[i] < 255:
            age[i] += np.uint8(1)
    return closes
