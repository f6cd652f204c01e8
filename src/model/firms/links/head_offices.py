"""Large firms as head offices: how many branches and how much capital they stand for, by city and group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import Firms
from model.firms.links.stock import GROUP_OF, GROUPS
from model.randomness.kernel import kernel
from model.region.links import LinkTables
from model.region.places import N_CITIES

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class HeadOffices:
    """By city (14) and group (4), whole numbers in 1/1024."""

    power: Counts
    """Sum of (staff / 50)^0.5 over firms of 50 persons and more: openings are in proportion."""
    capital: Counts
    """The same sum, each firm weighted by staff^0.8."""
    jobs: Counts
    """Desired jobs of all firms of the group, 1/256 person."""


def head_offices(firms: Firms, tables: LinkTables, city: NDArray[np.uint8]) -> HeadOffices:
    """Count them. `city` (199,) is the city of each place. Sums are exact, in any order of firms."""
    shape = (N_CITIES, len(GROUPS))
    power, capital, jobs = (np.zeros(shape, np.int64) for _ in range(3))
    rules = tuple(tables.rule(name) for name in ("least_staff", "size_power", "capital_power"))
    columns = (firms.place, firms.sector, firms.desired, firms.weight, firms.used)
    _count(*columns, city, GROUP_OF, *rules, power, capital, jobs)
    return HeadOffices(power, capital, jobs)


@kernel
def _count(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    used: int,
    city: NDArray[np.uint8],
    group_of: NDArray[np.int64],
    least: float,
    size_power: float,
    capital_power: float,
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
        staff = desired[i] / 256.0
        if staff >= least:
            opens = 1024.0 * (staff / least) ** size_power
            power[home, group] += np.int64(np.rint(opens)) * np.int64(weight[i])
            capital[home, group] += np.int64(np.rint(opens * staff**capital_power)) * np.int64(weight[i])
