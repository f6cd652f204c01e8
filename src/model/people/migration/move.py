"""The moves of one year, all at once, before deaths: who follows, who leaves, where to, who comes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import EMPLOYED, NO_SECTOR, REGISTERED_HERE, STUDENT, Residents
from model.people.migration.arrive import Arrivals, arrivals_of_year
from model.people.migration.base import MigrationBase
from model.people.migration.caps import Proposals, turned_away
from model.people.migration.causes import (
    ARRIVE,
    ARRIVE_STUDENT,
    FOLLOW,
    GRADUATE,
    STUDENT_AWAY,
    STUDENT_HERE,
    MoveFlows,
    book,
    no_moves,
)
from model.people.migration.chances import Chances, chances_of_year
from model.people.migration.choose import choose_place
from model.people.migration.decide import decide
from model.people.migration.destinations import CityList, destinations_of_residents
from model.people.migration.follow import follow_jobs
from model.people.migration.given import given_chances
from model.people.migration.students import ENTRY_AGE
from model.people.migration.tally import count_classes, count_places
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


def move(
    residents: Residents,
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
        return no_moves(tuple(follow.cause for follow in follows))
    places, key = region.places, keys.dynamics
    cities = CityList.of(places)
    people = count_places(residents, crew)
    chances = _chances(residents, base, region, scenario, year, signals, hazard, people, crew)
    cause = np.zeros(residents.used, np.uint8)
    followers, to_place, followed = follow_jobs(residents, follows, region.migration.assumptions, cause, year, key)
    decide(residents, places.city, chances.thresholds, cause, year, key, crew)
    slots = np.flatnonzero(cause != 0)
    destination = destinations_of_residents(residents, slots, cause[slots], chances, region, cities, year, key, crew)
    destination[cause[slots] == FOLLOW] = to_place[np.argsort(followers)]
    coming = _arrivals(residents.scale, base, region, chances, year, key)
    proposals = _proposals(residents, slots, cause[slots], destination, coming, chances, cities, year, key, crew)
    _apply_caps(proposals, scenario, year, region, chances.places, cities, people, residents.scale, key, crew)
    return _carry_out(residents, slots, proposals, coming, places.city, followed)


def _chances(
    residents: Residents,
    base: MigrationBase,
    region: "Region",
    scenario: "Scenario",
    year: int,
    signals: Signals,
    hazard: Hazard,
    people: Whole,
    crew: Crew,
) -> Chances:
    if scenario.migration.flows == "given":
        counts = count_classes(residents, region.places.city, crew).astype(float) * residents.scale
        return given_chances(region, scenario, year, counts)
    entry = _entry_age(residents, region.places.city)
    persons = people.astype(float) * residents.scale
    return chances_of_year(base, region, scenario, year, signals, hazard, persons, entry)


def _entry_age(residents: Residents, city: NDArray[np.uint8]) -> Floats:
    """(14,) residents of 17, persons."""
    used = slice(0, residents.used)
    place = residents.place[used][residents.age[used] == ENTRY_AGE]
    alive = place[place < N_PLACES]
    return np.bincount(city[alive], minlength=N_CITIES).astype(float) * residents.scale


def _arrivals(
    scale: int, base: MigrationBase, region: "Region", chances: Chances, year: int, key: np.uint64
) -> Arrivals:
    home = region.migration.assumptions.by_province("arrivals_coming_home")[region.places.province_of_city]
    return arrivals_of_year(chances.arrivals / scale, chances.student_arrivals / scale, base.schooling, home, year, key)


def _proposals(
    residents: Residents,
    slots: NDArray[np.intp],
    cause: NDArray[np.uint8],
    destination: Whole,
    coming: Arrivals,
    chances: Chances,
    cities: CityList,
    year: int,
    key: np.uint64,
    crew: Crew,
) -> Proposals:
    open_ = np.full(coming.id.size, -1, np.int64)
    spot = choose_place(
        coming.id, coming.city, chances.places, cities.members, cities.first, CHOOSE_PLACE.block, year, key, open_, crew
    )
    study = coming.student
    if study.any():
        spot[study] = choose_place(
            coming.id[study],
            coming.city[study],
            chances.university_places,
            cities.members,
            cities.first,
            CHOOSE_STUDENT_PLACE.block,
            year,
            key,
            open_[study],
            crew,
        )
    return Proposals(
        id=np.concatenate([residents.id[slots], coming.id]),
        cause=np.concatenate([cause, np.where(study, ARRIVE_STUDENT, ARRIVE).astype(np.uint8)]),
        origin=np.concatenate([residents.place[slots].astype(np.int64), np.full(study.size, N_PLACES)]),
        destination=np.concatenate([destination, spot]),
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
        proposals.origin[refused],
        crew,
    )


def _carry_out(
    residents: Residents,
    slots: NDArray[np.intp],
    proposals: Proposals,
    coming: Arrivals,
    city: NDArray[np.uint8],
    followed: dict[str, int],
) -> MoveFlows:
    cause, origin, destination = proposals.cause, proposals.origin, proposals.destination
    stays = slots.size
    _settle(residents, slots, cause[:stays], origin[:stays], destination[:stays], city)
    enter = np.flatnonzero(destination[stays:] >= 0)
    free = residents.free_slots(enter.size)
    residents.id[free] = coming.id[enter]
    residents.place[free] = destination[stays:][enter].astype(np.uint16)
    residents.age[free] = coming.age[enter]
    residents.traits[free] = coming.traits[enter]
    residents.home_city[free] = coming.home_city[enter]
    residents.sector[free] = NO_SECTOR
    residents.years_since_move[free] = 0
    moved = (destination >= 0) & (destination != origin)
    flows = book(cause[moved], origin[moved], destination[moved], residents.scale)
    return MoveFlows(flows, followed)


def _settle(
    residents: Residents,
    slots: NDArray[np.intp],
    cause: NDArray[np.uint8],
    origin: Whole,
    destination: Whole,
    city: NDArray[np.uint8],
) -> None:
    """New place and traits of residents who move; graduates lose the student bit even where they stay."""
    traits = residents.traits
    traits[slots[cause == GRADUATE]] &= np.uint8(~STUDENT & 0xFF)
    entering = (cause == STUDENT_HERE) | (cause == STUDENT_AWAY)
    traits[slots[entering & (destination >= 0)]] |= np.uint8(STUDENT)
    residents.remove(slots[destination == N_PLACES])
    moves = (destination >= 0) & (destination < N_PLACES) & (destination != origin)
    slot, to = slots[moves], destination[moves]
    residents.place[slot] = to.astype(np.uint16)
    residents.years_since_move[slot] = 0
    across = city[origin[moves]] != city[to]
    away = slot[across]
    here = residents.home_city[away] == city[to[across]]
    bits = traits[away] & np.uint8(~REGISTERED_HERE & 0xFF)
    traits[away] = bits | np.where(here, np.uint8(REGISTERED_HERE), np.uint8(0))
    idle = slot[(across & (cause[moves] != FOLLOW)) | entering[moves]]
    traits[idle] &= np.uint8(~EMPLOYED & 0xFF)
    residents.sector[idle] = NO_SECTOR
