"""What is earned is spent, once, and near where people live."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model.economy.income import (
    disposable_income,
    earned_at_work,
    shops_of,
    spending_by_place,
    visit_nearness,
)
from model.region.region import Region
from model.simulation.demand import spending

Make = Callable[..., object]


def test_wages_earned_at_work_are_the_wages_of_those_who_live_somewhere(economy: Make, region: Region) -> None:
    labour = economy().labour
    assert earned_at_work(labour, region).sum() == pytest.approx(labour.income.sum())


def test_pensions_move_income_within_a_province_and_add_none(economy: Make, region: Region) -> None:
    labour = economy().labour
    old = np.zeros(199, np.int64)
    old[[3, 30, 120]] = 500_000
    income = disposable_income(labour, old, region)
    for province in range(3):
        here = region.places.province == province
        assert income[here].sum() == pytest.approx(labour.income[here].sum())
    assert (income[[3, 30, 120]] > labour.income[[3, 30, 120]]).all()
    np.testing.assert_array_equal(disposable_income(labour, 0 * old, region), labour.income)


def test_all_income_is_spent_in_the_region(minutes: np.ndarray) -> None:
    generator = np.random.default_rng(2)
    income, earned, shops = (generator.uniform(1, 9, 199) for _ in range(3))
    spent = spending_by_place(income, earned, shops, visit_nearness(minutes))
    assert spent.sum() == pytest.approx(income.sum())
    assert (spent >= 0.7 * income).all()


def test_income_is_spent_at_home_first_and_nearby_next(region: Region, minutes: np.ndarray) -> None:
    income, shops = np.ones(199), np.ones(199)
    place = region.places.index("langfang.sanhe")
    before = spending_by_place(income, np.ones(199), shops, visit_nearness(minutes))
    income[place] += 1.0
    more = spending_by_place(income, np.ones(199), shops, visit_nearness(minutes)) - before
    assert more[place] == pytest.approx(0.7, abs=0.01)
    near, far = minutes[place] < 45, minutes[place] > 180
    near[place] = False
    assert more[near].mean() > 20 * more[far].mean()


def test_a_commuter_spends_at_work_too(economy: Make, region: Region, minutes: np.ndarray) -> None:
    labour = economy().labour
    income, earned = labour.income, earned_at_work(labour, region)
    shops = shops_of(economy().cells.installed())
    nearness = visit_nearness(minutes)
    moved = earned.copy()
    moved[0], moved[1] = earned[0] + 10.0, earned[1] - 10.0
    change = spending_by_place(income, moved, shops, nearness) - spending_by_place(income, earned, shops, nearness)
    assert change[0] == pytest.approx(1.0)
    assert change[1] == pytest.approx(-1.0)


def test_more_workers_earn_more(economy: Make) -> None:
    labour = economy().labour
    better = replace(labour, wage=labour.wage * 1.1)
    assert earned_at_work(better, economy().region).sum() > earned_at_work(labour, economy().region).sum()


def test_pensions_begin_at_sixty(economy: Make, region: Region) -> None:
    world, place = economy(), 100
    population = world.population.copy()
    income = []
    for age in (58, 59, 60, 61):
        population[place, 1] = 0
        population[place, 1, age] = 500_000
        income.append(spending(region, world.cells, world.labour, population, world.minutes)[1][place])
    assert income[0] == income[1] < income[2] == income[3]
