"""Choices of movers by Gumbel-max: coupled, so that a little more appeal changes as few minds as it must.

Every alternative has its own draw, addressed by the mover's id: the score of j is V_j - ln(-ln u_j), and the
largest wins (probability exp V_j / sum exp V). The same alternative has the smallest -ln(u_j) exp(-V_j), which costs
one logarithm instead of two; and because

    2 (1 - u) / (1 + u)  <=  -ln u  <=  (1 - u) (1 + u) / (2 u)

only those need one whose lower bound is not above the least upper bound, if there are several. Floats are compared,
never summed.
"""

from math import inf, log
from typing import Final

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.chunks import Crew
from model.randomness.blocks import fill_lanes
from model.randomness.kernel import inlined, kernel

Floats = NDArray[np.float64]

NO_CHOICE: Final = 0xFFFF
_LOW: Final = uint64(0xFFFFFFFF)
_TOGETHER: Final = 128
"""Movers whose draws for all alternatives are made before they are compared: these stay in the cache."""
_ROUNDED: Final = 0.5 * (1.0 + 1e-12)
"""A half, and more than bounds and scores can differ by rounding: so the bounds hold for the scores as computed."""


def choose(
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    utility: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    bonus: float,
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
        bonus: its size; -inf closes it.
        crew: threads.

    Returns:
        (n,) alternative, NO_CHOICE where all are closed.
    """
    who = np.arange(ids.size)
    return race(who, ids, row, np.exp(-utility), block, year, key, bonus_at, float(np.exp(-bonus)), crew)


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
    who = np.arange(ids.size)
    return race(who, ids, city, pace_in_cities(utility, members, first), block, year, key, closed, inf, crew)


def pace_in_cities(utility: Floats, members: NDArray[np.int64], first: NDArray[np.int64]) -> Floats:
    """exp(-V) of places (14, 199) for movers into each city, infinite outside of it; arguments as of `choose_place`."""
    pace = np.full((first.size - 1, utility.size), inf)
    pace[np.repeat(np.arange(first.size - 1), np.diff(first)), members] = np.exp(-utility)[members]
    return pace


def race(
    who: NDArray[np.int64],
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    pace: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    lift: float,
    crew: Crew,
) -> NDArray[np.int64]:
    """As `choose`, for the movers at some positions `who` (m,) of `ids`, `row` and `bonus_at` (n,).

    Reads `pace` = exp(-V), infinite where closed, and `lift` = exp(-bonus). Movers who read one row stand together, so
    that their draws for an alternative are made together.

    Returns:
        (m,) alternative, in the order of `who`.
    """
    order = np.argsort(row[who].astype(np.uint16), kind="stable")
    winners = np.full(who.size, NO_CHOICE, np.int64)

    def work(low: int, high: int) -> None:
        _race(order[low:high], who, ids, row, pace, block, year, key, bonus_at, lift, winners)

    crew.each(work, who.size)
    return winners


@kernel
def _race(
    order: NDArray[np.int64],
    who: NDArray[np.int64],
    ids: NDArray[np.uint64],
    row: NDArray[np.int64],
    pace: Floats,
    block: int,
    year: int,
    key: np.uint64,
    bonus_at: NDArray[np.int64],
    lift: float,
    winners: NDArray[np.int64],
) -> None:
    """The winners at some positions of `who`, in the order of their rows of `pace`."""
    alternatives = pace.shape[1]
    some, at = np.zeros(_TOGETHER, np.uint64), np.empty(_TOGETHER, np.int64)
    lanes_01, lanes_23 = np.empty(_TOGETHER, np.uint64), np.empty(_TOGETHER, np.uint64)
    uniform, lower = np.empty((alternatives, _TOGETHER)), np.empty((alternatives, _TOGETHER))
    least, near = np.empty(_TOGETHER), np.empty(_TOGETHER, np.uint8)
    chosen = np.empty(_TOGETHER, np.int64)
    low = 0
    while low < order.size:
        size, read = 0, row[who[order[low]]]
        while size < min(_TOGETHER, order.size - low) and row[who[order[low + size]]] == read:
            mover = who[order[low + size]]
            some[size], at[size] = ids[mover], bonus_at[mover]
            size += 1
        here = pace[read]
        least[:] = inf
        for group in range(0, alternatives, 4):
            drawn = False
            for j in range(group, min(group + 4, alternatives)):
                if here[j] == inf:
                    continue
                if not drawn:
                    # Up to whole vectors: to draw for a few more is faster than for the last one by one.
                    whole = min((size + 7) // 8 * 8, _TOGETHER)
                    fill_lanes(some[:whole], year, block + (group >> 2), key, lanes_01, lanes_23)
                    drawn = True
                lanes = lanes_01 if j & 2 == 0 else lanes_23
                _spread(lanes[:size], uint64(32 * (j & 1)), uniform[j])
                _bound(j, here[j], uniform[j], at[:size], lift, lower[j], least)
        near[:], chosen[:] = 0, NO_CHOICE
        for j in range(alternatives):
            if here[j] != inf:
                _find_near(j, lower[j], least, near, chosen[:size])
        for i in range(size):
            if near[i] > 1:
                chosen[i] = _first(here, uniform[:, i], at[i], lift)
            winners[order[low + i]] = chosen[i]
        low += size


@inlined
def _spread(lanes: NDArray[np.uint64], shift: uint64, uniform: Floats) -> None:
    for i in range(lanes.size):
        uniform[i] = (float(np.uint32((lanes[i] >> shift) & _LOW)) + 0.5) / 4294967296.0


@inlined
def _bound(
    j: int,
    pace: float,
    uniform: Floats,
    bonus_at: NDArray[np.int64],
    lift: float,
    lower: Floats,
    least: Floats,
) -> None:
    """Lower bounds of the scores of alternative j, and the least upper bounds so far."""
    with_bonus = pace * lift
    for i in range(bonus_at.size):
        u = uniform[i]
        own = with_bonus if bonus_at[i] == j else pace
        part = np.divide(1.0 - u, u * (1.0 + u)) * own
        lower[i] = 2.0 * u * part
        upper = _ROUNDED * (1.0 + u) * (1.0 + u) * part
        least[i] = upper if upper < least[i] else least[i]


@inlined
def _find_near(j: int, lower: Floats, least: Floats, near: NDArray[np.uint8], winners: NDArray[np.int64]) -> None:
    """Alternative j may win where its lower bound is not above the least upper bound; nearly all have one that may."""
    for i in range(winners.size):
        may = (lower[i] <= least[i]) & (lower[i] < inf)
        near[i] += np.uint8(may)
        winners[i] = j if may else winners[i]


@inlined
def _first(pace: Floats, uniform: Floats, bonus_at: np.int64, lift: float) -> int:
    """The alternative with the least score, the first of equals."""
    best, winner = inf, NO_CHOICE
    for j in range(pace.size):
        if pace[j] == inf:
            continue
        own = pace[j] * lift if bonus_at == j else pace[j]
        score = -log(uniform[j]) * own
        if score < best:
            best, winner = score, j
    return winner
