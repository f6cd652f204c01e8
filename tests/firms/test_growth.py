"""How firms that go on grow."""

from collections.abc import Callable

import numpy as np
import pytest

from model.firms.columns import PERSON, Firms
from model.firms.life import live_firms
from model.firms.turnover import Turnover, mean_drift
from model.randomness.draws import Keys, draws_u32
from model.randomness.registry import FIRM_GROWTH_SIGN, FIRM_GROWTH_SIZE

Make = Callable[..., object]


def firms_of(number: int, size: float, place: int = 3, sector: int = 5) -> Firms:
    firms = Firms(number)
    slots = firms.free_slots(number)
    firms.id[slots] = np.arange(number, dtype=np.uint64) * 7919 + 13
    firms.place[slots], firms.sector[slots], firms.weight[slots] = place, sector, 1
    firms.desired[slots] = firms.staff[slots] = round(size * PERSON)
    return firms


def plan_with(drift: float, firms: Firms) -> Turnover:
    cells = np.full((199, 12), drift)
    nothing = np.zeros((199, 12))
    return Turnover(
        year=2021,
        exit_threshold=np.zeros(firms.used, np.uint32),
        drift=cells,
        entrants=nothing,
        opening=nothing.astype(np.int64),
        expected_exits=nothing,
        expected_entry=nothing,
        held_back=nothing,
        fill=nothing + 1.0,
    )


@pytest.mark.parametrize("size", [20.0, 400.0])
def test_the_mean_grows_by_the_drift(scenario_of: Make, keys: Keys, size: float) -> None:
    firms = firms_of(200_000, size)
    live_firms(firms, plan_with(0.02, firms), scenario_of(firms=1), 2021, keys)
    mean = firms.get("desired").mean() / PERSON
    error = size * 0.25 * size**-0.15 / np.sqrt(len(firms))
    assert abs(mean - size * np.exp(0.02)) < 4 * error


def test_shocks_are_laplace_with_a_spread_that_falls_with_size(scenario_of: Make, keys: Keys) -> None:
    spreads = []
    for size in (50.0, 5000.0):
        firms = firms_of(100_000, size)
        live_firms(firms, plan_with(0.0, firms), scenario_of(firms=1), 2021, keys)
        shock = np.log(firms.get("desired") / PERSON / size)
        spreads.append(shock.std())
        kurtosis = np.mean((shock - shock.mean()) ** 4) / shock.var() ** 2
        assert kurtosis == pytest.approx(6.0, abs=0.6)  # a normal law has 3
    assert spreads[0] == pytest.approx(0.25 * 50**-0.15, rel=0.02)
    assert spreads[1] == pytest.approx(0.25 * 5000**-0.15, rel=0.02)


def test_growth_equals_its_numpy_twin(scenario_of: Make, keys: Keys) -> None:
    firms = firms_of(5000, 3.0)
    ids = firms.get("id").copy()
    live_firms(firms, plan_with(-0.05, firms), scenario_of(firms=1), 2031, keys)
    size = (draws_u32(ids, 2031, FIRM_GROWTH_SIZE, keys.dynamics) + 0.5) / 2**32
    negative = draws_u32(ids, 2031, FIRM_GROWTH_SIGN, keys.dynamics) < 2**31
    shock = np.where(negative, 1.0, -1.0) * np.log(size) / np.sqrt(2.0)
    spread = 0.25 * 3.0**-0.15
    expected = np.maximum(3.0 * np.exp(-0.05 + mean_drift(np.array(3.0)) + spread * shock), 1.0) * PERSON
    assert np.abs(firms.get("desired") - expected).max() <= 0.51


def test_nobody_falls_below_one_person(scenario_of: Make, keys: Keys) -> None:
    firms = firms_of(10_000, 1.0)
    live_firms(firms, plan_with(-0.4, firms), scenario_of(firms=1), 2021, keys)
    assert firms.get("desired").min() == PERSON


def test_staff_is_not_touched_by_growth(scenario_of: Make, keys: Keys) -> None:
    firms = firms_of(1000, 30.0)
    live_firms(firms, plan_with(0.1, firms), scenario_of(firms=1), 2021, keys)
    assert (firms.get("staff") == 30 * PERSON).all()


def test_the_order_of_firms_does_not_matter(scenario_of: Make, keys: Keys) -> None:
    forward, backward = firms_of(1000, 30.0), firms_of(1000, 30.0)
    backward.id[:1000] = backward.id[:1000][::-1].copy()
    for firms in (forward, backward):
        live_firms(firms, plan_with(0.0, firms), scenario_of(firms=1), 2021, keys)
    np.testing.assert_array_equal(forward.get("desired"), backward.get("desired")[::-1])
