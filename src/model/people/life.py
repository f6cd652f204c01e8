"""A year of life: death, ageing, birth (after the moves of the year).

Death: dead if the draw is under p(province, sex, age); under p + (1 - p) h, by flood. Age + 1, 100 stays.
Birth: a woman of age a at the year's start bears with probability (f(a) + f(a + 1)) / 2, or f(a) / 2 if she dies in
the year: exposure at both ends, as in a cohort-component projection. The child takes her place and her registration,
is a boy with the year's share, and survives the rest of the year with 1 - p(-1).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import FEMALE, NO_SECTOR, REGISTERED_HERE, Residents
from model.people.count import count_people
from model.people.grouping import Total, sum_groups
from model.people.life_kernels import live
from model.people.rates import city_fertility, death_probability, fertility, share_of_boys
from model.people.signals import Hazard
from model.randomness.draws import Keys, draws_u32, new_ids, thresholds
from model.randomness.registry import DEATH, NEWBORN_DEATH, NEWBORN_ID, NEWBORN_SEX

if TYPE_CHECKING:
    from model.region.people import PeopleTables
    from model.region.region import Region
    from model.scenario.schema.population import Population
    from model.scenario.schema.scenario import Scenario

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

NEVER_MOVED = 255
"""`years_since_move` of those who have not moved, or not for so long."""


MOTHERS_AT_ONCE: Final = 16_384
"""Mothers that a thread takes at a time."""


@dataclass(frozen=True)
class LifeFlows:
    """Births and deaths of a year, in persons, at the place where they happen."""

    births: Counts
    """(199, 2) by sex, those who die in the year included."""
    deaths: Counts
    """(199, 2, 101) by sex and age at the year's start; at age 0 also the year's own births. Floods included."""
    flood_deaths: Counts
    """(199,) those of `deaths` by flood."""


@dataclass(frozen=True)
class LifeTables:
    """The year's probabilities as u32 thresholds."""

    death: NDArray[np.uint32]
    """(3, 2, 101)."""
    newborn_death: NDArray[np.uint32]
    """(3, 2)."""
    boys: NDArray[np.uint32]
    """(3,)."""
    birth: NDArray[np.uint32]
    """(2, 14, 101) for women who live through the year, and who die in it, by city and age at its start."""
    flood: NDArray[np.uint32]
    """(199, 2, 101) p + (1 - p) h, or an empty array when there is no flood."""


def live_one_year(
    residents: Residents,
    region: "Region",
    scenario: "Scenario",
    year: int,
    hazard: Hazard,
    keys: Keys,
    crew: Crew,
    counted: Counts | None = None,
) -> LifeFlows:
    """Death, ageing and birth of all residents in `year`; changes `residents` in place.

    Args:
        residents: the state after the moves of the year.
        region: rates by province, city factors of fertility.
        scenario: `population` is read.
        year: the year lived.
        hazard: deaths by flood; other hazards are not read here.
        keys: `keys.dynamics` is used.
        crew: threads; neither they nor the chunks show in the result.
        counted: (199, 2, 101) persons by place, sex and age after the moves, where they are known.
    """
    people = count_people(residents, crew) if counted is None else counted
    women = _women(people, residents.scale, region.people)
    tables = life_tables(region.people, scenario.population, year, women, hazard)
    place_city, place_province = region.places.city, region.places.province
    dies_under, bears_under = _by_place(tables, place_city, place_province)

    dead, drowned = Total(len(region.places.ids), 2, 101), Total(len(region.places.ids))

    def work(low: int, high: int) -> tuple[Counts, Counts]:
        born = np.empty(high - low, np.int64)
        born_place = np.empty(high - low, np.int64)
        found = live(
            residents.id[low:high],
            residents.place[low:high],
            residents.age[low:high],
            residents.traits[low:high],
            place_city,
            place_province,
            tables.death,
            tables.birth,
            dies_under,
            bears_under,
            year,
            DEATH.block,
            keys.dynamics,
            dead.own(),
            drowned.own(),
            born,
            born_place,
        )
        return born[:found] + low, born_place[:found].copy()

    parts = crew.each(work, residents.used)
    mothers = np.concatenate([part[0] for part in parts] or [np.zeros(0, np.int64)])
    places = np.concatenate([part[1] for part in parts] or [np.zeros(0, np.int64)])
    deaths, scale = dead.counts, residents.scale
    births = _bear(residents, mothers, places, place_province, tables, year, keys, deaths, crew)
    return LifeFlows(births * scale, deaths * scale, drowned.counts * scale)


def life_tables(
    tables: "PeopleTables", population: "Population", year: int, women: Counts, hazard: Hazard
) -> LifeTables:
    """The thresholds of a year. `women` (14, 101) counts women by city and age before the deaths of the year."""
    rates = tables.rates
    death = death_probability(rates, population, year)
    by_age = fertility(rates, population, year)
    province_of_city = tables.places.province_of_city
    exposed = women.astype(float) / 2
    after = np.zeros((exposed.shape[0], 102))
    after[:, :101] = exposed
    after[:, 1:] += exposed * (1 - death[province_of_city, 1, 1:])
    by_city = city_fertility(by_age, rates.city_factor, province_of_city, after)
    through = (by_city[:, :101] + by_city[:, 1:]) / 2
    flood = np.zeros((0, 2, 101), np.uint32)
    if hazard.death.any():
        natural = death[tables.places.province, :, 1:]
        flood = thresholds(natural + (1 - natural) * hazard.death[:, None, :])
    return LifeTables(
        death=thresholds(death[:, :, 1:]),
        newborn_death=thresholds(death[:, :, 0]),
        boys=thresholds(share_of_boys(rates, year)),
        birth=thresholds(np.stack([through, by_city[:, :101] / 2])),
        flood=flood,
    )


def _by_place(
    tables: LifeTables, city: NDArray[np.uint8], province: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Thresholds (200, 2, 101, flat) of dying, by flood too, and of bearing; the last place is that of empty slots."""
    dies, bears = np.zeros((2, city.size + 1, 2, 101), np.uint32)
    dies[:-1] = tables.flood if tables.flood.size else tables.death[province]
    bears[:-1, 1] = tables.birth[0, city]
    return dies.reshape(-1), bears.reshape(-1)


def _women(people: Counts, scale: int, tables: "PeopleTables") -> Counts:
    """Women (14, 101) by city and age, in agents."""
    return sum_groups(people[:, 1] // scale, tables.places.city, len(tables.places.city_ids), 0)


def _bear(
    residents: Residents,
    mothers: Counts,
    places: Counts,
    province: NDArray[np.uint8],
    tables: LifeTables,
    year: int,
    keys: Keys,
    deaths: Counts,
    crew: Crew,
) -> Counts:
    """Newborns into the lowest empty slots, in the order of their mothers' slots; births (199, 2) in agents."""

    def work(low: int, high: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.uint64]]:
        ids, of_place = residents.id[mothers[low:high]], province[places[low:high]]
        girl = draws_u32(ids, year, NEWBORN_SEX, keys.dynamics) >= tables.boys[of_place]
        chance = tables.newborn_death[of_place, girl.astype(np.int64)]
        dies = draws_u32(ids, year, NEWBORN_DEATH, keys.dynamics) < chance
        return girl, dies, new_ids(ids, np.zeros(ids.size, np.uint64), year, NEWBORN_ID, keys.dynamics)

    parts = Crew(crew.threads, min(crew.chunk, MOTHERS_AT_ONCE)).each(work, mothers.size)
    if not parts:
        return np.zeros((deaths.shape[0], 2), np.int64)
    girl, dies, ids = (np.concatenate(column) for column in zip(*parts, strict=True))
    home, here = residents.home_city[mothers], residents.traits[mothers] & REGISTERED_HERE
    sex, lives = girl.astype(np.int64), ~dies
    births = np.zeros((deaths.shape[0], 2), np.int64)
    births += np.bincount(places * 2 + sex, minlength=births.size).reshape(births.shape)
    deaths[:, :, 0] += np.bincount((places * 2 + sex)[dies], minlength=births.size).reshape(births.shape)
    slots = residents.free_slots(int(lives.sum()))
    residents.id[slots] = ids[lives]
    residents.place[slots] = places[lives]
    residents.age[slots] = 0
    residents.traits[slots] = np.where(girl, FEMALE, 0)[lives] | here[lives]
    residents.sector[slots] = NO_SECTOR
    residents.home_city[slots] = home[lives]
    residents.years_since_move[slots] = NEVER_MOVED
    return births
