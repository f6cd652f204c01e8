"""Moves with given flows, held against a projection that reads the files itself, and against the census."""

import numpy as np
import projection
import pytest

from model.chunks import Crew
from model.people.count import count_people
from model.people.life import live_one_year
from model.people.migration.base import freeze_base
from model.people.migration.move import move
from model.people.signals import calm
from model.people.start import start_population
from model.randomness.draws import keys_of

COHORTS = ((20, 25), (30, 40), (60, 65))


def schedule(province, way):
    fit = {
        (row["area_id"], row["unit"]): float(row["value"])
        for row in projection.rows("migration.csv")
        if row["table"] == "flow_schedule_fit"
    }
    x = np.arange(101) + 0.5
    since = x - fit[province, f"mu2_{way}"]
    curve = 0.0128 * np.exp(-0.105 * x) + 0.0804 * np.exp(
        -fit[province, f"alpha2_{way}"] * since - np.exp(-0.391 * since)
    )
    curve += 0.0028 * (x < 85)
    return curve / curve.sum(), fit[province, "gross_out_per_year"]


def net_of_year(province):
    return {
        int(row["year"]): float(row["value"])
        for row in projection.rows("migration.csv")
        if row["table"] == "net_migration_annual" and row["area_id"] == province
    }


def given_moves(province):
    into, gross = schedule(province, "in")
    out, _ = schedule(province, "out")
    net = net_of_year(province)
    return lambda year: np.tile(0.5 * ((gross + net[year]) * into - gross * out), (2, 1))


@pytest.fixture(scope="module")
def run(region, signals, scenario_with):
    def years(start, end, **migration):
        scenario, keys, crew = scenario_with(start=start, scale=100, migration=migration), keys_of(1), Crew()
        residents = start_population(region, scenario, keys, crew)
        base = freeze_base(residents, region, scenario, signals, crew)
        first = count_people(residents, crew)
        for year in range(start + 1, end + 1):
            move(
                residents, count_people(residents, crew), base, region, scenario, year, signals, calm(), (), keys, crew
            )
            live_one_year(residents, region, scenario, year, calm(), keys, crew)
        return first, count_people(residents, crew)

    return years


def dependency(by_age):
    middle = by_age[15:65].sum()
    return 100 * by_age[65:].sum() / middle, 100 * by_age[:15].sum() / middle


def test_old_and_child_dependency_of_2022_by_province(run, region):
    _, people = run(2020, 2022, flows="given")
    for index, province in enumerate(projection.PROVINCES):
        expected = projection.project(province, 2020, 2022, moves=given_moves(province))[2022]
        _, old, child = expected.dependency()
        found_old, found_child = dependency(people[region.places.province == index].sum((0, 1)))
        assert abs(found_old - old) < 0.5, province
        assert abs(found_child - child) < 0.5, province
        assert abs(people[region.places.province == index].sum() / expected.total - 1) < 0.002, province


def cohort_errors(first, last, region):
    """Census over model, ratio of the cohort after ten years to what it was, Beijing, by cohort and sex."""
    beijing = region.places.province == 0
    then, now = first[beijing].sum(0), last[beijing].sum(0)
    errors = {}
    for low, high in COHORTS:
        for sex in range(2):
            found = now[sex, low:high].sum() / then[sex, low - 10 : high - 10].sum()
            counted = region.people.single_2020[0, sex, low:high].sum()
            restored = region.people.single_2010[0, sex, low - 10 : high - 10].sum()
            errors[low, sex] = found / (counted / restored) - 1
    return errors


def test_cohort_change_of_beijing_2010_to_2020(run, region):
    errors = cohort_errors(*run(2010, 2020, flows="given", given_net="decade"), region)
    assert max(abs(error) for error in errors.values()) < 0.15, errors


def test_without_moves_the_young_of_beijing_are_missing(run, region):
    errors = cohort_errors(*run(2010, 2020, enabled=False), region)
    assert all(errors[20, sex] < -0.15 for sex in range(2))
