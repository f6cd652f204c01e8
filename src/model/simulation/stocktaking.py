"""What is written down at the end of a year: the indicators of the contract, each from the stocks and the book."""

import numpy as np
from numpy.typing import NDArray

from model.climate.decomposition import decompose
from model.climate.exposure import THRESHOLDS_MM, control_events, expected_events, realised_exposure
from model.climate.impact import expected_impact
from model.climate.pathway import multipliers
from model.economy.accounts import gdp_by_group, tfp_by_place
from model.firms.columns import PERSON
from model.firms.relocation.flows import CAUSES
from model.firms.relocation.ledger import STATES
from model.firms.relocation.parks import jobs_in_parks
from model.firms.relocation.sites import jobs_by_zone
from model.people.retirement import policy_dependents
from model.products import product
from model.region.names import DETENTION
from model.simulation.areas import LEVELS, Areas
from model.simulation.demand import prices_of
from model.simulation.indicators import Indicator, crossing, mean, percent, total
from model.simulation.links import link_indicators
from model.simulation.treasury import accounts, governed, insured
from model.simulation.world import World

Floats = NDArray[np.float64]

HOUR = 60.0
"""Minutes, door to door."""
SIZE_CLASSES = (2e5, 5e5, 1e6, 3e6, 5e6, 1e7)
"""Upper bounds of the classes of cities, residents of the city proper."""


def stocks_of(world: World, areas: Areas, year: int) -> list[Indicator]:
    """Indicators of 31 December: people, jobs, output, and the exposure that they imply."""
    economy = [] if world.people_alone else [*_economy(world, year), *link_indicators(world, areas)]
    return [*_people(world, areas, year), *economy, *governed(world), *_expected(world, year)]


def flows_of(world: World, areas: Areas) -> list[Indicator]:
    """Indicators of what happened in the year, from its book."""
    economy = [] if world.people_alone else [*_relocation(world), *accounts(world, areas)]
    return [*_life_and_moves(world, areas), *economy, *_realised(world)]


def _people(world: World, areas: Areas, year: int) -> list[Indicator]:
    by_age = world.population.sum(axis=1)
    everyone, child = by_age.sum(axis=1), by_age[:, :15].sum(axis=1)
    old, oldest = by_age[:, 65:].sum(axis=1), by_age[:, 80:].sum(axis=1)
    middle = everyone - child - old
    work = world.census.work
    unemployed, employed = work[:, 1], work[:, 2]
    dependents = policy_dependents(world.census.by_education, world.scenario.population.retirement, year)
    return [
        total("population", "persons", everyone),
        percent("share_0_14", child, everyone),
        percent("share_15_64", middle, everyone),
        percent("share_65p", old, everyone),
        percent("share_80p", oldest, everyone),
        percent("dependency_total", child + old, middle),
        percent("dependency_old", old, middle),
        percent("dependency_child", child, middle),
        percent("dependency_policy", dependents, everyone - dependents),
        percent("dependency_participation", everyone - employed, employed),
        total("employed", "persons", employed),
        percent("unemployment_rate", unemployed, unemployed + employed),
        _size_class(world, areas, everyone),
    ]


def _size_class(world: World, areas: Areas, everyone: NDArray[np.int64]) -> Indicator:
    """Size class of each city by residents of its city proper, which is taken to grow as the city does.

    1 small II (under 0.2 million), 2 small I (0.5), 3 medium (1), 4 large II (3), 5 large I (5), 6 very large (10),
    7 super large: the classes of the State Council, 2014 (recalled). City level only.
    """
    places = world.region.places
    cities = len(places.city_ids)
    growth = np.bincount(places.city, everyone, cities) / np.bincount(places.city, places.population_2020, cities)
    residents = places.city_proper_2020 * growth
    classes = np.where(np.isnan(residents), np.nan, 1.0 + np.searchsorted(SIZE_CLASSES, residents, side="right"))
    by_area: Floats = np.full(len(areas.ids), np.nan)
    by_area[areas.level == LEVELS.index("city")] = classes
    return Indicator("urban_size_class", "class 1-7", np.zeros(0), by_area=by_area)


def _economy(world: World, year: int) -> list[Indicator]:
    region, cells, firms = world.region, world.cells, world.firms
    jobs = world.jobs / PERSON
    at_place, everyone = jobs.sum(axis=1), world.persons
    gdp, valued = world.gdp.sum(axis=1), world.gdp * prices_of(world)
    current, groups = valued.sum(axis=1), gdp_by_group(valued)
    in_states = zip(STATES, world.ledger.at_places(), strict=True)
    directed = [total(f"directed_jobs_{state}", "jobs", at_places) for state, at_places in in_states]
    return [
        total("jobs", "jobs", at_place),
        mean("jobs_within_hour", "jobs", product(world.timetable.minutes(year) <= HOUR, at_place), everyone),
        total("jobs_detention", "jobs", jobs_by_zone(firms, at_place, region.relocation.zone_share)[:, DETENTION]),
        total("jobs_in_parks", "jobs", jobs_in_parks(firms)),
        total("firms", "firms", world.units.sum(axis=1)),
        total("high_tech_firms", "firms", world.high_tech),
        total("gdp", "100 million yuan", gdp),
        total("gdp_at_relative_prices", "100 million yuan", current),
        *(
            percent(f"gdp_share_{name}", groups[:, k], current)
            for k, name in enumerate(("primary", "secondary", "tertiary"))
        ),
        Indicator("gdp_per_head", "yuan", gdp, everyone.astype(float), 1e8),
        mean("wage", "yuan a year", world.labour.mean_wage, at_place),
        mean("tfp", "start = 100", tfp_by_place(cells, region, world.gdp), gdp),
        mean("rent", "yuan per m2 and month", world.rents.homes, everyone),
        mean("rent_office", "six districts of Beijing = 1", world.rents.office, at_place),
        mean("rent_industrial", "six districts of Beijing = 1", world.rents.industrial, at_place),
        mean("housing_price", "yuan per m2", world.rents.price, everyone),
        total("housing_stock", "persons", world.land.homes),
        total("built_land_km2", "km2", world.land.built),
        *directed,
    ]


def _expected(world: World, year: int) -> list[Indicator]:
    """Exposure in closed form for the people of 31 December, and impact as a sum over the storm catalogue."""
    tables, climate = world.region.climate, world.scenario.climate
    by_age = world.population.sum(axis=1)
    everyone, old = by_age.sum(axis=1).astype(float), by_age[:, 65:].sum(axis=1).astype(float)
    base = world.frozen.people.sum(axis=(1, 2)).astype(float)
    area = world.region.places.area_km2
    rate = np.full(area.size, multipliers(climate, tables, year).index)
    figures = [mean("rain_rate_multiplier", "times control", rate, area)]
    for threshold in THRESHOLDS_MM:
        events = expected_events(tables, climate, year, threshold)
        name = f"{threshold:.0f}mm"
        figures += [
            mean(f"rain_events_over_{name}_expected", "events a year", events, area),
            total(f"exposure_{name}_expected", "person-events a year", everyone * events),
            total(f"exposure_65p_{name}_expected", "person-events a year", old * events),
        ]
    lowest = THRESHOLDS_MM[0]
    change = decompose(
        everyone, base, expected_events(tables, climate, year, lowest), control_events(tables, climate, lowest)
    )
    measures = world.governments.works.measures
    impact = expected_impact(
        world.frozen.floods, world.zones, world.population, world.capital, world.scenario, year, measures
    )
    return [
        *figures,
        total("exposure_change_climate", "person-events a year", change.climate),
        total("exposure_change_population", "person-events a year", change.population),
        total("exposure_change_interaction", "person-events a year", change.interaction),
        total("affected_expected", "persons a year", impact.affected[0]),
        total("affected_65p_expected", "persons a year", impact.affected_65p[0]),
        total("loss_expected", "100 million yuan a year", impact.loss[0]),
        total("flood_deaths_expected", "persons a year", impact.deaths[0]),
    ]


def _life_and_moves(world: World, areas: Areas) -> list[Indicator]:
    book = world.book
    entering, leaving = areas.crossings(book.moves.total)
    return [
        total("births", "persons", book.life.births.sum(axis=1)),
        total("deaths", "persons", book.life.deaths.sum(axis=(1, 2))),
        crossing("in_migration", "persons", entering),
        crossing("out_migration", "persons", leaving),
    ]


def _relocation(world: World) -> list[Indicator]:
    """Firms and jobs that policy moved or closed (`relocated`, by order and quota), and that moved by choice.

    Departures are counted where the firms leave, arrivals (`received`) where they come to.
    """
    flows, places = world.book.relocation, len(world.region.places.ids)
    policy = [cause for cause in CAUSES if cause != "chosen"]
    firms = sum((flows.firms(cause) for cause in policy), np.zeros((places + 1, places + 1), np.int64))
    jobs = sum((flows.jobs(cause) for cause in policy), np.zeros((places + 1, places + 1)))
    closed = sum((flows.closed_jobs(cause) for cause in policy), np.zeros(places))
    chosen = flows.jobs("chosen")
    return [
        total("relocated_firms", "firms", firms[:places].sum(axis=1)),
        total("relocated_jobs", "jobs", jobs[:places].sum(axis=1)),
        total("received_jobs", "jobs", jobs[:, :places].sum(axis=0)),
        total("closed_jobs", "jobs", closed),
        total("chosen_moves_firms", "firms", flows.firms("chosen")[:places].sum(axis=1)),
        total("chosen_moves_jobs", "jobs", chosen[:places].sum(axis=1)),
    ]


def _realised(world: World) -> list[Indicator]:
    """Of the year's storms, on the people of the year's beginning.

    Deaths are of residents who died by flood in the run: none with `climate.feedback: none`, those of an average year
    with `expected`. What the storms would do is in the events, whatever the feedback.
    """
    book = world.book
    of_the_year = book.impact.year()
    by_age = book.opening.sum(axis=1)
    figures = []
    for threshold in THRESHOLDS_MM:
        exposed = realised_exposure(by_age, book.storms, threshold)
        figures += [
            total(f"exposure_{threshold:.0f}mm_realised", "person-events", exposed.sum(axis=1)),
            total(f"exposure_65p_{threshold:.0f}mm_realised", "person-events", exposed[:, 65:].sum(axis=1)),
        ]
    return [
        *figures,
        total("affected_realised", "persons", of_the_year.affected[0]),
        total("loss_realised", "100 million yuan", of_the_year.loss[0]),
        total("evacuated_realised", "persons", of_the_year.evacuated[0]),
        total("flood_deaths_realised", "persons", book.life.flood_deaths),
        *insured(world, of_the_year, book.expected),
    ]
