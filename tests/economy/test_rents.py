"""Rents follow how full a place is, without swinging."""

from dataclasses import replace

import numpy as np
import pytest

from model.economy.land import Land
from model.economy.rents import FULLNESS, Fullness, Rents, change_rents, dearer, fullness, seen_by_firms, start_rents
from model.region.region import Region


@pytest.fixture
def base(region: Region, land: Land, people: np.ndarray, jobs: np.ndarray) -> Fullness:
    return fullness(land, people, jobs, region.economy.prices.wage)


@pytest.fixture
def rents(region: Region, base: Fullness) -> Rents:
    return start_rents(region, base)


def test_a_place_as_full_as_at_the_start_keeps_its_rents_bit_for_bit(
    region: Region, rents: Rents, base: Fullness
) -> None:
    after = change_rents(rents, region, base)
    for name in ("homes", "office", "industrial"):
        np.testing.assert_array_equal(getattr(after, name), getattr(rents, name))
    np.testing.assert_array_equal(seen_by_firms(after.office, region.economy.prices.rent_office), rents.office)


def test_a_shock_is_met_step_by_step_without_overshooting(region: Region, rents: Rents, base: Fullness) -> None:
    fuller = replace(base, homes=base.homes + 0.1, office=base.office - 0.2)
    path = [rents]
    for _ in range(30):
        path.append(change_rents(path[-1], region, fuller))
    homes = np.array([np.log(step.homes / rents.homes) for step in path])
    office = np.array([np.log(step.office / rents.office) for step in path])
    assert (np.diff(homes, axis=0) >= 0).all()
    assert (np.diff(office, axis=0) <= 0).all()
    np.testing.assert_allclose(homes[-1], FULLNESS * 0.1, rtol=1e-6)
    np.testing.assert_allclose(office[-1], -FULLNESS * 0.2, rtol=1e-6)
    np.testing.assert_array_equal(path[-1].industrial, rents.industrial)


def test_rents_change_by_no_more_than_a_tenth_a_year(region: Region, rents: Rents, base: Fullness) -> None:
    after = change_rents(rents, region, replace(base, homes=base.homes + 3.0))
    np.testing.assert_allclose(np.log(after.homes / rents.homes), 0.1)
    empty = change_rents(rents, region, replace(base, homes=base.homes - 3.0))
    np.testing.assert_allclose(np.log(empty.homes / rents.homes), -0.1)


def test_more_people_and_fewer_homes_are_dearer(
    region: Region, land: Land, people: np.ndarray, jobs: np.ndarray, rents: Rents
) -> None:
    wage = region.economy.prices.wage
    crowded = change_rents(rents, region, fullness(land, 1.2 * people, jobs, wage))
    roomy = change_rents(rents, region, fullness(replace(land, homes=1.2 * land.homes), people, jobs, wage))
    assert (crowded.homes > rents.homes).all()
    assert (roomy.homes < rents.homes).all()
    busy = change_rents(rents, region, fullness(land, people, 1.2 * jobs, wage))
    assert (busy.office > rents.office).all()
    assert (busy.industrial > rents.industrial).all()
    np.testing.assert_array_equal(busy.homes, rents.homes)


def test_wages_that_grow_everywhere_lift_no_rent(
    region: Region, land: Land, people: np.ndarray, jobs: np.ndarray, rents: Rents
) -> None:
    wage = region.economy.prices.wage
    all_richer = change_rents(rents, region, fullness(land, people, jobs, 1.5 * wage))
    np.testing.assert_allclose(all_richer.homes, rents.homes)
    one = wage.copy()
    one[7] *= 1.1
    richer = change_rents(rents, region, fullness(land, people, jobs, one))
    assert richer.homes[7] > rents.homes[7]


def test_what_the_median_place_sees_draws_no_firm(region: Region, rents: Rents) -> None:
    start = region.economy.prices.rent_office
    np.testing.assert_allclose(seen_by_firms(1.3 * start, start), start)
    beijing = region.places.members("beijing")
    dear = start.copy()
    dear[beijing] *= 1.2
    np.testing.assert_allclose(seen_by_firms(dear, start), dear)


def test_the_price_of_a_home_is_its_rent_over_the_yield(region: Region, rents: Rents) -> None:
    haidian = region.places.index("beijing.haidian")
    assert 50_000 < rents.price[haidian] < 90_000
    np.testing.assert_allclose(rents.price / rents.homes, 12 / 0.018)
    assert (dearer(rents, region) == 0).all()
