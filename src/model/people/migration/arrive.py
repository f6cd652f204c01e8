"""Arrivals from the rest of China: how many, who they are. Counts are coupled: more arrivals only add higher k."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.people.columns import EDUCATION_SHIFT, HOME_OUTSIDE, REGISTERED_HERE, STUDENT
from model.people.migration.students import ENTRY_AGE
from model.randomness.draws import draws_u32, new_ids, thresholds, uniforms
from model.randomness.registry import (
    ARRIVAL_COUNT,
    ARRIVAL_EDUCATION,
    ARRIVAL_HOME,
    ARRIVAL_ID,
    ARRIVAL_TRAITS,
    STUDENT_COUNT,
    Draw,
)
from model.region.places import N_CITIES

Floats = NDArray[np.float64]

SENIOR: Final = 1
"""Education of a new student before the first year at university."""


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
    by_age: Floats, students: Floats, schooling: Floats, coming_home: Floats, year: int, key: np.uint64
) -> Arrivals:
    """Draw the arrivals of a year.

    Args:
        by_age: (14, 2, 101) arrivals expected by city, sex, age, in agents.
        students: (14,) students expected from outside, in agents.
        schooling: (14, 2, 101, 4) education of those who arrive.
        coming_home: (14,) share who are registered where they arrive.
        year: the year.
        key: key of the dynamics.
    """
    number = counted(by_age.sum((1, 2)), year, ARRIVAL_COUNT, key)
    number_students = counted(students, year, STUDENT_COUNT, key)
    city = np.repeat(np.arange(2 * N_CITIES), np.concatenate([number, number_students]))
    first = np.searchsorted(city, city)
    ids = new_ids(city.astype(np.uint64), (np.arange(city.size) - first).astype(np.uint64), year, ARRIVAL_ID, key)
    student = city >= N_CITIES
    city = np.where(student, city - N_CITIES, city)
    female, age = _sex_and_age(ids, city, by_age, year, key)
    age[student] = ENTRY_AGE
    education = _education(ids, city, female, age, schooling, year, key)
    education[student] = SENIOR
    home_words = draws_u32(ids, year, ARRIVAL_HOME, key)
    comes_home = (home_words < thresholds(coming_home)[city]) & ~student
    traits = (
        female.astype(np.uint8)
        | (education.astype(np.uint8) << np.uint8(EDUCATION_SHIFT))
        | np.where(comes_home, np.uint8(REGISTERED_HERE), np.uint8(0))
        | np.where(student, np.uint8(STUDENT), np.uint8(0))
    )
    home = np.where(comes_home, city, int(HOME_OUTSIDE)).astype(np.uint8)
    return Arrivals(ids, city, age.astype(np.uint8), traits.astype(np.uint8), home, student)


def _sex_and_age(
    ids: NDArray[np.uint64], city: NDArray[np.int64], by_age: Floats, year: int, key: np.uint64
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Men fill the lower half of the draw in order of age, women the upper: a shift of ages moves few."""
    words = draws_u32(ids, year, ARRIVAL_TRAITS, key)
    cell = np.empty(ids.size, np.int64)
    for c in range(N_CITIES):
        inside = city == c
        flat = by_age[c].reshape(-1)
        cumulative = np.cumsum(flat) / max(float(flat.sum()), 1e-300)
        cell[inside] = np.minimum(np.searchsorted(thresholds(cumulative), words[inside], side="right"), 201)
    return cell >= 101, cell % 101


def _education(
    ids: NDArray[np.uint64],
    city: NDArray[np.int64],
    female: NDArray[np.bool_],
    age: NDArray[np.int64],
    schooling: Floats,
    year: int,
    key: np.uint64,
) -> NDArray[np.int64]:
    words = draws_u32(ids, year, ARRIVAL_EDUCATION, key)
    limits = thresholds(np.cumsum(schooling, axis=-1)[..., :3])
    row = limits[city, female.astype(np.int64), age]
    level: NDArray[np.int64] = (words[:, None] >= row).sum(axis=1)
    return level
