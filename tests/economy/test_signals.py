"""What people and firms are told."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model.economy.between import Between
from model.economy.commuting import Reach, reach_of
from model.economy.conditions import cluster_strength, conditions_for_firms, park_room
from model.economy.labour import match_labour
from model.economy.signals import share_lost, signals_for_people
from model.economy.wages import wage_within_reach
from model.firms.columns import PERSON
from model.region.region import Region

Make = Callable[..., object]


def test_yanjiao_sees_the_wage_of_beijing(economy: Make, region: Region, minutes: np.ndarray) -> None:
    labour = economy().labour
    own = labour.wage
    seen = wage_within_reach(own, labour.positions, reach_of(minutes, region.places.province))
    sanhe, handan = region.places.index("langfang.sanhe"), region.places.index("handan.daming")
    assert (seen[sanhe] > 1.04 * own[sanhe]).all()
    assert seen[sanhe, 2] / own[sanhe, 2] > seen[handan, 2] / own[handan, 2]
    assert (seen[sanhe] < own[region.places.core6].max(axis=0)).all()


def test_signals_are_finite_and_in_their_ranges(economy: Make, region: Region, reach: Reach) -> None:
    world = economy()
    signals = signals_for_people(world.cells.jobs(world.firms), world.labour, reach, region)
    for name in ("jobs", "jobs_reachable", "wage_reachable", "rent", "services", "housing"):
        values = getattr(signals, name)
        assert np.isfinite(values).all()
        assert (values > 0).all()
    assert signals.jobs.sum() == pytest.approx(53_300_000)
    np.testing.assert_allclose(signals.job_finding, 0.955, atol=0.003)
    np.testing.assert_allclose(signals.employed_share, 0.955, atol=0.003)
    assert (signals.job_loss == 0).all()


def test_a_closer_beijing_raises_what_is_within_reach(economy: Make, region: Region, minutes: np.ndarray) -> None:
    world = economy()
    jobs = world.cells.jobs(world.firms)
    faster = minutes.copy()
    gaobeidian = region.places.index("baoding.gaobeidian")
    beijing = region.places.members("beijing")
    faster[gaobeidian, beijing] = faster[beijing, gaobeidian] = 30.0
    before, after = (
        signals_for_people(jobs, world.labour, reach_of(each, region.places.province), region)
        for each in (minutes, faster)
    )
    assert after.jobs_reachable[gaobeidian] > 1.5 * before.jobs_reachable[gaobeidian]
    assert (after.wage_reachable[gaobeidian] > before.wage_reachable[gaobeidian]).all()


def test_lost_jobs_are_net_of_the_region() -> None:
    before, after = np.full(3, 1000.0), np.array([900.0, 1100.0, 900.0])
    # Lost 100, -100 and 100 of 1000: 100 of 3000 in the region.
    np.testing.assert_allclose(share_lost(before, after), np.array([0.1, -0.1, 0.1]) - 100 / 3000)


def test_what_the_whole_region_loses_pushes_nobody() -> None:
    before = np.arange(1.0, 37.0) * 100
    np.testing.assert_allclose(share_lost(before, before * 0.9), 0.0, atol=1e-12)


def test_chance_gains_and_losses_push_no_more_than_none() -> None:
    generator = np.random.default_rng(1)
    before = np.full(199, 12_000.0)
    assert abs(share_lost(before, before + generator.normal(0, 100, 199)).mean()) < 1e-12


def test_conditions_hold_what_a_firm_needs(economy: Make, region: Region, between: Between) -> None:
    world = economy()
    risk = np.zeros(199)
    conditions = conditions_for_firms(world.cells, world.firms, region, world.scenario, 2021, between, risk)
    for name in ("jobs", "wage", "rent_office", "rent_industrial", "market_access", "supplier_access", "services"):
        assert (getattr(conditions, name) > 0).all()
    assert conditions.jobs_by_sector.sum() == pytest.approx(53_300_000)
    core, hebei = region.places.core6, region.places.province == 2
    assert conditions.market_access[core].min() > np.median(conditions.market_access[hebei])
    assert conditions.knowledge_access[core].mean() > conditions.knowledge_access[hebei].mean()


def test_markets_suppliers_and_knowledge_count_the_less_the_farther(
    economy: Make, region: Region, between: Between
) -> None:
    world = economy()
    near, far = (
        conditions_for_firms(world.cells, world.firms, region, world.scenario, 2021, each, np.zeros(199))
        for each in (between, replace(between, minutes=2 * between.minutes))
    )
    for name in ("market_access", "supplier_access", "knowledge_access"):
        assert (getattr(far, name) < getattr(near, name)).all(), name
    place = region.places.index("zhangjiakou.kangbao")
    own = world.cells.output_per_job * world.cells.jobs(world.firms) / PERSON
    assert (near.supplier_access[place] > own[place]).all()


def test_clusters_are_strong_where_the_sector_is_over_represented(economy: Make) -> None:
    world = economy()
    strength = cluster_strength(world.cells.jobs(world.firms) / PERSON)
    assert strength.min() == 0.0
    assert strength.max() == 1.5
    haidian = world.region.places.index("beijing.haidian")
    assert strength[haidian, 8] > 0.5


def test_parks_fill_and_scenarios_may_enlarge_them(economy: Make, region: Region) -> None:
    world = economy()
    free = park_room(region, world.scenario, 2021)
    assert free.sum() > 1_300_000
    assert park_room(region, world.scenario, 2021, free + 1).sum() == 0.0
    np.testing.assert_allclose(free, 1.02 * region.economy.prices.park_room)
    np.testing.assert_array_equal(park_room(region, world.scenario, 2014), region.economy.prices.park_room)
    places = world.scenario.places.model_copy(update={"park_capacity": {"xiongan": 300_000.0}})
    larger = park_room(region, world.scenario.model_copy(update={"places": places}), 2021)
    new_town = region.places.members("xiongan")
    assert larger[new_town].sum() == pytest.approx(300_000)
    np.testing.assert_array_equal(np.delete(larger, new_town), np.delete(free, new_town))


def test_growth_common_to_all_draws_nobody(economy: Make, region: Region, reach: Reach) -> None:
    world = economy()
    jobs = world.cells.jobs(world.firms)
    before = signals_for_people(jobs, world.match(), reach, region)
    world.cells.output_per_job = world.cells.output_per_job * 2.0
    grown = world.match()
    after = signals_for_people(jobs, grown, reach, region)
    assert (grown.wage > 1.9 * world.labour.wage).all()
    np.testing.assert_allclose(after.wage_reachable, before.wage_reachable, rtol=1e-9)


def test_residents_hold_the_jobs_of_the_places_they_commute_to(economy: Make, region: Region) -> None:
    world = economy()
    census = region.economy.stocks[2020].jobs
    np.testing.assert_allclose(world.labour.residents_jobs, census, rtol=0.002, atol=1e-6)
    desired = world.cells.desired(world.firms)
    core = region.places.core6
    desired[core, 8] *= 0.5
    after = match_labour(world.base, desired, world.force, world.between.reach, region)
    share = after.residents_jobs / world.labour.residents_jobs
    tongzhou, handan = region.places.index("beijing.tongzhou"), region.places.index("handan.daming")
    assert share[tongzhou, 8] < 0.95
    assert share[handan, 8] == pytest.approx(1.0, abs=0.01)


def test_the_appeal_of_the_outside_grows_from_the_start(economy: Make, region: Region, between: Between) -> None:
    world = economy()
    appeal = [
        conditions_for_firms(
            world.cells, world.firms, region, world.scenario, year, between, np.zeros(199)
        ).outside_appeal
        for year in (2020, 2030)
    ]
    assert appeal == [0.0, pytest.approx(10 * world.scenario.economy.outside_growth_gap)]


def test_growth_common_to_the_region_draws_no_firm(economy: Make, region: Region, between: Between) -> None:
    world = economy()
    risk = np.zeros(199)
    before = conditions_for_firms(world.cells, world.firms, region, world.scenario, 2021, between, risk)
    world.cells.output_per_job = world.cells.output_per_job * 1.7
    after = conditions_for_firms(world.cells, world.firms, region, world.scenario, 2021, between, risk)
    for name in ("jobs", "jobs_by_sector", "market_access", "supplier_access"):
        np.testing.assert_allclose(getattr(after, name), getattr(before, name), rtol=1e-12)
