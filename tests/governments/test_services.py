"""Services: invested, made equal, shared with neighbours, slowly."""

import numpy as np
import pytest

from model.governments.services import SPEED, aimed_services, next_services
from model.region.places import load_places
from model.scenario.schema.base import Dated
from model.scenario.schema.services import Services

PLACES = load_places()
PEOPLE = PLACES.population_2020.astype(float)
START = 0.3 + 0.9 * (PLACES.province == 0) + 0.1 * np.sin(np.arange(199))
FAR = np.full((199, 199), 600.0)


def aim(minutes=FAR, year=2030, **levers):
    return aimed_services(START, PLACES, Services(**levers), year, PEOPLE, minutes)


def test_without_levers_services_stay_bit_for_bit():
    assert (aim() == START).all()
    assert (aim(equalisation=Dated(0.0), investment_per_head={"hebei": 1.0}) == START).all()
    assert (next_services(START, aim()) == START).all()


def test_investment_lifts_the_area_it_is_for():
    lifted = aim(investment_per_head={"hebei": 1.5})
    hebei = PLACES.province == 2
    assert lifted[hebei] == pytest.approx(1.5 * START[hebei])
    assert (lifted[~hebei] == START[~hebei]).all()


def test_equalisation_closes_a_part_of_the_gap_and_takes_from_nobody():
    half = aim(equalisation=Dated(0.5))
    poor = START < 1
    assert 1 - half[poor] == pytest.approx(0.5 * (1 - START[poor]))
    assert (half[~poor] == START[~poor]).all()


def test_equalisation_waits_for_its_year():
    dated = Dated(0.0, {2031: 1.0})
    assert (aim(equalisation=dated, year=2030) == START).all()
    assert aim(equalisation=dated, year=2031).min() == pytest.approx(1.0)


def test_neighbours_share_what_is_better_and_only_near_by():
    near = FAR.copy()
    near[10, 11] = near[11, 10] = 20.0
    np.fill_diagonal(near, 10.0)
    better, worse = (10, 11) if START[10] > START[11] else (11, 10)
    shared = aim(minutes=near, cooperation_strength=1.0)
    assert shared[worse] > START[worse]
    assert shared[better] == pytest.approx(START[better])
    assert np.delete(shared, [10, 11]) == pytest.approx(np.delete(START, [10, 11]), rel=1e-4)
    assert START[worse] < aim(minutes=near, cooperation_strength=0.5)[worse] < shared[worse]


def test_services_take_years():
    goal = START + 1.0
    now, gaps = START, []
    for _ in range(3):
        now = next_services(now, goal)
        gaps.append(float((goal - now)[0]))
    assert gaps == pytest.approx([(1 - SPEED) ** k for k in (1, 2, 3)])
