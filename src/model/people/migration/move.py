"""The moves of one year, all at once, before deaths: who follows, who leaves, where to, who comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import NO_SECTOR, Residents
from model.people.migration.arrive import Arrivals, arrivals_of_year
from model.people.migration.base import MigrationBase
from model.people.migration.caps import Proposals, turned_away
from model.people.migration.causes import (
    ARRIVE,
    ARRIVE_STUDENT,
    FOLLOW,
    MoveFlows,
    book,
    no_moves,
)
from model.people.migration.chances import Chances, chances_of_year
from model.people.migration.choose import choose_place, race
from model.people.migration.decide import Decision
from model.people.migration.destinations import CityList, Races, destinations_of_residents
from model.people.migration.follow import Following, follow_jobs
from model.people.migration.given import given_chances
from model.people.migration.settle import recount, settle
from model.people.migration.students import ENTRY_AGE
from model.people.migration.tally import count_classes
from model.people.migration.water import hold_to_water
from model.people.signals import Follow, Hazard, Signals
from model.randomness.draws import Keys
from model.randomness.registry import CHOOSE_PLACE, CHOOSE_STUDENT_PLACE, CITY_CAP, CORE_CAP
from model.region.places import N_CITIES, N_PLACES
from model.scenario.water import water_caps

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

MOVERS_AT_ONCE: Final = 16_384
"""Movers that a thread takes at a time."""


def move(
    residents: Residents,
    counted: Whole,
    base: MigrationBase,
    region: "Region",
    scenario: "Scenario",
    year: int,
    signals: Signals,
    hazard: Hazard,
    follows: Sequence[Follow],
    keys: Keys,
    crew: Crew,
) -> MoveFlows:
    """Move residents between places, out of the region and into it; changes `residents` in place.

    Followers of directed jobs go first, so that a person has one cause a year. With `migration.enabled: false`
    nothing is touched and nothing is drawn.

    Args:
        residents: the population at the turn of the year.
        counted: (199, 2, 101) persons of it by place, sex and age.
        base: hazards and normalisers frozen at the start year.
        region: the tables.
        scenario: migration and talent are read.
        year: the year.
        signals: the economy.
        hazard: storms: `leave_factor` and `arrive_factor`.
        follows: staff whom directed moves ask to follow.
        keys: `keys.dynamics` is used.
        crew: threads.
    """
    if not scenario.migration.enabled:
        return no_moves(counted, tuple(follow.cause for follow in follows))
    places, key = region.places, keys.dynamics
    cities = CityList.of(places)
    people: Whole = counted.sum(axis=(1, 2)) // residents.scale
    chances = _chances(residents, counted, base, region, scenario, year, signals, hazard, crew)
    races = Races.of(chances, region, cities)
    following = follow_jobs(residents, follows, people, region.migration.assumptions, year, key, crew)
    movers = _movers(residents, following, chances, races, places.city, year, key, crew)
    few = Crew(crew.threads, min(crew.chunk, MOVERS_AT_ONCE))
    coming = _arrivals(residents.scale, base, region, chances, year, key, few)
    proposals = _proposals(movers, coming, races, year, key, few)
    _apply_caps(proposals, scenario, year, region, chances.places, cities, people, residents.scale, key, few)
    after = counted.copy()
    flows = _carry_out(residents, movers.slots, proposals, coming, places.city, after, few)
    return MoveFlows(flows, following.holders, after)


@dataclass(frozen=True)
class Movers:
    """Residents who want to move, in the order of their slots; (n,) each."""

    slots: NDArray[np.intp]
    id: NDArray[np.uint64]
    cause: NDArray[np.uint8]
    origin: NDArray[np.int16]
    destination: NDArray[np.int16]


def _movers(
    residents: Residents,
    following: Following,
    chances: Chances,
    races: Races,
    city: NDArray[np.uint8],
    year: int,
    key: np.uint64,
    crew: Crew,
) -> Movers:
    """Who moves and where to, chunk by chunk, so that nothing is as long as the population."""
    decision = Decision(city, chances.thresholds)

    def work(low: int, high: int) -> tuple[NDArray[np.generic], ...]:
        cause = np.zeros(high - low, np.uint8)
        first, last = np.searchsorted(following.slots, (low, high))
        cause[following.slots[first:last] - low] = FOLLOW
        found = decision.decide(residents, low, cause, year, key)
        slots, why = found + low, cause[found]
        ids = residents.id[slots]
        origin, destination = destinations_of_residents(residents, slots, ids, why, races, year, key)
        destination[why == FOLLOW] = following.destination[first:last]
        return slots, ids, why, origin, destination

    parts = crew.each(work, residents.used)
    return Movers(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _chances(
    residents: Residents,
    counted: Whole,
    base: MigrationBase,
    region: "Region",
    scenario: "Scenario",
    year: int,
    signals: Signals,
    hazard: Hazard,
    crew: Crew,
) -> Chances:
    if scenario.migration.flows == "given":
        counts = count_classes(residents, region.places.city, crew).astype(float) * residents.scale
        return given_chances(region, scenario, year, counts)
    of_age = counted[:, :, ENTRY_AGE].sum(axis=1).astype(float)
    entry: Floats = np.bincount(region.places.city, of_age, N_CITIES).astype(float)
    persons = counted.sum(axis=(1, 2)).astype(float)
    return chances_of_year(base, region, scenario, year, signals, hazard, persons, entry)


def _arrivals(
    scale: int, base: MigrationBase, region: "Region", chances: Chances, year: int, key: np.uint64, crew: Crew
) -> Arrivals:
    home = region.migration.assumptions.by_province("arrivals_coming_home")[region.places.province_of_city]
    by_age, students = chances.arrivals / scale, chances.student_arrivals / scale
    return arrivals_of_year(by_age, students, base.schooling, home, year, key, crew)


def _proposals(movers: Movers, coming: Arrivals, races: Races, year: int, key: np.uint64, crew: Crew) -> Proposals:
    spot, nowhere = np.empty(coming.id.size, np.int64), np.full(coming.id.size, -1, np.int64)
    for chosen, pace, draw in (
        (~coming.student, races.places, CHOOSE_PLACE),
        (coming.student, races.university_places, CHOOSE_STUDENT_PLACE),
    ):
        who = np.flatnonzero(chosen)
        spot[who] = race(who, coming.id, coming.city, pace, draw.block, year, key, nowhere, 1.0, crew)
    return Proposals(
        id=np.concatenate([movers.id, coming.id]),
        cause=np.concatenate([movers.cause, np.where(coming.student, ARRIVE_STUDENT, ARRIVE).astype(np.uint8)]),
        origin=np.concatenate([movers.origin, np.full(spot.size, N_PLACES, np.int16)]),
        destination=np.concatenate([movers.destination, spot.astype(np.int16)]),
    )


def _apply_caps(
    proposals: Proposals,
    scenario: "Scenario",
    year: int,
    region: "Region",
    utility: Floats,
    cities: CityList,
    people: Whole,
    scale: int,
    key: np.uint64,
    crew: Crew,
) -> None:
    places, levers = region.places, scenario.migration
    beijing = np.append(places.city == 0, False)
    cap = levers.city_cap.at(year) / scale
    refused = turned_away(proposals, beijing, int(people[beijing[:-1]].sum()), cap, year, CITY_CAP, key)
    proposals.destination[refused] = -1
    if levers.six_districts.enabled:
        _hold_six_districts(proposals, scenario, year, region, utility, cities, people, scale, key, crew)
    caps = [(members, cap / scale) for members, cap in water_caps(region, scenario, year)]
    hold_to_water(proposals, caps, people, year, key)


def _hold_six_districts(
    proposals: Proposals,
    scenario: "Scenario",
    year: int,
    region: "Region",
    utility: Floats,
    cities: CityList,
    people: Whole,
    scale: int,
    key: np.uint64,
    crew: Crew,
) -> None:
    """Who is turned away by the cap on the six districts goes to another district."""
    places = region.places
    core = np.append(places.core6, False)
    cap = scenario.migration.six_districts.persons.at(year) / scale
    refused = turned_away(proposals, core, int(people[core[:-1]].sum()), cap, year, CORE_CAP, key)
    elsewhere = np.where(places.core6, -np.inf, utility)
    proposals.destination[refused] = choose_place(
        proposals.id[refused],
        np.zeros(refused.size, np.int64),
        elsewhere,
        cities.members,
        cities.first,
        CHOOSE_PLACE.block,
        year,
        key,
        proposals.origin[refused].astype(np.int64),
        crew,
    )


def _carry_out(
    residents: Residents,
    slots: NDArray[np.intp],
    proposals: Proposals,
    coming: Arrivals,
    city: NDArray[np.uint8],
    counted: Whole,
    crew: Crew,
) -> dict[str, Whole]:
    """Move, let in, and count: (200, 200) persons by cause; `counted` becomes the census after the moves."""
    cause, origin, destination = proposals.cause, proposals.origin, proposals.destination

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        settle(
            slots[part],
            cause[part],
            origin[part],
            destination[part],
            city,
            residents.place,
            residents.traits,
            residents.sector,
            residents.home_city,
            residents.years_since_move,
        )

    crew.each(work, slots.size)
    movers = slice(slots.size)
    recount(slots, origin[movers], destination[movers], residents.age, residents.traits, residents.scale, counted)
    spot = destination[slots.size :]
    enter = np.flatnonzero(spot >= 0)
    free = residents.free_slots(enter.size)
    residents.id[free] = coming.id[enter]
    residents.place[free] = spot[enter].astype(np.uint16)
    residents.age[free] = coming.age[enter]
    residents.traits[free] = coming.traits[enter]
    residents.home_city[free] = coming.home_city[enter]
    residents.sector[free] = NO_SECTOR
    residents.years_since_move[free] = 0
    recount(free, origin[slots.size :][enter], spot[enter], residents.age, residents.traits, residents.scale, counted)
    return book(cause, origin, destination, residents.scale, crew)
