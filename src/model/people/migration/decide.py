"""The decision pass: one look at every resident, one block of draws, at most one cause each."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.columns import NOWHERE
from model.people.columns import Residents
from model.people.migration.causes import CARE, GRADUATE, LEAVE, RETURN, STUDENT_AWAY, STUDENT_HERE, WITHIN
from model.randomness.kernel import kernel
from model.randomness.philox import four_draws
from model.randomness.registry import LEAVE_CITY, STUDENT_PLACE

Words = NDArray[np.uint32]

_EMPTY: Final = int(NOWHERE)
_MOST: Final = 0xFFFFFFFF
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


def decide(
    residents: Residents,
    city_of_place: NDArray[np.uint8],
    thresholds: Thresholds,
    cause: NDArray[np.uint8],
    year: int,
    key: np.uint64,
    crew: Crew,
) -> None:
    """Fill `cause` (u8 by slot) where it is 0; add a year to years_since_move (at most 255).

    The order when several hold: study, graduation, leaving, return, care, a move within the city.
    """

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        _decide(
            residents.id[part],
            residents.place[part],
            residents.age[part],
            residents.traits[part],
            residents.home_city[part],
            residents.years_since_move[part],
            city_of_place,
            thresholds.leave,
            thresholds.leave_factor,
            thresholds.within,
            thresholds.home,
            thresholds.care,
            thresholds.study_here,
            thresholds.study_any,
            thresholds.students,
            year,
            LEAVE_CITY.block,
            STUDENT_PLACE.block,
            key,
            cause[part],
        )

    crew.each(work, residents.used)


@kernel
def _decide(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    home: NDArray[np.uint8],
    since: NDArray[np.uint8],
    city_of_place: NDArray[np.uint8],
    leave: Words,
    leave_factor: NDArray[np.uint64],
    within: Words,
    return_home: Words,
    care: Words,
    study_here: Words,
    study_any: Words,
    students: bool,
    year: int,
    block: int,
    study_block: int,
    key: np.uint64,
    cause: NDArray[np.uint8],
) -> None:
    for i in range(ids.size):
        where = place[i]
        if where == _EMPTY:
            continue
        if since[i] < 255:
            since[i] += 1
        if cause[i] != 0:
            continue
        years, bits, city = age[i], traits[i], city_of_place[where]
        if students and bits & 32:
            if years >= 21:
                cause[i] = GRADUATE
            continue
        if years == 17 and students:
            study = four_draws(ids[i], year, study_block, key)[1]
            if study < study_any[city]:
                cause[i] = STUDENT_HERE if study < study_here[city] else STUDENT_AWAY
                continue
        draw = four_draws(ids[i], year, block, key)
        pushed = (np.uint64(leave[city, years, bits & 31]) * leave_factor[where]) >> np.uint64(16)
        chance = min(pushed, np.uint64(_MOST))
        if np.uint64(draw[0]) < chance:
            cause[i] = LEAVE
        elif 45 <= years < 65 and not bits & 8 and draw[2] < return_home[home[i], city]:
            cause[i] = RETURN
        elif years >= 70 and draw[3] < care[where, years]:
            cause[i] = CARE
        elif draw[1] < within[city, years]:
            cause[i] = WITHIN
