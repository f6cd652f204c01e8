import numpy as np


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
