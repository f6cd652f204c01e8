"""Choosing among cities, then among the places of one: Gumbel-max, so that scenarios share their luck."""

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.appeal import Appeal
from model.firms.relocation.flows import OUTSIDE
from model.randomness.draws import uniforms
from model.randomness.registry import FIRM_CHOOSE_CITY, FIRM_CHOOSE_PLACE, Draw
from model.region.places import N_CITIES, Places

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
    places: Places,
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
    weight = appeal.cities(origins, sectors, factor)
    if closed_city is not None:
        weight[np.arange(ids.size), closed_city] = 0.0
    city = _largest(weight, np.arange(N_CITIES + 1), FIRM_CHOOSE_CITY, ids, year, key)
    chosen = np.full(ids.size, OUTSIDE)
    for c in range(N_CITIES):
        rows = np.flatnonzero(city == c)
        if rows.size:
            members = np.flatnonzero(places.city == c)
            inner = None if factor is None else factor[rows]
            local = appeal.places(origins[rows], sectors[rows], inner)[:, members]
            best = _largest(local, members, FIRM_CHOOSE_PLACE, ids[rows], year, key)
            chosen[rows] = members[best]
    return chosen


def _largest(
    weight: Floats, numbers: NDArray[np.intp], draw: Draw, ids: NDArray[np.uint64], year: int, key: np.uint64
) -> NDArray[np.intp]:
    """argmax over alternatives of ln weight + Gumbel noise; `numbers` name the draws."""
    best = np.full(ids.size, -np.inf)
    chosen = np.zeros(ids.size, np.intp)
    for column, number in enumerate(numbers):
        open_ = weight[:, column] > 0
        noise = gumbel(ids, year, Draw(draw.kind, draw.number + int(number) // 4, int(number) % 4), key)
        score = np.where(open_, np.log(np.where(open_, weight[:, column], 1.0)) + noise, -np.inf)
        better = score > best
        best = np.where(better, score, best)
        chosen = np.where(better, column, chosen)
    return chosen
