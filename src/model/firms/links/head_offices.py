"""Large firms as head offices: how many branches and how much capital they stand for, by city and group."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import Firms
from model.firms.links.stock import GROUP_OF, GROUPS
from model.randomness.kernel import kernel
from model.region.links import LinkTables
from model.region.places import N_CITIES

Counts = NDArray[np.int64]

MOST: Final = 20_000
"""Persons from which a firm opens no more branches than one of that size."""


@dataclass(frozen=True)
class HeadOffices:
    """By city (14) and group (4), whole numbers in 1/1024."""

    power: Counts
    """Sum of (staff / 50)^0.5 over firms of 50 persons and more, in whole persons: openings are in proportion."""
    capital: Counts
    """The same sum, each firm weighted by staff^0.8."""
    jobs: Counts
    """Desired jobs of all firms of the group, 1/256 person."""


@dataclass(frozen=True)
class BySize:
    """What a firm of so many whole persons stands for, 1/1024; a firm of more counts as one of the most."""

    power: Counts
    """(20001,)"""
    capital: Counts
    """(20001,)"""


def head_offices(firms: Firms, by_size: BySize, city: NDArray[np.uint8]) -> HeadOffices:
    """Count them. `city` (199,) is the city of each place. Sums are exact, in any order of firms."""
    shape = (N_CITIES, len(GROUPS))
    power, capital, jobs = (np.zeros(shape, np.int64) for _ in range(3))
    columns = (firms.place, firms.sector, firms.desired, firms.weight, firms.used)
    _count(*columns, city, GROUP_OF, by_size.power, by_size.capital, power, capital, jobs)
    return HeadOffices(power, capital, jobs)


def by_size_of(tables: LinkTables) -> BySize:
    """Power and capital by size, from the rules of the tables."""
    staff = np.arange(MOST + 1, dtype=float)
    opens = np.where(staff >= tables.rule("least_staff"), staff / tables.rule("least_staff"), 0.0)
    power = np.rint(1024.0 * opens ** tables.rule("size_power"))
    capital = np.rint(1024.0 * opens ** tables.rule("size_power") * staff ** tables.rule("capital_power"))
    return BySize(power.astype(np.int64), capital.astype(np.int64))


@kernel
def _count(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    used: int,
    city: NDArray[np.uint8],
    group_of: NDArray[np.int64],
    opens: Counts,
    worth: Counts,
    power: Counts,
    capital: Counts,
    jobs: Counts,
) -> None:
    for i in range(used):
        if place[i] == 65535:
            continue
        group = group_of[sector[i]]
        if group < 0:
            continue
        home = city[place[i]]
        jobs[home, group] += np.int64(desired[i]) * np.int64(weight[i])
        staff = min(desired[i] >> 8, opens.size - 1)
        if opens[staff] > 0:
            power[home, group] += opens[staff] * np.int64(weight[i])
            capital[home, group] += worth[staff] * np.int64(weight[i])
