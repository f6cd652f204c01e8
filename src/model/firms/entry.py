"""New firms: how many open in a place x sector, and who they are.

    expected entrants = e_r(t) * N_ref^0.3 * N^0.7 * (1 + d) * exp(V) * (1 - R)

N: legal units of the cell, N_ref: the units it would have had on the growth path of its province, d: growth
asked of the cell above its sector's path, within +-0.25 (about the square root of the demand gap, with two years
to close it; in the linear form chance in small cells adds no firms), V: attraction added by policies, R: the
negative list. e_r is the entry rate of a stable stock that grows as the province's units do: 3.6 % a year in
Beijing and, assumed, 8.8 % in Tianjin and Hebei up to 2023, passing to the growth of jobs. It is raised
by sum N / sum N (1 - R_base), so that the growth seen under the historical list stands with that list; R_base
is the list of the schema's defaults in the first year simulated, so a scenario that lifts the list has more entry.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON, PUBLIC_BODY, Firms
from model.firms.growth_path import unit_growth
from model.firms.hazards import entry_rate
from model.firms.jobs import N_CELLS, N_SECTORS, Counts
from model.firms.start import PRODUCTIVITY_SPREAD
from model.firms.strata import cell_scale, split_outgrown
from model.firms.turnover import Turnover
from model.randomness.draws import Keys, new_ids, uniforms
from model.randomness.kernel import kernel
from model.randomness.registry import ENTRANT_ID, ENTRANT_PRODUCTIVITY, ENTRY_COUNT, FIRM_TRAITS
from model.region.names import SECTORS
from model.region.places import N_PLACES
from model.region.region import Region
from model.scenario.schema.scenario import Scenario
from model.special import ndtr, ndtri

Floats = NDArray[np.float64]

MEAN_SIZE: Final = 5.0
"""Staff of an entrant before the floor of one person (assumption; fits the fall of the mean from 23.8 to 13.7)."""
SIZE_SPREAD: Final = 1.0
"""Standard deviation of the log size of entrants (assumption)."""
OWN_STOCK: Final = 0.7
"""Power of the cell's units in its entry."""
_PUBLIC: Final = SECTORS.index("public_services")


@dataclass(frozen=True)
class EntryFlows:
    """What opened in a year; int64 (199, 12)."""

    units: Counts
    jobs: Counts
    """Filled jobs, persons."""
    desired: Counts
    """Desired jobs, 1/256 person."""


def mean_entrant() -> float:
    """Expected staff of an entrant, max(1, lognormal with mean 5 and spread 1)."""
    centre = np.log(MEAN_SIZE) - SIZE_SPREAD**2 / 2
    below = ndtr(-centre / SIZE_SPREAD)
    return float(below + MEAN_SIZE * ndtr((centre + SIZE_SPREAD**2) / SIZE_SPREAD))


def reference_units(region: Region, scenario: Scenario, year: int) -> Floats:
    """One year's step of the reference path of units by place and sector (factor, (199, 1))."""
    rate = np.array([unit_growth(region, scenario, province, year) for province in range(3)])
    factor: Floats = np.exp(rate)[region.places.province][:, None]
    return factor


def entry_lift(units: Counts, region: Region, restriction: Floats) -> Floats:
    """Frozen at the start: sum N / sum N (1 - R_base) by province, (3,)."""
    province = region.places.province
    whole = np.bincount(province, units.sum(axis=1), 3)
    free = np.bincount(province, (units * (1.0 - restriction)).sum(axis=1), 3)
    return np.asarray(whole / np.maximum(free, 1.0))


def expected_entrants(
    units: Counts,
    reference: Floats,
    lift: Floats,
    pressure: Floats,
    region: Region,
    scenario: Scenario,
    year: int,
    attraction: Floats | None = None,
) -> Floats:
    """Entrants of the year expected without the negative list, legal units, (199, 12)."""
    hazard = region.economy.exit_hazard
    rate = np.array([entry_rate(hazard, unit_growth(region, scenario, province, year)) for province in range(3)])
    by_place = (rate * lift)[region.places.province]
    expected = by_place[:, None] * reference ** (1.0 - OWN_STOCK) * units**OWN_STOCK * (1.0 + pressure)
    return np.asarray(expected if attraction is None else expected * np.exp(attraction))


def enter_firms(
    firms: Firms, turnover: Turnover, region: Region, scenario: Scenario, year: int, keys: Keys
) -> EntryFlows:
    """Open the firms of the year.

    The number in a cell is the Poisson quantile of one addressed uniform, so a higher rate only adds firms of
    higher order k; entrant k of a cell has the id hash(cell, k, year), which says its size and productivity.
    An entrant agent stands for as many firms as a small one of the start (`strata.cell_scale`) until it outgrows
    its stratum.
    """
    scale = cell_scale(region.economy.stocks[scenario.years.start].units, scenario.scale.firms).ravel()
    rate = turnover.entrants.ravel() / scale
    every = np.arange(N_CELLS, dtype=np.uint64)
    number = np.empty(N_CELLS, np.int64)
    _poisson(rate, uniforms(every, year, ENTRY_COUNT, keys.dynamics), number)
    cells = np.repeat(np.arange(N_CELLS), number)
    order = np.arange(cells.size) - np.repeat(np.cumsum(number) - number, number)
    ids = new_ids(cells.astype(np.uint64), order.astype(np.uint64), year, ENTRANT_ID, keys.dynamics)
    centre = np.log(MEAN_SIZE) - SIZE_SPREAD**2 / 2
    size = np.exp(centre + SIZE_SPREAD * ndtri(uniforms(ids, year, FIRM_TRAITS, keys.dynamics)))
    fill = turnover.fill.ravel()[cells]
    staff = np.rint(np.maximum(size, 1.0) * PERSON)
    spread = ndtri(uniforms(ids, year, ENTRANT_PRODUCTIVITY, keys.dynamics)) * PRODUCTIVITY_SPREAD
    slots = firms.free_slots(cells.size)
    place, sector = cells // N_SECTORS, cells % N_SECTORS
    firms.id[slots] = ids
    firms.place[slots] = place
    firms.sector[slots] = sector
    firms.desired[slots] = np.rint(staff / fill).astype(np.int32)
    firms.staff[slots] = staff
    firms.log_productivity[slots] = spread
    firms.age[slots] = 0
    firms.flags[slots] = np.where(sector == _PUBLIC, PUBLIC_BODY, 0)
    firms.high_tech_expiry[slots] = 0
    firms.weight[slots] = scale[cells]
    firms.zone[slots] = 0
    many = scale[cells]
    jobs = _sums_of_runs(staff.astype(np.int64) * many, number) / PERSON
    desired = _sums_of_runs(firms.desired[slots] * many, number)
    split_outgrown(firms, scenario.scale.firms, year, keys.dynamics, slots)
    shape = (N_PLACES, N_SECTORS)
    whole = np.rint(jobs).astype(np.int64).reshape(shape)
    return EntryFlows((number * scale).reshape(shape), whole, desired.reshape(shape))


def _sums_of_runs(values: Counts, lengths: Counts) -> Counts:
    """Sums of values that stand run after run, each of its length."""
    last = np.cumsum(lengths)
    upto = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(upto[last] - upto[last - lengths])


@kernel
def _poisson(rate: Floats, uniform: Floats, number: Counts) -> None:
    """Smallest k with P(Poisson(rate) <= k) >= uniform; it never falls when the rate rises."""
    for cell in range(rate.size):
        mean = rate[cell]
        if mean <= 0.0:
            number[cell] = 0
            continue
        # Below ten deviations nothing of the 32-bit uniform is left.
        k = max(0, int(mean - 10.0 * np.sqrt(mean)))
        log_mass = k * np.log(mean) - mean - math.lgamma(k + 1.0)
        mass = np.exp(log_mass)
        reached = mass
        last = int(mean + 12.0 * np.sqrt(mean) + 30.0)
        while reached < uniform[cell] and k < last:
            k += 1
            mass *= mean / k
            reached += mass
        number[cell] = k
