"""Choosing among cities, then among the places of one: Gumbel-max, so that scenarios share their luck."""

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.appeal import Appeal
from model.firms.relocation.flows import OUTSIDE
from model.randomness.draws import TWO_TO_32, uniforms
from model.randomness.kernel import kernel
from model.randomness.philox import four_draws
from model.randomness.registry import FIRM_CHOOSE_CITY, FIRM_CHOOSE_PLACE, Draw
from model.region.places import N_CITIES

Floats = NDArray[np.float64]


def gumbel(ids: NDArray[np.uint64], year: int, draw: Draw, key: np.uint64) -> Floats:
    """Standard Gumbel noise -ln(-ln u) of entities, shape of `ids`."""
    noise: Floats = -np.log(-np.log(uniforms(ids, year, draw, key)))
    return noise


def choose_places(
    ids: NDArray[np.uint64],
    origins: NDArray[np.intp],
    sectors: NDArray[np.intp],
    appeal: Appeal,
    year: int,
    key: np.uint64,
    factor: Floats | None = None,
    *,
    closed_city: NDArray[np.intp] | None = None,
) -> NDArray[np.intp]:
    """Destination of each mover: a place index, or 199 for the outside; shape of `ids`.

    Alternatives keep their draw whatever the others are: city c has draw c of FIRM_CHOOSE_CITY, place q draw q of
    FIRM_CHOOSE_PLACE. `closed_city` (n,) may not be chosen. Places whose `factor` is zero are never chosen.
    """
    if factor is None:
        weight, factors = appeal.of_cities[sectors, origins], np.empty((0, 0))
    else:
        weight, factors = appeal.cities(appeal.places(origins, sectors, factor), sectors), factor
    if closed_city is not None:
        weight[np.arange(ids.size), closed_city] = 0.0
    city = _first(weight, choice_draws(ids, np.arange(N_CITIES + 1), year, FIRM_CHOOSE_CITY, key))
    chosen = np.full(ids.size, OUTSIDE)
    utility = (appeal.place, appeal.link, factors, appeal.first, appeal.order)
    _first_place(ids, city, origins, sectors, *utility, year, FIRM_CHOOSE_PLACE.block, key, chosen)
    return chosen


def choice_draws(
    ids: NDArray[np.uint64], numbers: NDArray[np.intp], year: int, draw: Draw, key: np.uint64
) -> NDArray[np.uint32]:
    """One draw for each entity and alternative, (n, alternatives): alternative k has lane k % 4 of block k // 4."""
    words = np.empty((ids.size, numbers.size), np.uint32)
    _fill_choice_draws(ids, numbers.astype(np.int64), year, draw.block, key, words)
    return words


def _first(weight: Floats, draws: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Alternative with the largest ln weight + Gumbel noise, found as the smallest -ln u / weight; (n,)."""
    waiting = -np.log((draws.astype(np.float64) + 0.5) / TWO_TO_32)
    time = np.divide(waiting, weight, out=np.full(weight.shape, np.inf), where=weight > 0)
    first: NDArray[np.intp] = time.argmin(axis=1)
    return first


@kernel
def _fill_choice_draws(
    ids: NDArray[np.uint64],
    numbers: NDArray[np.int64],
    year: int,
    block: int,
    key: np.uint64,
    words: NDArray[np.uint32],
) -> None:
    for i in range(ids.size):
        last = np.int64(-1)
        lanes = four_draws(ids[i], year, block, key)
        for j in range(numbers.size):
            if numbers[j] // 4 != last:
                last = numbers[j] // 4
                lanes = four_draws(ids[i], year, block + last, key)
            lane = numbers[j] % 4
            words[i, j] = lanes[0] if lane == 0 else lanes[1] if lane == 1 else lanes[2] if lane == 2 else lanes[3]


@kernel
def _first_place(
    ids: NDArray[np.uint64],
    city: NDArray[np.intp],
    origin: NDArray[np.intp],
    sector: NDArray[np.intp],
    place_weight: Floats,
    link_weight: Floats,
    factor: Floats,
    first: NDArray[np.intp],
    order: NDArray[np.intp],
    year: int,
    block: int,
    key: np.uint64,
    chosen: NDArray[np.intp],
) -> None:
    """The place of the chosen city with the smallest -ln u / weight, as in `_first`; places sorted by city.

    The weight is that of `Appeal.places`; only those of one city are needed. Without factors, `factor` is empty.
    """
    for i in range(ids.size):
        if city[i] + 1 >= first.size:
            continue
        least, winner, last = np.inf, order[first[city[i]]], np.int64(-1)
        lanes = four_draws(ids[i], year, block, key)
        for j in range(first[city[i]], first[city[i] + 1]):
            place = order[j]
            weight = place_weight[sector[i], j] * link_weight[origin[i], j]
            if factor.size > 0:
                weight *= factor[i, place]
            if weight <= 0.0:
                continue
            if place // 4 != last:
                last = place // 4
                lanes = four_draws(ids[i], year, block + last, key)
            lane = place % 4
            word = lanes[0] if lane == 0 else lanes[1] if lane == 1 else lanes[2] if lane == 2 else lanes[3]
            waiting = -np.log((np.float64(word) + 0.5) / 4294967296.0) / weight
            if waiting < least:
                least, winner = waiting, place
        chosen[i] = winner
