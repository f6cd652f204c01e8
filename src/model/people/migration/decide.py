"""The decision pass: one look at every resident, one block of draws, at most one cause each."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy import uint8, uint32, uint64
from numpy.typing import NDArray

from model.columns import NOWHERE
from model.people.columns import Residents
from model.people.migration.causes import CARE, GRADUATE, LEAVE, RETURN, STUDENT_AWAY, STUDENT_HERE, WITHIN
from model.randomness.blocks import BLOCK, fill_lanes
from model.randomness.kernel import inlined, kernel
from model.randomness.philox import four_draws
from model.randomness.registry import LEAVE_CITY, STUDENT_PLACE
from model.region.places import N_PLACES

Words = NDArray[np.uint32]

_EMPTY: Final = int(NOWHERE)
_LOW: Final = uint64(0xFFFFFFFF)
_WORD: Final = uint64(32)
_AGES: Final = 101
_CLASSES: Final = 32
_NO_PLACE: Final = np.uint16(N_PLACES)
"""Row of the tables by place for empty slots."""
FACTOR_BITS: Final = 16
"""Factors of places are fixed point, 1/65536."""


@dataclass(frozen=True)
class Thresholds:
    """Chances of one year as u32 thresholds: an event happens where draw < threshold."""

    leave: Words
    """(14, 101, 32) by city, age and the five lower bits of the traits."""
    leave_factor: NDArray[np.uint64]
    """(199,) multiplies it by place, in 1/65536."""
    within: Words
    """(14, 101) another place of the same city."""
    home: Words
    """(15, 14) return from 45 to 64, by city of registration and of residence (0 on the diagonal)."""
    care: Words
    """(199, 101) care move by place and age."""
    study_here: Words
    """(14,) enters a university of the own city, at 17."""
    study_any: Words
    """(14,) enters a university anywhere in the region, at 17 (cumulative)."""
    students: bool = True
    """Whether students keep to their quarters and leave them at 22 (not with given flows)."""


class Decision:
    """One year's decisions, for any part of the residents.

    Args:
        city_of_place: (199,).
        thresholds: chances of the year.
    """

    def __init__(self, city_of_place: NDArray[np.uint8], thresholds: Thresholds) -> None:
        self._city, self._thresholds = city_of_place, thresholds
        # A last place without any chance, for empty slots.
        row = np.append(city_of_place, 0).astype(np.uint64) * np.uint64(_AGES * _CLASSES)
        self._of_place = (row << _WORD) | np.append(thresholds.leave_factor, np.uint64(0))
        self._leave = thresholds.leave.reshape(-1)
        self._most_within, self._most_home, self._most_care = (
            uint64(words.max()) for words in (thresholds.within, thresholds.home, thresholds.care)
        )

    def decide(
        self, residents: Residents, first: int, cause: NDArray[np.uint8], year: int, key: np.uint64
    ) -> NDArray[np.int64]:
        """Fill `cause` (n,) of the slots from `first` on where it is 0; add a year to years_since_move (at most 255).

        The order when several hold: study, graduation, leaving, return, care, a move within the city. Returns the
        positions in `cause` of all who have one.
        """
        part, thresholds = slice(first, first + cause.size), self._thresholds
        moving = np.empty(cause.size, np.int64)
        number = _decide(
            residents.id[part],
            residents.place[part],
            residents.age[part],
            residents.traits[part],
            residents.home_city[part],
            residents.years_since_move[part],
            self._city,
            self._of_place,
            self._leave,
            thresholds.within,
            thresholds.home,
            thresholds.care,
            thresholds.study_here,
            thresholds.study_any,
            thresholds.students,
            self._most_within,
            self._most_home,
            self._most_care,
            year,
            LEAVE_CITY.block,
            STUDENT_PLACE.block,
            key,
            cause,
            moving,
        )
        return moving[:number]


@kernel
def _decide(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    home: NDArray[np.uint8],
    since: NDArray[np.uint8],
    city_of_place: NDArray[np.uint8],
    of_place: NDArray[np.uint64],
    leave: Words,
    within: Words,
    return_home: Words,
    care: Words,
    study_here: Words,
    study_any: Words,
    students: bool,
    most_within: uint64,
    most_home: uint64,
    most_care: uint64,
    year: int,
    block: int,
    study_block: int,
    key: np.uint64,
    cause: NDArray[np.uint8],
    moving: NDArray[np.int64],
) -> int:
    """`of_place` (200,): the first row of the city's table in the upper word, the factor of leaving in the lower.

    Per block of residents: all draws; loops without branches that flag who may have an event; then these few. Lists in
    `moving` who has a cause, and returns how many."""
    number = 0
    first, second = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64)
    chance = np.empty(BLOCK, np.uint64)
    row = np.empty(BLOCK, np.uint32)
    flag = np.empty(BLOCK, np.uint8)
    listed = np.empty(BLOCK + 1, np.int64)
    for low in range(0, ids.size, BLOCK):
        size = min(BLOCK, ids.size - low)
        part = slice(low, low + size)
        ages, bits_here = age[part], traits[part]
        fill_lanes(ids[part], year, block, key, first, second)
        _wait(since[part])
        _look_up(place[part], of_place, chance)
        _find_rows(ages, bits_here, chance, row)
        _push(leave, row[:size], chance)
        _flag_first(first[:size], chance, most_within, flag)
        _flag_second(second[:size], most_home, most_care, flag)
        _flag_given(cause[part], flag)
        if students:
            _flag_students(ages, bits_here, flag)
        found = _list(flag[:size], listed)
        for n in range(found):
            k = listed[n]
            i = low + k
            moving[number] = i
            if cause[i] != 0:
                number += 1
                continue
            where = place[i]
            if where == _EMPTY:
                continue
            years, bits, city = age[i], traits[i], city_of_place[where]
            if students and bits & 32:
                if years >= 21:
                    cause[i] = GRADUATE
                    number += 1
                continue
            if students and years == 17:
                study = four_draws(ids[i], year, study_block, key)[1]
                if study < study_any[city]:
                    cause[i] = STUDENT_HERE if study < study_here[city] else STUDENT_AWAY
                    number += 1
                    continue
            if first[k] & _LOW < chance[k]:
                cause[i] = LEAVE
            elif 45 <= years < 65 and not bits & 8 and second[k] & _LOW < return_home[home[i], city]:
                cause[i] = RETURN
            elif years >= 70 and second[k] >> _WORD < care[where, years]:
                cause[i] = CARE
            elif first[k] >> _WORD < within[city, years]:
                cause[i] = WITHIN
            number += cause[i] != 0
    return number


# Small loops in functions of their own, each over few arrays: a compiler makes vector code of all that do not look up.


@inlined
def _wait(since: NDArray[np.uint8]) -> None:
    for k in range(since.size):
        since[k] += uint8(since[k] != 255)


@inlined
def _look_up(place: NDArray[np.uint16], of_place: NDArray[np.uint64], chance: NDArray[np.uint64]) -> None:
    for k in range(place.size):
        chance[k] = of_place[uint64(min(place[k], _NO_PLACE))]


@inlined
def _find_rows(
    age: NDArray[np.uint8], traits: NDArray[np.uint8], chance: NDArray[np.uint64], row: NDArray[np.uint32]
) -> None:
    for k in range(age.size):
        in_city = uint32(age[k]) * uint32(_CLASSES) + uint32(traits[k] & uint8(_CLASSES - 1))
        row[k] = uint32(chance[k] >> _WORD) + in_city


@inlined
def _push(leave: Words, row: Words, chance: NDArray[np.uint64]) -> None:
    """The chance of leaving, from the factor of the place that stands there."""
    for k in range(row.size):
        chance[k] = (uint64(leave[uint64(row[k])]) * (chance[k] & _LOW)) >> uint64(FACTOR_BITS)


@inlined
def _flag_first(
    first: NDArray[np.uint64], chance: NDArray[np.uint64], most_within: uint64, flag: NDArray[np.uint8]
) -> None:
    for k in range(first.size):
        flag[k] = uint8(first[k] & _LOW < chance[k]) | uint8(first[k] >> _WORD < most_within)


@inlined
def _flag_second(second: NDArray[np.uint64], most_home: uint64, most_care: uint64, flag: NDArray[np.uint8]) -> None:
    for k in range(second.size):
        flag[k] |= uint8(second[k] & _LOW < most_home) | uint8(second[k] >> _WORD < most_care)


@inlined
def _flag_given(cause: NDArray[np.uint8], flag: NDArray[np.uint8]) -> None:
    for k in range(cause.size):
        flag[k] |= uint8(cause[k] != 0)


@inlined
def _flag_students(age: NDArray[np.uint8], traits: NDArray[np.uint8], flag: NDArray[np.uint8]) -> None:
    for k in range(age.size):
        flag[k] |= uint8(age[k] == 17) | uint8((traits[k] & 32) != 0)


@inlined
def _list(flag: NDArray[np.uint8], listed: NDArray[np.int64]) -> int:
    """Positions of the flagged, and how many."""
    found = 0
    for k in range(flag.size):
        listed[found] = k
        found += flag[k]
    return found
