"""From persons to whole agents: largest remainder down a tree, so that every branch is within one agent of its share."""

import numpy as np
from numpy.typing import NDArray

from model.randomness.kernel import kernel

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@kernel
def round_rows(target: Floats, totals: Counts) -> Counts:
    """Whole numbers near `target` (R, C) whose rows sum to `totals` (R,).

    Each cell gets its floor; what is left of the row goes to the largest remainders, one each. A remainder carries
    what its column has missed in the rows above, so columns too stay within about one of their sums. Where the row
    total is one of the two whole numbers around the sum of its targets, every cell is within one of its target.
    Ties go to the lower column.
    """
    rows, columns = target.shape
    counts = np.zeros((rows, columns), np.int64)
    missed = np.zeros(columns)
    taken = np.zeros(columns, np.bool_)
    for row in range(rows):
        left = totals[row]
        for column in range(columns):
            floor = np.int64(np.floor(target[row, column] + 1e-9))
            counts[row, column] = floor
            left -= floor
            taken[column] = False
        while left != 0:
            step = 1 if left > 0 else -1
            best = -1
            best_score = 0.0
            for column in range(columns):
                if taken[column] or target[row, column] <= 0.0 or counts[row, column] + step < 0:
                    continue
                remainder = target[row, column] - counts[row, column]
                if step > 0 and remainder < 1e-9 and left <= columns:
                    remainder -= 1e3
                score = step * (remainder + missed[column])
                if best < 0 or score > best_score:
                    best = column
                    best_score = score
            if best < 0:
                for column in range(columns):
                    taken[column] = False
                best = _any_column(target[row])
            counts[row, best] += step
            taken[best] = True
            left -= step
        for column in range(columns):
            missed[column] += target[row, column] - counts[row, column]
    return counts


@kernel
def _any_column(targets: Floats) -> int:
    best = 0
    for column in range(targets.size):
        if targets[column] > targets[best]:
            best = column
    return best
