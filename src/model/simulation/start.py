"""The world on 31 December of the start year: stocks from the census, constants solved once and frozen."""

import numpy as np

from model.chunks import Crew
from model.climate.catalogue import load_catalogue
from model.climate.expected import Floods
from model.climate.impact import expected_impact
from model.climate.memory import start_memory
from model.climate.zones import start_zones
from model.economy.accounts import gdp_by_place
from model.economy.cells import start_cells
from model.economy.conditions import conditions_for_firms
from model.economy.high_tech import start_high_tech
from model.economy.labour import freeze_labour, match_labour
from model.economy.signals import signals_for_people
from model.firms.jobs import count_units
from model.firms.relocation.appeal import freeze_location
from model.firms.relocation.ledger import start_ledger
from model.firms.start import start_firms
from model.people.count import count_people, labour_force
from model.people.migration.base import freeze_base
from model.people.start import start_population
from model.people.work import base_unemployment
from model.randomness.draws import Keys
from model.region.region import Region
from model.region.transport import Timetable
from model.scenario.schema.scenario import Scenario
from model.simulation.labour import census_employment
from model.simulation.world import Frozen, World, capital_of


def start_world(region: Region, scenario: Scenario, keys: Keys, crew: Crew) -> World:
    """Build the stocks of the start year and freeze the constants that every scenario shares.

    Raises:
        ValueError: there is no census of people or firms for the start year.
    """
    year, tables = scenario.years.start, region.climate
    timetable = Timetable(region.transport, scenario.transport.hsr_additions)
    minutes = timetable.minutes(year)

    residents = start_population(region, scenario, keys, crew)
    firms = start_firms(region, scenario, keys)
    cells = start_cells(region, scenario, firms)
    high_tech = start_high_tech(firms, region, scenario, keys)

    force = labour_force(residents)
    labour_base = freeze_labour(cells.desired(firms), force, minutes, region, cells.base_rate)
    labour = match_labour(labour_base, cells.desired(firms), force, minutes, region)
    unemployment = base_unemployment(region)
    signals = signals_for_people(cells.jobs(firms), labour, minutes, region, year)
    signals = census_employment(signals, unemployment, labour_base.rate)
    migration = freeze_base(residents, region, scenario, signals, crew)

    population = count_people(residents, crew)
    gdp = gdp_by_place(cells, firms)
    zones = start_zones(tables, region.places, scenario.adaptation, population.sum(axis=(1, 2)).astype(float))
    floods = Floods(load_catalogue(tables), tables, region.places, zones.base_shares)
    expected = expected_impact(floods, zones, population, capital_of(gdp), scenario, year)
    memory = start_memory(scenario, expected)

    no_moves = np.zeros(len(region.places.ids))
    conditions = conditions_for_firms(cells, firms, region, scenario, year, minutes, memory.risk, no_moves)
    location = freeze_location(firms, conditions, region, scenario)
    return World(
        region=region,
        scenario=scenario,
        keys=keys,
        crew=crew,
        timetable=timetable,
        frozen=Frozen(migration, labour_base, location, high_tech, floods, population, unemployment),
        residents=residents,
        firms=firms,
        cells=cells,
        ledger=start_ledger(region, scenario),
        zones=zones,
        memory=memory,
        labour=labour,
        signals=signals,
        population=population,
        jobs=cells.jobs(firms),
        gdp=gdp,
        units=count_units(firms),
        park_taken=no_moves,
    )
