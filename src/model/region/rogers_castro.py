"""Age schedules of moves after Rogers and Castro (1981)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

OLDEST = 100


def rogers_castro(mu2: float, alpha2: float, shared: dict[str, float]) -> Floats:
    """Schedule by single age 0..100, sum 1.

    r(x) = a1 exp(-alpha1 x) + a2 exp(-alpha2 (x - mu2) - exp(-lambda2 (x - mu2))) + c [x < 85], x = age + 0.5.
    """
    x = np.arange(OLDEST + 1) + 0.5
    labour = shared["a2"] * np.exp(-alpha2 * (x - mu2) - np.exp(-shared["lambda2"] * (x - mu2)))
    curve = shared["a1"] * np.exp(-shared["alpha1"] * x) + labour + shared["c"] * (x < 85)
    schedule: Floats = curve / curve.sum()
    return schedule
