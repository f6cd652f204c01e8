import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.people.rounding import round_rows


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 12))
def test_rows_meet_their_totals_and_cells_their_targets(seed: int, rows: int, columns: int) -> None:
    numbers = np.random.default_rng(seed)
    target = numbers.gamma(0.7, 3.0, (rows, columns))
    totals = np.floor(target.sum(1) + numbers.integers(0, 2, rows)).astype(np.int64)
    counts = round_rows(target, totals)
    assert (counts.sum(1) == totals).all()
    assert (abs(counts - target) < 1).all()


def test_columns_do_not_drift() -> None:
    target = np.tile([0.3, 0.25, 0.45], (400, 1))
    counts = round_rows(target, np.ones(400, np.int64))
    assert (abs(counts.sum(0) - target.sum(0)) < 1).all()


def test_whole_targets_stay() -> None:
    target = np.array([[3.0, 0.0, 5.0], [1.0, 1.0, 1.0]])
    assert (round_rows(target, np.array([8, 3])) == target).all()


def test_a_total_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="do not reach"):
        round_rows(np.array([[0.5, 0.5]]), np.array([3]))
    with pytest.raises(ValueError, match="exceed"):
        round_rows(np.array([[2.0, 2.0]]), np.array([3]))
