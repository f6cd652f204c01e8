"""Staff who follow a directed job, and the households that come along."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import inf, log1p, prod
from typing import Final
from zlib import crc32

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import EMPLOYED, OWN_ACCOUNT, REGISTERED_HERE, Residents
from model.people.signals import Follow
from model.randomness.blocks import BLOCK, fill_lanes_01, fill_lanes_23
from model.randomness.draws import TWO_TO_32, draws_u32, uniforms
from model.randomness.kernel import inlined, kernel
from model.randomness.registry import FOLLOW_JOB, HOUSEHOLD_COUNT, HOUSEHOLD_FOLLOWS, Draw
from model.region.migration import Assumptions
from model.region.names import SECTORS
from model.region.places import N_PLACES

Floats = NDArray[np.float64]
Slots = NDArray[np.intp]

HOUSEHOLD = ("household_spouse", "household_child", "household_elder")
"""Assumptions that say how many come with a holder."""
READINESS = ("follow_child_at_school", "follow_age_50", "follow_registered_here")
"""Assumptions that multiply the readiness of a holder."""
ENOUGH: Final = 16.0
"""Times as many are looked at first as can be taken of one kind; for jobs in every sector."""
_NO_PLACE: Final = np.uint16(N_PLACES)
_LOW: Final = uint64(0xFFFFFFFF)


@dataclass(frozen=True)
class Following:
    """Residents who move with a job, in the order of their slots."""

    slots: Slots
    destination: NDArray[np.int16]
    holders: dict[str, int]
    """Directed move -> job holders who follow, persons."""


def follow_jobs(
    residents: Residents,
    follows: Sequence[Follow],
    people: NDArray[np.int64],
    assumptions: Assumptions,
    year: int,
    key: np.uint64,
    crew: Crew,
) -> Following:
    """Pick holders and households.

    Holders: employees of the sector at the origins, by a race -ln u / w with readiness w (school-age children,
    registration and age lower it). Households: partners of 22 to 59, children, few elders from the same places,
    1.6 persons a holder on average, of whom nobody moves for another cause this year. `people` (199,) are the agents
    of each place.
    """
    followed: dict[str, int] = {}
    taken, destination = np.zeros(0, np.intp), np.zeros(0, np.int16)
    pools: dict[bytes, _Pool] = {}
    most = _most_who_move(residents, follows, assumptions)
    for follow in follows:
        origins = follow.origins.tobytes()
        if origins not in pools:
            sectors = {other.sector for other in follows if other.origins.tobytes() == origins}
            pools[origins] = _Pool(residents, people, follow.origins, sectors, most, assumptions, year, key, crew)
        pool = pools[origins]
        holders = pool.holders(follow.sector, follow.holders // residents.scale, taken)
        taken = np.concatenate([taken, holders])
        followed[follow.cause] = followed.get(follow.cause, 0) + int(holders.size) * residents.scale
        taken = np.concatenate([taken, *_household(pool, holders.size, taken, follow, assumptions, year, key)])
        here = np.full(taken.size - destination.size, follow.destination, np.int16)
        destination = np.concatenate([destination, here])
    order = np.argsort(taken)
    return Following(taken[order], destination[order], followed)


class _Pool:
    """Those at one set of origins who would go first, as many of each kind as can be taken in the whole year.

    Orders from one origin share it, so the residents are gone through once and not once for each order. Nearly always
    the first are among those with the best draws; where too few of these are sure to be, all are looked at.
    """

    def __init__(
        self,
        residents: Residents,
        people: NDArray[np.int64],
        origins: NDArray[np.intp],
        sectors: Set[int],
        most: int,
        assumptions: Assumptions,
        year: int,
        key: np.uint64,
        crew: Crew,
    ) -> None:
        self._residents, self._most, self._assumptions = residents, most, assumptions
        self._year, self._key, self._crew = year, key, crew
        self._inside = np.zeros(N_PLACES + 1, np.uint8)
        self._inside[origins] = 1
        share = ENOUGH * most / max(int(people[origins].sum()), 1)
        household, job = min(share, 1.0), min(share * len(SECTORS), 1.0)
        lucky, likely = self._drawn(household, job)
        # Nobody who draws worse has a lower score than this.
        sure = -log1p(-job) / _most_ready(assumptions) if job < 1.0 else inf
        self._families = self._by_kind(lucky)
        self._holders = {sector: self._readiest(likely, sector, sure) for sector in sectors}

    def family(self, kind: int, number: int, taken: Slots) -> Slots:
        """The partners (0), children (1) or elders (2) with the lowest draws of those who are not taken."""
        return _some(number, taken, self._families[kind], lambda: self._by_kind(self._everyone)[kind])

    def holders(self, sector: int, number: int, taken: Slots) -> Slots:
        """The readiest employees of a sector of those who are not taken."""
        return _some(number, taken, self._holders[sector], lambda: self._readiest(self._everyone, sector, inf))

    def _drawn(self, household: float, job: float) -> tuple[Slots, Slots]:
        """Slots of the share who draw lowest for households, and of the share who draw highest for jobs."""
        residents = self._residents
        below, least = np.uint64(household * TWO_TO_32), np.uint64((1.0 - job) * TWO_TO_32)
        blocks = HOUSEHOLD_FOLLOWS.block, FOLLOW_JOB.block

        def work(low: int, high: int) -> tuple[Slots, Slots]:
            lucky, likely = np.empty((2, high - low + 1), np.int64)
            ids, place = residents.id[low:high], residents.place[low:high]
            found = _draw_near(ids, place, self._inside, self._year, *blocks, self._key, below, least, lucky, likely)
            return lucky[: found[0]] + low, likely[: found[1]] + low

        lucky, likely = zip(*self._crew.each(work, residents.used), strict=True)
        return np.concatenate(lucky), np.concatenate(likely)

    @cached_property
    def _everyone(self) -> Slots:
        return self._drawn(1.0, 0.0)[0]

    def _by_kind(self, near: Slots) -> list[Slots]:
        draw = draws_u32(self._residents.id[near], self._year, HOUSEHOLD_FOLLOWS, self._key)
        age = self._residents.age[near]
        kinds = ((age >= 22) & (age < 60), age < 18, age >= 60)
        return [self._ranked(near[inside], draw[inside]) for inside in kinds]

    def _readiest(self, near: Slots, sector: int, under: float) -> Slots:
        """Employees of the sector from 18 to 64, the readiest first, whose score is under a bound."""
        residents = self._residents
        age, work = residents.age[near], residents.traits[near] & np.uint8(EMPLOYED | OWN_ACCOUNT)
        able = near[(residents.sector[near] == sector) & (work == EMPLOYED) & (age >= 18) & (age < 65)]
        luck = uniforms(residents.id[able], self._year, FOLLOW_JOB, self._key)
        score = -np.log(luck) / _readiness(residents, able, self._assumptions)
        return self._ranked(able[score < under], score[score < under])

    def _ranked(self, able: Slots, score: NDArray[np.generic]) -> Slots:
        first: Slots = able[_first(score, self._residents.id[able], self._most)]
        return first


@kernel
def _draw_near(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    inside: NDArray[np.uint8],
    year: int,
    household_block: int,
    job_block: int,
    key: uint64,
    below: uint64,
    least: uint64,
    lucky: NDArray[np.int64],
    likely: NDArray[np.int64],
) -> tuple[int, int]:
    """Of those at some places: who draws under `below` for households, who draws `least` or more for jobs; how many.

    Both lists have room for one more than there are residents.
    """
    listed, few = np.empty(BLOCK + 1, np.int64), np.empty(BLOCK, np.uint64)
    household, job = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64)
    number, number_likely = 0, 0
    for low in range(0, ids.size, BLOCK):
        found = _list_near(place[low : low + BLOCK], inside, listed)
        for n in range(found):
            few[n] = ids[low + listed[n]]
        whole = min((found + 7) // 8 * 8, BLOCK)
        fill_lanes_01(few[:whole], year, household_block, key, household)
        fill_lanes_23(few[:whole], year, job_block, key, job)
        for n in range(found):
            lucky[number], likely[number_likely] = low + listed[n], low + listed[n]
            number += (household[n] & _LOW) < below
            number_likely += (job[n] & _LOW) >= least
    return number, number_likely


@inlined
def _list_near(place: NDArray[np.uint16], inside: NDArray[np.uint8], listed: NDArray[np.int64]) -> int:
    """Positions of those at some places, and how many."""
    found = 0
    for i in range(place.size):
        listed[found] = i
        found += inside[uint64(min(place[i], _NO_PLACE))]
    return found


def _some(number: int, taken: Slots, likely: Slots, everyone: Callable[[], Slots]) -> Slots:
    """The first who are not taken, of the likely ones if these are enough."""
    free = _free(likely, taken)
    return (free if free.size >= number else _free(everyone(), taken))[:number]


def _free(able: Slots, taken: Slots) -> Slots:
    return able[~np.isin(able, taken)]


def _most_who_move(residents: Residents, follows: Sequence[Follow], assumptions: Assumptions) -> int:
    """No more agents than these can be taken by all orders of the year, households included."""
    holders = sum(follow.holders // residents.scale for follow in follows)
    household = sum(assumptions.of(name) for name in HOUSEHOLD)
    return int(np.ceil(holders * (1.0 + household))) + len(HOUSEHOLD) * len(follows)


def _readiness(residents: Residents, slots: Slots, assumptions: Assumptions) -> Floats:
    age = residents.age[slots]
    ready = np.ones(slots.size)
    child_at_school, age_50, registered_here = (assumptions.of(name) for name in READINESS)
    ready[(age >= 32) & (age < 50)] *= child_at_school
    ready[age >= 50] *= age_50
    ready[(residents.traits[slots] & np.uint8(REGISTERED_HERE)) != 0] *= registered_here
    return ready


def _most_ready(assumptions: Assumptions) -> float:
    """No readiness is above this one."""
    return prod(max(assumptions.of(name), 1.0) for name in READINESS)


def _household(
    pool: _Pool,
    holders: int,
    taken: Slots,
    follow: Follow,
    assumptions: Assumptions,
    year: int,
    key: np.uint64,
) -> list[Slots]:
    chosen = []
    for kind, name in enumerate(HOUSEHOLD):
        wanted = _whole(holders * assumptions.of(name), follow.cause, kind, year, HOUSEHOLD_COUNT, key)
        chosen.append(pool.family(kind, wanted, taken))
    return chosen


def _first(score: NDArray[np.generic], ids: NDArray[np.uint64], number: int) -> NDArray[np.intp]:
    """Positions of the `number` lowest scores, ties by id: the order of rows never matters."""
    near = np.arange(score.size)
    if 0 < number < score.size:
        near = np.flatnonzero(score <= np.partition(score, number - 1)[number - 1])
    first: NDArray[np.intp] = near[np.lexsort((ids[near], score[near]))[: max(number, 0)]]
    return first


def _whole(expected: float, cause: str, kind: int, year: int, draw: Draw, key: np.uint64) -> int:
    spot = np.array([crc32(cause.encode()) * 4 + kind], np.uint64)
    return int(np.floor(expected + uniforms(spot, year, draw, key)[0]))
