"""The firms of a start year meet the tables, and look like firms."""

from collections.abc import Callable

import numpy as np
import pytest

from model.firms.columns import PERSON, Firms
from model.firms.jobs import count_jobs, count_units
from model.firms.start import start_firms
from model.firms.strata import LARGE, MIDDLE
from model.randomness.draws import Keys, keys_of
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Make = Callable[..., Scenario]


def tail_exponent(size: np.ndarray, weight: np.ndarray, least: float) -> float:
    """Hill's estimate of the exponent of the density of sizes from `least` on."""
    large = size >= least
    return 1.0 + weight[large].sum() / (weight[large] * np.log(size[large] / least)).sum()


@pytest.mark.parametrize("year", [2013, 2018, 2020])
@pytest.mark.parametrize("scale", [10, 100])
def test_units_and_staff_meet_the_stock_of_every_cell(
    region: Region, scenario_of: Make, keys: Keys, year: int, scale: int
) -> None:
    firms = start_firms(region, scenario_of(firms=scale), keys, year)
    stock = region.economy.stocks[year]
    np.testing.assert_array_equal(count_units(firms), stock.units)
    np.testing.assert_array_equal(count_jobs(firms), stock.staff * PERSON)


def test_units_of_2018_are_the_group_table(region: Region, scenario_of: Make, keys: Keys) -> None:
    units = count_units(start_firms(region, scenario_of(), keys, 2018))
    groups = region.economy.groups
    for group in range(len(groups.names)):
        found = units[groups.of_place == group].sum(axis=0)
        np.testing.assert_array_equal(found, np.rint(groups.units_2018[group]))


def test_units_of_2020_are_those_of_2018_carried_by_the_province(region: Region, scenario_of: Make, keys: Keys) -> None:
    units = count_units(start_firms(region, scenario_of(), keys, 2020)).sum(axis=1)
    path, years = region.economy.unit_path, region.economy.unit_path_years
    for province in range(3):
        carried = path[province, years.index(2020)]
        assert units[region.places.province == province].sum() == pytest.approx(carried, rel=2e-4)


def test_jobs_of_2020_sum_to_53_3_million(region: Region) -> None:
    stock = region.economy.stocks[2020]
    assert stock.jobs.sum() == 53_300_000
    assert (stock.pool >= 0).all()
    np.testing.assert_array_equal(stock.pool + stock.staff, stock.jobs)


def test_nobody_farms_in_a_legal_unit_and_every_unit_has_a_person(
    region: Region, scenario_of: Make, keys: Keys
) -> None:
    firms = start_firms(region, scenario_of(firms=10), keys)
    assert (firms.get("sector") != SECTORS.index("agriculture")).all()
    assert firms.get("staff").min() >= PERSON
    assert (firms.get("desired") >= firms.get("staff")).all()


@pytest.mark.parametrize("least", [50, 100, 200, 300])
def test_the_tail_of_sizes_lies_between_the_exponents_seen(
    region: Region, scenario_of: Make, keys: Keys, least: int
) -> None:
    firms = start_firms(region, scenario_of(firms=10), keys)
    exponent = tail_exponent(firms.get("staff") / PERSON, firms.get("weight").astype(float), least)
    low, high = region.economy.tail_exponent
    assert low <= exponent <= high


def test_the_larger_the_firm_the_finer_the_agent(region: Region, scenario_of: Make, keys: Keys) -> None:
    firms = start_firms(region, scenario_of(firms=100), keys)
    size, weight = firms.get("staff") / PERSON, firms.get("weight")
    assert (weight[size >= LARGE + 1] == 1).all()
    # A mean of several firms may lie a little over the bound that each of them keeps.
    assert weight[size >= MIDDLE + 1].max() <= 10
    assert weight.max() == 100


def test_the_large_firms_are_the_same_agents_at_every_scale(region: Region, scenario_of: Make, keys: Keys) -> None:
    def large(firms: Firms) -> set[tuple[int, int]]:
        alive = firms.alive()
        chosen = alive[firms.staff[alive] >= 2 * LARGE * PERSON]
        return {(int(firms.id[i]), int(firms.place[i])) for i in chosen}

    coarse = large(start_firms(region, scenario_of(firms=100), keys))
    fine = large(start_firms(region, scenario_of(firms=10), keys))
    assert coarse == fine
    assert len(coarse) > 1000


def test_ages_are_those_of_a_growing_stock(region: Region, scenario_of: Make, keys: Keys) -> None:
    firms = start_firms(region, scenario_of(), keys)
    age, weight = firms.get("age"), firms.get("weight").astype(float)
    young = weight[age < 5].sum() / weight.sum()
    assert young == pytest.approx(region.economy.young_shares[0], abs=0.05)


def test_the_start_follows_the_population_key_alone(region: Region, scenario_of: Make) -> None:
    same = start_firms(region, scenario_of(), keys_of(7))
    other = start_firms(region, scenario_of(), keys_of(1))
    third = start_firms(region, scenario_of(), keys_of(1, population_seed=2))
    for column in Firms.dtypes:
        np.testing.assert_array_equal(same.get(column), other.get(column))
    assert (third.get("id")[:100] != other.get("id")[:100]).any()


def test_a_year_without_a_census_of_firms_is_refused(region: Region, scenario_of: Make, keys: Keys) -> None:
    with pytest.raises(ValueError, match="no stock of firms for 2010"):
        start_firms(region, scenario_of(), keys, 2010)
