"""Residents counted for migration: by city, age and class, and by place."""

import numpy as np
from numpy import uint32, uint64
from numpy.typing import NDArray

from model.chunks import Crew
from model.columns import NOWHERE
from model.people.columns import Residents
from model.people.grouping import Total
from model.randomness.kernel import kernel
from model.region.places import N_CITIES, N_PLACES

CLASSES = 32
"""Sex, education, registered here, employed: the five lower bits of the traits."""
_EMPTY = int(NOWHERE)
_NO_PLACE = np.uint16(N_PLACES)
_ROWS = 4


def count_classes(
    residents: Residents, city_of_place: NDArray[np.uint8], crew: Crew, students: bool = True
) -> NDArray[np.int64]:
    """Agents (14, 101, 32) by city, age and the five lower bits of the traits; without students if so asked."""

    def work(low: int, high: int) -> NDArray[np.int64]:
        counts = np.zeros((N_CITIES, 101, CLASSES), np.int64)
        part = slice(low, high)
        _count_classes(
            residents.place[part], residents.age[part], residents.traits[part], city_of_place, students, counts
        )
        return counts

    return _sum(crew.each(work, residents.used), (N_CITIES, 101, CLASSES))


def count_homes(residents: Residents, city_of_place: NDArray[np.uint8], crew: Crew) -> NDArray[np.int64]:
    """Agents (15, 14) by city of registration (14 outside) and city of residence."""

    def work(low: int, high: int) -> NDArray[np.int64]:
        counts = np.zeros((N_CITIES + 1, N_CITIES), np.int64)
        part = slice(low, high)
        _count_homes(residents.place[part], residents.home_city[part], city_of_place, counts)
        return counts

    return _sum(crew.each(work, residents.used), (N_CITIES + 1, N_CITIES))


def count_places(residents: Residents, crew: Crew) -> NDArray[np.int64]:
    """Agents (199,) by place."""
    counted = Total(_ROWS, N_PLACES + 1)

    def work(low: int, high: int) -> None:
        _count_places(residents.place[low:high], counted.own())

    crew.each(work, residents.used)
    people: NDArray[np.int64] = counted.counts.sum(axis=0)[:N_PLACES]
    return people


def _sum(parts: list[NDArray[np.int64]], shape: tuple[int, ...]) -> NDArray[np.int64]:
    total = np.zeros(shape, np.int64)
    for part in parts:
        total += part
    return total


@kernel
def _count_classes(
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    city_of_place: NDArray[np.uint8],
    students: bool,
    counts: NDArray[np.int64],
) -> None:
    for i in range(place.size):
        if place[i] != _EMPTY and (students or not traits[i] & 32):
            counts[city_of_place[place[i]], age[i], traits[i] & 31] += 1


@kernel
def _count_homes(
    place: NDArray[np.uint16],
    home: NDArray[np.uint8],
    city_of_place: NDArray[np.uint8],
    counts: NDArray[np.int64],
) -> None:
    for i in range(place.size):
        if place[i] != _EMPTY:
            counts[home[i], city_of_place[place[i]]] += 1


@kernel
def _count_places(place: NDArray[np.uint16], counts: NDArray[np.uint32]) -> None:
    """Adds to the rows of `counts` (4, 200) in turn: no addition waits for the last one, although neighbours are alike.

    The last place is that of empty slots.
    """
    quarter = place.size // _ROWS
    for n in range(quarter):
        for row in range(_ROWS):
            counts[row, uint64(min(place[row * quarter + n], _NO_PLACE))] += uint32(1)
    for n in range(_ROWS * quarter, place.size):
        counts[0, uint64(min(place[n], _NO_PLACE))] += uint32(1)
