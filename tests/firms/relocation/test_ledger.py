import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from model.firms.relocation.holders import holders_of
from model.firms.relocation.ledger import (
    COMMUTES,
    FOLLOWS,
    IN_MIGRANT,
    LOCAL,
    STATES,
    TWO_PLACES,
    VACANT,
    LedgerError,
    advance,
    audit_ledger,
    requests,
    settle_ledger,
    start_ledger,
    update_commute,
)

from .samples import scenario_of


def live(ledger, scale, years, share=1.0):
    """Years in which `share` of those asked follow; audited each year."""
    for year in years:
        advance(ledger, year, {move.order.id: move.order.jobs_in(year) for move in ledger.moves})
        follows = requests(ledger, year, scale)
        settle_ledger(ledger, {each.cause: int(each.holders * share) // scale * scale for each in follows}, year)
        audit_ledger(ledger, year)
    return ledger


@pytest.mark.parametrize("scale", [1, 10, 100, 1000])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_every_directed_job_is_in_one_state_each_year(region, scale, share):
    ledger = live(start_ledger(region, scenario_of()), scale, range(2021, 2056), share)
    assert ledger.states.sum() == sum(move.order.jobs for move in ledger.moves)
    assert (ledger.states >= 0).all()


def test_moves_begun_before_the_start_stand_in_the_state_of_that_year(region):
    ledger = start_ledger(region, scenario_of())
    begun = {ledger.moves[k].order.id for k in ledger.move}
    assert begun == {"D01", "D03"}
    audit_ledger(ledger, 2020)
    states = ledger.of_move("D01")
    assert states.sum() == 12000
    assert states[FOLLOWS] == 6000 * 35 // 200 + 6000 * 35 // 400
    assert states[COMMUTES] > 0.5 * 12000
    assert 0 < states[VACANT] < 0.05 * 12000


def test_staff_of_head_offices_follow_as_the_law_says(region):
    ledger = live(start_ledger(region, scenario_of()), 1, range(2021, 2035))
    states = ledger.of_move("D05")
    assert states[FOLLOWS] == 600
    after_two = live(start_ledger(region, scenario_of()), 1, range(2021, 2028))
    assert after_two.of_move("D05")[FOLLOWS] == 350
    after_five = live(start_ledger(region, scenario_of()), 1, range(2021, 2031))
    assert after_five.of_move("D05")[FOLLOWS] == pytest.approx(1000 * (0.35 + 0.25 * 3 / 6), abs=1)


def test_half_as_many_follow_to_tongzhou(region):
    ledger = live(start_ledger(region, scenario_of()), 1, range(2021, 2036))
    assert ledger.of_move("D02")[FOLLOWS] == 0.3 * 10_000


def test_a_hospital_inside_the_city_is_commuted_to(region):
    ledger = live(start_ledger(region, scenario_of()), 1, range(2021, 2036))
    assert ledger.of_move("D03")[FOLLOWS] < 0.1 * 2000


def test_a_longer_way_sends_commuters_into_two_places(region, conditions):
    near, far = (start_ledger(region, scenario_of()) for _ in range(2))
    update_commute(far, conditions.minutes * 2)
    for ledger in (near, far):
        advance(ledger, 2025, {"D05": 1000})
    assert near.of_move("D05")[COMMUTES] > far.of_move("D05")[COMMUTES]
    assert near.of_move("D05")[TWO_PLACES] < far.of_move("D05")[TWO_PLACES]


def test_coarse_residents_follow_as_many_as_fine_ones(region):
    fine = live(start_ledger(region, scenario_of()), 1, range(2021, 2045))
    for scale in (100, 1000):
        coarse = live(start_ledger(region, scenario_of()), scale, range(2021, 2045))
        assert coarse.totals()["follows"] == pytest.approx(fine.totals()["follows"], abs=3 * scale)


def test_requests_are_whole_residents_from_the_ring_that_is_left(region):
    ledger = start_ledger(region, scenario_of())
    advance(ledger, 2024, {"D04": 1000})
    advance(ledger, 2026, {})
    follows = requests(ledger, 2026, 100)
    assert all(each.holders % 100 == 0 for each in follows)
    xiongan = next(each for each in follows if each.cause == "D04")
    assert xiongan.holders == 300
    assert region.places.core6[xiongan.origins].all()
    assert region.places.ids[xiongan.destination] == "xiongan.rongcheng"


def test_those_who_did_not_go_are_due_again(region):
    ledger = start_ledger(region, scenario_of())
    for year in (2024, 2025, 2026):
        advance(ledger, year, {"D04": 1000} if year == 2024 else {})
    asked = {each.cause: each.holders for each in requests(ledger, 2026, 1)}
    settle_ledger(ledger, {}, 2026)
    assert {each.cause: each.holders for each in requests(ledger, 2026, 1)} == asked


def test_nobody_follows_where_nobody_may_move(region):
    ledger = start_ledger(region, scenario_of())
    before = ledger.totals()["follows"]
    live(ledger, 100, range(2021, 2056), share=0.0)
    assert ledger.totals()["follows"] == before
    assert ledger.totals()["hired_locally"] > ledger.totals()["commutes"]


def test_the_lever_of_following_scales_it(region):
    scenario = scenario_of(relocation={"follow": 0.0})
    ledger = live(start_ledger(region, scenario), 1, range(2021, 2040))
    assert ledger.totals()["follows"] == 0


def test_states_by_place_sum_to_the_totals(region):
    ledger = live(start_ledger(region, scenario_of()), 1, range(2021, 2031))
    for state, name in enumerate(STATES):
        by_place = ledger.by_place(state)
        assert by_place.shape == (199, 12)
        assert by_place.sum() == ledger.totals()[name]
        np.testing.assert_array_equal(ledger.at_places()[state], by_place.sum(axis=1))


def test_the_audit_names_a_job_that_is_added_by_hand(region):
    ledger = start_ledger(region, scenario_of())
    ledger.states[0, VACANT] += 1
    with pytest.raises(LedgerError, match=r"2020: D01: states sum to 12001, jobs are 12000: follows"):
        audit_ledger(ledger, 2020)


def test_the_audit_names_a_move_that_did_not_happen(region):
    ledger = start_ledger(region, scenario_of())
    with pytest.raises(LedgerError, match="2023: D02: 0 jobs in the ledger, 5000 were to move"):
        audit_ledger(ledger, 2023)
    audit_ledger(ledger, 2023, {"D02": 5000})


def test_more_followers_than_were_asked_are_refused(region):
    ledger = start_ledger(region, scenario_of())
    advance(ledger, 2021, {})
    asked = requests(ledger, 2021, 1)
    with pytest.raises(LedgerError, match="D01"):
        settle_ledger(ledger, {"D01": asked[0].holders + 1}, 2021)
    with pytest.raises(LedgerError, match="there is no such move"):
        settle_ledger(ledger, {"D99": 1}, 2021)


def test_one_in_ten_of_those_who_stay_behind_leaves_the_job(region):
    scenario = scenario_of(relocation={"follow": 0.0, "directed": [{"id": "X", "jobs": 1000, "start": 2021}]})
    ledger = start_ledger(region, scenario)
    held = []
    for year in range(2021, 2027):
        advance(ledger, year, {"X": 1000} if year == 2021 else {})
        held.append(int(ledger.of_move("X")[[COMMUTES, TWO_PLACES]].sum()))
    assert np.allclose(held, 1000 * 0.9 ** np.arange(6), atol=3)


def test_of_ten_vacant_jobs_eight_are_filled_a_year_and_seven_in_ten_of_these_by_people_near(region):
    scenario = scenario_of(relocation={"follow": 0.0, "directed": [{"id": "X", "jobs": 10_000, "start": 2021}]})
    ledger = start_ledger(region, scenario)
    advance(ledger, 2021, {"X": 10_000})
    advance(ledger, 2022, {})
    states = ledger.of_move("X")
    assert abs(states[VACANT] - 200) <= 2
    assert abs(states[LOCAL] - 560) <= 2
    assert abs(states[IN_MIGRANT] - 240) <= 2


def test_followers_give_up_their_second_home_before_others_their_commute(region, conditions):
    ledger = start_ledger(region, scenario_of())
    update_commute(ledger, conditions.minutes)
    advance(ledger, 2025, {"D05": 1000})
    before = ledger.of_move("D05")
    few = int(before[TWO_PLACES]) // 2
    ledger.asked = {"D05": few}
    advance(ledger, 2026, {})
    before = ledger.of_move("D05")
    settle_ledger(ledger, {"D05": few}, 2026)
    after = ledger.of_move("D05")
    assert few > 0
    assert after[FOLLOWS] - before[FOLLOWS] == before[TWO_PLACES] - after[TWO_PLACES] == few
    assert after[COMMUTES] == before[COMMUTES]


def test_jobs_moved_in_the_start_year_are_in_the_commuting_frozen_then(region):
    order = {
        "id": "X",
        "jobs": 1000,
        "start": 2020,
        "years": 1,
        "sector": "finance",
        "from": "beijing",
        "to": "xiongan",
    }
    plain, ledger = (start_ledger(region, scenario_of(relocation={"directed": rows})) for rows in ([], [order]))
    assert holders_of(ledger, 2019).work.sum() == holders_of(plain, 2019).work.sum() + 1000
    for name in ("work", "home"):
        mine, other = (getattr(holders_of(each, 2020), name) for each in (ledger, plain))
        assert np.array_equal(mine, other)
        assert mine.sum() == 0


def test_a_new_line_turns_two_homes_into_commutes_and_holds_followers_back(region, conditions):
    def run(minutes):
        ledger = start_ledger(region, scenario_of())
        for year in range(2021, 2034):
            if year == 2027:
                update_commute(ledger, minutes)
            advance(ledger, year, {"D05": 1000} if year == 2025 else {})
            settle_ledger(ledger, {each.cause: each.holders for each in requests(ledger, year, 1)}, year)
        return ledger.of_move("D05")

    slow, fast = run(conditions.minutes), run(conditions.minutes * 0.4)
    assert fast[COMMUTES] > slow[COMMUTES]
    assert fast[TWO_PLACES] < slow[TWO_PLACES] + 1
    assert fast[FOLLOWS] < slow[FOLLOWS]


def test_holders_are_counted_once_at_work_and_once_at_home(region):
    ledger = live(start_ledger(region, scenario_of()), 1, range(2021, 2031))
    held = holders_of(ledger)
    work, home = held.work, held.home
    totals = ledger.totals()
    assert work.sum() == totals["follows"] + totals["commutes"] + totals["two_places"]
    assert np.array_equal(work.sum(axis=0), home.sum(axis=0))
    xiongan = region.places.index("xiongan.rongcheng")
    assert home[xiongan].sum() < work[xiongan].sum()
    assert (home >= 0).all()
    late = holders_of(ledger, 2020)
    late_work, late_home = late.work, late.home
    assert np.array_equal(late_work.sum(axis=0), late_home.sum(axis=0))
    assert late_work.sum() < work.sum()
    assert late_work[region.places.index("beijing.fengtai")].sum() == 0


@settings(deadline=None, max_examples=30)
@given(
    scale=some.sampled_from([1, 10, 100, 1000]),
    shares=some.lists(some.floats(0, 1), min_size=20, max_size=20),
    minutes=some.lists(some.floats(0.2, 3), min_size=20, max_size=20),
    follow=some.floats(0, 1.6),
)
def test_the_states_balance_whatever_people_do_and_however_long_the_way(
    region, conditions, scale, shares, minutes, follow
):
    ledger = start_ledger(region, scenario_of(relocation={"follow": follow}))
    for year, share, factor in zip(range(2021, 2041), shares, minutes, strict=True):
        update_commute(ledger, conditions.minutes * factor)
        live(ledger, scale, [year], share)
    assert ledger.states.sum() == sum(move.order.jobs for move in ledger.moves)
