"""Counts of residents in persons, exact for any number of threads and chunks."""

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import ACTIVE, EDUCATION, EDUCATION_SHIFT, EMPLOYED, FEMALE, Residents
from model.people.grouping import Total
from model.randomness.kernel import kernel

Counts = NDArray[np.int64]

_NOWHERE = 0xFFFF
_FEMALE, _EDUCATION, _SHIFT = FEMALE, EDUCATION, EDUCATION_SHIFT
_ACTIVE, _EMPLOYED = ACTIVE, EMPLOYED


def count_people(residents: Residents, crew: Crew) -> Counts:
    """Persons (199, 2, 101) by place, sex (male, female) and age (100 = 100 and over)."""
    total = Total(199, 2, 101)

    def work(low: int, high: int) -> None:
        total.add(_count(residents.place[low:high], residents.age[low:high], residents.traits[low:high]))

    crew.each(work, residents.used)
    return total.counts * residents.scale


def count_by_education(residents: Residents, crew: Crew) -> Counts:
    """Persons (199, 2, 101, 4) by place, sex, age and highest level of education attended."""
    total = Total(199, 2, 101, 4)

    def work(low: int, high: int) -> None:
        total.add(_count_education(residents.place[low:high], residents.age[low:high], residents.traits[low:high]))

    crew.each(work, residents.used)
    return total.counts * residents.scale


def count_work(residents: Residents, crew: Crew) -> Counts:
    """Persons (199, 2, 101, 3) by place, sex, age and work: inactive, unemployed, employed."""
    total = Total(199, 2, 101, 3)

    def work(low: int, high: int) -> None:
        total.add(_count_work(residents.place[low:high], residents.age[low:high], residents.traits[low:high]))

    crew.each(work, residents.used)
    return total.counts * residents.scale


def labour_force(residents: Residents) -> Counts:
    """Active persons (199, 3) by place and skill: low (to senior school), mid (college), high (bachelor and above)."""
    return _count_skill(residents.place[: residents.used], residents.traits[: residents.used]) * residents.scale


def employed_people(residents: Residents) -> Counts:
    """Employed residents (199, 12) in persons, by place of residence and sector of the job."""
    used = slice(0, residents.used)
    return _count_sector(residents.place[used], residents.traits[used], residents.sector[used]) * residents.scale


@kernel
def _count(place: NDArray[np.uint16], age: NDArray[np.uint8], traits: NDArray[np.uint8]) -> NDArray[np.int32]:
    counts = np.zeros((199, 2, 101), np.int32)
    for i in range(place.size):
        if place[i] != _NOWHERE:
            counts[place[i], traits[i] & _FEMALE, age[i]] += 1
    return counts


@kernel
def _count_education(place: NDArray[np.uint16], age: NDArray[np.uint8], traits: NDArray[np.uint8]) -> NDArray[np.int32]:
    counts = np.zeros((199, 2, 101, 4), np.int32)
    for i in range(place.size):
        if place[i] != _NOWHERE:
            counts[place[i], traits[i] & _FEMALE, age[i], (traits[i] & _EDUCATION) >> _SHIFT] += 1
    return counts


@kernel
def _count_work(place: NDArray[np.uint16], age: NDArray[np.uint8], traits: NDArray[np.uint8]) -> NDArray[np.int32]:
    counts = np.zeros((199, 2, 101, 3), np.int32)
    for i in range(place.size):
        if place[i] != _NOWHERE:
            state = 2 if traits[i] & _EMPLOYED else 1 if traits[i] & _ACTIVE else 0
            counts[place[i], traits[i] & _FEMALE, age[i], state] += 1
    return counts


@kernel
def _count_skill(place: NDArray[np.uint16], traits: NDArray[np.uint8]) -> NDArray[np.int64]:
    counts = np.zeros((199, 3), np.int64)
    for i in range(place.size):
        there = place[i] != _NOWHERE
        level = (traits[i] & _EDUCATION) >> _SHIFT
        counts[place[i] if there else 0, level - (level > 0)] += there & ((traits[i] & _ACTIVE) != 0)
    return counts


@kernel
def _count_sector(place: NDArray[np.uint16], traits: NDArray[np.uint8], sector: NDArray[np.uint8]) -> NDArray[np.int64]:
    counts = np.zeros((199, 12), np.int64)
    for i in range(place.size):
        there = (place[i] != _NOWHERE) & (sector[i] < 12)
        counts[place[i] if there else 0, sector[i] if there else 0] += there & ((traits[i] & _EMPLOYED) != 0)
    return counts
