"""The area of a ring by the shoelace formula."""

import numpy as np


def signed_area(ring: np.ndarray) -> float:
    x, y = ring[:-1].T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
