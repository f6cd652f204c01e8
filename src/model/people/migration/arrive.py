"""Arrivals from the rest of China: how many, who they are. Counts are coupled: more arrivals only add higher k."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import EDUCATION_SHIFT, HOME_OUTSIDE, REGISTERED_HERE, STUDENT
from model.people.migration.students import ENTRY_AGE
from model.randomness.draws import new_ids, thresholds, uniforms
from model.randomness.kernel import kernel
from model.randomness.philox import four_draws
from model.randomness.registry import ARRIVAL_COUNT, ARRIVAL_ID, ARRIVAL_TRAITS, STUDENT_COUNT, Draw
from model.region.places import N_CITIES

Floats = NDArray[np.float64]

SENIOR: Final = 1
"""Education of a new student before the first year at university."""
_AGES: Final = 101
_SHIFT, _HERE, _STUDENT, _OUTSIDE = EDUCATION_SHIFT, REGISTERED_HERE, STUDENT, int(HOME_OUTSIDE)


@dataclass(frozen=True)
class Arrivals:
    """Those who come in one year, in the order of city and k; (n,) each."""

    id: NDArray[np.uint64]
    city: NDArray[np.int64]
    age: NDArray[np.uint8]
    traits: NDArray[np.uint8]
    home_city: NDArray[np.uint8]
    student: NDArray[np.bool_]


def counted(expected: Floats, year: int, draw: Draw, key: np.uint64) -> NDArray[np.int64]:
    """Whole agents: floor(expected + u), u addressed by position and year. More expected never gives fewer."""
    spot = np.arange(expected.size, dtype=np.uint64)
    number: NDArray[np.int64] = np.floor(expected + uniforms(spot, year, draw, key)).astype(np.int64)
    return number


def arrivals_of_year(
    by_age: Floats, students: Floats, schooling: Floats, coming_home: Floats, year: int, key: np.uint64, crew: Crew
) -> Arrivals:
    """Draw the arrivals of a year.

    Args:
        by_age: (14, 2, 101) arrivals expected by city, sex, age, in agents.
        students: (14,) students expected from outside, in agents.
        schooling: (14, 2, 101, 4) education of those who arrive.
        coming_home: (14,) share who are registered where they arrive.
        year: the year.
        key: key of the dynamics.
        crew: threads.
    """
    number = counted(by_age.sum((1, 2)), year, ARRIVAL_COUNT, key)
    number_students = counted(students, year, STUDENT_COUNT, key)
    city = np.repeat(np.arange(2 * N_CITIES), np.concatenate([number, number_students]))
    first = np.searchsorted(city, city)
    ids = new_ids(city.astype(np.uint64), (np.arange(city.size) - first).astype(np.uint64), year, ARRIVAL_ID, key)
    student = city >= N_CITIES
    city = np.where(student, city - N_CITIES, city)
    ages = _ages(by_age.reshape(N_CITIES, -1))
    levels = thresholds(np.cumsum(schooling, axis=-1)[..., :3])
    at_home = thresholds(coming_home)
    age, traits, home = (np.empty(ids.size, np.uint8) for _ in range(3))

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        _draw_traits(
            ids[part],
            city[part],
            student[part],
            ages,
            levels,
            at_home,
            year,
            ARRIVAL_TRAITS.block,
            key,
            age[part],
            traits[part],
            home[part],
        )

    crew.each(work, ids.size)
    return Arrivals(ids, city, age, traits, home, student)


def _ages(expected: Floats) -> NDArray[np.uint32]:
    """(14, 202) cumulative thresholds of men by age, then of women."""
    return thresholds(np.cumsum(expected, axis=1) / np.maximum(expected.sum(axis=1, keepdims=True), 1e-300))


@kernel
def _draw_traits(
    ids: NDArray[np.uint64],
    city: NDArray[np.int64],
    student: NDArray[np.bool_],
    ages: NDArray[np.uint32],
    levels: NDArray[np.uint32],
    at_home: NDArray[np.uint32],
    year: int,
    block: int,
    key: np.uint64,
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    home: NDArray[np.uint8],
) -> None:
    """Lane 0 draws sex and age, lane 1 education, lane 2 whether one is registered where one arrives.

    Men fill the lower half of the draw in order of age, women the upper: a shift of ages moves few.
    """
    for i in range(ids.size):
        draws = four_draws(ids[i], year, block, key)
        here = city[i]
        cell, end = 0, 2 * _AGES - 1  # limits never fall: halve the stretch in which the draw passes the last
        while cell < end:
            middle = (cell + end) >> 1
            cell, end = (middle + 1, end) if ages[here, middle] <= draws[0] else (cell, middle)
        female, years = cell // _AGES, cell % _AGES
        level = SENIOR
        if not student[i]:
            level = 0
            for limit in levels[here, female, years]:
                level += draws[1] >= limit
        registered = draws[2] < at_home[here] and not student[i]
        age[i] = ENTRY_AGE if student[i] else years
        bits = female | (level << _SHIFT)
        traits[i] = bits | (_HERE if registered else 0) | (_STUDENT if student[i] else 0)
        home[i] = here if registered else _OUTSIDE
