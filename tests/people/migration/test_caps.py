import numpy as np

from model.people.migration.caps import Proposals, turned_away
from model.people.migration.causes import ARRIVE, FOLLOW, LEAVE
from model.randomness.draws import keys_of
from model.randomness.registry import CORE_CAP


def core_of(moved, region):
    return moved.people()[region.places.core6].sum()


def test_the_six_districts_stay_under_their_cap(one_year, scenario_with, region):
    free = one_year(scenario_with(migration={"six_districts": {"enabled": False}}))
    held = one_year(scenario_with(migration={"six_districts": {"enabled": True, "persons": 10_700_000}}))
    assert core_of(held, region) < core_of(free, region)
    assert abs(core_of(held, region) - 10_700_000) < 60_000  # acceptance is drawn, so the cap is met on average


def test_the_cap_turns_people_to_the_other_districts_and_touches_nobody_else(one_year, scenario_with, region):
    free = one_year(scenario_with(migration={"six_districts": {"enabled": False}}))
    held = one_year(scenario_with(migration={"six_districts": {"persons": 10_700_000}}))
    beijing = region.places.city == 0
    assert free.people()[beijing].sum() == held.people()[beijing].sum()
    assert (free.people()[~beijing] == held.people()[~beijing]).all()
    left = [moved.flows.total[:199][region.places.core6].sum() for moved in (free, held)]
    assert abs(left[0] - left[1]) <= 0.01 * left[0]  # inflow alone is held; who moves between two core districts stays


def test_a_cap_out_of_reach_changes_nothing(one_year, scenario_with):
    wide = one_year(scenario_with(migration={"six_districts": {"persons": 30_000_000}}))
    off = one_year(scenario_with(migration={"six_districts": {"enabled": False}}))
    assert (wide.flows.total == off.flows.total).all()


def test_a_full_city_lets_nobody_in_but_lets_people_go(one_year, scenario_with, region):
    plain = one_year()
    full = one_year(scenario_with(migration={"city_cap": 15_000_000}))
    beijing = np.append(region.places.city == 0, False)
    causes = ("leave", "arrive")
    entered = sum(full.flows.by_cause[cause][~beijing][:, beijing].sum() for cause in causes)
    assert entered == 0
    assert (
        full.flows.by_cause["leave"][beijing][:, ~beijing].sum()
        == plain.flows.by_cause["leave"][beijing][:, ~beijing].sum()
    )


def test_room_is_the_cap_less_who_stays_and_less_who_comes_in_any_case():
    """9,000 live there, 1,000 go, 1,500 follow their job in: of a cap of 10,000 a room of 500 is left for 2,000."""
    inside = np.zeros(200, bool)
    inside[:6] = True
    ends = ((LEAVE, 1000, 2, 50), (FOLLOW, 1500, 60, 3), (ARRIVE, 2000, 199, 4), (LEAVE, 700, 1, 5))
    proposals = Proposals(
        id=np.arange(5200, dtype=np.uint64),
        cause=np.concatenate([np.full(number, cause, np.uint8) for cause, number, _, _ in ends]),
        origin=np.concatenate([np.full(number, origin) for _, number, origin, _ in ends]),
        destination=np.concatenate([np.full(number, destination) for _, number, _, destination in ends]),
    )
    key = keys_of(5).dynamics
    refused = turned_away(proposals, inside, 9000, 10_000.0, 2021, CORE_CAP, key)
    assert (proposals.cause[refused] == ARRIVE).all()
    assert abs(refused.size - 1500) < 4 * np.sqrt(2000 * 0.25 * 0.75)
    assert turned_away(proposals, inside, 9000, 11_500.0, 2021, CORE_CAP, key).size == 0
    assert turned_away(proposals, inside, 9000, 9_000.0, 2021, CORE_CAP, key).size == 2000
