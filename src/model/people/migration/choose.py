"""Choices of movers by Gumbel-max: coupled, so that a little more appeal changes as few minds as it must.

Every alternative has its own draw, addressed by the mover's id: the score of j is V_j - ln(-ln u_j), and the
largest wins (probability exp V_j / sum exp V). The same alternative has the smallest -ln(u_j) exp(-V_j), which costs
one logarithm instead of two, and none where (1 - u_j) exp(-V_j), a lower bound, is too large already. Floats are
compared, never summed.
"""

from math import inf, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.randomness.kernel import kernel
from model.randomness.philox import four_draws

Floats = NDArray[np.float64]

NO_CHOICE: Final = 0xFFFF


def choose(
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    utility: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    bonus: Floats,
    crew: Crew,
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
        crew: threads.

    Returns:
        (n,) alternative, NO_CHOICE where all are closed.
    """
    chosen = np.empty(ids.size, np.int64)
    closing, lift = np.exp(-utility), np.exp(-bonus)

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        _choose(ids[part], row[part], closing, block, year, key, bonus_at[part], lift[part], chosen[part])

    crew.each(work, ids.size)
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
    crew: Crew,
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
        crew: threads.

    Returns:
        (n,) place, NO_CHOICE where all are closed.
    """
    chosen = np.empty(ids.size, np.int64)
    closing = np.exp(-utility)

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        _choose_place(ids[part], city[part], closing, members, first, block, year, key, closed[part], chosen[part])

    crew.each(work, ids.size)
    return chosen


@kernel
def _choose(
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    closing: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    lift: Floats,
    chosen: NDArray[np.int64],
) -> None:
    for i in range(ids.size):
        best = inf
        winner = NO_CHOICE
        lanes = four_draws(ids[i], year, block, key)
        for j in range(closing.shape[1]):
            lane = j & 3
            if lane == 0 and j > 0:
                lanes = four_draws(ids[i], year, block + (j >> 2), key)
            far = closing[row[i], j]
            if j == bonus_at[i]:
                far *= lift[i]
            if far == inf:
                continue
            word = lanes[0] if lane == 0 else lanes[1] if lane == 1 else lanes[2] if lane == 2 else lanes[3]
            u = (float(word) + 0.5) / 4294967296.0
            if (1.0 - u) * far < best:
                score = -log(u) * far
                if score < best:
                    best = score
                    winner = j
        chosen[i] = winner


@kernel
def _choose_place(
    ids: NDArray[np.uint64],
    city: NDArray[np.int64],
    closing: Floats,
    members: NDArray[np.int64],
    first: NDArray[np.int64],
    block: int,
    year: int,
    key: np.uint64,
    closed: NDArray[np.int64],
    chosen: NDArray[np.int64],
) -> None:
    for i in range(ids.size):
        best = inf
        winner = NO_CHOICE
        group = -1
        lanes = four_draws(ids[i], year, block, key)
        for k in range(first[city[i]], first[city[i] + 1]):
            place = members[k]
            far = closing[place]
            if place == closed[i] or far == inf:
                continue
            if place >> 2 != group:
                group = place >> 2
                lanes = four_draws(ids[i], year, block + group, key)
            lane = place & 3
            word = lanes[0] if lane == 0 else lanes[1] if lane == 1 else lanes[2] if lane == 2 else lanes[3]
            u = (float(word) + 0.5) / 4294967296.0
            if (1.0 - u) * far < best:
                score = -log(u) * far
                if score < best:
                    best = score
                    winner = place
        chosen[i] = winner
