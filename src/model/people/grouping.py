"""Sums over groups of ages or places."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def sum_groups(values: NDArray[Any], labels: NDArray[Any], number: int, axis: int) -> NDArray[Any]:
    """Sum `values` over those entries of an axis that share a label 0 ... number - 1; it becomes `number` long."""
    return np.stack([values.compress(labels == group, axis).sum(axis) for group in range(number)], axis)
