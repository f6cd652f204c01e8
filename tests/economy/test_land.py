"""Land that is taken back, and the homes and sites on it."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.economy.land import Land, build, manufacturers_received, taken_back
from model.economy.rents import change_rents, fullness, start_rents
from model.firms.relocation.flows import Moves, RelocationFlows
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario import ScenarioError, load_scenario
from model.scenario.schema.scenario import Scenario

NO_MOVES = RelocationFlows(2021, Moves.joined([]))
FLAT = np.zeros((3, 199))


def scenario(cut: float, **reuse: float) -> Scenario:
    shares = {"green": 0.6, "high_end": 0.3, "housing": 0.1} | reuse
    return Scenario.model_validate({"land": {"beijing_cut_km2_per_year": cut, "reuse": shares}})


def left_by_quota(place: int, firms: int, destination: int = 199) -> RelocationFlows:
    columns = {"origin": np.array([place]), "destination": np.array([destination]), "firms": np.array([firms])}
    return RelocationFlows(2021, Moves.of(0, {**columns, "sector": np.array([SECTORS.index("manuf_general")])}))


def test_without_a_cut_and_without_need_nothing_changes_but_the_new_town(
    region: Region, land: Land, people: np.ndarray
) -> None:
    after = build(land, region, scenario(0.0), 2021, people, FLAT, NO_MOVES)
    new_town = region.places.members("xiongan")
    for name in ("built", "village", "office", "industrial", "high_end"):
        np.testing.assert_array_equal(getattr(after, name), getattr(land, name))
    np.testing.assert_array_equal(np.delete(after.homes, new_town), np.delete(land.homes, new_town))
    assert (after.homes - land.homes)[new_town].sum() == pytest.approx(50_000)


def test_what_is_cut_is_taken_from_beijing_alone_and_no_more_than_there_is(region: Region, land: Land) -> None:
    village, freed = taken_back(land, scenario(10.0), 2021, np.zeros(199))
    assert village.sum() == pytest.approx(10.0)
    assert (freed == 0).all()
    assert village[region.places.province != 0].sum() == 0
    every, _ = taken_back(land, scenario(500.0), 2021, np.zeros(199))
    more, _ = taken_back(replace(land, village=land.village - every), scenario(500.0), 2022, np.zeros(199))
    assert (every + more).sum() <= land.village.sum() + 1e-9
    assert (every <= land.village).all()


def test_land_left_by_firms_counts_first(region: Region, land: Land) -> None:
    firms = left_by_quota(region.places.index("beijing.haidian"), 400)
    freed = firms.land_freed_ha() / 100.0
    village, taken = taken_back(land, scenario(10.0), 2021, freed)
    assert taken.sum() == pytest.approx(2.2)
    assert village.sum() == pytest.approx(7.8)
    village, taken = taken_back(land, scenario(1.0), 2021, freed)
    assert taken.sum() == pytest.approx(1.0)
    assert village.sum() == 0


def test_green_land_is_no_longer_built_up(region: Region, land: Land, people: np.ndarray) -> None:
    after = build(land, region, scenario(10.0), 2021, people, FLAT, NO_MOVES)
    assert (land.built - after.built).sum() == pytest.approx(6.0)
    assert after.high_end.sum() == pytest.approx(0.3 * 10 * 10_000)
    reused = build(land, region, scenario(10.0, green=0.0, high_end=0.0, housing=1.0), 2021, people, FLAT, NO_MOVES)
    np.testing.assert_allclose(reused.built, land.built)
    assert reused.homes.sum() > after.homes.sum()


def test_a_larger_cut_makes_homes_and_workshops_dearer(
    region: Region, land: Land, people: np.ndarray, jobs: np.ndarray
) -> None:
    wage = region.economy.prices.wage
    rents = []
    for cut in (0.0, 10.0, 40.0):
        now, paid = land, start_rents(region, fullness(land, people, jobs, wage))
        for year in range(2021, 2026):
            now = build(now, region, scenario(cut), year, people, FLAT, NO_MOVES)
            paid = change_rents(paid, region, fullness(now, people, jobs, wage))
        rents.append(paid)
    outer = np.setdiff1d(region.places.members("beijing"), np.flatnonzero(land.village == 0))
    for smaller, larger in itertools.pairwise(rents):
        assert (larger.homes[outer] > smaller.homes[outer]).all()
        assert (larger.industrial[outer] > smaller.industrial[outer]).all()
    hebei = region.places.province == 2
    np.testing.assert_array_equal(rents[0].homes[hebei], rents[2].homes[hebei])


def test_homes_are_built_where_they_are_dear_and_no_faster_than_the_rule(
    region: Region, land: Land, people: np.ndarray
) -> None:
    some, full = (build(land, region, scenario(0.0), 2021, people, FLAT + dear, NO_MOVES) for dear in (0.05, 0.5))
    old = np.setdiff1d(np.arange(199), region.places.members("xiongan"))
    growth = region.economy.prices.housing_growth[old]
    np.testing.assert_allclose(full.homes[old] / land.homes[old] - 1, growth)
    np.testing.assert_allclose(some.homes[old] / land.homes[old] - 1, growth / 2)
    cheap = build(land, region, scenario(0.0), 2021, people, FLAT - 0.5, NO_MOVES)
    np.testing.assert_array_equal(cheap.homes, land.homes)


def test_land_grows_with_people_and_is_not_given_up_as_they_go(region: Region, land: Land, people: np.ndarray) -> None:
    grown = build(land, region, scenario(0.0), 2021, people + 100_000, FLAT, NO_MOVES)
    assert (grown.built - land.built).max() == pytest.approx(7.0)
    assert (grown.built <= np.maximum(0.85 * region.places.area_km2, land.built) + 1e-9).all()
    shrunk = build(grown, region, scenario(0.0), 2022, people, FLAT, NO_MOVES)
    again = build(shrunk, region, scenario(0.0), 2023, people + 100_000, FLAT, NO_MOVES)
    np.testing.assert_array_equal(again.built, grown.built)


def test_manufacturers_that_come_take_land(region: Region, land: Land, people: np.ndarray) -> None:
    wuqing = region.places.index("tianjin.wuqing")
    moved = left_by_quota(region.places.index("beijing.daxing"), 100, wuqing)
    assert manufacturers_received(moved)[wuqing] == 100
    after = build(land, region, scenario(0.0), 2021, people, FLAT, moved)
    assert (after.built - land.built)[wuqing] == pytest.approx(0.55)


def test_shares_that_do_not_sum_to_one_are_refused() -> None:
    settings: dict[str, Any] = {"land.reuse": {"green": 0.9}}
    with pytest.raises(ScenarioError, match="sum to 1"):
        load_scenario("baseline", set=settings)


@pytest.mark.parametrize(("kind", "name"), [(1, "office"), (2, "industrial")])
def test_sites_are_built_where_their_own_rents_are_high(
    region: Region, land: Land, people: np.ndarray, kind: int, name: str
) -> None:
    dear = FLAT.copy()
    dear[kind] = 0.5
    after = build(land, region, scenario(0.0), 2021, people, dear, NO_MOVES)
    for site in ("office", "industrial"):
        growth = region.economy.park_growth if site == name else 0.0
        np.testing.assert_allclose(getattr(after, site), (1.0 + growth) * getattr(land, site))
