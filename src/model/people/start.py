"""The start population: the census of 31 December 2020 or 2010 as agents.

Counts are exact by place, sex and five-year group to one agent at every scale (nested largest remainder: region,
province, place, cell, single year). Education and registration of a cell are exact counts too; who of the cell has
which is drawn, so that they are independent within it.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people import census
from model.people.columns import HOME_OUTSIDE, NO_SECTOR, Residents
from model.people.fill import fill_places
from model.people.grouping import sum_groups
from model.people.rounding import round_rows
from model.people.work import settle_work
from model.randomness.draws import Keys, thresholds
from model.randomness.registry import START_TRAITS
from model.region.people import PeopleTables

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

ROWS: Final = 22
"""Rows of a place and sex for education: the 18 groups, 15-19 by single age."""
ROW_OF_AGE: Final = np.array([a // 5 if a < 15 else a - 12 if a < 20 else min(a // 5, 17) + 4 for a in range(101)])
PLACES_AT_ONCE: Final = 16


def start_population(region: "Region", scenario: "Scenario", keys: Keys, crew: Crew) -> Residents:
    """Residents on 31 December of the scenario's start year.

    Args:
        region: the tables.
        scenario: `years.start`, `scale.residents` and `population` are read.
        keys: `keys.population` alone is used, so replicates with other dynamics share the start population.
        crew: threads.

    Raises:
        ValueError: there is no census to start from in that year.
    """
    year = scenario.years.start
    if year not in census.YEARS:
        raise ValueError(f"residents start from the census of 2010 or 2020; there is none in {year}")
    residents = census_population(region.people, year, scenario.scale.residents, keys, crew)
    settle_work(residents, region, scenario, year, keys, crew)
    return residents


def census_population(tables: PeopleTables, year: int, scale: int, keys: Keys, crew: Crew) -> Residents:
    """Residents with everything but their work."""
    counts = agents_by_single_age(tables, year, scale)
    education = _education_counts(tables, year, counts)
    registration = _registration_counts(tables, year, counts)
    home = _home_thresholds(tables)
    offsets = np.concatenate([[0], np.cumsum(counts.sum((1, 2)))])
    total = int(offsets[-1])
    residents = Residents(total + total // 50 + 1024, scale)
    residents.used = total

    def work(low: int, high: int) -> None:
        fill_places(
            residents.id,
            residents.place,
            residents.age,
            residents.traits,
            residents.home_city,
            offsets,
            counts,
            education,
            registration,
            ROW_OF_AGE,
            tables.places.city,
            home,
            year,
            START_TRAITS.block,
            keys.population,
            low,
            high,
        )

    Crew(crew.threads, PLACES_AT_ONCE).each(work, counts.shape[0])
    residents.sector[:] = NO_SECTOR
    residents.years_since_move[:] = 255
    return residents


def agents_by_cell(tables: PeopleTables, year: int, scale: int) -> Counts:
    """Agents (199, 2, 18); every province, place and cell within one agent of persons / scale."""
    persons = census.pyramid(tables, year) / scale
    province = tables.places.province
    by_place = persons.sum((1, 2))
    by_province = np.array([by_place[province == p].sum() for p in range(3)])
    total = np.array([np.floor(by_province.sum() + 0.5)], np.int64)
    provinces = round_rows(by_province[None, :], total)[0]
    agents = np.zeros(persons.shape, np.int64)
    for p in range(3):
        inside = np.flatnonzero(province == p)
        places = round_rows(by_place[inside][None, :], provinces[p : p + 1])[0]
        agents[inside] = round_rows(persons[inside].reshape(-1, 36), places).reshape(-1, 2, 18)
    return agents


def agents_by_single_age(tables: PeopleTables, year: int, scale: int) -> Counts:
    """Agents (199, 2, 101): the cells divided in the proportions of the province's single ages."""
    cells = agents_by_cell(tables, year, scale)
    single = census.single_ages(tables, year) / scale
    agents = np.zeros(single.shape, np.int64)
    for p in range(3):
        inside = np.flatnonzero(tables.places.province == p)
        for sex in range(2):
            for group in range(18):
                ages = np.flatnonzero(group == census.GROUP_OF_AGE)
                block = np.ix_(inside, np.array([sex]), ages)
                target = single[block][:, 0, :]
                agents[block] = round_rows(target, cells[inside, sex, group])[:, None, :]
    return agents


def _education_counts(tables: PeopleTables, year: int, counts: Counts) -> Counts:
    """Agents (199, 2, 22, 4) by education; a place's totals are within about an agent of the census."""
    persons = sum_groups(census.education(tables, year), ROW_OF_AGE, ROWS, 2)
    return _categories(persons, sum_groups(counts, ROW_OF_AGE, ROWS, 2))


def _registration_counts(tables: PeopleTables, year: int, counts: Counts) -> Counts:
    """Agents (199, 2, 18, 4) by registration."""
    agents = sum_groups(counts, census.GROUP_OF_AGE, 18, 2)
    return _categories(census.registration(tables, year), agents)


def _categories(persons: Floats, agents: Counts) -> Counts:
    """Divide agents (199, 2, R) over four categories in the proportions of persons (199, 2, R, 4)."""
    share = persons / np.maximum(persons.sum(-1, keepdims=True), 1e-300)
    counts = np.zeros(persons.shape, np.int64)
    for place in range(persons.shape[0]):
        totals = agents[place].reshape(-1)
        target = (share[place] * agents[place][..., None]).reshape(-1, 4)
        counts[place] = round_rows(target, totals).reshape(persons.shape[1:])
    return counts


def _home_thresholds(tables: PeopleTables) -> NDArray[np.uint32]:
    """Cumulative u32 thresholds (2, 14, 15) of the home city, by kind of stranger and city of residence.

    Kind 0 is registered in another county of the province: in Hebei one of the other cities in proportion to the
    people these lost from 2010 to 2020, in Beijing and Tianjin the city itself. Kind 1 is registered in another
    province: outside, but for those who came from Hebei (the same proportions) and Tianjin.
    """
    province_of = tables.places.province_of_city
    cities = province_of.size
    loss = tables.net_loss_2010_2020
    share = np.zeros((2, cities, cities + 1))
    for city in range(cities):
        province = int(province_of[city])
        if province == 2:
            others = loss * (np.arange(cities) != city)
            share[0, city, :cities] = others / others.sum()
        else:
            share[0, city, city] = 1.0
        hebei, tianjin = tables.hebei_share_of_outsiders[province], tables.tianjin_share_of_outsiders[province]
        share[1, city, :cities] = hebei * loss / loss.sum()
        share[1, city, 1] += tianjin
        share[1, city, int(HOME_OUTSIDE)] = 1 - hebei - tianjin
    cumulative = np.cumsum(share, axis=-1)
    cumulative[..., -1] = 1.0
    return thresholds(cumulative)
