"""Chosen moves: the few firms that leave their city by their own choice."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON, Firms
from model.firms.relocation.appeal import (
    LARGEST_CHANGE,
    SIZE_CLASSES,
    Appeal,
    LocationBase,
    log_odds,
    may_choose,
    size_class,
)
from model.firms.relocation.choice import choose_places
from model.firms.relocation.flows import OUTSIDE, Moves
from model.firms.relocation.quota import place_firms, zones_of
from model.firms.relocation.splitting import CHOSEN, drop, unit_ids
from model.randomness.blocks import BLOCK, fill_lanes_23
from model.randomness.draws import draws_u32, thresholds
from model.randomness.kernel import inlined, kernel
from model.randomness.registry import FIRM_MOVE
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
MOST_AT_ONCE: Final = 6
"""Firms of one agent that may leave in one year; more than this happens in fewer than one of 1e9 agents."""
_WORD = np.uint64(32)


def apply_chosen(
    firms: Firms,
    settled: NDArray[np.intp],
    base: LocationBase,
    appeal: Appeal,
    region: Region,
    scenario: Scenario,
    year: int,
    key: np.uint64,
    chance: Floats | None = None,
) -> tuple[Moves, NDArray[np.intp]]:
    """Move the firms that choose to leave their city in the year; returns their moves, and the slots of those that came
    to another city of the region.

    Public bodies, public services, directed firms and firms under a quota this year stay. Moves inside a city are not
    modelled: no rate is known. `settled` are the agents that may move, `chance` is that of
    `chance_of_leaving`, where it is known.
    """
    if scenario.relocation.voluntary_rate == 0.0 or settled.size == 0:
        return Moves.joined([]), np.zeros(0, np.intp)
    chance = chance_of_leaving(base, appeal, region, scenario) if chance is None else chance
    slots, unit = _leaving(firms, settled, chance, year, key)
    if slots.size == 0:
        return Moves.joined([]), np.zeros(0, np.intp)
    ids = unit_ids(firms.id[slots], unit, key)
    origin, sector = firms.place[slots].astype(np.intp), firms.sector[slots].astype(np.intp)
    jobs = firms.desired[slots].astype(np.int64)
    own_city = region.places.city[origin].astype(np.intp)
    destination = choose_places(ids, origin, sector, appeal, year, key, closed_city=own_city)
    zone = zones_of(ids, destination, region, scenario, year, key, by_policy=False)
    inside = destination < OUTSIDE
    drop(firms, slots[~inside])
    came = place_firms(firms, slots[inside], unit[inside], destination[inside], zone[inside], CHOSEN, year, key)
    columns = {"sector": sector, "origin": origin, "destination": destination, "zone": zone}
    return Moves.of(CHOSEN, {**columns, "firms": np.ones(slots.size, np.int64), "jobs": jobs}), came


def chance_of_leaving(base: LocationBase, appeal: Appeal, region: Region, scenario: Scenario) -> Floats:
    """Chance of a firm to leave its city in the year, by place, sector and size class (199, 12, 3), one half at most.

    r = rate_0 x (size factor) x exp(A_os - A_os at the base), with A the log odds of away against staying
    (`appeal.log_odds`), rate_0 `relocation.voluntary_rate` (0.1 % of Beijing's units).
    """
    change = np.clip(log_odds(appeal, region.places) - base.away, -LARGEST_CHANGE, LARGEST_CHANGE)
    rate = scenario.relocation.voluntary_rate * np.exp(change)[:, :, None] * base.class_rate
    return np.asarray(np.minimum(rate, 0.5))


def may_leave(firms: Firms, chance: Floats, year: int, key: np.uint64) -> NDArray[np.intp]:
    """Agents whose draw is below weight x chance, so that at least one of their firms may leave; ascending."""
    near = np.zeros(firms.used, np.bool_)
    columns = (firms.id, firms.place, firms.sector, firms.desired, firms.weight, firms.used)
    _may_leave(*columns, year, FIRM_MOVE.block, key, chance, np.array(SIZE_CLASSES) * PERSON, near)
    return np.flatnonzero(near)


def _leaving(
    firms: Firms, settled: NDArray[np.intp], chance: Floats, year: int, key: np.uint64
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """(agent, firm number) of the firms that leave: one draw an agent, inverted into a binomial of its weight.

    `chance` of a firm by place, sector and size class (199, 12, 3).
    """
    owner = settled[may_choose(firms, settled)]
    draw = draws_u32(firms.id[owner], year, FIRM_MOVE, key)
    weight = firms.weight[owner].astype(np.int64)
    chance = chance[firms.place[owner], firms.sector[owner], size_class(firms.desired[owner])]
    term = (1.0 - chance) ** weight
    tail = 1.0 - term
    number = np.zeros(owner.size, np.int64)
    for k in range(1, MOST_AT_ONCE + 1):
        more = (draw < thresholds(tail)) & (number == k - 1) & (weight >= k)
        if not more.any():
            break
        number += more
        term = term * (weight - k + 1) / k * chance / (1.0 - chance)
        tail = np.maximum(tail - term, 0.0)
    slots = np.repeat(owner, number)
    return slots, np.arange(slots.size) - np.repeat(np.cumsum(number) - number, number)


@kernel
def _may_leave(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    used: int,
    year: int,
    block: int,
    key: np.uint64,
    chance: Floats,
    classes: NDArray[np.int64],
    near: NDArray[np.bool_],
) -> None:
    """Lane 3 of the block. Only those are looked at one by one who might leave with the highest of all chances."""
    middle, large = classes[0], classes[1]
    most = np.uint64(chance.max() * 4294967296.0) + np.uint64(2)
    pairs, flag = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint8)
    listed = np.empty(BLOCK + 1, np.int64)
    for start in range(0, used, BLOCK):
        stop = min(start + BLOCK, used)
        fill_lanes_23(ids[start:stop], year, block, key, pairs)
        _flag(pairs[: stop - start], weight[start:stop], most, flag)
        for n in range(_list(flag[: stop - start], listed)):
            i = start + listed[n]
            if place[i] == 65535:
                continue
            size = int(desired[i] >= middle) + int(desired[i] >= large)
            expected = min(chance[place[i], sector[i], size] * weight[i], 1.0)
            near[i] = (pairs[listed[n]] >> _WORD) < np.uint64(expected * 4294967296.0)


@inlined
def _flag(pairs: NDArray[np.uint64], weight: NDArray[np.uint16], most: np.uint64, flag: NDArray[np.uint8]) -> None:
    for j in range(weight.size):
        flag[j] = np.uint8((pairs[j] >> _WORD) < most * np.uint64(weight[j]))


@inlined
def _list(flag: NDArray[np.uint8], listed: NDArray[np.int64]) -> int:
    """Positions of the flagged, and how many."""
    found = 0
    for j in range(flag.size):
        listed[found] = j
        found += flag[j]
    return found
