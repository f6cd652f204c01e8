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
    for follow in follows:
        near = _living_at(residents, follow.origins)
        holders = _holders(residents, near[cause[near] == 0], follow, assumptions, year, key)
        cause[holders] = FOLLOW
        followed[follow.cause] = followed.get(follow.cause, 0) + int(holders.size) * residents.scale
        family = _household(residents, near[cause[near] == 0], holders.size, follow, assumptions, year, key)
        cause[family] = FOLLOW
        together = np.concatenate([holders, family])
        slots.append(together)
        destinations.append(np.full(together.size, follow.destination, np.int64))
    if not slots:
        return np.zeros(0, np.intp), np.zeros(0, np.int64), followed
    return np.concatenate(slots), np.concatenate(destinations), followed


def _living_at(residents: Residents, origins: NDArray[np.intp]) -> Slots:
    inside = np.zeros(int(NOWHERE) + 1, np.bool_)
    inside[origins] = True
    return np.flatnonzero(inside[residents.place[: residents.used]])


def _holders(
    residents: Residents, near: Slots, follow: Follow, assumptions: Assumptions, year: int, key: np.uint64
) -> Slots:
    traits, age = residents.traits[near], residents.age[near]
    employee = (traits & np.uint8(EMPLOYED | OWN_ACCOUNT)) == EMPLOYED
    able = near[employee & (residents.sector[near] == follow.sector) & (age >= 18) & (age < 65)]
    wanted = follow.holders // residents.scale
    readiness = _readiness(residents, able, assumptions)
    race = -np.log(uniforms(residents.id[able], year, FOLLOW_JOB, key)) / readiness
    first: Slots = able[_first(race, residents.id[able], wanted)]
    return first


def _readiness(residents: Residents, slots: Slots, assumptions: Assumptions) -> Floats:
    age = residents.age[slots]
    ready = np.ones(slots.size)
    ready[(age >= 32) & (age < 50)] *= assumptions.of("follow_child_at_school")
    ready[age >= 50] *= assumptions.of("follow_age_50")
    ready[(residents.traits[slots] & np.uint8(REGISTERED_HERE)) != 0] *= assumptions.of("follow_registered_here")
    return ready


def _household(
    residents: Residents,
    near: Slots,
    holders: int,
    follow: Follow,
    assumptions: Assumptions,
    year: int,
    key: np.uint64,
) -> Slots:
    age = residents.age[near]
    chosen = []
    members = (
        ("household_spouse", (age >= 22) & (age < 60)),
        ("household_child", age < 18),
        ("household_elder", age >= 60),
    )
    for kind, (name, inside) in enumerate(members):
        wanted = _whole(holders * assumptions.of(name), follow.cause, kind, year, HOUSEHOLD_COUNT, key)
        able = near[inside]
        draw = draws_u32(residents.id[able], year, HOUSEHOLD_FOLLOWS, key)
        chosen.append(able[_first(draw, residents.id[able], wanted)])
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
