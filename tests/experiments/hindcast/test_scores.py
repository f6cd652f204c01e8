"""Scores: a perfect forecast scores zero, and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.experiments.hindcast.scores import band, crps, interval_score, rank_correlation, skill

FIGURES = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=12)


def test_a_single_figure_scores_its_distance() -> None:
    assert crps([3.0], 5.0) == 2.0


def test_an_ensemble_on_the_record_scores_zero() -> None:
    assert crps([5.0, 5.0, 5.0], 5.0) == 0.0


def test_the_mean_score_of_a_normal_ensemble_is_its_closed_form() -> None:
    """CRPS of a standard normal at its mean: (sqrt 2 - 1) / sqrt pi."""
    members = np.random.default_rng(1).standard_normal(3000)
    assert crps(members, 0.0) == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi), abs=0.01)


@given(FIGURES, st.floats(-100, 100))
def test_the_score_moves_with_all_figures(members: list[float], by: float) -> None:
    assert crps(np.array(members) + by, 1.0 + by) == pytest.approx(crps(members, 1.0), abs=1e-8)


def test_an_empty_ensemble_has_no_score() -> None:
    with pytest.raises(ValueError, match="empty"):
        crps([], 1.0)


def test_a_band_that_holds_the_record_scores_its_width_and_a_miss_costs_twenty_times_its_distance() -> None:
    assert interval_score(1.0, 3.0, 2.0) == 2.0
    assert interval_score(1.0, 3.0, 4.0) == pytest.approx(2.0 + 20.0)
    assert interval_score(1.0, 3.0, 0.5) == pytest.approx(2.0 + 10.0)


def test_a_band_leaves_a_twentieth_on_either_side() -> None:
    assert band(np.arange(101.0)) == pytest.approx((5.0, 95.0))


def test_skill_is_one_without_error_zero_at_the_naive_error_and_below_beyond() -> None:
    assert skill([0.0, 0.0], [1.0, -1.0]) == 1.0
    assert skill([1.0, -1.0], [-1.0, 1.0]) == 0.0
    assert skill([2.0], [1.0]) == -1.0
    assert np.isnan(skill([1.0], []))


@given(st.lists(st.integers(-50, 50), min_size=3, max_size=20, unique=True))
def test_rank_correlation_sees_order_alone(values: list[int]) -> None:
    figures = np.array(values, float)
    assert rank_correlation(figures, np.exp(figures / 50.0)) == pytest.approx(1.0)
    assert rank_correlation(figures, -(figures**3)) == pytest.approx(-1.0)


def test_ties_share_their_rank() -> None:
    assert rank_correlation([1, 1, 2], [1, 1, 5]) == pytest.approx(1.0)
