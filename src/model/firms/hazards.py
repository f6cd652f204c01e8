"""Exit by age, and the stable stock of firms that it makes."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
OLDEST = 255
"""Ages are counted in completed years, 255 and over together."""


def survival(hazard: Floats) -> Floats:
    """Share of entrants still there at each completed age 0..255; the last hazard holds for all older."""
    by_age = np.full(OLDEST + 1, hazard[-1])
    by_age[: hazard.size] = hazard
    left = np.ones(OLDEST + 1)
    left[1:] = np.cumprod(1.0 - by_age[:-1])
    return np.asarray(left, np.float64)


def stable_ages(hazard: Floats, growth: float) -> Floats:
    """Shares of firms by age (256,) in a stock that has long grown by `growth` (log, a year)."""
    stock = survival(hazard) * np.exp(-growth * np.arange(OLDEST + 1))
    shares: Floats = stock / stock.sum()
    return shares


def entry_rate(hazard: Floats, growth: float) -> float:
    """Entrants of a year over the stock before it that let a stable stock grow by `growth`.

    With S(a) the survival, the stock at the year's end is entrants x sum of S(a) e^(-g a), so the rate is
    e^g / sum of S(a) e^(-g a).
    """
    stock = survival(hazard) * np.exp(-growth * np.arange(OLDEST + 1))
    return float(np.exp(growth) / stock.sum())
