"""Sums by place and sector are exact."""

from collections.abc import Callable

import numpy as np
import pytest

from model.firms.columns import PERSON, Firms
from model.firms.jobs import count_desired, count_jobs, count_units, fill_jobs

Make = Callable[..., object]


def test_sums_equal_their_numpy_twin_also_with_holes(firms_alone: Make) -> None:
    firms = firms_alone().firms
    firms.remove(firms.alive()[::7])
    slots = firms.alive()
    weight = firms.weight[slots].astype(np.int64)
    for count, values in (
        (count_jobs, weight * firms.staff[slots]),
        (count_desired, weight * firms.desired[slots]),
        (count_units, weight),
    ):
        twin = np.zeros((199, 12), np.int64)
        np.add.at(twin, (firms.place[slots], firms.sector[slots]), values)
        np.testing.assert_array_equal(count(firms), twin)


def test_no_firms_no_jobs() -> None:
    assert count_jobs(Firms(10)).sum() == 0


@pytest.mark.parametrize("share", [0.5, 0.955, 1.0])
def test_filling_takes_the_share_of_the_cell(firms_alone: Make, share: float) -> None:
    world = firms_alone()
    fill = np.full((199, 12), share)
    fill_jobs(world.firms, fill)
    jobs, desired = count_jobs(world.firms), count_desired(world.firms)
    units = count_units(world.firms)
    assert (np.abs(jobs - share * desired) <= 0.5 * units + 1e-6).all()
    assert jobs.sum() / PERSON == pytest.approx(share * desired.sum() / PERSON, rel=1e-3)
