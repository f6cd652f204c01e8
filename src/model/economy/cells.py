"""Cells: what demand asks of each place x sector, and the pools of the self-employed and farmers.

Until demand is built, `path` holds the jobs that demand asks of the legal units of a cell, and grows by the
graded paths (`economy.paths`). Firms follow it within two years. Three things bend it:

- the negative list: growth of the cell is multiplied by 1 - R, and so are entry and the growth by which firms
  that stay would replace those that close (`firms.turnover`); what is held back leaves the path;
- relocation: a firm that leaves takes its demand with it, one that closes ends it (`carry_demand`), so the
  orders of a firm that left never go back to those who stay;
- labour: with `economy.feedback` jobs grow by `economy.labour_response` for each point by which unemployment
  exceeds vacancies, a year later, and fall where labour is short; what serves people answers its own place, the
  rest half its place and half the region. It stands in for wages.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.economy.labour import LabourMarket
from model.economy.paths import jobs_growth, productivity_growth
from model.firms.columns import PERSON, Firms
from model.firms.entry import entry_lift, expected_entrants, mean_entrant, reference_units
from model.firms.jobs import Counts, count_desired, count_jobs, count_units
from model.firms.relocation.negative_list import restriction
from model.firms.turnover import Turnover, plan_turnover
from model.region.region import Region
from model.scenario.schema.negative_list import NegativeList
from model.scenario.schema.places import PlacesLevers
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

CATCH_UP: Final = 2.0
"""Years in which firms close the gap to the path (assumption)."""
FASTEST: Final = 0.25
"""Bound of a cell's yearly log growth."""
LOCAL: Final = np.array([0.1, 0.1, 0.1, 0.1, 0.7, 0.55, 0.3, 0.4, 0.1, 0.1, 1.0, 0.85])
"""Share of a sector that serves its own place (assumption; no local accounts were found)."""


@dataclass
class Cells:
    """The economy by place (199) and sector (12) on 31 December of `year`."""

    year: int
    path: Floats
    """(199, 12) jobs that demand asks of legal units, persons."""
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
    """(199, 12) 1e8 yuan a filled job at prices of the start year."""
    price_base: int
    """Year of those prices."""
    base_rate: float
    """Unemployment rate of the start."""

    def jobs(self, firms: Firms) -> Counts:
        """Filled jobs, legal units and pools together, 1/256 person, (199, 12)."""
        return count_jobs(firms) + self.pool

    def desired(self, firms: Firms) -> Floats:
        """Desired jobs, vacant ones included, persons, (199, 12)."""
        return np.asarray(count_desired(firms) / PERSON + self.pool_path)


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
    return Cells(
        year=year,
        path=count_desired(firms) / PERSON,
        pool_path=stock.pool / filled,
        pool=stock.pool * PERSON,
        fill=np.full(stock.jobs.shape, filled),
        reference=units.astype(float),
        lift=entry_lift(units, region, restriction(region, historical, year + 1)),
        output_per_job=tables.gdp[year] / jobs,
        price_base=year,
        base_rate=scenario.economy.vacancy_rate,
    )


def growth_of_cells(
    cells: Cells,
    firms: Firms,
    region: Region,
    scenario: Scenario,
    year: int,
    held: Floats,
    labour: LabourMarket | None = None,
) -> Floats:
    """Move the paths on by one year and return the growth asked of each cell's desired jobs, log, (199, 12).

        g = (1 - R if positive) (growth of the path) + ln(path / jobs) / 2,  within +-0.25

    Pools follow their path at once. Their farmers and traders are held by the list as firms are.

    Args:
        cells: changed in place: paths, pools' paths, output per job, year.
        firms: the stock before the year.
        region: the tables.
        scenario: the levers.
        year: the year to come.
        held: restriction R of the negative list (199, 12).
        labour: last year's labour market; None: unemployment stands as at the start.
    """
    growth = np.broadcast_to(jobs_growth(region.economy, scenario.economy, year), cells.path.shape)
    growth = growth + _answer(cells, scenario, labour)
    growth = np.where(growth > 0, growth * (1.0 - held), growth)
    jobs = count_desired(firms) / PERSON
    gap = np.log(np.maximum(cells.path, 1.0) / np.maximum(jobs, 1.0)) / CATCH_UP
    asked = np.clip(growth + np.where(jobs > 0, gap, 0.0), -FASTEST, FASTEST)
    cells.path *= np.exp(growth)
    cells.pool_path *= np.exp(growth)
    cells.output_per_job *= np.exp(productivity_growth(region.economy, scenario.economy, year))
    cells.year = year
    return np.asarray(asked)


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
) -> Turnover:
    """Plan exit, growth and entry so that cells grow as asked; what the list holds back leaves the path.

    `flood` is a factor on exit by place (199,), `attraction` a term V of entry (199, 12).
    """
    units = count_units(firms)
    path = jobs_growth(region.economy, scenario.economy, year)
    pressure = np.clip(growth - path, -FASTEST, FASTEST)
    entrants = expected_entrants(units, cells.reference, cells.lift, pressure, region, scenario, year, attraction)
    size = mean_entrant()
    cells.reference *= reference_units(region, scenario, year)
    hazard = region.economy.exit_hazard
    turnover = plan_turnover(firms, growth, pressure, entrants, held, cells.fill, hazard, year, size, flood, crew)
    cells.path = np.maximum(cells.path - turnover.held_back, 0.0)
    return turnover


def carry_demand(cells: Cells, before: Counts, after: Counts, units_before: Counts, units_after: Counts) -> None:
    """Let demand follow firms that relocation has closed or moved.

    `before` and `after` are desired jobs of legal units around the relocation (`count_desired`, 1/256 person),
    and units likewise (`count_units`).
    """
    cells.path = np.maximum(cells.path + (after - before) / PERSON, 0.0)
    cells.reference = np.maximum(cells.reference + (units_after - units_before), 0.0)


def fill_pools(cells: Cells, fill: Floats) -> None:
    """Set the filled jobs of the pools and the fill of all cells (199, 12)."""
    cells.fill = fill
    cells.pool = np.rint(cells.pool_path * fill * PERSON).astype(np.int64)


def _answer(cells: Cells, scenario: Scenario, labour: LabourMarket | None) -> Floats:
    """Growth of jobs that idle labour calls for, or that its want forbids, (199, 12)."""
    if labour is None or not scenario.economy.feedback:
        return np.zeros(cells.path.shape)
    own = 0.5 + 0.5 * LOCAL
    slack = own * labour.slack[:, None] + (1.0 - own) * labour.regional_slack
    return np.asarray(scenario.economy.labour_response * slack)
