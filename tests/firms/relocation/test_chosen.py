import dataclasses

import numpy as np
import pytest

from model.firms.relocation.appeal import NEST_SCALE, STAYING_IN_REGION, appeal_of, freeze_location, log_odds
from model.firms.relocation.choice import choice_draws, choose_places
from model.firms.relocation.chosen import apply_chosen
from model.firms.relocation.flows import OUTSIDE
from model.randomness.draws import draws_u32
from model.randomness.registry import FIRM_CHOOSE_PLACE, Draw
from model.region.names import SECTORS

from .samples import same_firms, scenario_of, units_of

PUBLIC = SECTORS.index("public_services")


@pytest.fixture(scope="module")
def base(region, conditions, stock):
    return freeze_location(stock(100), conditions, region, scenario_of())


@pytest.fixture(scope="module")
def moved(base, region, conditions, keys, stock):
    """Ten years of chosen moves on a stock that stays as it is."""

    def run(conditions=conditions, years=range(2021, 2031), **relocation):
        scenario = scenario_of(relocation=relocation)
        parts = []
        for year in years:
            firms = stock(100)
            appeal = appeal_of(conditions, region, scenario, year, base.outside)
            parts.append(apply_chosen(firms, firms.alive(), base, appeal, region, scenario, year, keys.dynamics)[0])
        return parts

    return run


def test_one_beijing_firm_in_a_thousand_leaves_a_year(moved, region, stock):
    firms = stock(100)
    alive = firms.alive()
    beijing = region.places.members("beijing")
    units = firms.weight[alive][np.isin(firms.place[alive], beijing)].sum(dtype=np.int64)
    left = [np.isin(part.origin, beijing).sum() for part in moved()]
    assert np.mean(left) == pytest.approx(0.001 * units, rel=0.05)


def test_the_share_that_stays_in_the_region_is_that_of_2018(moved, region):
    beijing = region.places.members("beijing")
    parts = moved()
    leaving = np.concatenate([part.destination[np.isin(part.origin, beijing)] for part in parts])
    assert np.mean(leaving < OUTSIDE) == pytest.approx(STAYING_IN_REGION, abs=0.02)


def test_a_mover_leaves_its_city(moved, region):
    for part in moved():
        inside = part.destination < OUTSIDE
        assert (region.places.city[part.origin[inside]] != region.places.city[part.destination[inside]]).all()
        assert (part.sector != PUBLIC).all()


def test_no_rate_no_moves(moved, base, region, conditions, keys, stock):
    assert all(part.origin.size == 0 for part in moved(voluntary_rate=0.0))
    firms = stock(100)
    scenario = scenario_of(relocation={"voluntary_rate": 0.0})
    appeal = appeal_of(conditions, region, scenario, 2021, base.outside)
    apply_chosen(firms, firms.alive(), base, appeal, region, scenario, 2021, keys.dynamics)
    assert same_firms(firms, stock(100))


def test_units_that_leave_the_region_are_gone_and_no_others(base, region, conditions, keys, stock):
    firms = stock(100)
    units = units_of(firms)
    appeal = appeal_of(conditions, region, scenario_of(), 2021, base.outside)
    moves, came = apply_chosen(firms, firms.alive(), base, appeal, region, scenario_of(), 2021, keys.dynamics)
    assert units_of(firms) == units - (moves.destination == OUTSIDE).sum()
    inside = moves.destination < OUTSIDE
    assert sorted(firms.place[came]) == sorted(moves.destination[inside])


def test_a_place_that_loses_appeal_loses_more_firms(moved, region, conditions):
    beijing = region.places.members("beijing")
    worse = conditions.services.copy()
    worse[beijing] -= 1.0
    left = sum(np.isin(part.origin, beijing).sum() for part in moved())
    more = sum(np.isin(p.origin, beijing).sum() for p in moved(dataclasses.replace(conditions, services=worse)))
    assert more == pytest.approx(left * np.exp(0.3), rel=0.1)


def test_the_base_is_blind_to_plans_and_the_appeal_is_not(region, conditions, stock, base):
    plans = scenario_of(places={"specialisation": {"tianjin.binhai": ["ict"]}, "gateways": {"handan": 2.0}})
    frozen = freeze_location(stock(100), conditions, region, plans)
    assert np.array_equal(frozen.outside, base.outside)
    assert np.array_equal(frozen.away, base.away)
    plain = appeal_of(conditions, region, scenario_of(), 2025, base.outside)
    bent = appeal_of(conditions, region, plans, 2025, base.outside)
    changed = plain.order[(plain.place != bent.place).any(axis=0)]
    expected = {region.places.index("tianjin.binhai"), *region.places.members("handan")}
    assert set(changed) == expected


def test_at_the_base_nothing_changes_the_rate(region, conditions, base):
    appeal = appeal_of(conditions, region, scenario_of(), 2020, base.outside)
    assert np.allclose(log_odds(appeal, region.places), base.away, atol=1e-12)


def test_a_stricter_list_keeps_firms_out_but_drives_none_away(region, conditions, base):
    strict = {name: {"core6": 1.0, "outer": 1.0} for name in SECTORS}
    plain = log_odds(appeal_of(conditions, region, scenario_of(), 2025, base.outside), region.places)
    barred = log_odds(
        appeal_of(conditions, region, scenario_of(negative_list=strict), 2025, base.outside), region.places
    )
    beijing = region.places.members("beijing")
    elsewhere = np.setdiff1d(np.arange(199), beijing)
    assert np.array_equal(plain[beijing], barred[beijing])
    assert (barred[elsewhere] < plain[elsewhere]).all()


def test_choices_follow_the_nested_logit(region, conditions, base, keys):
    """Against the probabilities written out: P(c) P(q | c) with log-sums of scale 0.6."""
    appeal = appeal_of(conditions, region, scenario_of(), 2025, base.outside)
    number, origin, sector = 40_000, region.places.index("beijing.fengtai"), SECTORS.index("manuf_general")
    ids = np.arange(number, dtype=np.uint64)
    own = np.full(number, 0)
    chosen = choose_places(
        ids,
        np.full(number, origin),
        np.full(number, sector),
        appeal,
        2025,
        keys.dynamics,
        closed_city=own,
    )
    utility = np.empty(199)
    utility[appeal.order] = NEST_SCALE * np.log(appeal.place[sector] * appeal.link[origin])
    city = region.places.city
    inclusive = np.array([NEST_SCALE * np.log(np.exp(utility[city == c] / NEST_SCALE).sum()) for c in range(14)])
    weight = np.append(np.exp(inclusive), appeal.outside[sector])
    weight[0] = 0.0
    within = np.array([np.exp(utility[q] / NEST_SCALE - inclusive[city[q]] / NEST_SCALE) for q in range(199)])
    expected = np.append(within * weight[city], weight[14]) / weight.sum() * number
    observed = np.bincount(chosen, minlength=200)
    often = expected > 5
    chi2 = ((observed[often] - expected[often]) ** 2 / expected[often]).sum()
    assert chi2 < often.sum() + 4 * np.sqrt(2 * often.sum())
    assert observed[expected == 0].sum() == 0


def test_a_border_and_a_longer_way_repel(region, conditions, base):
    def share(**changes):
        appeal = appeal_of(dataclasses.replace(conditions, **changes), region, scenario_of(), 2025, base.outside)
        cities = appeal.cities(appeal.places(np.array([0]), np.array([5])), np.array([5]))[0]
        return cities[1:14].sum() / cities[1:].sum()

    assert share(border=conditions.border * 2) < share() < share(border=conditions.border * 0)
    assert share(minutes=conditions.minutes * 2) < share()


def test_the_outside_gains_what_its_appeal_gains(region, conditions, base):
    plain = appeal_of(conditions, region, scenario_of(), 2025, base.outside).outside
    grown = dataclasses.replace(conditions, outside_appeal=0.5)
    assert np.allclose(appeal_of(grown, region, scenario_of(), 2025, base.outside).outside, plain * np.exp(0.5))


@pytest.mark.parametrize("number", [0, 3, 4, 17, 198])
def test_an_alternative_keeps_its_draw_whatever_the_others_are(keys, number):
    ids = np.arange(50, dtype=np.uint64) * np.uint64(977)
    alone = choice_draws(ids, np.array([number]), 2030, FIRM_CHOOSE_PLACE, keys.dynamics)[:, 0]
    among = choice_draws(ids, np.arange(199), 2030, FIRM_CHOOSE_PLACE, keys.dynamics)[:, number]
    lane = Draw(FIRM_CHOOSE_PLACE.kind, FIRM_CHOOSE_PLACE.number + number // 4, number % 4)
    assert np.array_equal(alone, among)
    assert np.array_equal(alone, draws_u32(ids, 2030, lane, keys.dynamics))
