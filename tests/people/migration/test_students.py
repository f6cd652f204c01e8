import numpy as np
import pytest
from helpers_of_moves import columns_of

from model.chunks import Crew
from model.people.columns import REGISTERED_HERE, STUDENT
from model.people.count import count_people
from model.people.life import live_one_year
from model.people.migration.base import freeze_base
from model.people.migration.move import move
from model.people.migration.students import cohort_ratio, entrants, quarters
from model.people.signals import calm
from model.people.start import start_population
from model.randomness.draws import keys_of


def students_of(residents):
    return (residents.get("traits") & STUDENT) != 0


@pytest.fixture(scope="module")
def years(region, signals, scenario_with):
    scenario, keys, crew = scenario_with(), keys_of(2), Crew()
    residents = start_population(region, scenario, keys, crew)
    base = freeze_base(residents, region, scenario, signals, crew)
    seen = {2020: (residents.get("age"), residents.get("place"), students_of(residents))}
    for year in range(2021, 2033):
        move(residents, count_people(residents, crew), base, region, scenario, year, signals, calm(), (), keys, crew)
        live_one_year(residents, region, scenario, year, calm(), keys, crew)
        seen[year] = (residents.get("age"), residents.get("place"), students_of(residents))
    return base, seen


def test_students_do_not_age_in_place(years):
    for age, _, student in years[1].values():
        assert student.any()
        assert age[student].min() >= 18
        assert age[student].max() <= 21


def test_the_stock_follows_the_cohort_and_the_quarters(years, region):
    base, seen = years
    for year, (_, _, student) in seen.items():
        entered = [cohort_ratio(region, 2020, max(entry, 2020)) for entry in range(year - 3, year + 1)]
        expected = base.quarters.sum() / 1000 * np.mean(entered)
        assert abs(student.sum() - expected) < 0.06 * expected


def test_students_live_where_there_are_quarters(years, region):
    base, seen = years
    _, place, student = seen[2032]
    assert (base.quarters[place[student]] > 0).all()
    haidian = region.places.index("beijing.haidian")
    assert (place[student] == haidian).sum() > 0.5 * base.quarters[haidian] / 1000


def test_quarters_fit_into_collective_residents_and_the_age_group(region):
    for year in (2010, 2020):
        stock = quarters(region, year)
        assert (stock <= np.maximum(region.people.collective_2020, 0)).all()
        assert (stock >= 0).all()
        assert stock.sum() <= sum(region.migration.assumptions.by_province("students"))
    own, between, outside = entrants(region, quarters(region, 2020))
    assert np.isclose(own.sum() + between.sum() + outside.sum(), quarters(region, 2020).sum() / 4)
    assert (np.diag(between) == 0).all()


def test_most_graduates_stay_where_they_are_registered_and_more_than_half_of_the_others_go(
    one_year, scenario_with, region
):
    moved = one_year(scenario_with(scale=100))
    before, after = moved.before, columns_of(moved.residents)
    size = before["id"].size
    graduates = (before["traits"] & STUDENT != 0) & (before["age"] == 21) & (before["place"] < 199)
    same = (after["id"][:size] == before["id"]) & (after["place"][:size] < 199)
    city = np.append(region.places.city, 99)
    here = same & (city[np.minimum(after["place"][:size], 199)] == city[np.minimum(before["place"], 199)])
    registered = before["traits"] & REGISTERED_HERE != 0
    value = region.migration.assumptions.of
    for group, kind in ((registered, "registered"), (~registered, "elsewhere")):
        leaving, number = 1 - here[graduates & group].mean(), (graduates & group).sum()
        share = value("graduates_leave", kind)
        assert number > 300
        assert abs(leaving - share) < 4 * np.sqrt(share * (1 - share) / number), kind
