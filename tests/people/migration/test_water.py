"""Water caps hold to the last resident."""

import numpy as np
import pytest

from model.people.migration.caps import Proposals
from model.people.migration.causes import ARRIVE, FOLLOW, LEAVE
from model.people.migration.water import hold_to_water
from model.randomness.draws import keys_of

KEY = keys_of(5).dynamics
AREA = np.arange(6)


def proposals(*ends: tuple[int, int, int, int]) -> Proposals:
    """(cause, number, origin, destination) each."""
    return Proposals(
        id=np.arange(sum(end[1] for end in ends), dtype=np.uint64),
        cause=np.concatenate([np.full(number, cause, np.uint8) for cause, number, _, _ in ends]),
        origin=np.concatenate([np.full(number, origin) for _, number, origin, _ in ends]),
        destination=np.concatenate([np.full(number, destination) for _, number, _, destination in ends]),
    )


def people_after(people: np.ndarray, moves: Proposals) -> np.ndarray:
    gone = np.bincount(moves.origin[moves.destination >= 0], minlength=200)[:199]
    come = np.bincount(moves.destination[moves.destination >= 0], minlength=200)[:199]
    return people - gone + come


@pytest.fixture
def people() -> np.ndarray:
    people = np.full(199, 1500, np.int64)
    people[AREA] = 1500
    return people


def wanted() -> Proposals:
    return proposals((LEAVE, 1000, 2, 50), (FOLLOW, 1500, 60, 3), (ARRIVE, 2000, 199, 4), (LEAVE, 700, 1, 5))


@pytest.mark.parametrize("cap", [9500.0, 10_000.0, 10_300.7])
def test_the_cap_is_reached_and_not_passed(people, cap):
    moves = wanted()
    hold_to_water(moves, [(AREA, cap)], people, 2021, KEY)
    assert people_after(people, moves)[AREA].sum() == np.floor(cap)
    assert (moves.destination[moves.cause == FOLLOW] == 3).all()
    assert (moves.destination[moves.cause == LEAVE] >= 0).all()


def test_a_larger_cap_takes_the_same_people_and_more(people):
    kept = []
    for cap in (9800.0, 10_100.0):
        moves = wanted()
        hold_to_water(moves, [(AREA, cap)], people, 2021, KEY)
        kept.append(set(np.flatnonzero(moves.destination >= 0)))
    assert kept[0] < kept[1]


def test_a_cap_out_of_reach_changes_nothing(people):
    moves, free = wanted(), wanted()
    hold_to_water(moves, [(AREA, 1e6)], people, 2021, KEY)
    np.testing.assert_array_equal(moves.destination, free.destination)


def test_who_is_turned_away_does_not_fill_another_area(people):
    """1,000 of area B would go to A, which is full; B had let as many in against their going."""
    b = np.array([50])
    moves = proposals((LEAVE, 1000, 50, 2), (ARRIVE, 1200, 199, 50))
    hold_to_water(moves, [(b, 1600.0), (AREA, 9000.0)], people, 2021, KEY)
    after = people_after(people, moves)
    assert after[AREA].sum() == 9000
    assert after[50] == 1600


def test_an_area_beyond_its_cap_takes_nobody_in(people):
    moves = wanted()
    hold_to_water(moves, [(AREA, 5000.0)], people, 2021, KEY)
    assert (moves.destination[moves.cause == ARRIVE] == -1).all()


def test_a_year_of_moves_keeps_below_the_cap(one_year, scenario_with, region):
    plain = one_year()
    langfang = region.places.members("langfang")
    full = int(plain.people()[langfang].sum())
    cap = full - 20_000
    held = one_year(scenario_with(places={"water_cap": {"langfang": cap}}))
    assert held.people()[langfang].sum() <= cap < full
    assert held.people()[langfang].sum() > cap - 1000
