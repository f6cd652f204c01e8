"""Firms that close, by the plan of the year."""

from dataclasses import dataclass

import numpy as np

from model.firms.columns import PERSON, Firms
from model.firms.jobs import Counts, cell_of, sum_by_cell
from model.firms.turnover import Turnover
from model.randomness.draws import Keys, draws_u32
from model.randomness.registry import FIRM_EXIT


@dataclass(frozen=True)
class ExitFlows:
    """What closed in a year; int64 (199, 12)."""

    units: Counts
    jobs: Counts
    """Filled jobs, persons."""


def exit_firms(firms: Firms, turnover: Turnover, year: int, keys: Keys) -> ExitFlows:
    """Close the firms whose draw is below their threshold; the others grow a year older.

    All firms of an agent share its fate.

    Raises:
        ValueError: the plan was made for another stock of firms.
    """
    if turnover.exit_threshold.size != firms.used:
        raise ValueError("the plan of the year was made for another stock of firms")
    slots = firms.alive()
    closes = draws_u32(firms.id[slots], year, FIRM_EXIT, keys.dynamics) < turnover.exit_threshold[slots]
    gone, stay = slots[closes], slots[~closes]
    cells, weight = cell_of(firms, gone), firms.weight[gone].astype(np.int64)
    jobs = sum_by_cell(cells, weight * firms.staff[gone])
    units = sum_by_cell(cells, weight)
    firms.remove(gone)
    firms.age[stay] = np.minimum(firms.age[stay], 254) + 1
    return ExitFlows(units, np.rint(jobs / PERSON).astype(np.int64))
