"""Sums over groups of ages or places, and over threads."""

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray


def sum_groups(values: NDArray[Any], labels: NDArray[Any], number: int, axis: int) -> NDArray[Any]:
    """Sum `values` over those entries of an axis that share a label 0 ... number - 1; it becomes `number` long."""
    return np.stack([values.compress(labels == group, axis).sum(axis) for group in range(number)], axis)


class Total:
    """A table of whole numbers that threads add to. Their order never shows, because the numbers are whole."""

    def __init__(self, *shape: int) -> None:
        self.counts = np.zeros(shape, np.int64)
        self._lock = Lock()

    def add(self, part: NDArray[np.integer[Any]]) -> None:
        """Add the count of one chunk."""
        with self._lock:
            self.counts += part
