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
from model.randomness.draws import draws_u32, thresholds
from model.randomness.kernel import kernel
from model.randomness.registry import FIRM_MOVE
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

MOST_AT_ONCE: Final = 6
"""Firms of one agent that may leave in one year; more than this happens in fewer than one of 1e9 agents."""


def apply_chosen(
    firms: Firms,
    settled: NDArray[np.intp],
    base: LocationBase,
    appeal: Appeal,
    region: Region,
    scenario: Scenario,
    year: int,
    key: np.uint64,
) -> Moves:
    """Move the firms that choose to leave their city in the year.

    The rate of a firm is r = rate_0 x (size factor) x exp(A_os - A_os at the base), with A the log odds of away
    against staying (`appeal.log_odds`), rate_0 `relocation.voluntary_rate` (0.1 % of Beijing's units). Public
    bodies, public services, directed firms and firms under a quota this year stay. Moves inside a city are not
    modelled: no rate is known. `settled` are the agents that may move.
    """
    if scenario.relocation.voluntary_rate == 0.0 or settled.size == 0:
        return Moves.joined([])
    change = np.clip(log_odds(appeal, region.places) - base.away, -LARGEST_CHANGE, LARGEST_CHANGE)
    rate = scenario.relocation.voluntary_rate * np.exp(change)[:, :, None] * base.class_rate
    slots, unit = _leaving(firms, settled, np.minimum(rate, 0.5), year, key)
    if slots.size == 0:
        return Moves.joined([])
    ids = unit_ids(firms.id[slots], unit, key)
    origin, sector = firms.place[slots].astype(np.intp), firms.sector[slots].astype(np.intp)
    jobs = firms.desired[slots].astype(np.int64)
    own_city = region.places.city[origin].astype(np.intp)
    destination = choose_places(ids, origin, sector, appeal, year, key, closed_city=own_city)
    zone = zones_of(ids, destination, region, scenario, year, key, by_policy=False)
    inside = destination < OUTSIDE
    drop(firms, slots[~inside])
    place_firms(firms, slots[inside], unit[inside], destination[inside], zone[inside], CHOSEN, year, key)
    columns = {"sector": sector, "origin": origin, "destination": destination, "zone": zone}
    return Moves.of(CHOSEN, {**columns, "firms": np.ones(slots.size, np.int64), "jobs": jobs})


def _leaving(
    firms: Firms, settled: NDArray[np.intp], chance: NDArray[np.float64], year: int, key: np.uint64
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """(agent, firm number) of the firms that leave: one draw an agent, inverted into a binomial of its weight.

    `chance` of a firm by place, sector and size class (199, 12, 3).
    """
    draw = draws_u32(firms.id[settled], year, FIRM_MOVE, key)
    columns = (firms.place, firms.sector, firms.desired, firms.weight)
    near = np.flatnonzero(_may_leave(settled, draw, *columns, chance, np.array(SIZE_CLASSES) * PERSON))
    near = near[may_choose(firms, settled[near])]
    draw, owner = draw[near], settled[near]
    weight = firms.weight[owner].astype(np.int64)
    chance = chance[firms.place[owner], firms.sector[owner], size_class(firms.desired[owner])]
    term = (1.0 - chance) ** weight
    tail = 1.0 - term
    number = np.zeros(near.size, np.int64)
    for k in range(1, MOST_AT_ONCE + 1):
        number += (draw < thresholds(tail)) & (number == k - 1) & (weight >= k)
        term = term * (weight - k + 1) / k * chance / (1.0 - chance)
        tail = np.maximum(tail - term, 0.0)
    slots = np.repeat(owner, number)
    return slots, np.arange(slots.size) - np.repeat(np.cumsum(number) - number, number)


@kernel
def _may_leave(
    slots: NDArray[np.intp],
    draw: NDArray[np.uint32],
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    chance: NDArray[np.float64],
    classes: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Agents whose draw is below weight x chance, so that at least one of their firms may leave."""
    near = np.zeros(slots.size, np.bool_)
    for k in range(slots.size):
        i = slots[k]
        size = 0
        while size < classes.size and desired[i] >= classes[size]:
            size += 1
        expected = min(chance[place[i], sector[i], size] * weight[i], 1.0)
        near[k] = draw[k] < np.uint32(min(np.floor(expected * 4294967296.0), 4294967295.0))
    return near
