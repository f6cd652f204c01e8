"""Subsidies: what a city gains, its neighbours lose; who agrees pays no more than who competes."""

from dataclasses import replace

import numpy as np
import pytest

from model.firms.relocation.appeal import STAYING_IN_REGION
from model.governments.subsidies import (
    ELIGIBLE,
    FOOTLOOSE,
    Market,
    agreed_rates,
    arrivals,
    attraction,
    best_rates,
    cost,
    footloose_share,
    gain,
    lift,
    next_rates,
)

MAX = 0.1


def market_like(number):
    """A made-up market; the numbers only have to be unlike each other."""
    wave = np.abs(np.sin(np.arange(1, 14 * 12 + 1).reshape(14, 12) * (number + 0.7)))
    share = STAYING_IN_REGION * (wave + 0.05) / (wave + 0.05).sum(axis=0)
    wage = 1.0 + np.roll(wave, number)
    return Market(
        share=share,
        jobs=np.where(ELIGIBLE, 1.0 + wave[0], 0.0),
        worth=wage * (0.1 + 0.8 * np.roll(wave, 3)),
        wage=wage,
        pays=np.arange(14) > 0,
        weight=5.0,
    )


MARKETS = [market_like(number) for number in range(12)]
NOBODY = np.zeros(14)


@pytest.mark.parametrize("market", MARKETS)
def test_more_from_one_city_means_more_firms_there_and_fewer_everywhere_else(market):
    low, high = NOBODY.copy(), NOBODY.copy()
    low[4], high[4] = 0.02, 0.08
    change = (arrivals(market, high) - arrivals(market, low))[:, ELIGIBLE]
    assert (change[4] > 0).all()
    assert (np.delete(change, 4, axis=0) < 0).all()
    assert (change.sum(axis=0) > 0).all(), "the rest of China loses some"


def test_when_all_pay_the_same_cities_gain_from_outside_alone():
    market = MARKETS[0]
    lifted = lift(market, np.full(14, MAX))
    assert np.ptp(lifted) == pytest.approx(0.0)
    growth = np.exp(5.0 * MAX)
    assert lifted[0, 0] == pytest.approx(growth / (1 + STAYING_IN_REGION * (growth - 1)))


def test_rates_of_zero_change_nothing_at_all():
    assert (lift(MARKETS[1], NOBODY) == 1.0).all()
    assert (attraction(MARKETS[1], NOBODY) == 0.0).all()


def test_entry_moves_by_its_footloose_part():
    rates = np.where(np.arange(14) == 3, MAX, 0.0)
    market = MARKETS[2]
    factor = np.exp(attraction(market, rates))
    assert factor[:, ELIGIBLE] == pytest.approx(1 + FOOTLOOSE * (lift(market, rates)[:, ELIGIBLE] - 1))
    assert (factor[:, ~ELIGIBLE] == 1.0).all()
    chosen = footloose_share(market, rates)
    assert (chosen[3, ELIGIBLE] > FOOTLOOSE).all()
    assert (chosen[2, ELIGIBLE] < FOOTLOOSE).all()


@pytest.mark.parametrize("market", MARKETS)
def test_the_best_answer_is_no_worse_than_any_other_rate(market):
    others = np.linspace(0.0, MAX, 14)
    best = best_rates(market, others, MAX)
    for city in range(1, 14):
        found = [gain(market, np.where(np.arange(14) == city, rate, others))[city] for rate in np.linspace(0, MAX, 6)]
        mine = gain(market, np.where(np.arange(14) == city, best[city], others))[city]
        assert mine == pytest.approx(max(found))
    assert best[0] == 0.0


def settled(market, mode, coordination=0.0, years=12):
    rates = NOBODY
    for _ in range(years):
        rates = next_rates(market, rates, mode, coordination, MAX)
    return rates


@pytest.mark.parametrize("market", MARKETS)
def test_who_cooperates_never_pays_more_than_who_competes(market):
    compete, cooperate = (settled(market, mode) for mode in ("compete", "cooperate"))
    assert (cooperate <= compete + 1e-12).all()
    assert cost(market, cooperate).sum() <= cost(market, compete).sum() + 1e-12


@pytest.mark.parametrize("market", MARKETS)
def test_who_cooperates_gains_no_less_together(market):
    compete, cooperate = (settled(market, mode) for mode in ("compete", "cooperate"))
    assert gain(market, cooperate).sum() >= gain(market, compete).sum() - 1e-12


def test_some_cities_pay_when_they_compete_and_not_when_they_agree():
    assert any((settled(market, "compete") > settled(market, "cooperate") + 0.01).any() for market in MARKETS)


def test_agreed_rates_stay_below_what_a_city_would_pay_by_itself():
    market = MARKETS[5]
    best = best_rates(market, NOBODY, MAX)
    assert (agreed_rates(market, NOBODY, best, MAX) <= best).all()


def test_coordination_lies_between_competing_and_cooperating():
    market = next(m for m in MARKETS if (settled(m, "compete") > settled(m, "cooperate") + 0.01).any())
    first = [next_rates(market, NOBODY, "compete", c, MAX) for c in (0.0, 0.5, 1.0)]
    assert first[1] == pytest.approx((first[0] + first[2]) / 2)
    assert first[2] == pytest.approx(next_rates(market, NOBODY, "cooperate", 0.0, MAX))


def test_rates_move_halfway():
    market = replace(MARKETS[0], worth=MARKETS[0].wage * 10.0)
    first = next_rates(market, NOBODY, "compete", 0.0, MAX)
    second = next_rates(market, first, "compete", 0.0, MAX)
    assert first[1:] == pytest.approx(MAX / 2)
    assert second[1:] == pytest.approx(MAX * 3 / 4)


def test_without_a_highest_rate_there_is_none():
    assert (next_rates(MARKETS[0], NOBODY, "compete", 0.3, 0.0) == 0.0).all()
