"""Choices of movers by Gumbel-max: coupled, so that a little more appeal changes as few minds as it must.

Every alternative has its own draw, addressed by the mover's id: the score of j is V_j - ln(-ln u_j), and the
largest wins (probability exp V_j / sum exp V). Floats are compared, never summed.
"""

from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.randomness.kernel import inlined, kernel
from model.randomness.philox import four_draws

Floats = NDArray[np.float64]

NO_CHOICE: Final = 0xFFFF
_LEAST: Final = -1e300


def choose(
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    utility: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    bonus: Floats,
) -> NDArray[np.int64]:
    """One alternative per mover.

    Args:
        ids: (n,) movers.
        row: (n,) row of `utility` that a mover reads.
        utility: (R, J) utilities; -inf closes an alternative.
        block: first block of the choice; alternatives 0..3 read its lanes, 4..7 those of the next.
        year: the year.
        key: key of the run.
        bonus_at: (n,) alternative with a personal bonus, -1 for none.
        bonus: (n,) its size; -inf closes it.

    Returns:
        (n,) alternative, NO_CHOICE where all are closed.
    """
    chosen = np.empty(ids.size, np.int64)
    _choose(ids, row, utility, block, year, key, bonus_at, bonus, chosen)
    return chosen


def choose_place(
    ids: NDArray[np.uint64],
    city: NDArray[np.int64],
    utility: Floats,
    members: NDArray[np.int64],
    first: NDArray[np.int64],
    block: int,
    year: int,
    key: np.uint64,
    closed: NDArray[np.int64],
) -> NDArray[np.int64]:
    """One place of a city per mover; the draw of a place is that of its index, whatever the city has besides.

    Args:
        ids: (n,) movers.
        city: (n,) city to choose in.
        utility: (199,) utilities; -inf closes a place.
        members: places sorted by city.
        first: (15,) where each city starts in `members`.
        block: first block of the choice.
        year: the year.
        key: key of the run.
        closed: (n,) a place that this mover cannot choose (the own one), -1 for none.

    Returns:
        (n,) place, NO_CHOICE where all are closed.
    """
    chosen = np.empty(ids.size, np.int64)
    _choose_place(ids, city, utility, members, first, block, year, key, closed, chosen)
    return chosen


@inlined
def _gumbel(word: np.uint32) -> float:
    return -log(-log((float(word) + 0.5) / 4294967296.0))


@kernel
def _choose(
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    utility: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    bonus: Floats,
    chosen: NDArray[np.int64],
) -> None:
    for i in range(ids.size):
        best = _LEAST
        winner = NO_CHOICE
        lanes = four_draws(ids[i], year, block, key)
        for j in range(utility.shape[1]):
            lane = j & 3
            if lane == 0 and j > 0:
                lanes = four_draws(ids[i], year, block + (j >> 2), key)
            value = utility[row[i], j]
            if j == bonus_at[i]:
                value += bonus[i]
            if value <= _LEAST:
                continue
            word = lanes[0] if lane == 0 else lanes[1] if lane == 1 else lanes[2] if lane == 2 else lanes[3]
            score = value + _gumbel(word)
            if score > best:
                best = score
                winner = j
        chosen[i] = winner


@kernel
def _choose_place(
    ids: NDArray[np.uint64],
    city: NDArray[np.int64],
    utility: Floats,
    members: NDArray[np.int64],
    first: NDArray[np.int64],
    block: int,
    year: int,
    key: np.uint64,
    closed: NDArray[np.int64],
    chosen: NDArray[np.int64],
) -> None:
    for i in range(ids.size):
        best = _LEAST
        winner = NO_CHOICE
        group = -1
        lanes = four_draws(ids[i], year, block, key)
        for k in range(first[city[i]], first[city[i] + 1]):
            place = members[k]
            value = utility[place]
            if place == closed[i] or value <= _LEAST:
                continue
            if place >> 2 != group:
                group = place >> 2
                lanes = four_draws(ids[i], year, block + group, key)
            lane = place & 3
            word = lanes[0] if lane == 0 else lanes[1] if lane == 1 else lanes[2] if lane == 2 else lanes[3]
            score = value + _gumbel(word)
            if score > best:
                best = score
                winner = place
        chosen[i] = winner
