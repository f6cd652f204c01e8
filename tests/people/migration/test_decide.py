import numpy as np
import pytest
from twins_of_moves import causes

from model.chunks import Crew
from model.people.count import count_people
from model.people.migration.base import freeze_base
from model.people.migration.causes import FOLLOW, LEAVE
from model.people.migration.decide import Decision
from model.people.migration.move import _chances
from model.people.signals import calm
from model.people.start import start_population
from model.randomness.draws import keys_of

KEY = keys_of(3).dynamics


@pytest.fixture(scope="module")
def stage(region, signals, scenario_with):
    scenario = scenario_with()
    residents = start_population(region, scenario, keys_of(3), Crew())
    base = freeze_base(residents, region, scenario, signals, Crew())
    people = count_people(residents, Crew())
    hazard = calm()
    hazard.leave_factor[:50] = 1.7
    chances = _chances(residents, people, base, region, scenario, 2021, signals, hazard, Crew())
    return residents, chances.thresholds


def test_the_pass_is_its_plain_twin_bit_for_bit(stage, region):
    residents, thresholds = stage
    residents.remove(np.arange(0, residents.used, 97))
    given = np.zeros(residents.used, np.uint8)
    given[5::1001] = FOLLOW
    decision = Decision(region.places.city, thresholds)
    wanted = causes(residents, region.places.city, thresholds, given, 2021, KEY)
    for chunk in (residents.used, 777, 512, 1):
        cause = given.copy()
        for first in range(0, residents.used if chunk > 1 else 50, chunk):
            moving = decision.decide(residents, first, cause[first : first + chunk], 2021, KEY)
            assert (moving == np.flatnonzero(cause[first : first + chunk])).all()
        assert (cause[:50] == wanted[:50]).all()
        assert chunk == 1 or (cause == wanted).all()


def test_the_chance_to_leave_is_met(stage, region):
    residents, thresholds = stage
    age, traits = residents.get("age").astype(int), residents.get("traits")
    place = residents.get("place")
    city = region.places.city[place]
    expected = thresholds.leave[city, age, traits & 31] / 2**32 * thresholds.leave_factor[place] / 2**16
    counted = []
    for year in range(2021, 2041):
        cause = np.zeros(residents.used, np.uint8)
        Decision(region.places.city, thresholds).decide(residents, 0, cause, year, KEY)
        counted.append((cause == LEAVE).sum())
    busy = (traits & 32 != 0) | (age == 17)  # students, and those who may enter, have other plans
    mean = expected[~busy].sum()
    assert abs(np.mean(counted) - mean) < 4 * np.sqrt(mean / 20) + expected[age == 17].sum()


def test_no_chance_no_move(stage, region):
    residents, thresholds = stage
    nothing = {
        name: np.zeros_like(getattr(thresholds, name))
        for name in ("leave", "within", "home", "care", "study_here", "study_any")
    }
    still = type(thresholds)(leave_factor=thresholds.leave_factor, students=False, **nothing)
    cause = np.zeros(residents.used, np.uint8)
    Decision(region.places.city, still).decide(residents, 0, cause, 2021, KEY)
    assert not cause.any()
