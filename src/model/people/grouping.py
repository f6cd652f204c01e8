"""Sums over groups of ages or places, and over threads."""

from threading import Lock, get_ident
from typing import Any

import numpy as np
from numpy.typing import NDArray


def sum_groups(values: NDArray[Any], labels: NDArray[Any], number: int, axis: int) -> NDArray[Any]:
    """Sum `values` over those entries of an axis that share a label 0 ... number - 1; it becomes `number` long."""
    return np.stack([values.compress(labels == group, axis).sum(axis) for group in range(number)], axis)


class Total:
    """A table of whole numbers, one for each thread, that are summed at the end: no thread waits for another.

    Which thread counted what never shows, because the numbers are whole. They count agents in 32 bits, which keeps a
    large table in the cache; there are fewer than 4 billion.
    """

    def __init__(self, *shape: int) -> None:
        self._shape = shape
        self._tables: dict[int, NDArray[np.uint32]] = {}
        self._lock = Lock()

    def own(self) -> NDArray[np.uint32]:
        """The table of the thread that asks, to be added to."""
        with self._lock:
            if get_ident() not in self._tables:
                self._tables[get_ident()] = np.zeros(self._shape, np.uint32)
            return self._tables[get_ident()]

    @property
    def counts(self) -> NDArray[np.int64]:
        """The sum over all threads."""
        first, *others = self._tables.values() or [np.zeros(self._shape, np.uint32)]
        total = first.astype(np.int64)
        for table in others:
            total += table
        return total
