"""One year, as a list that can be read aloud.

Storms find the people and firms of the year's beginning. Firms close, grow, open and move; jobs meet workers; then
people move, die, are born, go to school and to work; the year is closed, and audited. Links between places and
contracts answer to what the year has brought.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from model.climate.impact import expected_impact, realised_impact
from model.climate.memory import felt_impact, flood_exit_factor, hazard_for_people, remember
from model.climate.weather import storms_of_year
from model.climate.zones import update_zones
from model.economy.accounts import gdp_by_place
from model.economy.building import order_building
from model.economy.cells import carry_demand, fill_pools, growth_of_cells, plan_year
from model.economy.conditions import conditions_for_firms
from model.economy.high_tech import count_high_tech, renew_high_tech
from model.economy.land import build
from model.economy.orders import carry_orders, keep_orders
from model.economy.rents import change_rents, dearer, fullness
from model.economy.signals import share_lost, signals_for_people
from model.economy.traders import TRADE, carry_traders
from model.firms.columns import PERSON
from model.firms.entry import enter_firms
from model.firms.jobs import count_firms, fill_jobs
from model.firms.life import live_firms
from model.firms.relocation.audit import audit_flows
from model.firms.relocation.flows import Moves, RelocationFlows
from model.firms.relocation.holders import holders_of
from model.firms.relocation.ledger import audit_ledger, settle_ledger
from model.firms.relocation.negative_list import restriction
from model.firms.relocation.parks import jobs_in_parks
from model.firms.relocation.plans import plans_for_founders
from model.firms.relocation.year import relocate
from model.people.count import take_census
from model.people.life import live_one_year
from model.people.migration.move import move
from model.people.school import attend_school
from model.people.work import take_work
from model.scenario.water import water_holds, water_restriction
from model.simulation.audit import audit_firms, audit_jobs, audit_people
from model.simulation.demand import (
    accounts_of,
    audit_accounts,
    earning_productivity,
    gap_to_demand,
    progress_of_year,
)
from model.simulation.governing import budgets_close, governments_decide, services_and_works_go_on
from model.simulation.labour import census_employment, match_open_jobs, offers_seen, seen_by_residents
from model.simulation.links import links_are_renewed
from model.simulation.world import World


def storms_fall(world: World, year: int) -> None:
    """The year's storms, and what they do to the people and capital of the year's beginning."""
    book, scenario, tables = world.book, world.scenario, world.region.climate
    floods, measures = world.frozen.floods, world.governments.works.measures
    book.storms = storms_of_year(floods.catalogue, tables, scenario.climate, year, world.keys)
    book.impact = realised_impact(book.storms, floods, world.zones, world.population, world.capital, scenario, measures)
    book.expected = expected_impact(floods, world.zones, world.population, world.capital, scenario, year, measures)
    book.felt = felt_impact(scenario, book.impact, book.expected)
    book.hazard = hazard_for_people(tables, scenario, book.felt, world.memory)


def firms_close_grow_and_open(world: World, year: int) -> None:
    """Demand of last year's incomes; then exit, growth and entry. The negative list holds growth as well as entry."""
    firms, cells, region, scenario, keys = world.firms, world.cells, world.region, world.scenario, world.keys
    held = restriction(region, scenario, year)
    plans = plans_for_founders(region, scenario, world.timetable.minutes(year))
    drawn = world.book.decision.attraction
    water = water_holds(region, scenario, year, *_jobs_and_start(world))
    order_building(cells.demand, world.frozen.demand, region, scenario, year)
    gap, advance = gap_to_demand(world, year), progress_of_year(world)
    growth = growth_of_cells(cells, firms, region, scenario, year, held, gap, advance, world.desired, water)
    floods = flood_exit_factor(world.book.felt, world.memory)
    known = (world.units, drawn, world.desired)
    plan = plan_year(cells, firms, growth, region, scenario, year, held, floods, plans, world.crew, *known)
    world.book.exits, world.book.growth = live_firms(firms, plan, scenario, year, keys, world.crew)
    world.book.entry = enter_firms(firms, plan, region, scenario, year, keys)
    renew_high_tech(firms, world.frozen.high_tech, region, scenario, year, keys)


def firms_move(world: World, year: int) -> None:
    """Directed moves, quotas, chosen moves; demand goes where the firms go."""
    firms, cells, region, scenario = world.firms, world.cells, world.region, world.scenario
    before, installed, between = count_firms(firms), cells.installed(), world.between(year)
    conditions = conditions_for_firms(
        cells,
        firms,
        region,
        scenario,
        year,
        between,
        world.memory.risk,
        jobs_in_parks(firms),
        world.rents,
        world.land,
        water_restriction(region, scenario, year, *_jobs_and_start(world)),
        before.staff,
        world.labour.wage_at_start_productivity,
    )
    decision, services = world.book.decision, world.governments.services
    conditions = replace(conditions, subsidy=decision.subsidy, services=services)
    flows = relocate(firms, world.ledger, world.frozen.location, region, scenario, year, conditions, world.keys)
    after = count_firms(firms)
    audit_flows(flows, before.units, after.units, before.desired, after.desired)
    carry_demand(cells, before.desired, after.desired, before.units, after.units)
    if scenario.economy.orders == "stay":
        keep_orders(cells.demand, installed, flows)
    else:
        carry_orders(cells.demand, world.frozen.demand, installed, flows, between.supply, region)
    carry_traders(cells, flows, region.economy.accounts.local[TRADE])
    for name, missing in flows.short.items():
        world.short[name] = world.short.get(name, 0) + missing
    world.book.relocation, world.book.desired = flows, after.desired


def places_are_built(world: World, year: int) -> None:
    """Land is taken back, homes and sites are built, rents follow how full the places are."""
    region, scenario = world.region, world.scenario
    people, jobs = world.persons.astype(float), world.jobs / PERSON
    dear = dearer(world.rents, region)
    world.land = build(world.land, region, scenario, year, people, dear, world.book.relocation)
    now = fullness(world.land, people, jobs, world.signals.wage_reachable)
    world.rents = change_rents(world.rents, region, now)


def jobs_meet_workers(world: World, year: int) -> None:
    """The labour market by commuting: who is employed, which jobs are filled, what residents see of it."""
    firms, cells, region, scenario = world.firms, world.cells, world.region, world.scenario
    between = world.between(year)
    directed = holders_of(world.ledger, scenario.years.start)
    base, force = world.frozen.labour, world.census.labour_force
    desired = cells.desired(firms, world.book.desired)
    own = earning_productivity(world, year)
    arguments = (base, desired, force, between, region, scenario, directed)
    world.labour = match_open_jobs(*arguments, world.labour, own)
    fill_jobs(firms, world.labour.fill)
    fill_pools(cells, world.labour.fill)
    world.jobs = cells.jobs(firms)
    seen = seen_by_residents(world.jobs, directed)
    before, world.offers = world.offers, offers_seen(desired, directed)
    lost = share_lost(before, world.offers)
    reach, rents, land = between.reach, world.rents, world.land
    signals = signals_for_people(seen, world.labour, reach, region, lost, rents, land)
    signals = replace(signals, services=world.governments.services)
    world.signals = census_employment(signals, world.frozen.unemployment, world.frozen.labour.rate)


def people_move(world: World, year: int) -> None:
    """Leave, arrive, move within the city, study, return, follow a job; then the ledger of directed jobs is settled."""
    world.book.moves = move(
        world.residents,
        world.population,
        world.frozen.migration,
        world.region,
        world.scenario,
        year,
        world.signals,
        world.book.hazard,
        world.book.relocation.follows,
        world.keys,
        world.crew,
    )
    settle_ledger(world.ledger, world.book.moves.followed, year)


def people_live(world: World, year: int) -> None:
    """Deaths, a birthday, births."""
    world.book.life = live_one_year(
        world.residents,
        world.region,
        world.scenario,
        year,
        world.book.hazard,
        world.keys,
        world.crew,
        world.book.moves.counted,
    )


def people_learn(world: World, year: int) -> None:
    """School and university."""
    attend_school(world.residents, world.region, world.scenario, year, world.keys, world.crew)


def people_work(world: World, year: int) -> None:
    """Activity, retirement, employment, sector."""
    take_work(world.residents, world.region, world.scenario, year, world.signals, world.keys, world.crew)


def people_are_counted(world: World, year: int) -> None:
    """The census of 31 December, its balance, the zones people live in, and what the storms leave in memory."""
    opening, book = world.population, world.book
    world.census = take_census(world.residents, world.crew)
    world.population = world.census.people
    persons = world.persons
    audit_people(
        year,
        world.region.places.ids,
        opening.sum(axis=(1, 2)),
        book.life.births.sum(axis=1),
        book.life.deaths.sum(axis=(1, 2)),
        book.moves.total,
        persons,
    )
    standard = world.frozen.floods.rules(world.scenario, year, world.governments.works.measures).standard
    world.zones = update_zones(
        world.zones, persons.astype(float), world.scenario.land_use, _followers_by_zone(world), standard
    )
    world.memory = remember(world.memory, book.felt)


def firms_are_counted(world: World, year: int) -> None:
    """Legal units and output of 31 December, the balance of firms, and the ledger of directed jobs."""
    opening, desired, book = world.units, world.desired, world.book
    counted = count_firms(world.firms)
    world.units, world.desired, world.high_tech = counted.units, counted.desired, count_high_tech(world.firms)
    world.gdp = gdp_by_place(world.cells, world.firms, None if book.felt is None else book.felt.share[0], counted.staff)
    book.accounts = accounts_of(world, year)
    audit_accounts(book.accounts, world)
    audit_firms(
        year, world.region.places.ids, opening, book.exits.units, book.entry.units, book.relocation, world.units
    )
    audit_jobs(
        year,
        world.region.places.ids,
        desired,
        book.exits.desired,
        book.growth.desired,
        book.entry.desired,
        book.relocation,
        world.desired,
    )
    audit_ledger(world.ledger, year, world.short)


def nobody_follows(world: World, year: int) -> None:
    """Where firms stand still, no job moves and nobody follows one."""
    world.book.relocation = RelocationFlows(year, Moves.joined([]))


YEAR: Final[tuple[Callable[[World, int], None], ...]] = (
    governments_decide,
    storms_fall,
    firms_close_grow_and_open,
    firms_move,
    places_are_built,
    jobs_meet_workers,
    people_move,
    people_live,
    people_learn,
    people_work,
    people_are_counted,
    firms_are_counted,
    links_are_renewed,
    budgets_close,
)
"""The processes of a year in their order."""

YEAR_OF_PEOPLE_ALONE: Final[tuple[Callable[[World, int], None], ...]] = (
    services_and_works_go_on,
    storms_fall,
    nobody_follows,
    people_move,
    people_live,
    people_learn,
    people_work,
    people_are_counted,
)
"""A year from the census of 2010, for which there is no census of firms: the economy stands still."""


def _jobs_and_start(world: World) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """(199,) jobs of the year's beginning, and jobs and residents of the start: what water is reckoned by."""
    start = world.frozen.demand.jobs.sum(axis=1), world.frozen.migration.weight
    return world.cells.installed().sum(axis=1), start


def _followers_by_zone(world: World) -> np.ndarray:
    """(199, 3) persons who followed a job this year, in the exposure zone that its move names."""
    arrived = world.book.moves.by_cause["follow"].sum(axis=0)
    sited = np.zeros((len(world.region.places.ids), 3))
    zone_of = {move.order.id: move.zone for move in world.ledger.moves}
    asked: dict[int, list[tuple[int, int]]] = {}
    for follow in world.book.relocation.follows:
        holders = world.book.moves.followed.get(follow.cause, 0)
        asked.setdefault(follow.destination, []).append((zone_of[follow.cause], holders))
    for place, rows in asked.items():
        holders = sum(number for _, number in rows)
        for zone, number in rows:
            sited[place, zone] += arrived[place] * number / max(holders, 1)
    return sited
