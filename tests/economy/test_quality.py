"""A job yields what its firm's productivity says; the sector's own drift is not counted twice."""

from collections.abc import Callable

import numpy as np
import pytest

from model.columns import NOWHERE
from model.economy.accounts import gdp_by_place
from model.economy.quality import against_start, firm_productivity
from model.firms.jobs import count_jobs

Make = Callable[..., object]


def test_the_mean_is_that_of_a_slow_sum(economy: Make) -> None:
    firms = economy().firms
    found = firm_productivity(firms)
    here = np.flatnonzero((firms.get("place") == 3) & (firms.get("sector") == 7))
    weight = firms.staff[here].astype(float) * firms.weight[here]
    assert found[3, 7] == pytest.approx(np.average(np.exp(firms.log_productivity[here]), weights=weight), rel=1e-3)


def test_a_cell_that_loses_its_weak_firms_yields_more_a_job(economy: Make) -> None:
    world = economy()
    firms, before = world.firms, gdp_by_place(world.cells, world.firms)
    jobs = count_jobs(firms)
    weak = (firms.get("place") == 3) & (firms.get("sector") == 7) & (firms.get("log_productivity") < -0.1)
    firms.place[np.flatnonzero(weak)] = NOWHERE
    kept = count_jobs(firms)[3, 7] / jobs[3, 7]
    after = gdp_by_place(world.cells, firms)
    assert kept < 0.9
    assert after[3, 7] / before[3, 7] > 1.05 * kept


def test_a_drift_of_the_whole_sector_is_taken_out(economy: Make) -> None:
    firms = economy().firms
    start, staff = firm_productivity(firms), count_jobs(firms)
    np.testing.assert_allclose(against_start(1.3 * start, start, staff), 1.0)


def test_a_flooded_place_loses_days_of_output(economy: Make) -> None:
    world, flooded = economy(), np.zeros(199)
    flooded[9] = 0.5
    dry, wet = (gdp_by_place(world.cells, world.firms, each) for each in (None, flooded))
    np.testing.assert_allclose(wet[9] / dry[9], 1.0 - 0.5 * 15 / 365)
    np.testing.assert_array_equal(np.delete(wet, 9, axis=0), np.delete(dry, 9, axis=0))
    flooded[9] = 2.0
    twice = gdp_by_place(world.cells, world.firms, flooded)
    np.testing.assert_allclose(twice[9] / dry[9], 1.0 - 15 / 365, err_msg="a place is not flooded by more than all")
