"""The firms of a start year: units and staff of every place x sector met exactly.

Sizes are quantiles of a lognormal of spread 2.06 (derived from the share of large firms), scaled in each cell so
that staff sum to the cell's, with one person at least. Units are drawn one by one at every scale and then
gathered into agents, so the large firms are the same agents at 1:1, 1:10 and 1:100.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PUBLIC_BODY, Firms
from model.firms.growth_path import census_growth
from model.firms.hazards import stable_ages
from model.firms.jobs import N_SECTORS
from model.firms.strata import cell_scale
from model.randomness.draws import Keys, new_ids, uniforms
from model.randomness.kernel import kernel
from model.randomness.registry import START_CELL_PHASE, START_FIRM_ID, START_FIRM_PRODUCTIVITY, START_FIRM_TRAITS
from model.region.economy_stocks import Stock
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario
from model.special import ndtri

PRODUCTIVITY_SPREAD: Final = 0.25
"""Standard deviation of log productivity between firms of a cell (assumption)."""
_PUBLIC: Final = SECTORS.index("public_services")
_SLACK: Final = 1.25


def start_firms(region: Region, scenario: Scenario, keys: Keys, year: int | None = None) -> Firms:
    """The stock of 31 December of `year` (default `years.start`): 2013, 2018 or 2020.

    Sum of weights = units and sum of weight x staff = staff of `region.economy.stocks[year]`, exactly, cell by
    cell. `desired` is staff over the share of jobs that is filled (`economy.vacancy_rate`).

    Raises:
        ValueError: there is no census of firms near that year.
    """
    when = scenario.years.start if year is None else year
    if when not in region.economy.stocks:
        known = ", ".join(str(each) for each in sorted(region.economy.stocks))
        raise ValueError(f"no stock of firms for {when}; there is one for {known}")
    stock = region.economy.stocks[when]
    cells, weight, staff, first = agents_of(stock, region.economy.size_sigma, scenario.scale.firms, keys)
    number = cells.size
    firms = Firms(int(number * _SLACK) + 1024)
    slots = firms.free_slots(number)
    firms.id[slots] = new_ids(cells.astype(np.uint64), first.astype(np.uint64), 0, START_FIRM_ID, keys.population)
    firms.place[slots] = cells // N_SECTORS
    firms.sector[slots] = cells % N_SECTORS
    firms.weight[slots] = weight
    firms.staff[slots] = staff
    firms.desired[slots] = np.rint(staff / (1.0 - scenario.economy.vacancy_rate)).astype(np.int32)
    ids = firms.id[slots]
    spread = ndtri(uniforms(ids, 0, START_FIRM_PRODUCTIVITY, keys.population)) * PRODUCTIVITY_SPREAD
    firms.log_productivity[slots] = spread
    firms.age[slots] = _ages(region, when, uniforms(ids, 0, START_FIRM_TRAITS, keys.population), firms, slots)
    firms.flags[slots] = np.where(firms.sector[slots] == _PUBLIC, PUBLIC_BODY, 0)
    return firms


def agents_of(
    stock: Stock, sigma: float, scale: int, keys: Keys
) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Cell, weight, staff per firm (1/256 person) and number of the first unit of every agent.

    Unit k of the N of a cell, in order of size, has quantile (k + phase) / N, one phase a cell.
    """
    units = stock.units.ravel()
    filled = np.flatnonzero(units)
    number = units[filled]
    phase = uniforms(filled.astype(np.uint64), 0, START_CELL_PHASE, keys.population)
    ends = np.cumsum(number)
    within = np.arange(ends[-1]) - np.repeat(ends - number, number)
    raw = np.exp(sigma * ndtri((within + np.repeat(phase, number)) / np.repeat(number, number)))
    size = np.empty(raw.size, np.int64)
    _scale_sizes(raw, ends, stock.staff.ravel()[filled], size)
    room = int(raw.size)
    out = [np.empty(room + filled.size, np.int64) for _ in range(4)]
    count = _gather(size, ends, filled, cell_scale(number, scale), max(1, scale // 10), *out)
    cells, weight, staff, first = (column[:count] for column in out)
    return cells.astype(np.intp), weight, staff, first


def _ages(
    region: Region, year: int, draw: NDArray[np.float64], firms: Firms, slots: NDArray[np.intp]
) -> NDArray[np.uint8]:
    """Ages of a stable stock that grows as the province's units grow around the start year."""
    economy = region.economy
    ages = np.zeros(slots.size, np.uint8)
    province = region.places.province[firms.place[slots]]
    for index in range(3):
        cumulative = np.cumsum(stable_ages(economy.exit_hazard, census_growth(region, index, year)))
        here = province == index
        ages[here] = np.searchsorted(cumulative, draw[here] * cumulative[-1])
    return ages


@kernel
def _scale_sizes(
    raw: NDArray[np.float64], ends: NDArray[np.int64], staff: NDArray[np.int64], size: NDArray[np.int64]
) -> None:
    """Sizes max(1, c x raw) in 1/256 person, c such that each cell sums to its staff; raw ascends in a cell."""
    start = 0
    for cell in range(ends.size):
        stop = ends[cell]
        total = float(staff[cell])
        rest = 0.0
        for i in range(start, stop):
            rest += raw[i]
        small = 0
        # The smallest firms stand at one person; c follows from what is left for the others.
        while small < stop - start - 1 and raw[start + small] * (total - small) < rest:
            rest -= raw[start + small]
            small += 1
        factor = (total - small) / rest * 256.0
        given = np.int64(0)
        for i in range(start, stop):
            units = np.int64(256)
            if i - start >= small:
                units = max(np.int64(256), np.int64(raw[i] * factor))
            size[i] = units
            given += units
        size[stop - 1] += staff[cell] * 256 - given
        start = stop


@kernel
def _gather(
    size: NDArray[np.int64],
    ends: NDArray[np.int64],
    cells: NDArray[np.int64],
    scale: NDArray[np.int64],
    middle: int,
    cell: NDArray[np.int64],
    weight: NDArray[np.int64],
    staff: NDArray[np.int64],
    first: NDArray[np.int64],
) -> int:
    """Gather the units of a cell, in order of size, into agents of their stratum's weight; returns their number.

    An agent's staff per firm is a whole number; what is left over goes on to the next agent of the cell, and the
    last unit of the cell stands alone when something is still left.
    """
    count = 0
    start = 0
    for index in range(ends.size):
        stop = ends[index]
        carried = np.int64(0)
        unit = start
        while unit < stop:
            stratum = scale[index]
            bound = np.int64(20 * 256)
            if size[unit] >= 200 * 256:
                stratum = np.int64(1)
                bound = np.int64(1) << 62
            elif size[unit] >= 20 * 256:
                stratum = min(np.int64(middle), scale[index])
                bound = np.int64(200 * 256)
            total = carried
            taken = 0
            while taken < stratum and unit + taken < stop and size[unit + taken] < bound:
                total += size[unit + taken]
                taken += 1
            carried = total % taken
            cell[count] = cells[index]
            weight[count] = taken
            staff[count] = total // taken
            first[count] = unit - start
            count += 1
            unit += taken
        if carried > 0:
            weight[count - 1] -= 1
            cell[count] = cells[index]
            weight[count] = 1
            staff[count] = staff[count - 1] + carried
            first[count] = stop - 1 - start
            count += 1
        start = stop
    return count
