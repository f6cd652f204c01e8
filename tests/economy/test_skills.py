"""Which skills jobs ask for."""

from collections.abc import Callable

import numpy as np
import pytest

from model.economy.skills import fill_of_sectors, next_lean, positions_by_skill
from model.region.region import Region
from model.scenario.schema.labour import Labour

Make = Callable[..., object]


def test_every_job_asks_for_one_skill(economy: Make, region: Region) -> None:
    world = economy()
    desired = world.cells.desired(world.firms)
    factor = np.random.default_rng(1).uniform(0.5, 2.0, (199, 3))
    positions = positions_by_skill(desired, region.economy.skill_share, factor)
    np.testing.assert_allclose(positions.sum(axis=1), desired.sum(axis=1))
    assert (positions >= 0).all()


def test_filled_jobs_by_sector_and_by_skill_have_one_sum(economy: Make) -> None:
    world = economy()
    world.force = np.rint(world.force * np.array([1.05, 1.0, 0.9])).astype(np.int64)
    labour = world.match(world.labour)
    filled = (world.cells.desired(world.firms) * labour.fill).sum(axis=1)
    np.testing.assert_allclose(filled, labour.filled.sum(axis=1), rtol=1e-6)


def test_a_place_asks_for_the_skills_of_its_people_at_the_start(economy: Make) -> None:
    labour = economy().labour
    np.testing.assert_allclose(labour.positions, labour.workers, rtol=1e-6)


def test_where_all_of_a_skill_is_found_and_nobody_of_another(region: Region) -> None:
    desired, positions = np.full((1, 12), 100.0), np.array([[700.0, 200.0, 300.0]])
    fill = fill_of_sectors(desired, region.economy.skill_share, positions, np.array([[1.0, 0.0, 1.0]]))
    assert (desired * fill).sum() == pytest.approx(1000.0)
    assert fill[0, 0] > fill[0, 6], "finance asks for more of the middle skill than farming"


def test_where_nobody_is_asked_of_a_skill_it_counts_for_nothing(region: Region) -> None:
    desired, positions = np.full((1, 12), 100.0), np.array([[700.0, 500.0, 0.0]])
    fill = fill_of_sectors(desired, region.economy.skill_share, positions, np.array([[0.9, 0.9, 0.1]]))
    np.testing.assert_allclose(fill, 0.9)


def test_a_dear_skill_is_asked_for_less_in_the_end_by_the_elasticity() -> None:
    levers, lean = Labour(), np.zeros((1, 3))
    dear = np.log(np.array([[1.0, 1.0, 1.1]]))
    lean = next_lean(lean, dear, levers)
    assert lean[0, 2] - lean[0, 0] == pytest.approx(-0.2 * 1.5 * np.log(1.1))
    for _ in range(60):
        lean = next_lean(lean, dear, levers)
    assert lean[0, 2] - lean[0, 0] == pytest.approx(-1.5 * np.log(1.1), rel=1e-4)
    assert lean.sum() == pytest.approx(0.0, abs=1e-12)


def test_pay_that_rises_for_all_changes_no_mix() -> None:
    np.testing.assert_array_equal(next_lean(np.zeros((4, 3)), np.full((4, 3), 0.25), Labour()), np.zeros((4, 3)))


def test_a_sector_of_scarce_skills_finds_fewer_staff(economy: Make) -> None:
    world = economy()
    world.force = np.rint(world.force * np.array([1.05, 1.0, 0.9])).astype(np.int64)
    fill = world.match(world.labour).fill
    assert (fill[:, 9] < fill[:, 0]).all()
