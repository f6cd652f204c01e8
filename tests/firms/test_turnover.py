"""Exit, growth and entry together keep the jobs of a cell on its path."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model.firms.columns import PERSON
from model.firms.jobs import count_desired, count_units
from model.firms.life import live_firms
from model.scenario.schema.base import Dated
from model.scenario.schema.negative_list import NegativeList, Rings

Make = Callable[..., object]
FREE = NegativeList(**{name: Rings() for name in NegativeList.model_fields})


@pytest.mark.parametrize("demand", [0.0, 0.05, -0.08])
def test_a_year_of_turnover_brings_the_growth_asked(firms_alone: Make, demand: float) -> None:
    ratios = []
    for seed in range(8):
        world = firms_alone(seed=seed, negative_list=FREE)
        before = count_desired(world.firms).sum()
        asked = count_desired(world.firms) / PERSON
        plan = world.plan(demand)
        world.step_with(plan)
        growth = np.log(count_desired(world.firms).sum() / before)
        wanted = (plan.drift > -0.4) & (plan.drift < 0.4)
        assert wanted[asked > 100].mean() > 0.99
        ratios.append(growth - np.log((asked * np.exp(world.asked)).sum() / asked.sum()))
    error = np.std(ratios, ddof=1) / np.sqrt(len(ratios))
    assert abs(np.mean(ratios)) < 3.5 * error + 2e-4


def test_jobs_follow_the_path_over_the_years(firms_alone: Make) -> None:
    world = firms_alone(negative_list=FREE)
    for _ in range(15):
        world.step()
    jobs, path = count_desired(world.firms) / PERSON, world.cells.path
    assert jobs.sum() == pytest.approx(path.sum(), rel=0.01)
    for sector in range(1, 12):
        assert jobs[:, sector].sum() == pytest.approx(path[:, sector].sum(), rel=0.03)


def test_the_list_lets_industry_shrink_by_ordinary_exit(firms_alone: Make) -> None:
    held, free = firms_alone(), firms_alone(negative_list=FREE)
    core, general = held.region.places.core6, 2
    start = count_desired(held.firms)[core, general].sum()
    for _ in range(10):
        held.step()
        free.step()
    with_list, without = (count_desired(each.firms)[core, general].sum() for each in (held, free))
    assert with_list < 0.72 * start
    assert without > 0.85 * start


def test_what_the_list_holds_back_is_no_pent_up_demand(firms_alone: Make) -> None:
    world = firms_alone()
    core, general = world.region.places.core6, 2
    for _ in range(10):
        world.step()
    jobs = count_desired(world.firms)[core, general].sum() / PERSON
    assert world.cells.path[core, general].sum() == pytest.approx(jobs, rel=0.1)


def test_under_a_full_list_nobody_opens_and_those_who_stay_take_nobodys_place(firms_alone: Make) -> None:
    shut = {name: Rings(core6=Dated(1.0), outer=Dated(1.0)) for name in NegativeList.model_fields}
    held, free = (firms_alone(negative_list=rules) for rules in (NegativeList(**shut), FREE))
    beijing = held.region.places.city == 0
    plan, open_ = held.plan(), free.plan()
    assert (open_.drift[beijing] > 0).mean() > 0.3
    assert (plan.drift[beijing] <= 0).all()
    assert (plan.entrants[beijing] == 0).all()
    assert (plan.held_back[beijing] >= 0).all()
    closes = plan.expected_exits[beijing].sum()
    held.step_with(plan)
    after, before = count_desired(held.firms)[beijing].sum() / PERSON, plan.opening[beijing].sum() / PERSON
    assert after < before - 0.8 * closes
    assert np.array_equal(plan.drift[~beijing], open_.drift[~beijing])


def test_a_list_without_strength_changes_nothing(firms_alone: Make) -> None:
    """A list of zeros is no list: lifting it once more leaves every bit."""
    one, two = firms_alone(negative_list=FREE), firms_alone(negative_list=FREE.model_copy())
    for _ in range(3):
        one.step()
        two.step()
    for name in ("id", "desired", "staff", "weight", "age"):
        np.testing.assert_array_equal(one.firms.get(name), two.firms.get(name))


def test_the_same_seed_gives_the_same_bits_and_another_seed_does_not(firms_alone: Make) -> None:
    one, two, other = firms_alone(seed=5), firms_alone(seed=5), firms_alone(seed=6)
    for _ in range(3):
        for world in (one, two, other):
            world.step()
    for name in ("id", "desired", "staff", "log_productivity"):
        np.testing.assert_array_equal(one.firms.get(name), two.firms.get(name))
    assert count_units(one.firms).sum() != count_units(other.firms).sum()


def test_scales_agree_on_the_mean(firms_alone: Make) -> None:
    totals = {}
    for scale, seeds in ((100, 4), (10, 1)):
        runs = []
        for seed in range(seeds):
            world = firms_alone(firms=scale, seed=seed)
            for _ in range(5):
                world.step()
            runs.append((count_units(world.firms).sum(), count_desired(world.firms).sum() / PERSON))
        totals[scale] = np.mean(runs, axis=0)
    np.testing.assert_allclose(totals[100], totals[10], rtol=0.01)


def test_growth_reads_the_same_draws_whatever_has_closed(firms_alone: Make) -> None:
    world, other = firms_alone(), firms_alone()
    live_firms(world.firms, world.plan(), world.scenario, 2021, world.keys)
    plan = other.plan()
    nobody = replace(plan, exit_threshold=np.zeros_like(plan.exit_threshold))
    live_firms(other.firms, nobody, other.scenario, 2021, other.keys)
    grown = dict(zip(other.firms.get("id").tolist(), other.firms.get("desired").tolist(), strict=True))
    rows = list(zip(world.firms.get("id").tolist(), world.firms.get("desired").tolist(), strict=True))
    assert len(rows) < len(grown)
    assert all(grown[firm] == desired for firm, desired in rows)


def test_the_plan_does_not_depend_on_the_order_of_firms(firms_alone: Make) -> None:
    """Sums over firms are whole numbers, and chunks of any size add up to the same."""
    world, other = firms_alone(), firms_alone()
    slots = other.firms.alive()
    for name in other.firms.dtypes:
        column = getattr(other.firms, name)
        column[slots] = column[slots[::-1]]
    one, two = world.plan(), other.plan()
    for name in ("drift", "held_back", "expected_exits", "opening"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
    np.testing.assert_array_equal(one.exit_threshold[slots], two.exit_threshold[slots[::-1]])
