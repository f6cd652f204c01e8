"""Output, productivity, land and high-tech firms."""

from collections.abc import Callable

import numpy as np
import pytest

from model.economy.accounts import gdp_by_group, gdp_by_place, tfp_by_place
from model.economy.high_tech import ELIGIBLE, count_high_tech, renew_high_tech, start_high_tech
from model.firms.columns import HIGH_TECH
from model.firms.jobs import fill_jobs
from model.region.names import SECTORS

Make = Callable[..., object]


def test_output_of_the_start_is_the_record(economy: Make) -> None:
    world = economy()
    gdp = gdp_by_place(world.cells, world.firms)
    np.testing.assert_allclose(gdp, world.region.economy.gdp[2020], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(gdp_by_group(gdp).sum(axis=1), gdp.sum(axis=1))
    beijing = gdp_by_group(gdp)[world.region.places.province == 0].sum(axis=0)
    np.testing.assert_allclose(beijing / beijing.sum(), [0.004, 0.158, 0.838], atol=1e-4)


def test_output_moves_with_filled_jobs(economy: Make) -> None:
    world = economy()
    before = gdp_by_place(world.cells, world.firms)
    fill = world.cells.fill.copy()
    fill[10] *= 0.9
    fill_jobs(world.firms, fill)
    after = gdp_by_place(world.cells, world.firms)
    assert (after[10, 1:] < before[10, 1:]).all()
    np.testing.assert_allclose(after[11, 1:], before[11, 1:], rtol=1e-6)


def test_output_grows_like_the_nation_while_jobs_keep_to_their_path(economy: Make) -> None:
    world = economy()
    before = gdp_by_place(world.cells, world.firms).sum()
    for _ in range(5):
        world.step()
    growth = (gdp_by_place(world.cells, world.firms).sum() / before) ** 0.2 - 1
    assert growth == pytest.approx(0.052, abs=0.01)


def test_productivity_grows_about_two_per_cent_a_year(economy: Make) -> None:
    world = economy()
    gdp = gdp_by_place(world.cells, world.firms)
    np.testing.assert_allclose(tfp_by_place(world.cells, world.region, gdp), 100.0)
    for _ in range(5):
        world.step()
    gdp = gdp_by_place(world.cells, world.firms)
    index = np.average(tfp_by_place(world.cells, world.region, gdp), weights=gdp.sum(axis=1))
    assert (index / 100) ** 0.2 - 1 == pytest.approx(0.0198, abs=0.004)


def test_high_tech_firms_start_between_the_recalled_years_and_reach_2023(economy: Make) -> None:
    world = economy()
    base = start_high_tech(world.firms, world.region, world.scenario, world.keys)
    province = world.region.places.province
    first, last = world.region.economy.high_tech[2013], world.region.economy.high_tech[2023]
    start = np.bincount(province, count_high_tech(world.firms), 3)
    np.testing.assert_allclose(start, first * (last / first) ** 0.7, rtol=0.02)
    for _ in range(3):
        world.step()
        renew_high_tech(world.firms, base, world.region, world.scenario, world.year, world.keys)
    found = np.bincount(province, count_high_tech(world.firms), 3)
    np.testing.assert_allclose(found, last, rtol=0.25)
    assert found.sum() == pytest.approx(53_736, rel=0.12)


def test_after_the_last_record_titles_follow_the_eligible_firms_and_no_longer_their_growth(economy: Make) -> None:
    world = economy()
    base = start_high_tech(world.firms, world.region, world.scenario, world.keys)
    share = {}
    for _ in range(15):
        world.step()
        renew_high_tech(world.firms, base, world.region, world.scenario, world.year, world.keys)
        alive = world.firms.alive()
        eligible = float((ELIGIBLE[world.firms.sector[alive]] * world.firms.weight[alive]).sum())
        share[world.year] = count_high_tech(world.firms).sum() / eligible
    assert share[2023] > 1.1 * share[2021]
    assert share[2035] == pytest.approx(share[2024], rel=0.3)


def test_only_eligible_sectors_hold_the_title(economy: Make) -> None:
    world = economy()
    base = start_high_tech(world.firms, world.region, world.scenario, world.keys)
    world.step()
    renew_high_tech(world.firms, base, world.region, world.scenario, world.year, world.keys)
    sectors = world.firms.get("sector")[(world.firms.get("flags") & HIGH_TECH) != 0]
    allowed = {SECTORS.index(name) for name in ("manuf_general", "manuf_advanced", "ict", "science_tech")}
    assert set(sectors.tolist()) <= allowed
    expiry = world.firms.get("high_tech_expiry")
    assert ((expiry > 0) == ((world.firms.get("flags") & HIGH_TECH) != 0)).all()


def test_a_subsidy_only_adds_titles(economy: Make) -> None:
    held = []
    for subsidy in (0.0, 0.5):
        world = economy()
        base = start_high_tech(world.firms, world.region, world.scenario, world.keys)
        arguments = (world.firms, base, world.region, world.scenario, 2021, world.keys)
        renew_high_tech(*arguments, np.full(199, subsidy))
        has = (world.firms.get("flags") & HIGH_TECH) != 0
        held.append(set(world.firms.get("id")[has].tolist()))
    assert held[0] < held[1]
