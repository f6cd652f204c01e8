import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.experiments.intervals import half_width, seeds_needed, unpaired_half_width


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_the_seeds_needed_are_the_fewest_that_do(sd: float, wanted: float) -> None:
    n = float(seeds_needed(np.array([sd]), np.array([wanted]))[0])
    if n < 2000:
        at = [float(half_width(np.array([sd]), np.array([k]))[0]) for k in (int(n), max(int(n) - 1, 2))]
        assert at[0] <= wanted * (1 + 1e-12)
        assert n == 2 or at[1] > wanted


def test_one_seed_has_no_interval() -> None:
    assert np.isnan(half_width(np.array([1.0]), np.array([1])))
    assert np.isnan(unpaired_half_width(np.array([1.0]), np.array([1.0]), np.array([1])))


def test_a_difference_without_spread_needs_two_seeds() -> None:
    assert seeds_needed(np.array([0.0]), np.array([1.0])) == 2


def test_the_interval_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    draws = rng.normal(1.0, 2.0, (4000, 5))
    half = half_width(draws.std(1, ddof=1), np.full(4000, 5))
    assert float((np.abs(draws.mean(1) - 1.0) < half).mean()) == pytest.approx(0.90, abs=0.02)
