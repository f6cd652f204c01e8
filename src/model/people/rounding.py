"""From persons to whole agents: largest remainder down a tree, every branch within one agent of its share."""

import numpy as np
from numpy.typing import NDArray

from model.randomness.kernel import kernel

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

EXACT = 1e-9
"""A target this close to a whole number is that number."""


@kernel
def round_rows(target: Floats, totals: Counts) -> Counts:
    """Whole numbers near `target` (R, C) whose rows sum to `totals` (R,).

    Each cell gets its floor; what is left of the row goes to the largest remainders, one each. A remainder carries
    what its column has missed in the rows above, so columns too stay within about one of their sums. Where the row
    total is one of the two whole numbers around the sum of its targets, every cell is within one of its target.
    Ties go to the lower column.

    Raises:
        ValueError: a row's total is further from its targets than one for each of them.
    """
    rows, columns = target.shape
    counts = np.zeros((rows, columns), np.int64)
    missed = np.zeros(columns)
    for row in range(rows):
        left = totals[row]
        remainder = np.empty(columns)
        for column in range(columns):
            counts[row, column] = np.int64(np.floor(target[row, column] + EXACT))
            remainder[column] = target[row, column] - counts[row, column]
            left -= counts[row, column]
        if left < 0:
            raise ValueError("the targets of a row exceed its total")
        for _ in range(left):
            best = -1
            for column in range(columns):
                if remainder[column] > EXACT and (
                    best < 0 or remainder[column] + missed[column] > remainder[best] + missed[best]
                ):
                    best = column
            if best < 0:
                raise ValueError("the targets of a row do not reach its total")
            counts[row, best] += 1
            remainder[best] = 0.0
        for column in range(columns):
            missed[column] += target[row, column] - counts[row, column]
    return counts
