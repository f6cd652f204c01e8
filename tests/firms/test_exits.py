"""Who closes, and how often."""

from collections.abc import Callable

import numpy as np
import pytest

from model.firms.columns import DIRECTED
from model.firms.jobs import count_jobs, count_units
from model.firms.life import live_firms
from model.firms.turnover import plan_turnover
from model.region.region import Region

Make = Callable[..., object]
NOTHING = np.zeros((199, 12))
FILL = np.full((199, 12), 0.955)


def test_exit_by_age_is_within_0_3_point_of_the_table(region: Region, firms_alone: Make) -> None:
    world = firms_alone(firms=10)
    closed, there = np.zeros(16), np.zeros(16)
    for _ in range(5):
        firms = world.firms
        slots = firms.alive()
        ids = firms.id[slots].copy()
        age, weight = np.minimum(firms.age[slots], 15), firms.weight[slots].astype(float)
        world.step()
        gone = ~np.isin(ids, firms.get("id"))
        closed += np.bincount(age, weight * gone, 16)
        there += np.bincount(age, weight, 16)
    points = 100.0 * (closed / there - region.economy.exit_hazard)
    # Three standard errors of the agents behind an age, beside the 0.3 point that is asked.
    agents = there / np.average(world.firms.get("weight"), weights=world.firms.get("weight"))
    error = 300.0 * np.sqrt(region.economy.exit_hazard / agents)
    assert (np.abs(points) < np.maximum(0.3, error)).all()
    assert np.abs(points[[0, 1, 2, 15]]).max() < 0.3


def test_the_plan_keeps_the_table_exactly_on_the_path(region: Region, firms_alone: Make) -> None:
    world = firms_alone()
    firms = world.firms
    plan = plan_turnover(firms, NOTHING, NOTHING, NOTHING, NOTHING, FILL, region.economy.exit_hazard, 2021, 5.0)
    age = np.minimum(firms.age[: firms.used], 15)
    weight = firms.weight[: firms.used].astype(float)
    expected = np.bincount(age, weight * plan.exit_threshold / 2**32, 16) / np.bincount(age, weight, 16)
    np.testing.assert_allclose(expected, region.economy.exit_hazard, rtol=1e-4)


def test_thresholds_equal_their_numpy_twin(region: Region, firms_alone: Make) -> None:
    world = firms_alone()
    firms, hazard = world.firms, region.economy.exit_hazard
    pressure = np.linspace(-0.2, 0.2, 199 * 12).reshape(199, 12)
    plan = plan_turnover(firms, NOTHING, pressure, NOTHING, NOTHING, FILL, hazard, 2021, 5.0)
    slots = firms.alive()
    size = firms.desired[slots] / 256
    factor = np.clip(1.15 - 0.12 * np.log(size), 0.25, 1.2) * np.exp(-firms.log_productivity[slots].astype(float))
    age, weight = np.minimum(firms.age[slots], 15), firms.weight[slots].astype(float)
    mean = np.bincount(age, weight * factor, 16) / np.bincount(age, weight, 16)
    chance = hazard[age] * factor / mean[age] * np.exp(-pressure[firms.place[slots], firms.sector[slots]])
    np.testing.assert_allclose(plan.exit_threshold[slots] / 2**32, np.minimum(chance, 0.9), rtol=1e-9, atol=1e-9)


def test_floods_and_falling_demand_close_more_firms(region: Region, firms_alone: Make) -> None:
    world = firms_alone()
    hazard = region.economy.exit_hazard

    def expected(pressure: float, flood: float) -> float:
        factor = np.ones(199)
        factor[:10] = flood
        plan = plan_turnover(
            world.firms, NOTHING, NOTHING + pressure, NOTHING, NOTHING, FILL, hazard, 2021, 5.0, factor
        )
        return plan.expected_exits[:10].sum()

    assert expected(0.0, 1.3) == pytest.approx(1.3 * expected(0.0, 1.0), rel=1e-3)
    assert expected(-0.1, 1.0) == pytest.approx(np.exp(0.1) * expected(0.0, 1.0), rel=1e-3)


def test_what_closes_is_what_is_missing_afterwards(firms_alone: Make) -> None:
    world = firms_alone()
    units, jobs = count_units(world.firms), count_jobs(world.firms)
    plan = world.plan()
    exits, _ = live_firms(world.firms, plan, world.scenario, 2021, world.keys)
    np.testing.assert_array_equal(units - exits.units, count_units(world.firms))
    assert np.abs((jobs - count_jobs(world.firms)) / 256 - exits.jobs).max() <= 0.5


def test_survivors_are_a_year_older(firms_alone: Make) -> None:
    world = firms_alone()
    before = dict(zip(world.firms.get("id").tolist(), world.firms.get("age").tolist(), strict=True))
    live_firms(world.firms, world.plan(), world.scenario, 2021, world.keys)
    after = zip(world.firms.get("id").tolist(), world.firms.get("age").tolist(), strict=True)
    # Agents that were too large have split: their children have ids of their own.
    assert all(age == min(before[firm], 254) + 1 for firm, age in after if firm in before)


def test_a_plan_for_another_stock_is_refused(firms_alone: Make) -> None:
    world = firms_alone()
    plan = world.plan()
    world.firms.free_slots(1)
    with pytest.raises(ValueError, match="another stock"):
        live_firms(world.firms, plan, world.scenario, 2021, world.keys)


def test_higher_demand_only_saves_firms(firms_alone: Make) -> None:
    closed = []
    for demand in (0.0, 0.1):
        world = firms_alone()
        before = set(world.firms.get("id").tolist())
        live_firms(world.firms, world.plan(demand), world.scenario, 2021, world.keys)
        closed.append(before - set(world.firms.get("id").tolist()))
    assert closed[1] < closed[0]
    assert len(closed[1]) > 0.8 * len(closed[0])


def test_an_office_that_came_by_order_never_closes(region: Region, firms_alone: Make) -> None:
    world = firms_alone()
    firms, hazard = world.firms, region.economy.exit_hazard
    by_order = firms.alive()[::7]
    firms.flags[by_order] |= DIRECTED
    plan = plan_turnover(firms, NOTHING, NOTHING, NOTHING, NOTHING, FILL, hazard, 2021, 5.0)
    assert (plan.exit_threshold[by_order] == 0).all()
    others = np.setdiff1d(firms.alive(), by_order)
    assert (plan.exit_threshold[others] > 0).mean() > 0.99
