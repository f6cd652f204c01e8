"""Places gain on the path by what changes: density, knowledge, contracts, a gap that widens."""

from collections.abc import Callable

import numpy as np
import pytest

from model.economy.contracts import Contracts
from model.economy.productivity import KNOWING, Progress, advance_productivity, start_progress
from model.region.region import Region
from model.scenario.schema.economy import Economy

Start = Callable[[], Progress]
KNOWLEDGE = np.linspace(5.0, 50.0, 199)
RECEIVED = np.linspace(0.0, 20.0, 199)
SAME = Contracts(RECEIVED, RECEIVED, KNOWLEDGE)


@pytest.fixture
def start(region: Region, jobs: np.ndarray) -> Start:
    return lambda: start_progress(region.economy.gdp[2020], jobs)


def test_nothing_that_changes_gains_nothing(jobs: np.ndarray, start: Start) -> None:
    progress = start()
    for _ in range(3):
        change = advance_productivity(progress, jobs, SAME, KNOWLEDGE, Economy())
        np.testing.assert_allclose(change, 0.0, atol=1e-12)


def test_growth_common_to_the_region_gains_nothing(jobs: np.ndarray, start: Start) -> None:
    more = Contracts(RECEIVED, RECEIVED, 1.4 * KNOWLEDGE)
    np.testing.assert_allclose(advance_productivity(start(), 1.2 * jobs, more, KNOWLEDGE, Economy()), 0.0, atol=1e-12)


def test_a_denser_place_gains_and_the_others_lose_a_little(jobs: np.ndarray, start: Start) -> None:
    denser = jobs.copy()
    denser[40] *= 1.5
    change = advance_productivity(start(), denser, SAME, KNOWLEDGE, Economy())
    assert change[40, 0] == pytest.approx(0.05 * np.log(1.5), rel=0.02)
    assert (np.delete(change[:, 0], 40) < 0).all()
    none = advance_productivity(start(), denser, SAME, KNOWLEDGE, Economy(agglomeration=0.0))
    np.testing.assert_allclose(none, 0.0, atol=1e-12)


def test_density_is_a_level_and_does_not_add_up_over_years(jobs: np.ndarray, start: Start) -> None:
    denser, progress, levers = jobs.copy(), start(), Economy(catching_up=0.0)
    denser[40] *= 1.5
    first = advance_productivity(progress, denser, SAME, KNOWLEDGE, levers)
    again = advance_productivity(progress, denser, SAME, KNOWLEDGE, levers)
    assert abs(again[40, 0]) < 0.02 * first[40, 0]


def test_contracts_beyond_the_usual_raise_the_receiver_year_by_year(
    region: Region, jobs: np.ndarray, start: Start
) -> None:
    knowing, received = region.economy.gdp[2020][:, KNOWING].sum(axis=1), RECEIVED.copy()
    received[80] += 0.2 * knowing[80]
    more, progress = Contracts(received, RECEIVED, KNOWLEDGE), start()
    gains = [advance_productivity(progress, jobs, more, KNOWLEDGE, Economy())[80, 2] for _ in range(2)]
    assert 0.0 < gains[0] < 0.01 * 0.2
    assert gains[1] == pytest.approx(gains[0], rel=0.05)


def test_a_place_that_comes_to_know_more_gains_and_the_others_lose(jobs: np.ndarray, start: Start) -> None:
    knows = KNOWLEDGE.copy()
    knows[12] *= 2.0
    change = advance_productivity(start(), jobs, Contracts(RECEIVED, RECEIVED, knows), KNOWLEDGE, Economy())
    assert (change[12] > 0).all()
    assert (np.delete(change, 12, axis=0) < 0).all()


def test_a_cell_that_falls_behind_catches_up_slowly(jobs: np.ndarray, start: Start) -> None:
    progress = start()
    cell = int(np.argmin(progress.level_start[:, 5]))
    progress.learned[cell, 5] = progress.advance[cell, 5] = -0.3
    change = advance_productivity(progress, jobs, SAME, KNOWLEDGE, Economy())
    assert change[cell, 5] == pytest.approx(0.02 * 0.3, rel=0.05)
    assert np.abs(change[cell, 4]) < 1e-9


def test_what_the_record_asks_for_is_gained_at_its_places_alone(jobs: np.ndarray, start: Start) -> None:
    recorded = np.zeros(199)
    recorded[3] = 0.02
    change = advance_productivity(start(), jobs, SAME, KNOWLEDGE, Economy(), recorded)
    np.testing.assert_allclose(change[3], 0.02, atol=1e-9)
    np.testing.assert_allclose(np.delete(change, 3, axis=0), 0.0, atol=1e-9)
