"""Vector forms of logarithm and exponential agree with the library to the last bits."""

import numpy as np
from numba import njit

from model.randomness import elementary

fill_exp, fill_log = njit(elementary.fill_exp.py_func), njit(elementary.fill_log.py_func)


def test_the_exponential_is_that_of_the_library() -> None:
    power = np.concatenate([np.linspace(-40.0, 40.0, 100_001), [0.0, -0.0, 1e-300, -690.0, 690.0]])
    out = np.empty_like(power)
    fill_exp(power, np.empty_like(power), out)
    np.testing.assert_allclose(out, np.exp(power), rtol=1e-15, atol=0)


def test_the_logarithm_is_that_of_the_library() -> None:
    draws = (np.random.default_rng(1).integers(0, 2**32, 100_000) + 0.5) / 2**32
    number = np.concatenate([draws, [0.5 / 2**32, 1.0, 2.0, 3e6, 1 - 2.0**-33]])
    known, out = np.log(number), np.empty_like(number)
    fill_log(number, np.empty_like(number), out)
    np.testing.assert_allclose(out, known, rtol=1e-15, atol=0)
    assert out[-4] == 0.0


def test_they_undo_each_other() -> None:
    power = np.linspace(-20.0, 20.0, 1001)
    there, back, room = (np.empty_like(power) for _ in range(3))
    fill_exp(power.copy(), room, there)
    fill_log(there, room, back)
    np.testing.assert_allclose(back, power, atol=4e-15)
