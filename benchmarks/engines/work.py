"""The work that all engines do: the same start, the same rates, the same years; and what came of it in ours.

A year: everybody may die (province x sex x age), women may bear (city x age; half as likely for those who die in the
year), the living grow older, the newborn get an id, a sex and the place of their mother, or die; then everybody is
counted by place x sex x age. Rates are those of the model for each year, solved once beforehand, as probabilities and
as whole thresholds of 2^32.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.chunks import Crew
from model.people.columns import FEMALE, Residents
from model.people.count import take_census
from model.people.life import LifeTables, life_tables, live_one_year
from model.people.signals import calm
from model.people.start import start_population
from model.randomness.draws import keys_of
from model.region.region import load_region
from model.scenario import load_scenario
from model.scenario.scales import SCALES

PERSONS = 110_000_000
START = 2020
SHAPE = (199, 2, 101)
CHANCES = 2.0**32
OLDEST = 100


@dataclass(frozen=True)
class Work:
    """A start and the tables of the years to come."""

    columns: dict[str, np.ndarray]
    """The columns of the residents at the start, n each; `home_city` and the rest are carried by ours alone."""
    death: np.ndarray
    """(years, 3, 2, 101) thresholds by province, sex, age at the year's start."""
    birth: np.ndarray
    """(years, 2, 14, 101) by whether she dies in the year, city, age."""
    newborn_death: np.ndarray
    """(years, 3, 2)"""
    boys: np.ndarray
    """(years, 3)"""
    city: np.ndarray
    """(199,)"""
    province: np.ndarray
    """(199,)"""
    people: np.ndarray
    """(years, 199, 2, 101) what ours counted at the end of each year."""
    births: np.ndarray
    """(years,)"""
    deaths: np.ndarray
    """(years,)"""

    @property
    def agents(self) -> int:
        return int(self.columns["place"].size)

    @property
    def years(self) -> int:
        return len(self.death)

    @property
    def female(self) -> np.ndarray:
        """(n,) 0 or 1."""
        female: np.ndarray = self.columns["traits"] & FEMALE
        return female

    def chance(self, name: str, k: int) -> np.ndarray:
        """The k-th year's table as probabilities."""
        return getattr(self, name)[k] / CHANCES

    def first(self, agents: int) -> "Work":
        """The same with few agents, to warm an engine up; its outcomes mean nothing."""
        columns = {name: column[:agents] for name, column in self.columns.items()}
        return Work(columns, **{name: getattr(self, name) for name in _TABLES})

    def save(self, path: Path) -> None:
        tables = {name: getattr(self, name) for name in _TABLES}
        np.savez(path, **tables, **{f"column_{name}": column for name, column in self.columns.items()})


_TABLES = ("death", "birth", "newborn_death", "boys", "city", "province", "people", "births", "deaths")


def load_work(path: Path) -> Work:
    with np.load(path) as file:
        columns = {name.removeprefix("column_"): file[name] for name in file.files if name.startswith("column_")}
        return Work(columns, **{name: file[name] for name in _TABLES})


def make_work(agents: int, years: int) -> Work:
    """Every so-many-th resident of the start population, and a first pass of ours that solves the rates."""
    region = load_region()
    scale = next((each for each in sorted(SCALES, reverse=True) if PERSONS / each >= agents), 1)
    scenario = load_scenario("baseline", set={"scale.residents": scale})
    keys, crew = keys_of(1), Crew()
    whole = start_population(region, scenario, keys, crew)
    picked = np.linspace(0, whole.used - 1, min(agents, whole.used)).astype(np.int64)
    columns = {name: getattr(whole, name)[picked] for name in whole.dtypes}
    residents, found = residents_of(columns), []
    for year in range(START + 1, START + 1 + years):
        women = _women(residents, region.places.city)
        tables = life_tables(region.people, scenario.population, year, women, calm())
        flows = live_one_year(residents, region, scenario, year, calm(), keys, crew)
        people = take_census(residents, crew).people
        found.append((tables, people, flows.births.sum(), flows.deaths.sum()))
    tables: list[LifeTables] = [each[0] for each in found]
    return Work(
        columns,
        death=np.array([each.death for each in tables]),
        birth=np.array([each.birth for each in tables]),
        newborn_death=np.array([each.newborn_death for each in tables]),
        boys=np.array([each.boys for each in tables]),
        city=region.places.city,
        province=region.places.province,
        people=np.array([each[1] for each in found]),
        births=np.array([each[2] for each in found]),
        deaths=np.array([each[3] for each in found]),
    )


def residents_of(columns: dict[str, np.ndarray]) -> Residents:
    """The model's own columns, one agent a person, so that counts are of agents."""
    agents = columns["place"].size
    residents = Residents(agents + agents // 50 + 1024, 1)
    residents.used = agents
    for name, column in columns.items():
        getattr(residents, name)[:agents] = column
    return residents


def _women(residents: Residents, city: np.ndarray) -> np.ndarray:
    there = residents.alive()
    there = there[(residents.traits[there] & FEMALE) == FEMALE]
    cells = city[residents.place[there]].astype(np.int64) * 101 + residents.age[there]
    return np.bincount(cells, minlength=14 * 101).reshape(14, 101)
