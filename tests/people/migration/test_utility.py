"""What draws movers, term by term."""

from dataclasses import replace

import numpy as np
import pytest

from model.people.migration.chances import chances_of_year, recent_shift
from model.people.migration.utility import destination_utility, gravity_growth, ties
from model.people.signals import calm
from model.region.migration_constants import XI_SINCE


@pytest.fixture(scope="module")
def tables_of(one_year, region, signals, scenario_with):
    """The tables of a year, for residents by place as at the base or other ones."""
    base = one_year().base

    def build(year=2021, people=None, now=signals):
        entry = np.full(14, 1e5)
        persons = base.weight if people is None else people
        return chances_of_year(base, region, scenario_with(), year, now, calm(), persons, entry)

    return base, build


def test_a_crowded_place_draws_less_and_new_housing_more(tables_of, signals, region):
    base, build = tables_of
    place = region.places.index("baoding.zhuozhou")
    crowd, housing = base.weight.copy(), signals.housing.copy()
    crowd[place] *= 1.5
    housing[place] *= 1.5
    plain, crowded, built = (
        each.places for each in (build(), build(people=crowd), build(now=replace(signals, housing=housing)))
    )
    assert crowded[place] < plain[place] < built[place]
    assert built[place] - plain[place] == pytest.approx(plain[place] - crowded[place], rel=0.01)
    assert (np.delete(crowded, place) == np.delete(plain, place)).all()


def test_people_go_near_within_their_province_and_where_others_went(region):
    tables, places = region.migration, region.places
    nobody, many = np.zeros((14, 14)), np.full((14, 14), 1e4)
    tie = ties(tables, places, nobody)
    beijing, langfang, handan = (places.city_ids.index(name) for name in ("beijing", "langfang", "handan"))
    assert tie[beijing, langfang] > tie[beijing, handan]
    assert (ties(tables, places, many) > tie).all()
    far = replace(tables, distance_km=2 * np.maximum(tables.distance_km, 20.0))
    apart = ~np.eye(14, dtype=bool)
    assert (ties(far, places, nobody) < tie)[apart].all()


def test_nobody_leaves_a_city_for_itself(tables_of):
    base, _ = tables_of
    utility = destination_utility(base.appeal, base.tie, np.zeros(14), np.zeros(14))
    assert np.isneginf(utility[np.arange(14), :, :, np.arange(14)]).all()


@pytest.mark.parametrize("period", [1, 2])
def test_the_attraction_of_a_period_holds_from_its_first_year(tables_of, region, period):
    _, build = tables_of
    first = XI_SINCE[period]
    before, after = (build(year).arrivals.sum((1, 2)) for year in (first - 1, first))
    change, xi = np.log(after / before), region.migration.xi[period] - region.migration.xi[period - 1]
    assert np.ptp(xi) > 0.1
    assert change - change.mean() == pytest.approx(xi - xi.mean(), abs=0.03)


def test_gravity_answers_residents_alone(one_year, region, signals, scenario_with):
    drawn = scenario_with(migration={"destination": "gravity"})
    base = one_year(drawn).base
    entry, city = np.full(14, 1e5), region.places.city

    def utility(people, now):
        found = chances_of_year(base, region, drawn, 2021, now, calm(), people, entry)
        return found.destinations

    rich = replace(signals, wage_reachable=signals.wage_reachable * np.where(city == 0, 2.0, 1.0)[:, None])
    assert (utility(base.weight, rich) == utility(base.weight, signals)).all()
    grown = base.weight * np.where(city == 3, 2.0, 1.0)
    of_beijing = slice(0, 6), slice(1, None)
    gained = utility(grown, signals)[of_beijing] - utility(base.weight, signals)[of_beijing]
    assert np.abs(np.delete(gained, 2, axis=1)).max() < 1e-12
    assert gained[:, 2] == pytest.approx(0.475 * np.log(2.0))


def test_nothing_is_gained_by_gravity_where_nobody_came(region):
    people = region.places.population_2020.astype(float)
    assert (gravity_growth(region.places, people, people, region.migration) == 0.0).all()


def test_a_higher_recent_net_is_an_attraction_of_that_province_alone(region, scenario_with):
    shift = recent_shift(scenario_with(migration={"recent_net": {"tianjin": 50_000}}), region.migration, region.places)
    tianjin = region.places.city_ids.index("tianjin")
    assert (np.delete(shift, tianjin) == 0.0).all()
    assert shift[tianjin] * region.migration.gross_in[tianjin] == pytest.approx(50_000)


def test_the_recent_net_says_nothing_of_earlier_years(one_year, region, signals, scenario_with):
    base, people, entry = one_year().base, region.places.population_2020.astype(float), np.full(14, 1e5)

    def arrivals(year, **levers):
        scenario = scenario_with(migration=levers)
        return chances_of_year(base, region, scenario, year, signals, calm(), people, entry).arrivals.sum()

    higher = {"recent_net": {"beijing": 100_000}}
    assert arrivals(2020, **higher) == arrivals(2020)
    assert arrivals(2021, **higher) > arrivals(2021)
