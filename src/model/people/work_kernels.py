"""Kernels of school and work."""

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.people.columns import ACTIVE, EDUCATION, EDUCATION_SHIFT, EMPLOYED, FEMALE, OWN_ACCOUNT
from model.randomness.blocks import BLOCK, fill_lanes_01, fill_lanes_23
from model.randomness.kernel import inlined, kernel
from model.randomness.philox import four_draws

_FEMALE, _EDUCATION, _SHIFT = FEMALE, EDUCATION, EDUCATION_SHIFT
_ACTIVE, _EMPLOYED, _OWN = ACTIVE, EMPLOYED, OWN_ACCOUNT
_NOWHERE = 0xFFFF
_NO_SECTOR = 255
_SECTORS = 12
_LOW, _WORD = uint64(0xFFFFFFFF), uint64(32)
_AGES = 101
_NEITHER = 0xFF & ~(ACTIVE | EMPLOYED)


@kernel
def attend(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    city: NDArray[np.uint8],
    share: NDArray[np.uint32],
    year: int,
    block: int,
    degree_block: int,
    key: uint64,
) -> None:
    """Enter senior school at 15, college or university at 18: `share` (14, 3) thresholds by city."""
    for i in range(ids.size):
        years = age[i]
        if (years != 15 and years != 18) or place[i] == _NOWHERE:
            continue
        level = (traits[i] & _EDUCATION) >> _SHIFT
        here = city[place[i]]
        draws = four_draws(ids[i], year, block, key)
        if years == 15 and level == 0 and draws[0] < share[here, 0]:
            level = 1
        elif years == 18 and level == 1 and draws[1] < share[here, 1]:
            degree = four_draws(ids[i], year, degree_block, key)[3]
            level = 3 if degree < share[here, 2] else 2
        traits[i] = (traits[i] & ~_EDUCATION) | (level << _SHIFT)


@kernel
def find_work(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    sector: NDArray[np.uint8],
    years_since_move: NDArray[np.uint8],
    own_account: NDArray[np.uint32],
    active: NDArray[np.uint32],
    employed: NDArray[np.uint32],
    everyone: bool,
    year: int,
    block: int,
    own_block: int,
    key: uint64,
    held: NDArray[np.int64],
) -> None:
    """Set kind of work, activity and employment; those without work lose their sector.

    Thresholds as flat tables: `own_account` (199 x 4), `active` (199 x 2 x 101 x 4 x 2), `employed` (199 x 2 x 101),
    zero below 15. The kind of work is settled at 15 and 22, after a move, and for `everyone` at the start. Adds the
    employed to `held` (199 x 2 x 13, flat) by kind and sector held, 12 = none yet.
    """
    chosen = np.empty(BLOCK + 1, np.int64)
    few = np.empty(BLOCK + 1, np.uint64)
    draws = np.empty(BLOCK, np.uint64)
    for low in range(0, ids.size, BLOCK):
        high = min(low + BLOCK, ids.size)
        part = slice(low, high)
        found = _list_unsettled(ids[part], place[part], age[part], years_since_move[part], everyone, chosen, few)
        fill_lanes_01(few[:found], year, own_block, key, draws)
        for n in range(found):
            i = low + chosen[n]
            level = (traits[i] & _EDUCATION) >> _SHIFT
            own = (draws[n] & _LOW) < own_account[place[i] * 4 + level]
            traits[i] = (traits[i] & ~_OWN) | (_OWN if own else 0)
        fill_lanes_23(ids[part], year, block, key, draws)
        _settle(place[part], age[part], traits[part], sector[part], active, employed, draws, held)


# The loops of find_work stand in functions of their own, on slices that start at 0, so that a compiler knows that no
# index is negative: a quarter of the time. They have no branches, for the outcomes are too mixed to be foreseen.


@inlined
def _list_unsettled(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    years_since_move: NDArray[np.uint8],
    everyone: bool,
    chosen: NDArray[np.int64],
    few: NDArray[np.uint64],
) -> int:
    """Positions and ids of those whose kind of work is settled now; returns how many."""
    found = 0
    for i in range(ids.size):
        chosen[found] = i
        few[found] = ids[i]
        found += (place[i] != _NOWHERE) & (everyone | (age[i] == 15) | (age[i] == 22) | (years_since_move[i] == 0))
    return found


@inlined
def _settle(
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    sector: NDArray[np.uint8],
    active: NDArray[np.uint32],
    employed: NDArray[np.uint32],
    draws: NDArray[np.uint64],
    held: NDArray[np.int64],
) -> None:
    for i in range(place.size):
        there = place[i] != _NOWHERE
        where = uint64(place[i] if there else 0)
        bits = uint64(traits[i])
        attended = (bits & uint64(_EDUCATION)) >> uint64(_SHIFT)
        kind = uint64((bits & uint64(_OWN)) != 0)
        cell = (where * uint64(2) + (bits & uint64(_FEMALE))) * uint64(_AGES) + uint64(age[i])
        is_active = there & ((draws[i] & _LOW) < active[cell * uint64(8) + attended * uint64(2) + kind])
        is_employed = is_active & ((draws[i] >> _WORD) < employed[cell])
        traits[i] = (
            bits & uint64(_NEITHER) | (uint64(is_active) * uint64(_ACTIVE)) | (uint64(is_employed) * uint64(_EMPLOYED))
        )
        has = sector[i]
        sector[i] = has if is_employed else _NO_SECTOR
        held[(where * uint64(2) + kind) * uint64(_SECTORS + 1) + uint64(min(has, _SECTORS))] += is_employed


@kernel
def choose_sector(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    traits: NDArray[np.uint8],
    sector: NDArray[np.uint8],
    leave: NDArray[np.uint32],
    enter: NDArray[np.uint32],
    year: int,
    block: int,
    key: uint64,
) -> None:
    """Give the newly employed a sector, and let some of those in crowded sectors change.

    `leave` (199, 2, 13) thresholds of changing by kind and sector held (all of those who hold none), `enter`
    (199, 2, 12) cumulative thresholds of the new one. One draw decides both: its upper half whether, its rest where.
    """
    chosen = np.empty(BLOCK + 1, np.int64)
    few = np.empty(BLOCK + 1, np.uint64)
    draws = np.empty(BLOCK, np.uint64)
    for low in range(0, ids.size, BLOCK):
        part = slice(low, min(low + BLOCK, ids.size))
        found = _list_restless(ids[part], place[part], traits[part], sector[part], leave, chosen, few)
        fill_lanes_01(few[:found], year, block, key, draws)
        for n in range(found):
            i = low + chosen[n]
            where = place[i]
            own = 1 if traits[i] & _OWN else 0
            bound = leave[where, own, min(sector[i], _SECTORS)]
            draw = draws[n] & _LOW
            if sector[i] >= _SECTORS or draw < bound:
                sector[i] = _lookup(enter[where, own], draw, bound, sector[i] >= _SECTORS)


@inlined
def _list_restless(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    traits: NDArray[np.uint8],
    sector: NDArray[np.uint8],
    leave: NDArray[np.uint32],
    chosen: NDArray[np.int64],
    few: NDArray[np.uint64],
) -> int:
    """Positions and ids of those who may change sector; returns how many."""
    found = 0
    for i in range(ids.size):
        there = place[i] != _NOWHERE
        kind = uint64((traits[i] & _OWN) != 0)
        limit = leave[place[i] if there else 0, kind, min(sector[i], _SECTORS)]
        chosen[found] = i
        few[found] = ids[i]
        found += there & ((traits[i] & _EMPLOYED) != 0) & (limit > 0)
    return found


@inlined
def _lookup(cumulative: NDArray[np.uint32], draw: uint64, limit: np.uint32, fresh: bool) -> int:
    """First sector whose cumulative threshold is above the draw, which is rescaled if it was below a limit."""
    position = draw if fresh else (draw << _WORD) // uint64(limit)
    index = 0
    while index < cumulative.size - 1 and position >= cumulative[index]:
        index += 1
    return index
