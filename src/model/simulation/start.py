"""The world on 31 December of the start year: stocks from the census, constants solved once and frozen."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.climate.catalogue import load_catalogue
from model.climate.expected import Floods
from model.climate.impact import expected_impact
from model.climate.memory import start_memory
from model.climate.zones import start_zones
from model.economy.accounts import gdp_by_place
from model.economy.between import Between
from model.economy.cells import Cells, start_cells
from model.economy.commuting import reach_of
from model.economy.conditions import conditions_for_firms
from model.economy.high_tech import count_high_tech, start_high_tech
from model.economy.labour import LabourBase, LabourMarket, freeze_labour, match_labour
from model.economy.land import start_land
from model.economy.rents import fullness, start_rents
from model.economy.signals import signals_for_people
from model.firms.columns import PERSON, Firms
from model.firms.jobs import count_desired, count_units
from model.firms.relocation.appeal import freeze_location
from model.firms.relocation.ledger import start_ledger
from model.firms.start import start_firms
from model.governments.state import start_governments
from model.people import census
from model.people.columns import Residents
from model.people.count import take_census
from model.people.migration.base import freeze_base
from model.people.signals import Signals
from model.people.start import start_population
from model.people.work import base_unemployment
from model.randomness.draws import Keys
from model.region.region import Region
from model.region.transport import Timetable
from model.scenario.borders import border_between
from model.scenario.schema.general import Years
from model.scenario.schema.governance import Governance
from model.scenario.schema.integration import Integration
from model.scenario.schema.places import PlacesLevers
from model.scenario.schema.scenario import Scenario
from model.simulation.carry import carried_population
from model.simulation.demand import freeze_incomes
from model.simulation.labour import census_employment, wage_of_jobs
from model.simulation.links import start_links
from model.simulation.world import Frozen, World, capital_of

Floats = NDArray[np.float64]
StartYear = Literal[2010, 2013, 2020]


def start_world(region: Region, scenario: Scenario, keys: Keys, crew: Crew) -> World:
    """Build the stocks of the start year and freeze the constants that every scenario shares.

    Raises:
        ValueError: there is no census of people or firms for the start year.
    """
    year, tables, plain = scenario.years.start, region.climate, _without_plans(scenario)
    timetable = Timetable(region.transport, scenario.transport.hsr_additions, scenario.transport.lines_until)
    minutes = timetable.minutes(year)

    of_firms = scenario.model_copy(update={"years": Years(start=firms_start(year), end=scenario.years.end)})
    firms = start_firms(region, of_firms, keys)
    cells = start_cells(region, of_firms, firms)
    high_tech = start_high_tech(firms, region, of_firms, keys)

    residents = _residents(region, scenario, cells, firms, keys, crew)
    labour_base, labour, signals = _labour(region, cells, firms, residents, minutes, year, crew)
    migration = freeze_base(residents, region, scenario, signals, crew)

    counted = take_census(residents, crew)
    population = counted.people
    between = Between(minutes, border_between(region, plain, year), region.places.province)
    demand = freeze_incomes(region, cells, labour, population, between)
    gdp = gdp_by_place(cells, firms)
    zones = start_zones(tables, region.places, scenario.adaptation, population.sum(axis=(1, 2)).astype(float))
    floods = Floods(load_catalogue(tables), tables, region.places, zones.base_shares)
    expected = expected_impact(floods, zones, population, capital_of(gdp), scenario, year)
    memory = start_memory(scenario, expected)

    persons, jobs = population.sum(axis=(1, 2)).astype(float), cells.jobs(firms) / PERSON
    land = start_land(region, persons, jobs)
    conditions = conditions_for_firms(cells, firms, region, plain, year, between, memory.risk, wage=labour.wage)
    location = freeze_location(firms, conditions, region, plain)
    titles = count_high_tech(firms)
    link_base, links, contract_base, contracts = start_links(
        firms, titles, labour, gdp, minutes, region, firms_start(year)
    )
    return World(
        region=region,
        scenario=scenario,
        keys=keys,
        crew=crew,
        timetable=timetable,
        frozen=Frozen(
            migration,
            labour_base,
            demand,
            location,
            high_tech,
            floods,
            link_base,
            contract_base,
            contracts.knowledge,
            population,
            base_unemployment(region),
        ),
        residents=residents,
        firms=firms,
        cells=cells,
        ledger=start_ledger(region, scenario),
        zones=zones,
        memory=memory,
        governments=start_governments(region, scenario, gdp, wage_of_jobs(labour, region)),
        labour=labour,
        signals=signals,
        links=links,
        contracts=contracts,
        census=counted,
        population=population,
        jobs=cells.jobs(firms),
        offers=cells.desired(firms).sum(axis=1),
        gdp=gdp,
        units=count_units(firms),
        desired=count_desired(firms),
        high_tech=titles,
        land=land,
        rents=start_rents(region, fullness(land, persons, jobs, signals.wage_reachable)),
    )


def _without_plans(scenario: Scenario) -> Scenario:
    """Borders and places as they are: the constants of choice belong to no scenario's plans."""
    plans = {"integration": Integration(), "governance": Governance(), "places": PlacesLevers()}
    return scenario.model_copy(update=plans)


def firms_start(year: int) -> StartYear:
    """Year of the census of firms for a start year: 2013 stands in for 2010, when people are simulated alone."""
    return 2020 if year == 2020 else 2013


def _residents(region: Region, scenario: Scenario, cells: Cells, firms: Firms, keys: Keys, crew: Crew) -> Residents:
    """The census of the start year, or that of 2010 carried to it."""
    if scenario.years.start in census.YEARS:
        return start_population(region, scenario, keys, crew)
    at_census = scenario.model_copy(update={"years": Years(start=2010, end=scenario.years.end)})
    before = start_population(region, at_census, keys, crew)
    minutes = region.transport.minutes(scenario.years.start)
    _, _, signals = _labour(region, cells, firms, before, minutes, scenario.years.start, crew)
    return carried_population(region, scenario, signals, keys, crew)


def _labour(
    region: Region, cells: Cells, firms: Firms, residents: Residents, minutes: Floats, year: int, crew: Crew
) -> tuple[LabourBase, LabourMarket, Signals]:
    """The labour market of the start: its constants, its outcome, and what residents see of it."""
    force = take_census(residents, crew).labour_force
    base = freeze_labour(cells.desired(firms), force, minutes, region, cells.base_rate, cells.price_base)
    reach = reach_of(minutes, region.places.province)
    market = match_labour(base, cells.desired(firms), force, reach, region)
    signals = signals_for_people(cells.jobs(firms), market, reach, region)
    return base, market, census_employment(signals, base_unemployment(region), base.rate)
