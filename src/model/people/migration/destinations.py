"""Where movers go: a city or the rest of China first, then a place."""

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import EDUCATION, EDUCATION_SHIFT, HOME_OUTSIDE, REGISTERED_HERE, Residents
from model.people.migration.causes import CARE, GRADUATE, LEAVE, RETURN, STUDENT_AWAY, STUDENT_HERE, WITHIN
from model.people.migration.choose import NO_CHOICE, pace_in_cities, race
from model.people.migration.utility import OUTSIDE_CITY, SEGMENT_OF_AGE
from model.randomness.draws import thresholds
from model.randomness.kernel import kernel
from model.randomness.philox import four_draws
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

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

HOME_FROM_AGE = 45
"""From this age on the city of registration has a bonus as a destination."""
STUDENT_CITIES = CHOOSE_STUDENT_PLACE.block + 60
"""First block of the choice of a university city, after the blocks of its places."""
_ALONE = Crew()
_BACHELOR = 3
_HOME_FROM, _HOME_OUTSIDE, _HERE = HOME_FROM_AGE, int(HOME_OUTSIDE), REGISTERED_HERE
_EDUCATION, _SHIFT = EDUCATION, EDUCATION_SHIFT


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


@dataclass(frozen=True)
class Races:
    """What movers of one year read when they choose: exp(-V) of all alternatives, infinite where closed."""

    city: NDArray[np.uint8]
    """(199,) city of each place."""
    cities: Floats
    """(84, 15) by origin, segment and degree."""
    home: float
    """exp(-bonus) of the city of registration."""
    places: Floats
    """(14, 199)."""
    university_cities: Floats
    """(14, 14)."""
    university_places: Floats
    """(14, 199)."""
    care_places: Floats
    """(199, 199) by old home."""
    graduates: NDArray[np.uint32]
    """(2,) thresholds of graduates who leave, registered elsewhere and here."""

    @classmethod
    def of(cls, chances: "Chances", region: "Region", cities: CityList) -> Self:
        """From the utilities of the year."""
        value = region.migration.assumptions.of
        graduates = np.array([value("graduates_leave", "elsewhere"), value("graduates_leave", "registered")])
        return cls(
            city=region.places.city,
            cities=np.exp(-chances.destinations),
            home=float(np.exp(-np.array([region.migration.coefficients["home_return"]]))[0]),
            places=pace_in_cities(chances.places, cities.members, cities.first),
            university_cities=np.exp(-chances.university_cities),
            university_places=pace_in_cities(chances.university_places, cities.members, cities.first),
            care_places=np.exp(-chances.care_places),
            graduates=thresholds(graduates),
        )


def destinations_of_residents(
    residents: Residents,
    slots: NDArray[np.intp],
    ids: NDArray[np.uint64],
    cause: NDArray[np.uint8],
    races: Races,
    year: int,
    key: np.uint64,
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Origin and destination place of some movers: 199 outside, -1 nowhere (stays); followers are left at -1."""
    origin, to_city, row, bonus_at = (np.empty(slots.size, np.int64) for _ in range(4))
    _plan(
        slots,
        ids,
        cause,
        residents.place,
        residents.age,
        residents.traits,
        residents.home_city,
        races.city,
        SEGMENT_OF_AGE,
        races.graduates,
        year,
        GRADUATE_LEAVES.block,
        key,
        origin,
        to_city,
        row,
        bonus_at,
    )

    nowhere = np.full(slots.size, -1, np.int64)
    from_city = races.city[origin].astype(np.int64)

    def run(who: Whole, row: Whole, pace: Floats, block: int, at: Whole = nowhere, lift: float = 1.0) -> Whole:
        return race(who, ids, row, pace, block, year, key, at, lift, _ALONE)

    leaves, away = np.flatnonzero(row >= 0), np.flatnonzero(cause == STUDENT_AWAY)
    to_city[leaves] = run(leaves, row, races.cities, CHOOSE_CITY.block, bonus_at, races.home)
    to_city[away] = run(away, from_city, races.university_cities, STUDENT_CITIES)
    destination = np.where(to_city == OUTSIDE_CITY, N_PLACES, -1)
    inside = (to_city >= 0) & (to_city < N_CITIES)
    studies = (cause == STUDENT_HERE) | (cause == STUDENT_AWAY)
    settle, study, cared = (np.flatnonzero(who) for who in (inside & ~studies, inside & studies, cause == CARE))
    own = np.where(cause == WITHIN, origin, -1)
    destination[settle] = run(settle, to_city, races.places, CHOOSE_PLACE.block, own, inf)
    destination[study] = run(study, to_city, races.university_places, CHOOSE_STUDENT_PLACE.block)
    destination[cared] = run(cared, origin, races.care_places, CHOOSE_CARE_PLACE.block)
    destination[destination == NO_CHOICE] = -1
    return origin.astype(np.int16), destination.astype(np.int16)


@kernel
def _plan(
    slots: NDArray[np.int64],
    ids: NDArray[np.uint64],
    cause: NDArray[np.uint8],
    place: NDArray[np.uint16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    home: NDArray[np.uint8],
    city: NDArray[np.uint8],
    segment: NDArray[np.int64],
    graduates: NDArray[np.uint32],
    year: int,
    block: int,
    key: np.uint64,
    origin: Whole,
    to_city: Whole,
    row: Whole,
    bonus_at: Whole,
) -> None:
    """The origin of each mover, the city it goes to where the cause says so, and where it does not the row it reads.

    `to_city` and `row` are -1 where there is none, `bonus_at` where there is no bonus.
    """
    for n in range(slots.size):
        i, why = slots[n], cause[n]
        origin[n] = place[i]
        here = np.int64(city[place[i]])
        to_city[n], row[n], bonus_at[n] = -1, -1, -1
        leaves = why == LEAVE
        if why == GRADUATE:
            registered = 1 if traits[i] & _HERE else 0
            leaves = four_draws(ids[n], year, block, key)[2] < graduates[registered]
        if leaves:
            bachelor = 1 if (traits[i] & _EDUCATION) >> _SHIFT == _BACHELOR else 0
            row[n] = (here * 3 + segment[age[i]]) * 2 + bachelor
            if age[i] >= _HOME_FROM and home[i] != here and home[i] <= _HOME_OUTSIDE:
                bonus_at[n] = home[i]
        elif why == RETURN:
            to_city[n] = home[i]
        elif why in (WITHIN, STUDENT_HERE, GRADUATE):
            to_city[n] = here
