"""Draws for a block of entities at once, inside a kernel.

A loop over nothing but Philox becomes vector code, ten times as fast as one draw at a time. A compiler only sees that
it may if the loop stands a level below the function that calls it and writes to few arrays: hence two functions for
each pair of lanes, and two lanes in one u64. Call on some 512 entities, so that the draws are still in the first-level
cache when they are read.
"""

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.randomness.kernel import inlined
from model.randomness.philox import four_draws

BLOCK = 512
"""Entities whose draws are made together."""
_WORD = uint64(32)


@inlined
def fill_lanes_01(ids: NDArray[np.uint64], year: int, block: int, key: uint64, pairs: NDArray[np.uint64]) -> None:
    """Lanes 0 (lower 32 bits) and 1 (upper) of every id in one year and block; `pairs` is at least as long as `ids`."""
    for low in range(0, ids.size, BLOCK):
        high = min(low + BLOCK, ids.size)
        _fill_01(ids[low:high], year, block, key, pairs[low:high])


@inlined
def fill_lanes_23(ids: NDArray[np.uint64], year: int, block: int, key: uint64, pairs: NDArray[np.uint64]) -> None:
    """Lanes 2 (lower 32 bits) and 3 (upper) of every id in one year and block."""
    for low in range(0, ids.size, BLOCK):
        high = min(low + BLOCK, ids.size)
        _fill_23(ids[low:high], year, block, key, pairs[low:high])


@inlined
def fill_lanes(
    ids: NDArray[np.uint64],
    year: int,
    block: int,
    key: uint64,
    first: NDArray[np.uint64],
    second: NDArray[np.uint64],
) -> None:
    """All four lanes in one pass: 0 and 1 in `first`, 2 and 3 in `second`."""
    for low in range(0, ids.size, BLOCK):
        high = min(low + BLOCK, ids.size)
        _fill(ids[low:high], year, block, key, first[low:high], second[low:high])


@inlined
def _fill_01(ids: NDArray[np.uint64], year: int, block: int, key: uint64, pairs: NDArray[np.uint64]) -> None:
    for i in range(ids.size):
        draws = four_draws(ids[i], year, block, key)
        pairs[i] = uint64(draws[0]) | (uint64(draws[1]) << _WORD)


@inlined
def _fill_23(ids: NDArray[np.uint64], year: int, block: int, key: uint64, pairs: NDArray[np.uint64]) -> None:
    for i in range(ids.size):
        draws = four_draws(ids[i], year, block, key)
        pairs[i] = uint64(draws[2]) | (uint64(draws[3]) << _WORD)


@inlined
def _fill(
    ids: NDArray[np.uint64],
    year: int,
    block: int,
    key: uint64,
    first: NDArray[np.uint64],
    second: NDArray[np.uint64],
) -> None:
    for i in range(ids.size):
        draws = four_draws(ids[i], year, block, key)
        first[i] = uint64(draws[0]) | (uint64(draws[1]) << _WORD)
        second[i] = uint64(draws[2]) | (uint64(draws[3]) << _WORD)
