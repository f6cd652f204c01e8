"""Workers meet jobs."""

from collections.abc import Callable

import numpy as np
import pytest

from model.economy.commuting import FARTHEST, Reach, match, reach_of
from model.economy.labour import match_labour
from model.firms.jobs import count_jobs, fill_jobs
from model.region.region import Region
from model.scenario.schema.economy import Economy
from model.scenario.schema.labour import Labour

Make = Callable[..., object]


def test_the_start_has_the_rate_of_the_start_everywhere(economy: Make) -> None:
    world = economy()
    np.testing.assert_allclose(world.labour.unemployment_rate, world.cells.base_rate, atol=0.002)
    np.testing.assert_allclose(world.labour.fill, 1.0 - world.cells.base_rate, atol=0.002)


def test_everybody_who_works_fills_a_job(economy: Make) -> None:
    labour = economy().labour
    np.testing.assert_allclose(labour.commuters.sum(axis=1), labour.employed.sum(axis=1))
    np.testing.assert_allclose(labour.commuters.sum(axis=0), labour.filled.sum(axis=1))
    assert (labour.employed <= labour.workers + 1e-6).all()
    assert (labour.filled <= labour.positions + 1e-6).all()


def test_nobody_commutes_longer_than_two_hours(economy: Make, minutes: np.ndarray) -> None:
    commuters = economy().labour.commuters
    assert commuters[minutes > FARTHEST].sum() == 0.0
    assert 0.6 < np.trace(commuters) / commuters.sum() < 0.85


@pytest.mark.parametrize("factor", [0.9, 0.97, 1.03, 1.1])
def test_more_workers_mean_more_unemployment_and_fewer_vacancies(economy: Make, factor: float) -> None:
    world = economy()
    before = world.labour
    world.force = np.rint(world.force * factor).astype(np.int64)
    after = world.match()
    sign = 1 if factor > 1 else -1
    assert sign * (after.regional_rate - before.regional_rate) > 0
    assert sign * (after.vacancies.sum() - before.vacancies.sum()) < 0
    assert 0.0 <= after.unemployment_rate.min() <= after.unemployment_rate.max() < 1.0


def test_a_lost_job_is_felt_within_reach_and_not_beyond(
    economy: Make, minutes: np.ndarray, region: Region, reach: Reach
) -> None:
    world = economy()
    desired = world.cells.desired(world.firms)
    place = region.places.index("langfang.sanhe")
    desired[place] *= 0.9
    after = match_labour(world.base, desired, world.force, reach, region)
    rise = after.unemployment_rate - world.labour.unemployment_rate
    assert rise.argmax() == place
    neighbours = (minutes[place] < 60) & (np.arange(199) != place)
    far = minutes[place] > 240
    assert rise[neighbours].mean() > 5 * np.abs(rise[far]).mean()


def test_doubling_both_sides_changes_no_rate(economy: Make, reach: Reach, region: Region) -> None:
    world = economy()
    desired = 2.0 * world.cells.desired(world.firms)
    twice = match_labour(world.base, desired, 2 * world.force, reach, region)
    np.testing.assert_allclose(twice.unemployment_rate, world.labour.unemployment_rate, atol=1e-9)


def test_matching_equals_a_slow_search(region: Region, minutes: np.ndarray) -> None:
    """The oracle solves for the slack of each side by bisection, one market of two places."""
    reach = np.array([[0.4, 0.05], [0.02, 0.3]])
    workers, jobs = np.array([100.0, 80.0]), np.array([90.0, 95.0])
    pairs = Reach(2, np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.ones((3, 4)))
    flows = pairs.matrix(match(pairs, reach.ravel(), workers, jobs))
    idle, vacant = workers - flows.sum(axis=1), jobs - flows.sum(axis=0)
    np.testing.assert_allclose(flows, reach * np.sqrt(idle[:, None] * vacant[None, :]), rtol=1e-9)


def test_filling_is_no_ratchet(economy: Make) -> None:
    world = economy()
    fill = np.full((199, 12), 0.9)
    fill_jobs(world.firms, fill)
    once = count_jobs(world.firms)
    fill_jobs(world.firms, fill)
    np.testing.assert_array_equal(count_jobs(world.firms), once)
    fill_jobs(world.firms, np.ones((199, 12)))
    assert count_jobs(world.firms).sum() > once.sum()


def test_without_feedback_labour_is_never_short(economy: Make) -> None:
    world = economy()
    world.force = (world.force * 0.8).astype(np.int64)
    scarce = world.match()
    free = match_labour(
        world.base, world.cells.desired(world.firms), world.force, world.between.reach, world.region, feedback=False
    )
    assert scarce.fill.mean() < 0.9
    np.testing.assert_allclose(free.fill, 1.0 - world.cells.base_rate)


def test_a_border_that_falls_brings_more_commuters_across(economy: Make, minutes: np.ndarray, region: Region) -> None:
    world = economy()
    desired = world.cells.desired(world.firms)
    across = region.places.province[:, None] != region.places.province[None, :]
    easier = reach_of(minutes, region.places.province, 0.5 * across)
    open_ = match_labour(world.base, desired, world.force, easier, region)
    assert open_.commuters[across].sum() > 1.2 * world.labour.commuters[across].sum()


def test_decay_falls_with_time_and_rises_with_skill(region: Region, minutes: np.ndarray) -> None:
    reach = reach_of(minutes, region.places.province)
    decay = np.stack([reach.matrix(pairs) for pairs in reach.decay])
    sanhe, chaoyang = region.places.index("langfang.sanhe"), region.places.index("beijing.chaoyang")
    assert decay[0, sanhe, chaoyang] < decay[1, sanhe, chaoyang] < decay[2, sanhe, chaoyang]
    assert decay[1, sanhe, sanhe] > decay[1, sanhe, chaoyang]


def test_jobs_upgrade_with_the_people_around(economy: Make) -> None:
    """Where techniques follow the skills at hand, more degrees leave unemployment where it was."""
    world = economy(economy=Economy(labour=Labour(skill_adaptation=1.0)))
    moved = world.force[:, 0] // 5
    world.force = world.force + np.stack([-moved, np.zeros_like(moved), moved], axis=1)
    after = world.match()
    assert after.regional_rate == pytest.approx(world.labour.regional_rate, abs=0.003)
    assert np.abs(after.unemployment_rate - world.labour.unemployment_rate).max() < 0.03
    assert after.positions[:, 2].sum() > 1.5 * world.labour.positions[:, 2].sum()


def test_vacancies_are_as_many_as_the_unemployed_at_the_start_and_more_where_workers_are_short(economy: Make) -> None:
    world = economy()
    vacant = world.labour.vacancies / world.labour.positions.sum(axis=1)
    assert np.abs(world.labour.unemployment_rate - vacant).max() < 0.004
    world.force = (world.force * 0.95).astype(np.int64)
    after = world.match()
    assert after.vacancies.sum() / after.positions.sum() > after.regional_rate + 0.03


def test_without_feedback_jobs_ask_for_the_skills_around_in_full(economy: Make) -> None:
    still = economy(economy=Economy(feedback=False))
    full = economy(economy=Economy(labour=Labour(skill_adaptation=1.0)))
    for world in (still, full):
        world.force[:, 2] += world.force[:, 0] // 10
    np.testing.assert_allclose(still.match().positions, full.match().positions)
    assert not np.allclose(still.match().positions, economy().match().positions)
