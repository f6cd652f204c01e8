"""Kernels of school and work."""

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.people.columns import ACTIVE, EDUCATION, EDUCATION_SHIFT, EMPLOYED, FEMALE, OWN_ACCOUNT
from model.randomness.kernel import inlined, kernel
from model.randomness.philox import four_draws

_FEMALE, _EDUCATION, _SHIFT = FEMALE, EDUCATION, EDUCATION_SHIFT
_ACTIVE, _EMPLOYED, _OWN = ACTIVE, EMPLOYED, OWN_ACCOUNT
_NOWHERE = 0xFFFF
_NO_SECTOR = 255
_SECTORS = 12
_FOR_LIFE = 0
"""Year of draws that stand for life."""


@kernel
def attend(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    city: NDArray[np.uint8],
    share: NDArray[np.uint32],
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
        draws = four_draws(ids[i], _FOR_LIFE, block, key)
        if years == 15 and level == 0 and draws[0] < share[here, 0]:
            level = 1
        elif years == 18 and level == 1 and draws[1] < share[here, 1]:
            degree = four_draws(ids[i], _FOR_LIFE, degree_block, key)[3]
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
    block: int,
    own_block: int,
    key: uint64,
) -> NDArray[np.int64]:
    """Set kind of work, activity and employment; those without work lose their sector.

    `own_account` (199, 4), `active` (199, 2, 86, 4, 2), `employed` (199, 2, 15) thresholds. The kind of work is settled
    at 15 and 22, after a move, and for `everyone` at the start. Returns the employed (199, 2, 13) by kind and sector
    held, 12 = none yet.
    """
    held = np.zeros((199, 2, _SECTORS + 1), np.int64)
    for i in range(ids.size):
        where = place[i]
        years = age[i]
        if where == _NOWHERE or years < 15:
            continue
        bits = traits[i] & ~(_ACTIVE | _EMPLOYED)
        sex = bits & _FEMALE
        level = (bits & _EDUCATION) >> _SHIFT
        if everyone or years == 15 or years == 22 or years_since_move[i] <= 1:
            own = four_draws(ids[i], _FOR_LIFE, own_block, key)[0] < own_account[where, level]
            bits = (bits | _OWN) if own else (bits & ~_OWN)
        kind = 1 if bits & _OWN else 0
        draws = four_draws(ids[i], _FOR_LIFE, block, key)
        works = False
        if draws[2] < active[where, sex, years - 15, level, kind]:
            bits |= _ACTIVE
            if draws[3] < employed[where, sex, min(years // 5, 17) - 3]:
                bits |= _EMPLOYED
                works = True
        if works:
            held[where, kind, min(sector[i], _SECTORS)] += 1
        else:
            sector[i] = _NO_SECTOR
        traits[i] = bits
    return held


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
    for i in range(ids.size):
        where = place[i]
        if where == _NOWHERE or not traits[i] & _EMPLOYED:
            continue
        kind = 1 if traits[i] & _OWN else 0
        limit = leave[where, kind, min(sector[i], _SECTORS)]
        if limit == 0:
            continue
        draws = four_draws(ids[i], year, block, key)
        if sector[i] >= _SECTORS or draws[0] < limit:
            sector[i] = _lookup(enter[where, kind], draws[0], limit, sector[i] >= _SECTORS)


@inlined
def _lookup(cumulative: NDArray[np.uint32], draw: np.uint32, limit: np.uint32, fresh: bool) -> int:
    """First sector whose cumulative threshold is above the draw, rescaled to the whole range if it was below a limit."""
    position = uint64(draw) if fresh else (uint64(draw) << uint64(32)) // uint64(limit)
    index = 0
    while index < cumulative.size - 1 and position >= cumulative[index]:
        index += 1
    return index
