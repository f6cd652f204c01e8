"""Rejection: near draws stay, the record narrows what it speaks of, and nothing else."""

import numpy as np
import pytest

from model.experiments.calibration.acceptance import accept, distances, told
from model.experiments.calibration.priors import Prior, draws
from model.experiments.hindcast.targets import Target

PRIORS = (Prior("migration.wage_elasticity", 0.5, 2.0, ""), Prior("migration.leave_response", 0.1, 0.6, ""))


def target(name: str, family: str = "residents", tolerance: float = 1.0) -> Target:
    return Target(
        name, family, 2020, 2023, "hebei", name, "residents", 100.0, "persons", tolerance, None, None, None,
        "verified", "calibration", "", "",
    )  # fmt: skip


def values_of(number: int) -> np.ndarray:
    points = draws(PRIORS, number, 3)
    return np.array([[point[prior.parameter] for prior in PRIORS] for point in points])


def test_the_nearest_share_is_accepted_and_the_nearest_weighs_most():
    found = accept(np.array([5.0, 1.0, 4.0, 2.0, 3.0, 9.0, 8.0, 7.0, 6.0, 10.0]), 0.3)
    assert list(found.rows) == [1, 3, 4]
    assert found.largest == 4.0
    assert (np.diff(found.weights) < 0).all()
    assert found.weights.sum() == pytest.approx(1.0)
    assert 2.0 < found.effective <= 3.0


def test_draws_as_far_as_each_other_weigh_the_same():
    found = accept(np.ones(10), 0.2)
    assert list(found.weights) == [0.5, 0.5]


def test_two_draws_cannot_be_judged():
    with pytest.raises(ValueError, match="too few"):
        accept(np.array([1.0, 2.0]))


def test_families_count_alike_whatever_their_number_of_targets():
    targets = [target(str(i)) for i in range(9)] + [target("units", "units")]
    one, other = np.zeros(10), np.zeros(10)
    one[:9], other[9] = 3.0, 3.0
    left, right = distances(np.array([one, other]), targets)
    assert left == pytest.approx(right)


def test_a_looser_record_brings_draws_nearer():
    errors = np.array([[1.0], [4.0]])
    tight, loose = (distances(errors, [target("a", tolerance=size)]) for size in (0.1, 5.0))
    assert (loose < tight).all()


def test_a_target_that_no_draw_meets_does_not_decide():
    targets = [target("met"), target("never")]
    errors = np.array([[0.0, 50.0], [2.0, 49.0], [4.0, 51.0]])
    assert list(np.argsort(distances(errors, targets))) == [0, 1, 2]


def test_a_parameter_that_shapes_the_figures_is_identified_and_the_other_is_not():
    values = values_of(200)
    distance = np.abs(values[:, 0] - 1.0) + 0.01
    rows = told(PRIORS, values, distance, accept(distance)).set_index("parameter")
    wage, leave = rows.loc["migration.wage_elasticity"], rows.loc["migration.leave_response"]
    assert wage["identified"] == "yes"
    assert 0.8 < wage["low"] < wage["value"] < wage["high"] < 1.2
    assert wage["width_ratio"] < 0.4
    assert leave["identified"] == "no"
    assert leave["width_ratio"] > 0.75
    assert wage["profile_2"] < wage["profile_5"]  # 0.8 to 1.1 holds the best, 1.7 to 2 does not


def test_a_record_that_says_nothing_identifies_nothing():
    silent = []
    for seed in range(10):
        points = draws(PRIORS, 100, seed)
        values = np.array([[point[prior.parameter] for prior in PRIORS] for point in points])
        distance = np.arange(1.0, 101.0)  # the order of the draws, which is the design's chance
        silent += list(told(PRIORS, values, distance, accept(distance))["identified"])
    assert silent.count("yes") <= 1
