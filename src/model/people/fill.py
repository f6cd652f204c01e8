"""The kernel that writes the start population, place by place."""

import numpy as np
from numpy import uint64
from numpy.typing import NDArray

from model.people.columns import EDUCATION_SHIFT, REGISTERED_HERE
from model.randomness.blocks import fill_lanes
from model.randomness.kernel import inlined, kernel

_LOW, _WORD = uint64(0xFFFFFFFF), uint64(32)
_HERE = REGISTERED_HERE
_SHIFT = EDUCATION_SHIFT


@kernel
def fill_places(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    home_city: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    counts: NDArray[np.int64],
    education: NDArray[np.int64],
    registration: NDArray[np.int64],
    row_of_age: NDArray[np.int64],
    city: NDArray[np.uint8],
    home: NDArray[np.uint32],
    year: int,
    block: int,
    key: uint64,
    low: int,
    high: int,
) -> None:
    """Write the agents of places low to high - 1 into their slots, sex by sex and age by age.

    `counts` (199, 2, 101) agents; `education` (199, 2, rows, 4) and `registration` (199, 2, 18, 4) how many of a row
    have each category: who does is drawn by selection sampling, so the counts come out exactly. The id of an agent is
    its place + 1 in the upper and its number within the place in the lower 32 bits.
    """
    for p in range(low, high):
        first, last = offsets[p], offsets[p + 1]
        for slot in range(first, last):
            ids[slot] = (uint64(p + 1) << _WORD) | uint64(slot - first)
        attributes = np.empty(last - first, np.uint64)
        homes = np.empty(last - first, np.uint64)
        fill_lanes(ids[first:last], year, block, key, attributes, homes)
        slot = first
        for sex in range(2):
            education_left = education[p, sex].copy()
            registration_left = registration[p, sex].copy()
            for years in range(101):
                row = row_of_age[years]
                group = min(years // 5, 17)
                for _ in range(counts[p, sex, years]):
                    draws = attributes[slot - first]
                    level = _take(education_left[row], draws & _LOW)
                    kind = _take(registration_left[group], draws >> _WORD)
                    here = kind <= 1
                    place[slot] = p
                    age[slot] = years
                    traits[slot] = sex | (level << _SHIFT) | (_HERE if here else 0)
                    draw = homes[slot - first] & _LOW
                    home_city[slot] = city[p] if here else _lookup(home[kind - 2, city[p]], draw)
                    slot += 1


@inlined
def _take(left: NDArray[np.int64], draw: uint64) -> int:
    """Draw a category in proportion to what is left of each, and take one away."""
    total = left[0] + left[1] + left[2] + left[3]
    position = np.int64((draw * uint64(total)) >> _WORD)
    category = 0
    while category < 3 and position >= left[category]:
        position -= left[category]
        category += 1
    left[category] -= 1
    return category


@inlined
def _lookup(cumulative: NDArray[np.uint32], draw: uint64) -> int:
    """First index whose cumulative threshold is above the draw."""
    index = 0
    while index < cumulative.size - 1 and draw >= cumulative[index]:
        index += 1
    return index
