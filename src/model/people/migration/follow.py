"""Staff who follow a directed job, and the households that come along."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from model.columns import NOWHERE
from model.people.columns import EMPLOYED, OWN_ACCOUNT, REGISTERED_HERE, Residents
from model.people.migration.causes import FOLLOW
from model.people.signals import Follow
from model.randomness.draws import draws_u32, uniforms
from model.randomness.registry import FOLLOW_JOB, HOUSEHOLD_COUNT, HOUSEHOLD_FOLLOWS, Draw
from model.region.migration import Assumptions

Floats = NDArray[np.float64]
Slots = NDArray[np.intp]

HOUSEHOLD = ("household_spouse", "household_child", "household_elder")
"""Assumptions that say how many come with a holder."""


def follow_jobs(
    residents: Residents,
    follows: Sequence[Follow],
    assumptions: Assumptions,
    cause: NDArray[np.uint8],
    year: int,
    key: np.uint64,
) -> tuple[Slots, NDArray[np.int64], dict[str, int]]:
    """Pick holders and households; marks `cause`.

    Holders: employees of the sector at the origins, by a race -ln u / w with readiness w (school-age children,
    registration and age lower it). Households: partners of 22 to 59, children, few elders from the same places,
    1.6 persons a holder on average, of whom nobody moves for another cause this year.

    Returns:
        slots, destination place of each, and job holders who follow by directed move (persons).
    """
    followed: dict[str, int] = {}
    slots: list[Slots] = []
    destinations: list[NDArray[np.int64]] = []
    pools: dict[bytes, _Pool] = {}
    most = _most_who_move(residents, follows, assumptions)
    for follow in follows:
        origins = follow.origins.tobytes()
        if origins not in pools:
            pools[origins] = _Pool(residents, follow.origins, most, assumptions, year, key)
        pool = pools[origins]
        able = pool.holders(follow.sector)
        holders = able[cause[able] == 0][: follow.holders // residents.scale]
        cause[holders] = FOLLOW
        followed[follow.cause] = followed.get(follow.cause, 0) + int(holders.size) * residents.scale
        family = _household(pool, holders.size, cause, follow, assumptions, year, key)
        cause[family] = FOLLOW
        together = np.concatenate([holders, family])
        slots.append(together)
        destinations.append(np.full(together.size, follow.destination, np.int64))
    if not slots:
        return np.zeros(0, np.intp), np.zeros(0, np.int64), followed
    return np.concatenate(slots), np.concatenate(destinations), followed


class _Pool:
    """Those at one set of origins who would go first: as many of each kind as can be taken in the whole year.

    Orders from one origin share it, so the residents are gone through once and not once for each order.
    """

    def __init__(
        self,
        residents: Residents,
        origins: NDArray[np.intp],
        most: int,
        assumptions: Assumptions,
        year: int,
        key: np.uint64,
    ) -> None:
        self._residents, self._most, self._assumptions = residents, most, assumptions
        self._year, self._key = year, key
        self._near = _living_at(residents, origins)
        self._holders: dict[int, Slots] = {}
        age = residents.age[self._near]
        draw = draws_u32(residents.id[self._near], year, HOUSEHOLD_FOLLOWS, key)
        kinds = ((age >= 22) & (age < 60), age < 18, age >= 60)
        self.families = [self._ranked(self._near[inside], draw[inside]) for inside in kinds]
        """Partners, children and elders, by their draws."""

    def holders(self, sector: int) -> Slots:
        """Employees of a sector, the readiest first."""
        if sector not in self._holders:
            residents, near = self._residents, self._near
            traits, age = residents.traits[near], residents.age[near]
            employee = (traits & np.uint8(EMPLOYED | OWN_ACCOUNT)) == EMPLOYED
            able = near[employee & (residents.sector[near] == sector) & (age >= 18) & (age < 65)]
            luck = uniforms(residents.id[able], self._year, FOLLOW_JOB, self._key)
            self._holders[sector] = self._ranked(able, -np.log(luck) / _readiness(residents, able, self._assumptions))
        return self._holders[sector]

    def _ranked(self, able: Slots, score: NDArray[np.generic]) -> Slots:
        first: Slots = able[_first(score, self._residents.id[able], self._most)]
        return first


def _most_who_move(residents: Residents, follows: Sequence[Follow], assumptions: Assumptions) -> int:
    """No more agents than these can be taken by all orders of the year, households included."""
    holders = sum(follow.holders // residents.scale for follow in follows)
    household = sum(assumptions.of(name) for name in HOUSEHOLD)
    return int(np.ceil(holders * (1.0 + household))) + len(HOUSEHOLD) * len(follows)


def _living_at(residents: Residents, origins: NDArray[np.intp]) -> Slots:
    inside = np.zeros(int(NOWHERE) + 1, np.bool_)
    inside[origins] = True
    return np.flatnonzero(inside[residents.place[: residents.used]])


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
    cause: NDArray[np.uint8],
    follow: Follow,
    assumptions: Assumptions,
    year: int,
    key: np.uint64,
) -> Slots:
    chosen = []
    for kind, (name, able) in enumerate(zip(HOUSEHOLD, pool.families, strict=True)):
        wanted = _whole(holders * assumptions.of(name), follow.cause, kind, year, HOUSEHOLD_COUNT, key)
        chosen.append(able[cause[able] == 0][:wanted])
    return np.concatenate(chosen)


def _first(score: NDArray[np.generic], ids: NDArray[np.uint64], number: int) -> NDArray[np.intp]:
    """Positions of the `number` lowest scores, ties by id: the order of rows never matters."""
    if number <= 0 or number >= score.size:
        return np.lexsort((ids, score))[: max(number, 0)]
    near = np.flatnonzero(score <= np.partition(score, number - 1)[number - 1])
    first: NDArray[np.intp] = near[np.lexsort((ids[near], score[near]))[:number]]
    return first


def _whole(expected: float, cause: str, kind: int, year: int, draw: Draw, key: np.uint64) -> int:
    spot = np.array([crc32(cause.encode()) * 4 + kind], np.uint64)
    return int(np.floor(expected + uniforms(spot, year, draw, key)[0]))
