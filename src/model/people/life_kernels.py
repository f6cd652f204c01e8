"""Kernels of a year of life."""

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.people.columns import FEMALE, OPEN_AGE
from model.randomness.blocks import BLOCK, fill_lanes_01
from model.randomness.kernel import inlined, kernel

_FEMALE = FEMALE
_OPEN_AGE = OPEN_AGE
_NOWHERE = 0xFFFF
_LOW, _WORD = uint64(0xFFFFFFFF), uint64(32)


@kernel
def live(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    city: NDArray[np.uint8],
    province: NDArray[np.uint8],
    death: NDArray[np.uint32],
    birth: NDArray[np.uint32],
    flood: NDArray[np.uint32],
    year: int,
    block: int,
    key: uint64,
    deaths: NDArray[np.int64],
    floods: NDArray[np.int64],
    born: NDArray[np.int64],
    born_place: NDArray[np.int64],
) -> int:
    """One year of a slice of residents; returns how many births it wrote to `born` (slots of the mothers) in order.

    Lane 0 of the block decides death, lane 1 birth. `deaths` (199, 2, 101) and `floods` (199,) are added to, in
    agents. The dead leave holes: their place is no place, the other columns stay as they were.
    """
    found = 0
    storm = flood.shape[0] > 0
    draws = np.empty(BLOCK, np.uint64)
    listed = np.empty(BLOCK + 1, np.int64)
    for low in range(0, ids.size, BLOCK):
        part = slice(low, min(low + BLOCK, ids.size))
        fill_lanes_01(ids[part], year, block, key, draws)
        events = _list(place[part], age[part], traits[part], city, province, death, birth, flood, draws, listed)
        for n in range(events):
            i = low + listed[n]
            where, years, sex = place[i], age[i], traits[i] & _FEMALE
            draw = draws[listed[n]] & _LOW
            natural = death[province[where], sex, years]
            dies = draw < (flood[where, sex, years] if storm else natural)
            if sex == 1 and draws[listed[n]] >> _WORD < birth[1 if dies else 0, city[where], years]:
                born[found] = i
                born_place[found] = where
                found += 1
            if dies:
                deaths[where, sex, years] += 1
                if draw >= natural:
                    floods[where] += 1
                place[i] = _NOWHERE
        _grow_older(place[part], age[part])
    return found


@inlined
def _list(
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    city: NDArray[np.uint8],
    province: NDArray[np.uint8],
    death: NDArray[np.uint32],
    birth: NDArray[np.uint32],
    flood: NDArray[np.uint32],
    draws: NDArray[np.uint64],
    listed: NDArray[np.int64],
) -> int:
    """Who may die or bear a child, and how many: without branches, for one in fifty does."""
    found = 0
    storm = flood.shape[0] > 0
    for i in range(place.size):
        there = place[i] != _NOWHERE
        where = uint64(place[i] if there else 0)
        sex, years = uint64(traits[i] & _FEMALE), uint64(age[i])
        limit = flood[where, sex, years] if storm else death[uint64(province[where]), sex, years]
        # Who lives through the year bears a child more often than who dies in it.
        bears = (sex == uint64(1)) & (draws[i] >> _WORD < birth[0, uint64(city[where]), years])
        listed[found] = i
        found += there & (((draws[i] & _LOW) < limit) | bears)
    return found


@inlined
def _grow_older(place: NDArray[np.uint16], age: NDArray[np.uint8]) -> None:
    for i in range(place.size):
        age[i] += np.uint8((place[i] != _NOWHERE) & (age[i] < _OPEN_AGE))


@kernel
def count_women(
    place: NDArray[np.uint16], age: NDArray[np.uint8], traits: NDArray[np.uint8], city: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Women by city and age (14, 101)."""
    counts = np.zeros((14, 101), np.int64)
    for i in range(place.size):
        where = place[i]
        if where != _NOWHERE:
            counts[city[where], age[i]] += traits[i] & _FEMALE
    return counts
