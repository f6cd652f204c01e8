"""Points of a sensitivity design."""

import numpy as np
import pytest

from model.experiments.sensitivity.sampling import shares_of


def test_a_trajectory_changes_one_factor_at_each_step_and_each_factor_once() -> None:
    points = shares_of("morris", 5, 3, seed=1).reshape(3, 6, 5)
    steps = np.abs(np.diff(points, axis=1)) > 1e-6
    assert (steps.sum(axis=2) == 1).all()
    assert (steps.sum(axis=1) == 1).all()


@pytest.mark.parametrize("design", ["morris", "saltelli"])
def test_points_are_inside_and_the_same_for_a_seed(design: str) -> None:
    points = shares_of(design, 4, 8, seed=3)
    assert points.min() >= 0.0
    assert points.max() < 1.0
    assert (points == shares_of(design, 4, 8, seed=3)).all()
    assert not np.array_equal(points, shares_of(design, 4, 8, seed=4))


def test_saltelli_takes_factors_plus_two_points_each() -> None:
    assert shares_of("saltelli", 4, 8, seed=1).shape == (8 * 6, 4)


def test_another_design_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'grid' is not one of morris, saltelli"):
        shares_of("grid", 2, 2, 1)
