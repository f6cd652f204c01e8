"""The order of rows never shows: who lives where decides, not the slot that holds them."""

import numpy as np
import pytest

from model.chunks import Crew
from model.people.columns import Residents
from model.people.count import count_people, take_census
from model.people.life import live_one_year
from model.people.migration.base import freeze_base
from model.people.migration.move import move
from model.people.school import attend_school
from model.people.signals import Follow, calm
from model.people.start import start_population
from model.people.work import take_work
from model.randomness.draws import keys_of
from model.region.names import SECTORS

KEYS = keys_of(7)


def shuffled(residents: Residents) -> Residents:
    """The same people in other slots, with holes between them."""
    used, holes = residents.used, 1777
    mixed = Residents(used + holes + 50_000, residents.scale)
    mixed.used = used + holes
    slots = np.argsort(np.sin(np.arange(used + holes) * 12.9898))[:used]
    for name in residents.dtypes:
        getattr(mixed, name)[slots] = getattr(residents, name)[:used]
    return mixed


@pytest.fixture(scope="module")
def years_of(region, signals, scenario_with):
    """A year of moves, life, school and work, as it is and from a shuffled start."""
    scenario = scenario_with(scale=1000)
    core = np.flatnonzero(region.places.core6)
    follows = (Follow("D01", SECTORS.index("public_services"), core, 10, 40_000),)

    def run(change, crew):
        residents = start_population(region, scenario, KEYS, Crew())
        base = freeze_base(residents, region, scenario, signals, Crew())
        residents = change(residents)
        flows = []
        for year in (2021, 2022):
            people = count_people(residents, crew)
            moves = move(residents, people, base, region, scenario, year, signals, calm(), follows, KEYS, crew)
            lives = live_one_year(residents, region, scenario, year, calm(), KEYS, crew)
            attend_school(residents, region, scenario, year, KEYS, crew)
            take_work(residents, region, scenario, year, signals, KEYS, crew)
            flows += [moves.total, lives.births, lives.deaths, take_census(residents, crew).by_work]
        return residents, flows

    return run


@pytest.mark.parametrize("crew", [Crew(), Crew(2, 777)])
def test_two_years_are_the_same_from_other_slots(years_of, crew):
    plain, expected = years_of(lambda residents: residents, Crew())
    mixed, found = years_of(shuffled, crew)
    for one, other in zip(expected, found, strict=True):
        assert (one == other).all()
    order, others = np.argsort(plain.get("id")), np.argsort(mixed.get("id"))
    for name in plain.dtypes:
        assert (plain.get(name)[order] == mixed.get(name)[others]).all(), name
