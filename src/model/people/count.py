"""The census of residents, in persons, exact for any number of threads and chunks: one pass for all that is asked."""

from dataclasses import dataclass

import numpy as np
from numpy import uint8, uint32, uint64
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import ACTIVE, EDUCATION, EDUCATION_SHIFT, EMPLOYED, FEMALE, Residents
from model.people.grouping import Total
from model.randomness.blocks import BLOCK
from model.randomness.kernel import inlined, kernel
from model.region.places import N_PLACES

Counts = NDArray[np.int64]

_NOWHERE = 0xFFFF
_NO_PLACE = np.uint16(N_PLACES)
"""Row of the tables by place for empty slots."""
_AGES = 101
_FEMALE, _EDUCATION, _SHIFT = FEMALE, EDUCATION, EDUCATION_SHIFT
_ACTIVE, _EMPLOYED = ACTIVE, EMPLOYED


@dataclass(frozen=True)
class Census:
    """Residents of one day, in persons."""

    by_education: Counts
    """(199, 2, 101, 4) by place, sex (male, female), age (100 = 100 and over), highest level of education attended."""
    by_work: Counts
    """(199, 4, 3) by place, level of education, work: inactive, unemployed, employed."""

    @property
    def people(self) -> Counts:
        """(199, 2, 101) by place, sex and age."""
        levels = np.moveaxis(self.by_education, 3, 0)
        # A sum over an axis of four takes seven times as long.
        people: Counts = levels[0] + levels[1] + levels[2] + levels[3]
        return people

    @property
    def work(self) -> Counts:
        """(199, 3) by place: inactive, unemployed, employed."""
        work: Counts = self.by_work.sum(axis=1)
        return work

    @property
    def labour_force(self) -> Counts:
        """(199, 3) active by place and skill: low (to senior school), mid (college), high (bachelor and above)."""
        active = self.by_work[:, :, 1] + self.by_work[:, :, 2]
        force: Counts = np.stack([active[:, 0] + active[:, 1], active[:, 2], active[:, 3]], axis=1)
        return force


def take_census(residents: Residents, crew: Crew) -> Census:
    """Count everybody once."""
    by_education, by_work = Total(N_PLACES + 1, 2, 101, 4), Total(N_PLACES + 1, 4, 3)

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        tables = by_education.own().ravel(), by_work.own().ravel()
        _count(residents.place[part], residents.age[part], residents.traits[part], *tables)

    crew.each(work, residents.used)
    scale = residents.scale
    return Census(by_education.counts[:N_PLACES] * scale, by_work.counts[:N_PLACES] * scale)


def count_people(residents: Residents, crew: Crew) -> Counts:
    """Persons (199, 2, 101) by place, sex and age."""
    counted = Total(N_PLACES + 1, 2, 101)

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        _count_people(residents.place[part], residents.age[part], residents.traits[part], counted.own().ravel())

    crew.each(work, residents.used)
    return counted.counts[:N_PLACES] * residents.scale


def employed_people(residents: Residents) -> Counts:
    """Employed residents (199, 12) in persons, by place of residence and sector of the job."""
    used = slice(0, residents.used)
    return _count_sector(residents.place[used], residents.traits[used], residents.sector[used]) * residents.scale


# A processor that adds to the number it has just added to waits for the first addition, and neighbours are alike. So
# these kernels go through the four quarters of a slice at once. Empty slots have a place of their own, the last.


@kernel
def _count(
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    by_education: NDArray[np.uint32],
    by_work: NDArray[np.uint32],
) -> None:
    """Flat tables, `by_education` (200 x 2 x 101 x 4) and `by_work` (200 x 4 x 3), are added to."""
    cell, state = np.empty((4, BLOCK), np.uint32), np.empty((4, BLOCK), np.uint32)
    quarter = (place.size + 3) // 4
    for low in range(0, quarter, BLOCK):
        for q in range(4):
            part = slice(q * quarter + low, min(q * quarter + min(low + BLOCK, quarter), place.size))
            places, bits, cells = place[part], traits[part], cell[q]
            _find_cells(places, age[part], bits, cells)
            _find_states(places, bits, cells, state[q])
        size = min(BLOCK, quarter - low)
        _add(cell[:, :size], by_education)
        _add(state[:, :size], by_work)


@kernel
def _count_people(
    place: NDArray[np.uint16], age: NDArray[np.uint8], traits: NDArray[np.uint8], people: NDArray[np.uint32]
) -> None:
    """A flat table `people` (200 x 2 x 101) is added to."""
    cell = np.empty((4, BLOCK), np.uint32)
    quarter = (place.size + 3) // 4
    for low in range(0, quarter, BLOCK):
        for q in range(4):
            part = slice(q * quarter + low, min(q * quarter + min(low + BLOCK, quarter), place.size))
            _find_cells(place[part], age[part], traits[part], cell[q])
        _add(cell[:, : min(BLOCK, quarter - low)], people)


@inlined
def _find_cells(
    place: NDArray[np.uint16], age: NDArray[np.uint8], traits: NDArray[np.uint8], cell: NDArray[np.uint32]
) -> None:
    """Place, sex and age as one number; where the slice is short, that of nobody at the last place."""
    for i in range(place.size):
        group = uint32(min(place[i], _NO_PLACE)) * uint32(2) + uint32(traits[i] & uint8(_FEMALE))
        cell[i] = group * uint32(_AGES) + uint32(age[i])
    for i in range(place.size, cell.size):
        cell[i] = uint32(_NO_PLACE) * uint32(2 * _AGES)


@inlined
def _find_states(
    place: NDArray[np.uint16], traits: NDArray[np.uint8], cell: NDArray[np.uint32], state: NDArray[np.uint32]
) -> None:
    """Place, education and work as one number; the cell takes education in."""
    for i in range(place.size):
        level = (uint32(traits[i]) & uint32(_EDUCATION)) >> uint32(_SHIFT)
        cell[i] = cell[i] * uint32(4) + level
        # The employed are active, so that two bits say which of three.
        work = uint32((traits[i] & _ACTIVE) != 0) + uint32((traits[i] & _EMPLOYED) != 0)
        state[i] = (uint32(min(place[i], _NO_PLACE)) * uint32(4) + level) * uint32(3) + work
    for i in range(place.size, cell.size):
        cell[i] *= uint32(4)
        state[i] = uint32(_NO_PLACE) * uint32(12)


@inlined
def _add(cell: NDArray[np.uint32], counts: NDArray[np.uint32]) -> None:
    for i in range(cell.shape[1]):
        for q in range(4):
            counts[uint64(cell[q, i])] += uint32(1)


@kernel
def _count_sector(place: NDArray[np.uint16], traits: NDArray[np.uint8], sector: NDArray[np.uint8]) -> NDArray[np.int64]:
    counts = np.zeros((199, 12), np.int64)
    for i in range(place.size):
        there = (place[i] != _NOWHERE) & (sector[i] < 12)
        counts[place[i] if there else 0, sector[i] if there else 0] += there & ((traits[i] & _EMPLOYED) != 0)
    return counts
