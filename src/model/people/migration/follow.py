"""Staff who follow a directed job, and the households that come along."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import EMPLOYED, OWN_ACCOUNT, REGISTERED_HERE, Residents
from model.people.signals import Follow
from model.randomness.draws import TWO_TO_32, draws_u32, uniforms
from model.randomness.kernel import kernel
from model.randomness.registry import FOLLOW_JOB, HOUSEHOLD_COUNT, HOUSEHOLD_FOLLOWS, Draw
from model.region.migration import Assumptions
from model.region.places import N_PLACES

Floats = NDArray[np.float64]
Slots = NDArray[np.intp]
_Ranked = tuple[Slots, NDArray[np.generic]]
"""The first of some, and what they are ranked by."""

HOUSEHOLD = ("household_spouse", "household_child", "household_elder")
"""Assumptions that say how many come with a holder."""
ENOUGH: Final = 16
"""Times as many are looked at first as can be taken of one kind."""
_NO_PLACE: Final = np.uint16(N_PLACES)
_EMPLOYED, _OWN_ACCOUNT = EMPLOYED, OWN_ACCOUNT


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
    assumptions: Assumptions,
    year: int,
    key: np.uint64,
    crew: Crew,
) -> Following:
    """Pick holders and households.

    Holders: employees of the sector at the origins, by a race -ln u / w with readiness w (school-age children,
    registration and age lower it). Households: partners of 22 to 59, children, few elders from the same places,
    1.6 persons a holder on average, of whom nobody moves for another cause this year.
    """
    followed: dict[str, int] = {}
    taken, destination = np.zeros(0, np.intp), np.zeros(0, np.int16)
    pools: dict[bytes, _Pool] = {}
    most = _most_who_move(residents, follows, assumptions)
    for follow in follows:
        origins = follow.origins.tobytes()
        if origins not in pools:
            sectors = {other.sector for other in follows if other.origins.tobytes() == origins}
            pools[origins] = _Pool(residents, follow.origins, sectors, most, assumptions, year, key, crew)
        pool = pools[origins]
        holders = _free(pool.holders[follow.sector], taken)[: follow.holders // residents.scale]
        taken = np.concatenate([taken, holders])
        followed[follow.cause] = followed.get(follow.cause, 0) + int(holders.size) * residents.scale
        taken = np.concatenate([taken, *_household(pool, holders.size, taken, follow, assumptions, year, key)])
        here = np.full(taken.size - destination.size, follow.destination, np.int16)
        destination = np.concatenate([destination, here])
    order = np.argsort(taken)
    return Following(taken[order], destination[order], followed)


class _Pool:
    """Those at one set of origins who would go first: as many of each kind as can be taken in the whole year.

    Orders from one origin share it, so the residents are gone through once and not once for each order; and by
    chunks, for the first of all are among the first of each.
    """

    def __init__(
        self,
        residents: Residents,
        origins: NDArray[np.intp],
        sectors: Set[int],
        most: int,
        assumptions: Assumptions,
        year: int,
        key: np.uint64,
        crew: Crew,
    ) -> None:
        self._residents, self._most, self._assumptions = residents, most, assumptions
        self._year, self._key = year, key
        inside = np.zeros(N_PLACES + 1, np.uint8)
        inside[origins] = 1

        def work(low: int, high: int) -> list[_Ranked]:
            near = np.empty(high - low + 1, np.int64)
            near = near[: _living_at(residents.place[low:high], inside, near)] + low
            return [*self._families(near), *(self._holders(near, sector) for sector in sectors)]

        kinds = [_merged(kind, residents.id, most) for kind in zip(*crew.each(work, residents.used), strict=True)]
        self.families = kinds[: len(HOUSEHOLD)]
        """Partners, children and elders, by their draws."""
        self.holders = dict(zip(sectors, kinds[len(HOUSEHOLD) :], strict=True))
        """Employees by sector, the readiest first."""

    def _families(self, near: Slots) -> list["_Ranked"]:
        draw = draws_u32(self._residents.id[near], self._year, HOUSEHOLD_FOLLOWS, self._key)
        share = ENOUGH * self._most / max(near.size, 1)
        if share < 1.0:
            # Nearly always the lowest draws hold enough of each kind; if not, all are looked at.
            low = draw < np.uint32(share * TWO_TO_32)
            kinds = self._by_kind(near[low], draw[low])
            if min(able.size for able, _ in kinds) >= self._most:
                return kinds
        return self._by_kind(near, draw)

    def _by_kind(self, near: Slots, draw: NDArray[np.uint32]) -> list["_Ranked"]:
        age = self._residents.age[near]
        kinds = ((age >= 22) & (age < 60), age < 18, age >= 60)
        return [self._ranked(near[inside], draw[inside]) for inside in kinds]

    def _holders(self, near: Slots, sector: int) -> "_Ranked":
        residents = self._residents
        able = np.empty(near.size + 1, np.int64)
        able = able[: _employees(near, residents.age, residents.traits, residents.sector, sector, able)]
        luck = uniforms(residents.id[able], self._year, FOLLOW_JOB, self._key)
        return self._ranked(able, -np.log(luck) / _readiness(residents, able, self._assumptions))

    def _ranked(self, able: Slots, score: NDArray[np.generic]) -> "_Ranked":
        first = _near_first(score, self._most)
        return able[first], score[first]


@kernel
def _living_at(place: NDArray[np.uint16], inside: NDArray[np.uint8], near: NDArray[np.int64]) -> int:
    """Positions of those at some places, and how many; `near` has room for one more than there are."""
    found = 0
    for i in range(place.size):
        near[found] = i
        found += inside[uint64(min(place[i], _NO_PLACE))]
    return found


@kernel
def _employees(
    near: NDArray[np.int64],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    sector: NDArray[np.uint8],
    wanted: int,
    able: NDArray[np.int64],
) -> int:
    """Slots of employees of a sector from 18 to 64, and how many; `able` has room for one more than there are."""
    found = 0
    for i in near:
        able[found] = i
        employee = (traits[i] & (_EMPLOYED | _OWN_ACCOUNT)) == _EMPLOYED
        found += (sector[i] == wanted) & employee & (age[i] >= 18) & (age[i] < 65)
    return found


def _merged(parts: Sequence[_Ranked], ids: NDArray[np.uint64], most: int) -> Slots:
    able, score = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    first: Slots = able[_first(score, ids[able], most)]
    return first


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
    ready[(age >= 32) & (age < 50)] *= assumptions.of("follow_child_at_school")
    ready[age >= 50] *= assumptions.of("follow_age_50")
    ready[(residents.traits[slots] & np.uint8(REGISTERED_HERE)) != 0] *= assumptions.of("follow_registered_here")
    return ready


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
    for kind, (name, able) in enumerate(zip(HOUSEHOLD, pool.families, strict=True)):
        wanted = _whole(holders * assumptions.of(name), follow.cause, kind, year, HOUSEHOLD_COUNT, key)
        chosen.append(_free(able, taken)[:wanted])
    return chosen


def _first(score: NDArray[np.generic], ids: NDArray[np.uint64], number: int) -> NDArray[np.intp]:
    """Positions of the `number` lowest scores, ties by id: the order of rows never matters."""
    if number <= 0 or number >= score.size:
        return np.lexsort((ids, score))[: max(number, 0)]
    near = _near_first(score, number)
    first: NDArray[np.intp] = near[np.lexsort((ids[near], score[near]))[:number]]
    return first


def _near_first(score: NDArray[np.generic], number: int) -> NDArray[np.intp]:
    """Positions of the `number` lowest scores and their equals, in no order; all where there are no more."""
    if number <= 0 or number >= score.size:
        return np.arange(score.size if number > 0 else 0)
    return np.flatnonzero(score <= np.partition(score, number - 1)[number - 1])


def _whole(expected: float, cause: str, kind: int, year: int, draw: Draw, key: np.uint64) -> int:
    spot = np.array([crc32(cause.encode()) * 4 + kind], np.uint64)
    return int(np.floor(expected + uniforms(spot, year, draw, key)[0]))
