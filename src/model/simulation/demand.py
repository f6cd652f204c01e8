"""Between people, labour and firms: what the year's incomes ask of the cells, and the accounts that must close."""

import numpy as np
from numpy.typing import NDArray

from model.economy.between import Between
from model.economy.cells import Cells
from model.economy.demand import DemandBase, demand_gap, freeze_demand, scale_of_needs, spending_served
from model.economy.income import (
    PENSION_AGE,
    disposable_income,
    earned_at_work,
    pay_per_job,
    shops_of,
    spending_by_place,
)
from model.economy.labour import LabourMarket
from model.economy.national_accounts import NationalAccounts, breaches, draw_up
from model.economy.prices import relative_prices
from model.economy.productivity import advance_productivity
from model.economy.supply import inputs_of
from model.economy.wages import productivity_of_places, wage_of_sector
from model.firms.columns import PERSON
from model.region.output_trend import trend_of, trend_since
from model.region.region import Region
from model.simulation.audit import AuditError
from model.simulation.world import World

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def freeze_incomes(
    region: Region, cells: Cells, labour: LabourMarket, population: Whole, between: Between
) -> DemandBase:
    """Calibrate demand on the incomes of the start year; arguments as in `spending`."""
    spent, _ = spending(region, cells, labour, population, between.visits)
    gdp = region.economy.gdp[cells.price_base]
    wage, pay = wage_of_sector(labour.wage, region), pay_per_job(labour, region)
    return freeze_demand(
        cells.demand, cells.installed(), gdp, spent, wage, pay, between.supply, region, cells.price_base
    )


def spending(
    region: Region, cells: Cells, labour: LabourMarket, population: Whole, nearness: Floats
) -> tuple[Floats, Floats]:
    """Spending by place and disposable income by home (199,), 1e8 yuan.

    Args:
        region: the tables.
        cells: jobs of the shops that visits lead to.
        labour: wages by home and by work.
        population: (199, 2, 101) persons by sex and age, for pensions.
        nearness: (199, 199) `Between.visits`.
    """
    income = disposable_income(labour, population[:, :, PENSION_AGE:].sum(axis=(1, 2)), region)
    earned = earned_at_work(labour, region)
    return spending_by_place(income, earned, shops_of(cells.installed()), nearness), income


def gap_to_demand(world: World, year: int) -> Floats:
    """Log of demand over the jobs of each cell (199, 12), from last year's incomes and wages."""
    region, cells, labour = world.region, world.cells, world.labour
    between = world.between(year)
    spent, _ = spending(region, cells, labour, world.population, between.visits)
    return demand_gap(
        cells.demand,
        world.frozen.demand,
        cells.installed(),
        spent,
        wage_of_sector(labour.wage, region),
        pay_per_job(labour, region),
        labour.productivity,
        between.supply,
        cells.progress.advance,
        region,
        world.scenario.economy,
        year,
    )


def progress_of_year(world: World) -> Floats:
    """Growth of productivity beyond the sectors' paths (199, 12), log, from last year's jobs and output."""
    region, cells = world.region, world.cells
    recorded = trend_of(region.economy.output_trend, region.places.province, cells.year + 1)
    knowledge, levers = world.frozen.knowledge, world.scenario.economy
    return advance_productivity(cells.progress, world.jobs / PERSON, world.contracts, knowledge, levers, recorded)


def earning_productivity(world: World, year: int) -> Floats:
    """ln output per job (199,) against the start as pay follows it: without the trend of the accounts of 2014-18."""
    region, start = world.region, world.frozen.labour.year
    own = productivity_of_places(world.cells.output_per_job, region, start)
    return own - trend_since(region.economy.output_trend, region.places.province, start, year)


def accounts_of(world: World, year: int) -> NationalAccounts:
    """The national accounts of a year from its output, its incomes and the timetable."""
    region, cells, base = world.region, world.cells, world.frozen.demand
    tables, demand, between = region.economy.accounts, cells.demand, world.between(year)
    spent, income = spending(region, cells, world.labour, world.population, between.visits)
    wage, pay = wage_of_sector(world.labour.wage, region), pay_per_job(world.labour, region)
    served = spending_served(demand, base, spent, wage, pay).mean(axis=1)
    real = float((served * base.spent).sum() / base.spent.sum())
    output = world.gdp / tables.value_added
    inputs = inputs_of(
        output,
        demand.orders * output,
        (base.offer + demand.left) * scale_of_needs(world.gdp, base, tables),
        between.supply,
        tables,
    )
    start = region.economy.gdp[cells.price_base].sum(axis=0)
    consumption = tables.consumption * start.sum() * demand.made * real
    investment = tables.investment * start / tables.value_added * demand.made
    return draw_up(year, world.gdp, inputs, consumption, investment, float(income.sum()), float(spent.sum()), tables)


def prices_of(world: World) -> Floats:
    """Relative prices of value added by sector (12,), 1 at the start; see `economy.prices`."""
    region, cells = world.region, world.cells
    wage = wage_of_sector(world.labour.wage, region)
    through = world.scenario.economy.price_pass_through
    arguments = (world.gdp, wage, world.frozen.demand.wage, cells.output_per_job, cells.price_base)
    return relative_prices(*arguments, through, region)


def audit_accounts(accounts: NationalAccounts, world: World) -> None:
    """Check the identities of the year.

    Raises:
        AuditError: naming the identity, the place or sector and the figures.
    """
    found = breaches(accounts, world.region.economy.accounts, world.gdp, world.region.places)
    if found:
        raise AuditError(f"{accounts.year}: {found[0]}")
