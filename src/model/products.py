"""Products of matrices whose bits are the same on every kind of processor.

`a @ b` is handed to a library (BLAS) that orders its sums by the kind of processor, so the last digits of a run, and
with them its hash, would differ between two machines. Here the terms of a sum are added one by one, in their order.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.randomness.kernel import kernel

Floats = NDArray[np.float64]

FEW = 32
"""Columns below which rows are the side to go along: the longer the side, the more sums a processor makes at once."""


def product(left: ArrayLike, right: ArrayLike) -> Floats:
    """`left @ right`, with sums that do not depend on the processor.

    Args:
        left: (n, k) or (k,), float64 or what becomes that without loss.
        right: (k, m) or (k,).

    Returns:
        (n, m), (m,), (n,) or (), float64.

    Raises:
        ValueError: the inner dimensions differ.
    """
    first, second = np.asarray(left, np.float64), np.asarray(right, np.float64)
    if first.shape[-1] != second.shape[0]:
        raise ValueError(f"arrays of shapes {first.shape} and {second.shape} have no product")
    rows, columns = first.reshape(-1, first.shape[-1]), second.reshape(second.shape[0], -1)
    if columns.shape[1] < min(FEW, rows.shape[0]):
        sums = _sums(_lying(columns.T), _lying(rows.T)).T
    else:
        sums = _sums(_lying(rows), _lying(columns))
    return np.ascontiguousarray(sums).reshape(first.shape[:-1] + second.shape[1:])


def cholesky(matrix: Floats) -> Floats:
    """The lower triangle L (n, n) of L L' = matrix, which is symmetric (its upper half is not read).

    Raises:
        ValueError: the matrix is not positive definite.
    """
    root = np.zeros_like(matrix, dtype=np.float64)
    for j in range(len(matrix)):
        left = matrix[j:, j] - product(root[j:, :j], root[j, :j]) if j else matrix[:, 0]
        if not left[0] > 0.0:
            raise ValueError("the matrix is not positive definite")
        root[j:, j] = left / np.sqrt(left[0])
    return root


def _lying(matrix: Floats) -> Floats:
    """The matrix row by row in memory, and not one that nobody may write to: the kernel is compiled for one kind."""
    return matrix if matrix.flags.c_contiguous and matrix.flags.writeable else matrix.copy(order="C")


@kernel
def _sums(rows: Floats, columns: Floats) -> Floats:
    """(n, m): sum over k of rows (n, k) times columns (k, m), in the order of k; four terms for one look at the sum."""
    terms, width = columns.shape
    out = np.zeros((rows.shape[0], width))
    whole = terms - terms % 4
    for i in range(rows.shape[0]):
        sums = out[i]
        for k in range(0, whole, 4):
            a, b, c, d = rows[i, k], rows[i, k + 1], rows[i, k + 2], rows[i, k + 3]
            for j in range(width):
                two = sums[j] + a * columns[k, j] + b * columns[k + 1, j]
                sums[j] = two + c * columns[k + 2, j] + d * columns[k + 3, j]
        for k in range(whole, terms):
            a = rows[i, k]
            for j in range(width):
                sums[j] += a * columns[k, j]
    return out
