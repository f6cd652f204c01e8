"""Cells of place and sector: the jobs that demand asks of them, and the pools of the self-employed and farmers.

`path` holds the jobs that a cell's legal units are expected to have when they follow demand (`economy.demand`): it
grows by the sector's path and by half of the gap to demand, and firms close in two years what chance has put between
it and their desired jobs. Pools move with their cell. Two things bend the path besides:

- the negative list: growth of the cell is multiplied by 1 - R, and so are entry and the growth by which firms
  that stay would replace those that close (`firms.turnover`); what is held back leaves the path;
- relocation: a firm that leaves takes its jobs with it, one that closes ends them (`carry_demand`), and orders follow
  (`orders.carry_orders`), so the orders of a firm that left never go back to those who stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.economy.demand import CLOSING, Demand, start_demand
from model.economy.orders import forget, grow_demand
from model.economy.paths import JobsPath, productivity_growth
from model.economy.productivity import Progress, start_progress
from model.economy.quality import firm_productivity
from model.firms.columns import PERSON, Firms
from model.firms.entry import entry_lift, expected_entrants, mean_entrant, reference_units
from model.firms.jobs import Counts, count_desired, count_jobs, count_units
from model.firms.relocation.negative_list import restriction
from model.firms.turnover import Turnover, plan_turnover
from model.region.region import Region
from model.scenario.schema.economy import Economy
from model.scenario.schema.negative_list import NegativeList
from model.scenario.schema.places import PlacesLevers
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Holds = Sequence[tuple[NDArray[np.intp], float]]

CATCH_UP: Final = 2.0
"""Years in which firms close the gap between their desired jobs and the path (assumption)."""
FASTEST: Final = 0.25
"""Bound of a cell's yearly log growth."""


@dataclass
class Cells:
    """The economy by place (199) and sector (12) on 31 December of `year`."""

    year: int
    path: Floats
    """(199, 12) desired jobs that legal units are expected to have, persons."""
    pool_path: Floats
    """(199, 12) jobs that the self-employed and farmers ask for, persons."""
    pool: Counts
    """(199, 12) filled jobs of the pools, 1/256 person."""
    fill: Floats
    """(199, 12) share of desired jobs that is filled."""
    reference: Floats
    """(199, 12) legal units on the path of their province."""
    lift: Floats
    """(3,) frozen factor of entry, see `firms.entry`."""
    output_per_job: Floats
    """(199, 12) 1e8 yuan a filled job at prices of the start year, for firms as productive as those of the start."""
    price_base: int
    """Year of those prices."""
    base_rate: float
    """Unemployment rate of the start."""
    demand: Demand
    progress: Progress
    quality: Floats
    """(199, 12) mean exp(z) of the staff of the start, by which productivity of firms is measured."""
    nation: JobsPath
    """Jobs on the path of the scenario's levers."""
    usual: JobsPath
    """The same with the defaults of the levers."""

    def jobs(self, firms: Firms, staff: Counts | None = None) -> Counts:
        """Filled jobs, legal units and pools together, 1/256 person, (199, 12); `staff` as `count_jobs`, if known."""
        return (count_jobs(firms) if staff is None else staff) + self.pool

    def installed(self) -> Floats:
        """Jobs on the path, legal units and pools together, persons, (199, 12)."""
        return self.path + self.pool_path

    def desired(self, firms: Firms, counted: Counts | None = None) -> Floats:
        """Desired jobs, vacant ones included, persons, (199, 12); `counted` as `count_desired`, if known."""
        return np.asarray((count_desired(firms) if counted is None else counted) / PERSON + self.pool_path)


def start_cells(region: Region, scenario: Scenario, firms: Firms) -> Cells:
    """Cells of the start year: filled jobs are those of the stock, so jobs sum to 53.3 million in 2020.

    Raises:
        ValueError: there is no stock or no GDP of the start year.
    """
    year, tables = scenario.years.start, region.economy
    if year not in tables.gdp or year not in tables.stocks:
        raise ValueError(f"no jobs and output of {year}; there are those of {', '.join(map(str, sorted(tables.gdp)))}")
    stock = tables.stocks[year]
    filled = 1.0 - scenario.economy.vacancy_rate
    units = count_units(firms)
    historical = scenario.model_copy(update={"negative_list": NegativeList(), "places": PlacesLevers()})
    jobs = np.maximum(stock.jobs.astype(float), 1.0)
    path, pool_path = count_desired(firms) / PERSON, stock.pool / filled
    return Cells(
        year=year,
        path=path,
        pool_path=pool_path,
        pool=stock.pool * PERSON,
        fill=np.full(stock.jobs.shape, filled),
        reference=units.astype(float),
        lift=entry_lift(units, region, restriction(region, historical, year + 1)),
        output_per_job=tables.gdp[year] / jobs,
        price_base=year,
        base_rate=scenario.economy.vacancy_rate,
        demand=start_demand(path + pool_path, region),
        progress=start_progress(tables.gdp[year], jobs),
        quality=firm_productivity(firms),
        nation=JobsPath(tables, scenario.economy),
        usual=JobsPath(tables, Economy()),
    )


def growth_of_cells(
    cells: Cells,
    firms: Firms,
    region: Region,
    scenario: Scenario,
    year: int,
    held: Floats,
    gap: Floats | None = None,
    advance: Floats | None = None,
    desired: Counts | None = None,
    water: Holds | None = None,
) -> Floats:
    """Move the paths on by one year and return the growth asked of each cell's desired jobs, log, (199, 12).

        m = (1 - R if positive) (growth of the sector's path + gap / 2),  within +-0.25
        asked = m + ln(path / jobs) / 2,  within +-0.25

    Pools follow m at once. Their farmers and traders are held by the list as firms are.

    Args:
        cells: changed in place: paths, pools' paths, demand, output per job, year.
        firms: the stock before the year.
        region: the tables.
        scenario: the levers.
        year: the year to come.
        held: restriction R of the negative list (199, 12).
        gap: log of demand over the jobs on the path (199, 12), from `demand.demand_gap`; None: none.
        advance: growth of productivity beyond the sector's path (199, 12), log; None: none.
        desired: `count_desired` of the stock, where it is known already.
        water: areas and the share of the growth of all their jobs that water forbids (`scenario.water`); None: none.
    """
    common, local = _jobs_growth(cells, scenario, year), region.economy.accounts.local
    free = np.broadcast_to(common, cells.path.shape) + (0.0 if gap is None else gap / CLOSING)
    free = np.clip(free, -FASTEST, FASTEST)
    growth = np.where(free > 0, free * (1.0 - held), free)
    if water is not None:
        growth = within_water(growth, cells.installed(), water)
    jobs = (count_desired(firms) if desired is None else desired) / PERSON
    behind = np.log(np.maximum(cells.path, 1.0) / np.maximum(jobs, 1.0)) / CATCH_UP
    asked = np.clip(growth + np.where(jobs > 0, behind, 0.0), -FASTEST, FASTEST)
    forgone = cells.installed() * (np.exp(free) - np.exp(growth))
    grow_demand(cells.demand, common, scenario.economy.jobs_growth.at(year), forgone, local)
    cells.path *= np.exp(growth)
    cells.pool_path *= np.exp(growth)
    progress = productivity_growth(region.economy, scenario.economy, year, cells.usual)
    cells.demand.made = cells.demand.made * np.exp(common + progress)
    cells.output_per_job *= np.exp(progress if advance is None else progress + advance)
    cells.year = year
    return np.asarray(asked)


def within_water(growth: Floats, jobs: Floats, holds: Holds) -> Floats:
    """Log growth (199, 12) of jobs (199, 12) where water forbids areas a share R of the net growth of their jobs.

    What grows may take up what others of the area give up, and (1 - R) of what is beyond it: gains are scaled by
    (falls + (1 - R) (gains - falls)) / gains. An area whose jobs fall together is not held.
    """
    for members, share in holds:
        here = growth[members]
        change = jobs[members] * np.expm1(here)
        gains, falls = float(change[change > 0].sum()), -float(change[change < 0].sum())
        if gains > falls and share > 0:
            left = 1.0 - share * (gains - falls) / gains
            growth = growth.copy()
            growth[members] = np.where(here > 0, np.log1p(left * np.expm1(here)), here)
    return growth


def plan_year(
    cells: Cells,
    firms: Firms,
    growth: Floats,
    region: Region,
    scenario: Scenario,
    year: int,
    held: Floats,
    flood: Floats | None = None,
    attraction: Floats | None = None,
    crew: Crew | None = None,
    units: Counts | None = None,
    drawn: Floats | None = None,
    desired: Counts | None = None,
) -> Turnover:
    """Plan exit, growth and entry so that cells grow as asked; what the list holds back leaves the path.

    `flood` is a factor on exit by place (199,), `attraction` a term V of entry (199, 12), `units` and `desired`
    those of `count_units` and `count_desired` where they are known already. `drawn` (199, 12) is a term of entry too,
    of those whom governments draw from elsewhere or turn away: they bring their jobs to the path, or take them along.
    """
    units = count_units(firms) if units is None else units
    path = _jobs_growth(cells, scenario, year)
    pressure = np.clip(growth - path, -FASTEST, FASTEST)
    entrants = expected_entrants(units, cells.reference, cells.lift, pressure, region, scenario, year, attraction)
    size = mean_entrant()
    if drawn is not None:
        brought = entrants * np.expm1(drawn) * size / cells.fill
        entrants = entrants * np.exp(drawn)
        growth = np.log(np.maximum(np.exp(growth) + brought / np.maximum(cells.path, 1.0), np.exp(-FASTEST)))
        cells.path = np.maximum(cells.path + brought, 0.0)
    cells.reference *= reference_units(region, scenario, year)
    hazard = region.economy.exit_hazard
    arguments = (firms, growth, pressure, entrants, held, cells.fill, hazard, year, size)
    turnover = plan_turnover(*arguments, flood, crew, desired)
    cells.path = np.maximum(cells.path - turnover.held_back, 0.0)
    forget(cells.demand, turnover.held_back, region.economy.accounts.local)
    return turnover


def carry_demand(cells: Cells, before: Counts, after: Counts, units_before: Counts, units_after: Counts) -> None:
    """Let demand follow firms that relocation has closed or moved.

    `before` and `after` are desired jobs of legal units around the relocation (`count_desired`, 1/256 person),
    and units likewise (`count_units`).
    """
    cells.path = np.maximum(cells.path + (after - before) / PERSON, 0.0)
    cells.reference = np.maximum(cells.reference + (units_after - units_before), 0.0)


def _jobs_growth(cells: Cells, scenario: Scenario, year: int) -> Floats:
    """Log growth (12,) of the sectors' paths in a year."""
    if cells.nation.levers is not scenario.economy:
        cells.nation = JobsPath(cells.nation.tables, scenario.economy)
    return cells.nation.growth(year)


def fill_pools(cells: Cells, fill: Floats) -> None:
    """Set the filled jobs of the pools and the fill of all cells (199, 12)."""
    cells.fill = fill
    cells.pool = np.rint(cells.pool_path * fill * PERSON).astype(np.int64)
