"""Choices of movers by Gumbel-max: coupled, so that a little more appeal changes as few minds as it must.

Every alternative has its own draw, addressed by the mover's id: the score of j is V_j - ln(-ln u_j), and the
largest wins (probability exp V_j / sum exp V). The same alternative has the smallest -ln(u_j) exp(-V_j), which costs
one logarithm instead of two, and none where (1 - u_j) exp(-V_j), a lower bound, is too large already. Floats are
compared, never summed.
"""

from math import inf, log
from typing import Final

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.chunks import Crew
from model.randomness.blocks import BLOCK, fill_lanes
from model.randomness.kernel import inlined, kernel

Floats = NDArray[np.float64]

NO_CHOICE: Final = 0xFFFF
_LOW: Final = uint64(0xFFFFFFFF)


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
    return _choose_in_order(ids, row, np.exp(-utility), block, year, key, bonus_at, np.exp(-bonus), crew)


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
    closing = np.full((first.size - 1, utility.size), inf)
    closing[np.repeat(np.arange(first.size - 1), np.diff(first)), members] = np.exp(-utility)[members]
    never = np.full(ids.size, inf)
    return _choose_in_order(ids, city, closing, block, year, key, closed, never, crew)


def _choose_in_order(
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    closing: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    lift: Floats,
    crew: Crew,
) -> NDArray[np.int64]:
    """Movers who read one row stand together, so that their draws for an alternative are made together."""
    order = np.argsort(row.astype(np.uint16), kind="stable")
    ids, row, bonus_at, lift = ids[order], row[order], bonus_at[order], lift[order]
    winners = np.full(ids.size, NO_CHOICE, np.int64)

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        _choose(ids[part], row[part], closing, block, year, key, bonus_at[part], lift[part], winners[part])

    crew.each(work, ids.size)
    chosen = np.empty(ids.size, np.int64)
    chosen[order] = winners
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
    winners: NDArray[np.int64],
) -> None:
    """The winners of movers in the order of their rows of `closing` = exp(-V); `lift` multiplies it at `bonus_at`."""
    alternatives = closing.shape[1]
    lanes_01, lanes_23 = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64)
    best = np.empty(BLOCK)
    low = 0
    while low < ids.size:
        high = low + 1
        while high < min(low + BLOCK, ids.size) and row[high] == row[low]:
            high += 1
        part = slice(low, high)
        best[:] = inf
        for group in range(0, alternatives, 4):
            drawn = False
            for j in range(group, min(group + 4, alternatives)):
                far = closing[row[low], j]
                if far == inf:
                    continue
                if not drawn:
                    fill_lanes(ids[part], year, block + (group >> 2), key, lanes_01, lanes_23)
                    drawn = True
                lanes = lanes_01 if j & 2 == 0 else lanes_23
                _compare(j, far, lanes, uint64(32 * (j & 1)), bonus_at[part], lift[part], best, winners[part])
        low = high


@inlined
def _compare(
    j: int,
    far: float,
    lanes: NDArray[np.uint64],
    shift: uint64,
    bonus_at: NDArray[np.int64],
    lift: Floats,
    best: Floats,
    winners: NDArray[np.int64],
) -> None:
    """Alternative j wins where it scores less than the best so far."""
    for i in range(winners.size):
        u = (float(np.uint32((lanes[i] >> shift) & _LOW)) + 0.5) / 4294967296.0
        own = far * lift[i] if bonus_at[i] == j else far
        if (1.0 - u) * own < best[i]:
            score = -log(u) * own
            if score < best[i]:
                best[i] = score
                winners[i] = j
