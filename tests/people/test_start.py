from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from twins import columns

from model.chunks import Crew
from model.people import census
from model.people.columns import HOME_OUTSIDE, REGISTERED_HERE, Residents
from model.people.count import count_people, take_census
from model.people.grouping import sum_groups
from model.people.start import agents_by_cell, agents_by_single_age, census_population, start_population
from model.randomness.draws import keys_of
from model.region.people import PeopleTables


@pytest.mark.parametrize("year", [2010, 2020])
@pytest.mark.parametrize("scale", [1, 10, 100, 1000])
def test_every_group_is_within_one_agent_of_the_census(tables: PeopleTables, year: int, scale: int) -> None:
    agents, persons = agents_by_cell(tables, year, scale), census.pyramid(tables, year)
    single, single_persons = agents_by_single_age(tables, year, scale), census.single_ages(tables, year)
    province = tables.places.province
    assert (sum_groups(single, census.GROUP_OF_AGE, 18, 2) == agents).all()
    for counts, exact in (
        (agents.sum(), persons.sum()),
        (sum_groups(agents.sum((1, 2)), province, 3, 0), sum_groups(persons.sum((1, 2)), province, 3, 0)),
        (agents.sum((1, 2)), persons.sum((1, 2))),
        (agents, persons),
        (single, single_persons),
        (sum_groups(single, province, 3, 0), sum_groups(single_persons, province, 3, 0)),
    ):
        assert np.abs(counts - exact / scale).max() < 1
    if scale == 1 and year == 2020:
        assert (agents == tables.pyramid_2020).all()


@pytest.mark.parametrize(("year", "scale"), [(2020, 1000), (2020, 100), (2010, 1000)])
def test_agents_are_those_that_were_counted(
    tables: PeopleTables, fresh: Callable[..., Residents], year: int, scale: int
) -> None:
    residents = fresh(scale, year)
    assert (count_people(residents, Crew()) == agents_by_single_age(tables, year, scale) * scale).all()
    assert np.unique(residents.get("id")).size == len(residents)


def test_education_of_every_place_is_the_census(tables: PeopleTables, fresh: Callable[..., Residents]) -> None:
    residents = fresh(100)
    found = take_census(residents, Crew()).by_education.sum((1, 2))
    share = census.education(tables, 2020).sum((1, 2))
    wanted = share * (found.sum(1) / share.sum(1))[:, None]
    assert abs(found - wanted).max() <= 200  # two agents


def test_registration_of_every_place_is_the_census(tables: PeopleTables, fresh: Callable[..., Residents]) -> None:
    residents = fresh(100)
    place, here = residents.get("place"), (residents.get("traits") & REGISTERED_HERE) > 0
    outside = residents.get("home_city") == HOME_OUTSIDE
    local = np.bincount(place[here], minlength=199) * 100
    wanted = census.registration(tables, 2020)[..., :2].sum((1, 2, 3))
    assert abs(local - wanted).max() <= 200
    assert (residents.get("home_city")[here] == tables.places.city[place[here]]).all()
    beijing = tables.places.city[place] == 0
    from_outside = outside[beijing].sum() * 100 / tables.migrants_2020[tables.places.city == 0, 2].sum()
    assert from_outside == pytest.approx(1 - 2.16 / 8.418 - 0.3 / 8.418, abs=0.01)


def test_strangers_of_hebei_come_from_elsewhere(tables: PeopleTables, fresh: Callable[..., Residents]) -> None:
    residents = fresh(100)
    city, home = tables.places.city[residents.get("place")], residents.get("home_city")
    stranger = (residents.get("traits") & REGISTERED_HERE) == 0
    hebei = tables.places.province_of_city[city] == 2
    assert (home[stranger & hebei] != city[stranger & hebei]).all()
    near = stranger & hebei & (home != HOME_OUTSIDE)
    found = np.bincount(home[near], minlength=14)
    assert (found[tables.net_loss_2010_2020 == 0] == 0).all()
    assert (found[tables.net_loss_2010_2020 > 0] > 0).all()
    assert set(home[stranger & (city == 1)].tolist()) > {1, int(HOME_OUTSIDE)}  # Tianjin, and from Hebei


def test_education_and_registration_are_independent_within_a_cell(fresh: Callable[..., Residents]) -> None:
    residents = fresh(100)
    cell = (residents.get("place") == 2) & (residents.get("age") >= 30) & (residents.get("age") < 35)
    bachelor = (residents.get("traits")[cell] >> 1 & 3) == 3
    here = (residents.get("traits")[cell] & REGISTERED_HERE) > 0
    error = 1 / np.sqrt(cell.sum())
    assert abs(np.corrcoef(bachelor, here)[0, 1]) < 4 * error


def test_neither_threads_nor_the_seed_of_the_dynamics_show(
    region: Any, tables: PeopleTables, scenario_with: Callable[..., Any]
) -> None:
    scenario = scenario_with()
    one = columns(start_population(region, scenario, keys_of(1), Crew(1)))
    other = columns(start_population(region, scenario, keys_of(2), Crew(3, 1_777)))
    assert all((one[name] == other[name]).all() for name in one)
    third = columns(census_population(tables, 2020, 1000, keys_of(1, population_seed=5), Crew()))
    assert (third["age"] == one["age"]).all()
    assert (third["traits"] != one["traits"]).any()


def test_a_year_without_a_census_is_refused_in_one_sentence(region: Any, scenario_with: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="census of 2010 or 2020; there is none in 2013"):
        start_population(region, scenario_with(start=2013), keys_of(1), Crew())
