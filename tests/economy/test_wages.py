"""Wages by place and skill: what moves them, who earns them, and that the loop through unemployment settles."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model.economy.labour import LabourMarket
from model.economy.wages import (
    next_standing,
    productivity_around,
    productivity_of_places,
    start_wages,
    wage_curve,
)
from model.region.names import PROVINCES
from model.region.region import Region
from model.scenario.schema.economy import Economy
from model.scenario.schema.labour import Labour

Make = Callable[..., object]


def mean_wage(labour: LabourMarket, skill: int) -> float:
    return float(np.average(labour.wage[:, skill], weights=labour.filled[:, skill]))


def test_wages_of_the_start_are_those_of_the_table(economy: Make, region: Region) -> None:
    labour = economy().labour
    jobs = region.economy.stocks[2020].jobs
    known = (region.economy.prices.wage * (jobs @ region.economy.skill_share)).sum(axis=1) / jobs.sum(axis=1)
    np.testing.assert_allclose(labour.mean_wage, known, rtol=0.002)
    for city, name in enumerate(region.places.city_ids):
        if name in PROVINCES:
            here = region.places.city == city
            mean = np.average(labour.mean_wage[here], weights=jobs[here].sum(axis=1))
            assert mean == pytest.approx({"beijing": 185_026, "tianjin": 118_918}[name], rel=0.003)


def test_the_mix_of_skills_of_a_place_leaves_its_mean_wage(region: Region) -> None:
    few, many = np.array([0.8, 0.1, 0.1]), np.array([0.3, 0.3, 0.4])
    for mix in (few, many):
        positions = np.tile(mix, (199, 1))
        wage = start_wages(region, positions)
        np.testing.assert_allclose((wage * positions).sum(axis=1), (start_wages(region, few + 0 * positions) @ few))


def test_income_by_home_sums_to_what_is_paid_at_work(economy: Make, region: Region) -> None:
    labour = economy().labour
    paid = (labour.filled * labour.wage).sum() * region.economy.wage_coverage / 1e8
    assert labour.income.sum() == pytest.approx(paid, rel=1e-9)
    assert (labour.income > 0).all()
    sanhe = region.places.index("langfang.sanhe")
    at_home = (labour.filled[sanhe] * labour.wage[sanhe]).sum() * region.economy.wage_coverage / 1e8
    assert labour.income[sanhe] > 1.05 * at_home


def test_a_tenth_more_unemployment_is_a_hundredth_less_pay() -> None:
    start, none = np.full((2, 3), 1e5), np.zeros((2, 3))
    before = np.full((2, 3), 0.05)
    after = wage_curve(start, np.zeros(2), none, 1.1 * before, before, 0.1)
    np.testing.assert_allclose(np.log(after / start), -0.1 * np.log(1.1))


def test_unemployment_under_one_per_cent_counts_as_one() -> None:
    start, none = np.full((1, 3), 1e5), np.zeros((1, 3))
    low, lower = (
        wage_curve(start, np.zeros(1), none, np.full((1, 3), u), np.full((1, 3), 0.05), 0.1) for u in (0.01, 0.001)
    )
    np.testing.assert_array_equal(low, lower)
    few = np.full((1, 3), 0.005)
    np.testing.assert_array_equal(wage_curve(start, np.zeros(1), none, few, few, 0.1), start)
    np.testing.assert_array_equal(wage_curve(start, np.zeros(1), none, np.full((1, 3), 0.01), few, 0.1), start)


def test_a_scarce_skill_is_worth_more_the_less_it_can_be_replaced_and_techniques_follow() -> None:
    """ln w of a skill moves with -(1 - phi) / sigma times the log of its share, against the other skills."""
    none, even = np.zeros((1, 3)), np.full((1, 3), 1.0 / 3.0)
    skills = np.array([[0.25, 0.25, 0.5]])
    levers = Labour(wage_adjustment=1.0, skill_adaptation=0.4, skill_substitution=2.0)
    gap = np.diff(next_standing(none, np.zeros(1), np.zeros(1), skills, even, levers)[0])
    np.testing.assert_allclose(gap, [0.0, -(0.6 / 2.0) * np.log(0.5 / 0.25)], atol=1e-12)


def test_wages_answer_last_years_unemployment(economy: Make) -> None:
    world = economy()
    world.force = np.rint(world.force * 1.03).astype(np.int64)
    same_year = world.match(world.labour)
    np.testing.assert_allclose(same_year.wage, world.labour.wage)
    next_year = world.match(same_year)
    rise = np.log(same_year.idle / world.labour.idle)
    assert (rise > 0.2).all()
    np.testing.assert_allclose(np.log(next_year.wage / same_year.wage), -0.1 * rise, atol=2e-4)


def test_a_skill_that_becomes_plentiful_becomes_cheap_and_finds_work(economy: Make) -> None:
    world = economy()
    more = world.force[:, 0] // 50
    world.force = world.force + np.stack([-more, np.zeros_like(more), more], axis=1)
    first = now = world.match(world.labour)
    idle = [1.0 - now.employed[:, 2].sum() / now.workers[:, 2].sum()]
    for _ in range(20):
        now = world.match(now)
        idle.append(1.0 - now.employed[:, 2].sum() / now.workers[:, 2].sum())
    assert idle[0] > 0.053
    assert idle[-1] < 0.5 * (idle[0] + 0.045)
    assert mean_wage(now, 2) < 0.99 * mean_wage(first, 2)
    assert mean_wage(now, 0) > mean_wage(first, 0)
    assert (np.diff(idle) < 1e-4).all(), "it falls without a cycle of two years"


def test_a_productive_place_pays_at_once_and_its_neighbours_by_and_by(economy: Make, region: Region) -> None:
    world = economy()
    chaoyang, sanhe, handan = (
        region.places.index(name) for name in ("beijing.chaoyang", "langfang.sanhe", "handan.daming")
    )
    world.cells.output_per_job[chaoyang] *= 1.2
    path = [world.labour]
    for _ in range(10):
        path.append(world.match(path[-1]))
    gain = np.log(np.array([market.wage[:, 1] for market in path]) / path[0].wage[:, 1])
    assert gain[1, chaoyang] == pytest.approx(np.log(1.2), abs=1e-6)
    assert gain[-1, chaoyang] < gain[1, chaoyang]
    assert gain[1, sanhe] == pytest.approx(0.0, abs=1e-6)
    assert 0.001 < gain[-1, sanhe] < gain[-1, chaoyang]
    assert abs(gain[-1, handan]) < 1e-6


def test_at_the_start_nothing_but_productivity_moves_wages(economy: Make) -> None:
    world = economy()
    world.cells.output_per_job *= np.exp(0.05)
    now = world.labour
    for _ in range(5):
        now = world.match(now)
    np.testing.assert_allclose(np.log(now.wage / world.labour.wage), 0.05, atol=5e-4)
    assert now.common == pytest.approx(0.05)


def test_without_feedback_wages_follow_productivity_alone(economy: Make) -> None:
    world = economy(economy=Economy(feedback=False))
    world.force = np.rint(world.force * np.array([0.9, 1.0, 1.3])).astype(np.int64)
    world.cells.output_per_job *= np.exp(0.05)
    now = world.match(world.match(world.labour))
    np.testing.assert_allclose(now.wage, world.labour.wage * np.exp(0.05))


def test_neutral_elasticities_leave_wages_to_productivity_to_the_bit(economy: Make) -> None:
    """With a curve of 0 and full adaptation unemployment and scarce skills do not reach wages."""
    world = economy(economy=Economy(labour=Labour(wage_curve=0.0, skill_adaptation=1.0)))
    world.force = np.rint(world.force * np.array([1.05, 1.0, 1.2])).astype(np.int64)
    now = world.match(world.match(world.labour))
    np.testing.assert_array_equal(now.wage, world.labour.wage)
    np.testing.assert_array_equal(now.lean, np.zeros((199, 3)))


def test_a_border_that_falls_raises_the_income_of_sanhe(economy: Make, region: Region) -> None:
    world = economy()
    province = region.places.province
    open_ = world.match(border=0.5 * (province[:, None] != province[None, :]))
    sanhe, beijing = region.places.index("langfang.sanhe"), province == 0
    across = [market.commuters[sanhe, beijing].sum() for market in (world.labour, open_)]
    assert across[1] > 1.15 * across[0]
    assert open_.income[sanhe] > 1.02 * world.labour.income[sanhe]


def test_doubling_everything_changes_no_wage_and_doubles_income(economy: Make) -> None:
    world = economy()
    world.force = np.rint(world.force * 1.02).astype(np.int64)
    once = world.match(world.match(world.labour))
    world.force = 2 * world.force
    world.cells.pool_path = 2.0 * world.cells.desired(world.firms) - (
        world.cells.desired(world.firms) - world.cells.pool_path
    )
    twice = world.match(world.match(world.labour))
    np.testing.assert_allclose(twice.unemployment, once.unemployment, atol=1e-8)
    np.testing.assert_allclose(twice.wage, once.wage, rtol=1e-8)
    np.testing.assert_allclose(twice.income, 2.0 * once.income, rtol=1e-8)


def test_productivity_is_that_of_the_mix_of_the_start(economy: Make, region: Region) -> None:
    world = economy()
    output = world.cells.output_per_job
    np.testing.assert_allclose(productivity_of_places(output, region, 2020), 0.0, atol=1e-12)
    farming = output.copy()
    farming[:, 0] *= 1.1
    jobs = region.economy.stocks[2020].jobs
    expected = np.log(1.1) * jobs[:, 0] / jobs.sum(axis=1)
    np.testing.assert_allclose(productivity_of_places(farming, region, 2020), expected, atol=1e-12)


def test_equal_productivity_around_is_ones_own(economy: Make) -> None:
    commuters = economy().labour.commuters
    np.testing.assert_allclose(productivity_around(np.full(199, 0.3), commuters), 0.3)
    single = np.zeros(199)
    single[5] = 1.0
    around = productivity_around(single, commuters)
    assert 0.3 < around[5] < 1.0
    assert around.sum() == pytest.approx(around[around > 0].sum())


def test_a_year_of_wages_forgets_nothing_but_what_it_says(economy: Make) -> None:
    """The gap to neighbours and scarcity closes by three tenths a year."""
    world = economy()
    apart = replace(world.labour, standing=np.full((199, 3), 0.1))
    after = world.match(apart)
    np.testing.assert_allclose(after.standing, 0.07, atol=1e-9)
