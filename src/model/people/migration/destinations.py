"""Where movers go: a city or the rest of China first, then a place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import EDUCATION, EDUCATION_SHIFT, HOME_OUTSIDE, REGISTERED_HERE, Residents
from model.people.migration.causes import CARE, FOLLOW, GRADUATE, LEAVE, RETURN, STUDENT_AWAY, STUDENT_HERE, WITHIN
from model.people.migration.choose import NO_CHOICE, choose, choose_place
from model.people.migration.utility import OUTSIDE_CITY, SEGMENT_OF_AGE
from model.randomness.draws import draws_u32, thresholds
from model.randomness.registry import (
    CHOOSE_CARE_PLACE,
    CHOOSE_CITY,
    CHOOSE_PLACE,
    CHOOSE_STUDENT_PLACE,
    GRADUATE_LEAVES,
)
from model.region.places import N_CITIES, N_PLACES, Places

if TYPE_CHECKING:
    from model.people.migration.chances import Chances
    from model.region.region import Region

Whole = NDArray[np.int64]

HOME_FROM_AGE = 45
"""From this age on the city of registration has a bonus as a destination."""
STUDENT_CITIES = CHOOSE_STUDENT_PLACE.block + 60
"""First block of the choice of a university city, after the blocks of its places."""


@dataclass(frozen=True)
class CityList:
    """Places sorted by city."""

    members: Whole
    first: Whole
    """(15,) where each city starts."""

    @classmethod
    def of(cls, places: Places) -> Self:
        """From the table of places."""
        members = np.argsort(places.city, kind="stable").astype(np.int64)
        first = np.searchsorted(places.city[members], np.arange(N_CITIES + 1)).astype(np.int64)
        return cls(members, first)


def destinations_of_residents(
    residents: Residents,
    slots: NDArray[np.intp],
    cause: NDArray[np.uint8],
    chances: "Chances",
    region: "Region",
    cities: CityList,
    year: int,
    key: np.uint64,
    crew: Crew,
) -> Whole:
    """Destination place of each mover: 199 outside, -1 nowhere (stays); followers are left at -1."""
    places = region.places
    ids = residents.id[slots]
    origin = residents.place[slots].astype(np.int64)
    from_city = places.city[origin].astype(np.int64)
    to_city = np.full(slots.size, -1, np.int64)
    leaves = cause == LEAVE
    graduates = cause == GRADUATE
    leaves |= graduates & _graduates_who_leave(residents, slots, region, year, key)
    to_city[leaves] = _cities(residents, slots[leaves], from_city[leaves], chances, region, year, key, crew)
    stays = (cause == WITHIN) | (cause == STUDENT_HERE) | (graduates & ~leaves)
    to_city[stays] = from_city[stays]
    goes_home = cause == RETURN
    to_city[goes_home] = residents.home_city[slots[goes_home]]
    away = cause == STUDENT_AWAY
    nothing = np.full(slots.size, -1, np.int64)
    to_city[away] = choose(
        ids[away],
        from_city[away],
        chances.university_cities,
        STUDENT_CITIES,
        year,
        key,
        nothing[away],
        _none(away),
        crew,
    )
    destination = np.full(slots.size, -1, np.int64)
    destination[to_city == OUTSIDE_CITY] = N_PLACES
    closed = np.where(cause == WITHIN, origin, -1)
    study = (cause == STUDENT_HERE) | away
    inside = (to_city >= 0) & (to_city < N_CITIES)
    for chosen, utility, block in (
        (inside & ~study, chances.places, CHOOSE_PLACE.block),
        (inside & study, chances.university_places, CHOOSE_STUDENT_PLACE.block),
    ):
        destination[chosen] = choose_place(
            ids[chosen], to_city[chosen], utility, cities.members, cities.first, block, year, key, closed[chosen], crew
        )
    cared = cause == CARE
    destination[cared] = choose(
        ids[cared],
        origin[cared],
        chances.care_places,
        CHOOSE_CARE_PLACE.block,
        year,
        key,
        nothing[cared],
        _none(cared),
        crew,
    )
    destination[(destination == NO_CHOICE) | (cause == FOLLOW)] = -1
    return destination


def _cities(
    residents: Residents,
    slots: NDArray[np.intp],
    from_city: Whole,
    chances: "Chances",
    region: "Region",
    year: int,
    key: np.uint64,
    crew: Crew,
) -> Whole:
    bachelor = (residents.traits[slots] & np.uint8(EDUCATION)) >> np.uint8(EDUCATION_SHIFT) == 3
    row = (from_city * 3 + SEGMENT_OF_AGE[residents.age[slots]]) * 2 + bachelor
    home = residents.home_city[slots].astype(np.int64)
    draws_home = (residents.age[slots] >= HOME_FROM_AGE) & (home != from_city) & (home <= int(HOME_OUTSIDE))
    bonus_at = np.where(draws_home, home, -1)
    bonus = np.full(slots.size, region.migration.coefficients["home_return"])
    return choose(residents.id[slots], row, chances.destinations, CHOOSE_CITY.block, year, key, bonus_at, bonus, crew)


def _graduates_who_leave(
    residents: Residents, slots: NDArray[np.intp], region: "Region", year: int, key: np.uint64
) -> NDArray[np.bool_]:
    value = region.migration.assumptions.of
    chance = thresholds(np.array([value("graduates_leave", "elsewhere"), value("graduates_leave", "registered")]))
    here = ((residents.traits[slots] & np.uint8(REGISTERED_HERE)) != 0).astype(np.int64)
    leaving: NDArray[np.bool_] = draws_u32(residents.id[slots], year, GRADUATE_LEAVES, key) < chance[here]
    return leaving


def _none(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.zeros(int(chosen.sum()))
