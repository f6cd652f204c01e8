"""Kernels of school and work.

Their loops stand in functions of their own, each over few arrays: a compiler makes vector code of all that do not look
up. Who has an event is flagged without a branch, for the outcomes are too mixed to be foreseen, and then listed.
"""

import numpy as np
from numpy import uint8, uint32, uint64
from numpy.typing import NDArray

from model.people.columns import ACTIVE, EDUCATION, EDUCATION_SHIFT, EMPLOYED, FEMALE, OWN_ACCOUNT
from model.randomness.blocks import BLOCK, fill_lanes_01, fill_lanes_23
from model.randomness.kernel import inlined, kernel
from model.randomness.philox import four_draws

_FEMALE, _EDUCATION, _SHIFT = FEMALE, EDUCATION, EDUCATION_SHIFT
_ACTIVE, _EMPLOYED, _OWN = ACTIVE, EMPLOYED, OWN_ACCOUNT
_OWN_SHIFT, _ACTIVE_SHIFT, _EMPLOYED_SHIFT = 7, 6, 4
_NOWHERE = 0xFFFF
_NO_PLACE = np.uint16(199)
"""Row of the tables by place for empty slots."""
_NO_SECTOR = 255
_SECTORS = 12
_STATES = 14
"""Sectors, 12 = none yet, 13 = not at work."""
_LOW, _WORD = uint64(0xFFFFFFFF), uint64(32)
_AGES = 101
_ROWS = 4
"""Tables of counts that are added to in turn."""
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
    flag = np.empty(BLOCK, np.uint8)
    listed = np.empty(BLOCK + 1, np.int64)
    few, draws = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64)
    for low in range(0, ids.size, BLOCK):
        part = slice(low, min(low + BLOCK, ids.size))
        some = ids[part]
        _flag_pupils(age[part], flag)
        found = _list(flag[: some.size], listed)
        _gather(some, listed[:found], few)
        fill_lanes_01(few[: _whole(found)], year, block, key, draws)
        for n in range(found):
            i = low + listed[n]
            if place[i] == _NOWHERE:
                continue
            level = (traits[i] & _EDUCATION) >> _SHIFT
            here = city[place[i]]
            if age[i] == 15 and level == 0 and draws[n] & _LOW < share[here, 0]:
                level = 1
            elif age[i] == 18 and level == 1 and draws[n] >> _WORD < share[here, 1]:
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
    held: NDArray[np.uint32],
) -> None:
    """Set kind of work, activity and employment; those without work lose their sector.

    Thresholds as flat tables: `own_account` (199 x 4), `active` (200 x 2 x 101 x 4 x 2), `employed` (200 x 2 x 101),
    zero below 15 and at the last place, that of empty slots. The kind of work is settled at 15 and 22, after a move,
    and for `everyone` at the start. Adds everybody to one of the rows of `held` (4, 200 x 2 x 14) by kind and sector
    held, 12 = at work without a sector yet, 13 = not at work.
    """
    flag, state = np.empty(BLOCK, np.uint8), np.empty(BLOCK, np.uint8)
    listed = np.empty(BLOCK + 1, np.int64)
    few = np.empty(BLOCK, np.uint64)
    draws = np.empty(BLOCK, np.uint64)
    cell, row = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    works_under, finds_under = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    for low in range(0, ids.size, BLOCK):
        part = slice(low, min(low + BLOCK, ids.size))
        some, places, ages, bits, sectors = ids[part], place[part], age[part], traits[part], sector[part]
        size = some.size
        cells = cell[:size]
        _flag_unsettled(places, ages, years_since_move[part], everyone, flag)
        found = _list(flag[:size], listed)
        _gather(some, listed[:found], few)
        fill_lanes_01(few[: _whole(found)], year, own_block, key, draws)
        for n in range(found):
            i = low + listed[n]
            level = (traits[i] & _EDUCATION) >> _SHIFT
            own = (draws[n] & _LOW) < own_account[place[i] * 4 + level]
            traits[i] = (traits[i] & ~_OWN) | (_OWN if own else 0)
        fill_lanes_23(some, year, block, key, draws)
        _find_cells(places, ages, bits, cells)
        _find_rows(cells, bits, row)
        _look_up(cells, row, active, employed, works_under, finds_under)
        _settle(bits, draws, works_under, finds_under)
        _let_go(bits, sectors)
        _find_states(bits, sectors, state)
        _find_held(places, bits, state, row)
        _add(row[:size], held)


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

    `leave` (200 x 2 x 14, flat) thresholds of changing by kind and state (all of those who hold none, nobody of those
    not at work, and nobody at the last place), `enter` (199, 2, 12) cumulative thresholds of the new one. One draw
    decides both: its upper half whether, its rest where.
    """
    flag, state = np.empty(BLOCK, np.uint8), np.empty(BLOCK, np.uint8)
    listed = np.empty(BLOCK + 1, np.int64)
    few = np.empty(BLOCK, np.uint64)
    draws = np.empty(BLOCK, np.uint64)
    for low in range(0, ids.size, BLOCK):
        part = slice(low, min(low + BLOCK, ids.size))
        some, bits = ids[part], traits[part]
        _find_states(bits, sector[part], state)
        _flag_restless(place[part], bits, state, leave, flag)
        found = _list(flag[: some.size], listed)
        _gather(some, listed[:found], few)
        fill_lanes_01(few[: _whole(found)], year, block, key, draws)
        for n in range(found):
            i = low + listed[n]
            where = place[i]
            own = 1 if traits[i] & _OWN else 0
            bound = leave[(where * 2 + own) * _STATES + min(sector[i], _SECTORS)]
            draw = draws[n] & _LOW
            if sector[i] >= _SECTORS or draw < bound:
                sector[i] = _lookup(enter[where, own], draw, bound, sector[i] >= _SECTORS)


@inlined
def _flag_pupils(age: NDArray[np.uint8], flag: NDArray[np.uint8]) -> None:
    for i in range(age.size):
        flag[i] = uint8(age[i] == 15) | uint8(age[i] == 18)


@inlined
def _flag_unsettled(
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    years_since_move: NDArray[np.uint8],
    everyone: bool,
    flag: NDArray[np.uint8],
) -> None:
    for i in range(age.size):
        now = uint8(everyone) | uint8(age[i] == 15) | uint8(age[i] == 22) | uint8(years_since_move[i] == 0)
        flag[i] = now & uint8(place[i] != _NOWHERE)


@inlined
def _flag_restless(
    place: NDArray[np.uint16],
    traits: NDArray[np.uint8],
    state: NDArray[np.uint8],
    limits: NDArray[np.uint32],
    flag: NDArray[np.uint8],
) -> None:
    for i in range(place.size):
        group = uint64(min(place[i], _NO_PLACE)) * uint64(2) + uint64(traits[i] >> uint8(_OWN_SHIFT))
        flag[i] = uint8(limits[group * uint64(_STATES) + uint64(state[i])] > 0)


@inlined
def _list(flag: NDArray[np.uint8], listed: NDArray[np.int64]) -> int:
    """Positions of the flagged, and how many."""
    found = 0
    for i in range(flag.size):
        listed[found] = i
        found += flag[i]
    return found


@inlined
def _gather(ids: NDArray[np.uint64], listed: NDArray[np.int64], few: NDArray[np.uint64]) -> None:
    for n in range(listed.size):
        few[n] = ids[listed[n]]


@inlined
def _whole(number: int) -> int:
    """Up to whole vectors: to draw for a few more, whoever they are, is faster than for the last one by one."""
    return min((number + 7) // 8 * 8, BLOCK)


@inlined
def _find_cells(
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    cell: NDArray[np.uint32],
) -> None:
    """Place, sex and age as one number."""
    for i in range(place.size):
        group = uint32(min(place[i], _NO_PLACE)) * uint32(2) + uint32(traits[i] & uint8(_FEMALE))
        cell[i] = group * uint32(_AGES) + uint32(age[i])


@inlined
def _find_rows(cell: NDArray[np.uint32], traits: NDArray[np.uint8], row: NDArray[np.uint32]) -> None:
    """The cell, education and kind of work as one number."""
    for i in range(cell.size):
        bits = uint32(traits[i])
        row[i] = cell[i] * uint32(8) + ((bits & uint32(_EDUCATION)) | (bits >> uint32(_OWN_SHIFT)))


@inlined
def _look_up(
    cell: NDArray[np.uint32],
    row: NDArray[np.uint32],
    active: NDArray[np.uint32],
    employed: NDArray[np.uint32],
    works_under: NDArray[np.uint32],
    finds_under: NDArray[np.uint32],
) -> None:
    for i in range(cell.size):
        works_under[i] = active[uint64(row[i])]
        finds_under[i] = employed[uint64(cell[i])]


@inlined
def _settle(
    traits: NDArray[np.uint8],
    draws: NDArray[np.uint64],
    works_under: NDArray[np.uint32],
    finds_under: NDArray[np.uint32],
) -> None:
    for i in range(traits.size):
        is_active = uint8(uint32(draws[i]) < works_under[i])
        is_employed = is_active & uint8(uint32(draws[i] >> _WORD) < finds_under[i])
        bits = traits[i] & uint8(_NEITHER)
        traits[i] = bits | (is_active << uint8(_ACTIVE_SHIFT)) | (is_employed << uint8(_EMPLOYED_SHIFT))


@inlined
def _let_go(traits: NDArray[np.uint8], sector: NDArray[np.uint8]) -> None:
    for i in range(traits.size):
        sector[i] = sector[i] if traits[i] & uint8(_EMPLOYED) else uint8(_NO_SECTOR)


@inlined
def _find_states(traits: NDArray[np.uint8], sector: NDArray[np.uint8], state: NDArray[np.uint8]) -> None:
    """The sector held; `_SECTORS` of those who work and have none yet, one more of those who do not work."""
    for i in range(traits.size):
        works = (traits[i] & uint8(_EMPLOYED)) != 0
        state[i] = min(sector[i], uint8(_SECTORS)) if works else uint8(_SECTORS + 1)


@inlined
def _find_held(
    place: NDArray[np.uint16], traits: NDArray[np.uint8], state: NDArray[np.uint8], index: NDArray[np.uint32]
) -> None:
    """Place, kind of work and state as one number."""
    for i in range(place.size):
        group = uint32(min(place[i], _NO_PLACE)) * uint32(2) + uint32(traits[i] >> uint8(_OWN_SHIFT))
        index[i] = group * uint32(_STATES) + uint32(state[i])


@inlined
def _add(index: NDArray[np.uint32], held: NDArray[np.uint32]) -> None:
    """To the rows in turn: no addition waits for the last one, although neighbours are alike."""
    whole = index.size // _ROWS * _ROWS
    for i in range(0, whole, _ROWS):
        for row in range(_ROWS):
            held[row, uint64(index[i + row])] += uint32(1)
    for i in range(whole, index.size):
        held[0, uint64(index[i])] += uint32(1)


@inlined
def _lookup(cumulative: NDArray[np.uint32], draw: uint64, limit: np.uint32, fresh: bool) -> int:
    """First sector whose cumulative threshold is above the draw, which is rescaled if it was below a limit."""
    position = draw if fresh else (draw << _WORD) // uint64(limit)
    index = 0
    while index < cumulative.size - 1 and position >= cumulative[index]:
        index += 1
    return index
