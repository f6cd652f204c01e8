"""Kernels of a year of life."""

import numpy as np
from numpy import uint8, uint32, uint64
from numpy.typing import NDArray

from model.people.columns import FEMALE, OPEN_AGE
from model.randomness.blocks import BLOCK, fill_lanes_01
from model.randomness.kernel import inlined, kernel

_FEMALE = FEMALE
_OPEN_AGE = OPEN_AGE
_NOWHERE = 0xFFFF
_NO_PLACE = np.uint16(199)
"""Row of the tables by place for empty slots."""
_AGES = 101
_LOW, _WORD = uint64(0xFFFFFFFF), uint64(32)


@kernel
def live(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    city: NDArray[np.uint8],
    province: NDArray[np.uint8],
    death: NDArray[np.uint32],
    birth: NDArray[np.uint32],
    dies_under: NDArray[np.uint32],
    bears_under: NDArray[np.uint32],
    year: int,
    block: int,
    key: uint64,
    deaths: NDArray[np.uint32],
    floods: NDArray[np.uint32],
    born: NDArray[np.int64],
    born_place: NDArray[np.int64],
) -> int:
    """One year of a slice of residents; returns how many births it wrote to `born` (slots of the mothers) in order.

    Lane 0 of the block decides death, lane 1 birth. `death` (3, 2, 101) and `birth` (2, 14, 101) as in `LifeTables`;
    `dies_under` (200 x 2 x 101, flat), with the year's floods, and `bears_under` (200 x 2 x 101, flat), of those who
    live through the year, by place and sex, the last rows of empty slots and, of births, those of men zero. `deaths`
    (199, 2, 101) and `floods` (199,) are added to, in agents. The dead leave holes: their place is no place, the
    other columns stay as they were.
    """
    found = 0
    draws = np.empty(BLOCK, np.uint64)
    cell, dies, bears = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    flag = np.empty(BLOCK, np.uint8)
    listed = np.empty(BLOCK + 1, np.int64)
    for low in range(0, ids.size, BLOCK):
        part = slice(low, min(low + BLOCK, ids.size))
        some, places, ages = ids[part], place[part], age[part]
        size = some.size
        fill_lanes_01(some, year, block, key, draws)
        _find_cells(places, ages, traits[part], cell)
        _look_up(cell[:size], dies_under, bears_under, dies, bears)
        _flag(draws[:size], dies, bears, flag)
        events = _list(flag[:size], listed)
        for n in range(events):
            i = low + listed[n]
            where, years, sex = place[i], age[i], traits[i] & _FEMALE
            draw = draws[listed[n]] & _LOW
            ends = draw < dies[listed[n]]
            # Who dies in the year bears a child less often than who lives through it.
            if sex == 1 and draws[listed[n]] >> _WORD < birth[1 if ends else 0, city[where], years]:
                born[found] = i
                born_place[found] = where
                found += 1
            if ends:
                deaths[where, sex, years] += uint32(1)
                if draw >= death[province[where], sex, years]:
                    floods[where] += uint32(1)
                place[i] = _NOWHERE
        _grow_older(places, ages)
    return found


# Small loops in functions of their own, each over few arrays: a compiler makes vector code of all that do not look up.


@inlined
def _find_cells(
    place: NDArray[np.uint16], age: NDArray[np.uint8], traits: NDArray[np.uint8], cell: NDArray[np.uint32]
) -> None:
    """Cells of tables by place, sex and age."""
    for i in range(place.size):
        group = uint32(min(place[i], _NO_PLACE)) * uint32(2) + uint32(traits[i] & uint8(_FEMALE))
        cell[i] = group * uint32(_AGES) + uint32(age[i])


@inlined
def _look_up(
    cell: NDArray[np.uint32],
    dies_under: NDArray[np.uint32],
    bears_under: NDArray[np.uint32],
    dies: NDArray[np.uint32],
    bears: NDArray[np.uint32],
) -> None:
    for i in range(cell.size):
        dies[i] = dies_under[uint64(cell[i])]
        bears[i] = bears_under[uint64(cell[i])]


@inlined
def _flag(
    draws: NDArray[np.uint64], dies: NDArray[np.uint32], bears: NDArray[np.uint32], flag: NDArray[np.uint8]
) -> None:
    """Who may die or bear a child: one in fifty."""
    for i in range(draws.size):
        flag[i] = uint8(uint32(draws[i]) < dies[i]) | uint8(uint32(draws[i] >> _WORD) < bears[i])


@inlined
def _list(flag: NDArray[np.uint8], listed: NDArray[np.int64]) -> int:
    """Positions of the flagged, and how many."""
    found = 0
    for i in range(flag.size):
        listed[found] = i
        found += flag[i]
    return found


@inlined
def _grow_older(place: NDArray[np.uint16], age: NDArray[np.uint8]) -> None:
    for i in range(place.size):
        age[i] += uint8((place[i] != _NOWHERE) & (age[i] < _OPEN_AGE))
