from dataclasses import replace

import numpy as np
import pytest
from helpers_of_moves import columns_of, places_of

from model.chunks import Crew
from model.people.columns import EMPLOYED, NO_SECTOR, REGISTERED_HERE, STUDENT
from model.people.count import count_people
from model.people.migration.causes import CAUSES
from model.people.signals import calm


def test_every_place_balances(one_year):
    moved = one_year()
    opening = np.bincount(moved.before["place"][moved.before["place"] < 199], minlength=199) * 1000
    flows = moved.flows.total
    assert (opening + flows[:, :199].sum(0) - flows[:199].sum(1) == moved.people()).all()
    assert set(moved.flows.by_cause) == set(CAUSES)
    assert all((flows % 1000 == 0).all() for flows in moved.flows.by_cause.values())


def test_nobody_moves_to_where_they_are_and_causes_keep_to_their_ends(one_year, region):
    by_cause = one_year().flows.by_cause
    assert np.trace(sum(by_cause.values())) == 0
    city = np.append(region.places.city, 14)
    origin, destination = np.nonzero(by_cause["within_city"])
    assert (city[origin] == city[destination]).all()
    origin, destination = np.nonzero(by_cause["leave"])
    assert (city[origin] != city[destination]).all()
    assert by_cause["arrive"][:199].sum() == 0
    assert by_cause["arrive"][199].sum() > 0
    distance = region.migration.place_distance_km
    assert (distance[by_cause["care"][:199, :199] > 0] <= 100).all()


def test_switched_off_moves_touch_nothing(one_year, scenario_with):
    moved = one_year(scenario_with(migration={"enabled": False}))
    after = columns_of(moved.residents)
    assert all((after[name] == moved.before[name]).all() for name in after)
    assert moved.flows.total.sum() == 0
    assert not (after["traits"] & STUDENT).any()


def test_threads_and_chunks_never_show(one_year):
    plain = one_year()
    other = one_year(crew=Crew(threads=3, chunk=1000))
    assert (plain.flows.total == other.flows.total).all()
    first, second = columns_of(plain.residents), columns_of(other.residents)
    assert all((first[name] == second[name]).all() for name in first)


def test_a_lever_without_effect_changes_nothing(one_year, scenario_with):
    plain = one_year()
    spelled = one_year(
        scenario_with(
            migration={"hukou_strictness": 1.0, "care_moves": 1.0},
            talent={"subsidy": 0.0, "settlement_ease": 0.0},
        )
    )
    assert (columns_of(plain.residents)["id"] == columns_of(spelled.residents)["id"]).all()
    assert (plain.flows.total == spelled.flows.total).all()


def test_the_base_does_not_know_the_levers(one_year, scenario_with):
    plain = one_year().base
    other = one_year(
        scenario_with(
            migration={"hukou_strictness": 0.0},
            talent={"subsidy": 0.5},
        )
    ).base
    assert (plain.leave == other.leave).all()
    assert (plain.log_sums == other.log_sums).all()
    assert (plain.arrivals == other.arrivals).all()


def test_movers_take_what_they_are_with_them_and_leave_their_job(one_year, region):
    moved = one_year()
    after, before = columns_of(moved.residents), moved.before
    size = before["id"].size
    same = (after["id"][:size] == before["id"]) & (after["place"][:size] < 199)
    city = region.places.city
    went = same & (after["place"][:size] != before["place"])
    across = went & (city[np.minimum(after["place"][:size], 198)] != city[np.minimum(before["place"], 198)])
    assert across.sum() > 100
    for name in ("age", "home_city"):
        assert (after[name][:size][same] == before[name][same]).all()
    assert not (after["traits"][:size][across] & EMPLOYED).any()
    assert (after["sector"][:size][across] == NO_SECTOR).all()
    assert (after["years_since_move"][:size][went] == 0).all()
    registered = (after["traits"][:size][across] & REGISTERED_HERE) != 0
    home = after["home_city"][:size][across] == city[after["place"][:size][across]]
    assert (registered == home).all()
    stayed = same & ~went
    assert (after["years_since_move"][:size][stayed] == np.minimum(before["years_since_move"][stayed], 254) + 1).all()


def test_arrivals_have_new_ids(one_year):
    moved = one_year()
    ids = moved.residents.get("id")
    assert np.unique(ids).size == ids.size


def test_a_place_struck_by_storms_loses_people(one_year, region):
    place = region.places.index("baoding.zhuozhou")
    leave, arrive = np.ones(199), np.ones(199)
    leave[place], arrive[place] = 4.0, 0.1
    struck = one_year(hazard=replace(calm(), leave_factor=leave, arrive_factor=arrive))
    plain = one_year()
    assert struck.people()[place] < plain.people()[place]
    left, left_plain = struck.flows.by_cause["leave"].sum(1)[:199], plain.flows.by_cause["leave"].sum(1)[:199]
    assert left[place] > left_plain[place]
    others = np.abs(np.delete(left - left_plain, place)).sum()
    assert others <= 0.01 * left_plain.sum()  # elsewhere a little less is worth leaving for


def test_lost_jobs_push(one_year, signals, region):
    loss = np.zeros(199)
    place = region.places.index("tangshan.fengnan")
    loss[place] = 0.3
    pushed = one_year(now=replace(signals, job_loss=loss)).flows.by_cause["leave"].sum(1)
    plain = one_year().flows.by_cause["leave"].sum(1)
    assert pushed[place] > 1.5 * plain[place]
    assert (np.delete(pushed, place) == np.delete(plain, place)).all()


def net_of(moved, region, province):
    net = moved.flows.total[:, :199].sum(0) - moved.flows.total[:199].sum(1)
    return net[region.places.province == province].sum()


@pytest.mark.parametrize(
    ("sections", "province", "sign"),
    [
        ({"migration": {"hukou_strictness": 0.0}}, 0, 1),
        ({"migration": {"hukou_strictness": 5.0}}, 0, -1),
        ({"talent": {"subsidy": 0.8}}, 2, 1),
        ({"talent": {"settlement_ease": 1.0}}, 1, 1),
    ],
)
def test_levers_pull_the_way_they_should(one_year, scenario_with, region, sections, province, sign):
    lever = net_of(one_year(scenario_with(**sections)), region, province)
    plain = net_of(one_year(scenario_with()), region, province)
    assert sign * (lever - plain) > 0


def test_better_services_draw_people_and_bring_them_home(one_year, scenario_with, signals, region):
    equal = one_year(now=replace(signals, services=np.maximum(signals.services, 1.0)))
    plain = one_year(scenario_with())
    assert net_of(equal, region, 2) > net_of(plain, region, 2)
    assert equal.flows.by_cause["return_home"].sum() > plain.flows.by_cause["return_home"].sum()


def test_care_and_returns_follow_their_levers(one_year, scenario_with):
    plain = one_year().flows.by_cause
    assert one_year(scenario_with(migration={"care_moves": 0.0})).flows.by_cause["care"].sum() == 0
    assert one_year(scenario_with(migration={"care_moves": 10.0})).flows.by_cause["care"].sum() > plain["care"].sum()
    assert one_year(scenario_with(migration={"return_rate": 0.0})).flows.by_cause["return_home"].sum() == 0


def test_years_draw_anew(one_year):
    first, second = one_year(year=2021), one_year(year=2022)
    assert (first.flows.total != second.flows.total).any()
    assert places_of(first.residents).sum() != 0


def test_leaving_answers_what_lies_elsewhere_only_as_far_as_it_should(one_year, scenario_with):
    open_gates = {"hukou_strictness": 0.0}
    deaf = one_year(scenario_with(migration={**open_gates, "leave_response": 0.0})).flows.by_cause["leave"]
    plain = one_year(scenario_with(migration={"leave_response": 0.0})).flows.by_cause["leave"]
    keen = one_year(scenario_with(migration={**open_gates, "leave_response": 1.0})).flows.by_cause["leave"]
    assert (deaf.sum(1) == plain.sum(1)).all()  # the same people leave, for other places
    assert (deaf != plain).any()
    assert keen.sum() > deaf.sum()


def test_the_wage_matters_as_much_as_it_is_said_to(one_year, scenario_with, signals, region):
    richer = signals.wage_reachable.copy()
    langfang = region.places.city == region.places.city_ids.index("langfang")
    richer[langfang] *= 1.5
    now = replace(signals, wage_reachable=richer)
    come = [
        one_year(scenario_with(migration={"wage_elasticity": b}), now=now).flows.total[:, :199][:, langfang].sum()
        for b in (0.0, 1.2, 3.0)
    ]
    assert come[0] < come[1] < come[2]


def test_scale_changes_grain_and_nothing_else(one_year, scenario_with):
    coarse, fine = one_year(), one_year(scenario_with(scale=100))
    for cause in ("leave", "within_city", "arrive", "graduate", "student"):
        persons = [moved.flows.by_cause[cause].sum() for moved in (coarse, fine)]
        assert abs(persons[0] / persons[1] - 1) < 4 * np.sqrt(1000 / persons[0]), cause


@pytest.mark.parametrize("which", ["zero", "recent", "decade"])
def test_given_flows_have_the_given_net(one_year, scenario_with, region, which):
    scenario = scenario_with(scale=100, migration={"flows": "given", "given_net": which})
    moved = one_year(scenario, year=2030)
    net = [net_of(moved, region, province) for province in range(3)]
    gross = region.migration.province_out
    error = np.sqrt(2 * gross * 100)
    assert (np.abs(net - region.migration.net_scenario[which]) < 4 * error).all()
    assert set(np.flatnonzero([flows.any() for flows in moved.flows.by_cause.values()])) == {0, 1, 7}


@pytest.mark.parametrize("enabled", [True, False])
def test_the_census_carried_through_the_moves_is_what_a_count_finds(one_year, scenario_with, enabled):
    moved = one_year(scenario_with(migration={"enabled": enabled}))
    assert (moved.flows.counted == count_people(moved.residents, Crew())).all()
