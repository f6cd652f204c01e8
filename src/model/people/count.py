"""The census of residents, in persons, exact for any number of threads and chunks: one pass for all that is asked."""

from dataclasses import dataclass

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import ACTIVE, EDUCATION, EDUCATION_SHIFT, EMPLOYED, FEMALE, Residents
from model.people.grouping import Total
from model.randomness.kernel import kernel

Counts = NDArray[np.int64]

_NOWHERE = 0xFFFF
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
        people: Counts = self.by_education.sum(axis=3)
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
    by_education, by_work = Total(199, 2, 101, 4), Total(199, 4, 3)

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        tables = by_education.own().ravel(), by_work.own().ravel()
        _count(residents.place[part], residents.age[part], residents.traits[part], *tables)

    crew.each(work, residents.used)
    return Census(by_education.counts * residents.scale, by_work.counts * residents.scale)


def count_people(residents: Residents, crew: Crew) -> Counts:
    """Persons (199, 2, 101) by place, sex and age."""
    return take_census(residents, crew).people


def employed_people(residents: Residents) -> Counts:
    """Employed residents (199, 12) in persons, by place of residence and sector of the job."""
    used = slice(0, residents.used)
    return _count_sector(residents.place[used], residents.traits[used], residents.sector[used]) * residents.scale


@kernel
def _count(
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    by_education: NDArray[np.int64],
    by_work: NDArray[np.int64],
) -> None:
    """Flat tables, `by_education` (199 x 2 x 101 x 4) and `by_work` (199 x 4 x 3), are added to; without branches."""
    for i in range(place.size):
        there = place[i] != _NOWHERE
        where, bits = uint64(place[i] if there else 0), uint64(traits[i])
        level = (bits & uint64(_EDUCATION)) >> uint64(_SHIFT)
        group = (where * uint64(2) + (bits & uint64(_FEMALE))) * uint64(101) + uint64(age[i])
        by_education[group * uint64(4) + level] += there
        # The employed are active, so that two bits say which of three.
        state = uint64((bits & uint64(_ACTIVE)) != 0) + uint64((bits & uint64(_EMPLOYED)) != 0)
        by_work[(where * uint64(4) + level) * uint64(3) + state] += there


@kernel
def _count_sector(place: NDArray[np.uint16], traits: NDArray[np.uint8], sector: NDArray[np.uint8]) -> NDArray[np.int64]:
    counts = np.zeros((199, 12), np.int64)
    for i in range(place.size):
        there = (place[i] != _NOWHERE) & (sector[i] < 12)
        counts[place[i] if there else 0, sector[i] if there else 0] += there & ((traits[i] & _EMPLOYED) != 0)
    return counts
