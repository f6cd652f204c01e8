"""Contracts are fitted to 2013-2020 alone, answer their levers, and do nothing without one."""

from collections.abc import Callable

import numpy as np
import pytest

from model.economy.contracts import (
    ContractBase,
    Contracts,
    fit_contracts,
    knowledge_path,
    lever_factor,
    renew_contracts,
    start_contracts,
)
from model.region.links import FIT_YEARS, YEARS
from model.region.region import Region
from model.scenario.schema.base import Dated
from model.scenario.schema.innovation import Innovation
from model.scenario.schema.scenario import Scenario

Start = tuple[ContractBase, Contracts, dict[str, np.ndarray]]


@pytest.fixture(scope="module")
def start(region: Region, minutes: np.ndarray) -> Start:
    province = region.places.province
    state = {
        "high_tech": np.rint(region.economy.prices.research * 3).astype(np.int64),
        "gdp": region.economy.gdp[2020].sum(axis=1),
        "minutes": minutes,
        "border": (province[:, None] != province[None, :]).astype(float),
    }
    base, contracts = start_contracts(**state, region=region, year=2020)
    return base, contracts, state


@pytest.fixture
def renew(start: Start, region: Region) -> Callable[..., Contracts]:
    base, contracts, state = start

    def make(innovation: Innovation | None = None, **changed: np.ndarray) -> Contracts:
        scenario = Scenario().model_copy(update={"innovation": innovation or Innovation()})
        return renew_contracts(contracts, base, **{**state, **changed}, region=region, scenario=scenario, year=2021)

    return make


def to_core(region: Region, minutes: np.ndarray) -> np.ndarray:
    return minutes[:, region.places.core6].min(axis=1)


def test_the_factor_is_that_of_least_squares_up_to_2020(region: Region, minutes: np.ndarray) -> None:
    fitted = fit_contracts(region, to_core(region, minutes))[: len(FIT_YEARS)]
    assert FIT_YEARS[-1] == 2020
    assert region.links.contracts.size == 8
    residual = region.links.contracts - fitted
    assert float((residual * fitted).sum()) == pytest.approx(0.0, abs=1e-6)
    assert np.abs(fitted / region.links.contracts - 1.0).max() < 0.2


def test_the_flat_years_that_were_held_out_are_missed_and_the_level_of_2023_is_not(
    region: Region, minutes: np.ndarray
) -> None:
    rule = dict(zip(YEARS, fit_contracts(region, to_core(region, minutes)), strict=True))
    assert rule[2022] / 365.9 > 1.3
    assert rule[2023] / 748.7 == pytest.approx(1.0, abs=0.2)


def test_contracts_of_the_start_are_those_of_the_fit_whatever_the_firms(
    start: Start, region: Region, minutes: np.ndarray
) -> None:
    _, contracts, state = start
    fitted = fit_contracts(region, to_core(region, minutes))[YEARS.index(2020)]
    assert contracts.received.sum() == pytest.approx(fitted)
    coarse = start_contracts(**{**state, "high_tech": state["high_tech"] // 100 * 100}, region=region, year=2020)[1]
    assert coarse.received.sum() == pytest.approx(fitted)


def test_beijing_receives_none_and_every_other_place_some(start: Start, region: Region) -> None:
    received, beijing = start[1].received, region.places.province == 0
    assert not received[beijing].any()
    assert (received[~beijing] > 0).all()


def test_without_a_lever_what_is_received_is_the_usual_bit_for_bit(renew: Callable[..., Contracts]) -> None:
    for innovation in (Innovation(), Innovation(absorption_investment={"hebei": 1.0})):
        contracts = renew(innovation)
        np.testing.assert_array_equal(contracts.received, contracts.usual)


def test_intensity_multiplies_from_its_year_on(renew: Callable[..., Contracts]) -> None:
    plain, twice = renew(), renew(Innovation(contract_intensity=Dated(1.0, {2021: 2.0})))
    np.testing.assert_array_equal(twice.received, 2.0 * plain.received)
    np.testing.assert_array_equal(twice.usual, plain.usual)
    later = renew(Innovation(contract_intensity=Dated(1.0, {2022: 2.0})))
    np.testing.assert_array_equal(later.received, plain.received)


def test_absorption_acts_where_it_is_and_with_the_power_of_research(
    renew: Callable[..., Contracts], region: Region
) -> None:
    plain, more = renew(), renew(Innovation(absorption_investment={"tianjin": 2.0}))
    here = region.places.province == 1
    np.testing.assert_allclose(more.received[here], 2.0**0.4 * plain.received[here])
    np.testing.assert_array_equal(more.received[~here], plain.received[~here])


def test_the_bonus_is_for_the_corridor_of_innovation_or_the_axes_of_the_scenario(region: Region) -> None:
    levers = Scenario().model_copy(update={"innovation": Innovation(corridor_bonus=0.5)})
    factor = lever_factor(region, levers)
    places = region.places
    on, off = places.members("xiongan"), places.members("handan")
    np.testing.assert_allclose(factor[on], np.exp(0.5))
    np.testing.assert_array_equal(factor[off], 1.0)
    own = levers.places.model_copy(update={"corridors": {"south": ("handan",)}})
    factor = lever_factor(region, levers.model_copy(update={"places": own}))
    np.testing.assert_array_equal(factor[on], 1.0)
    np.testing.assert_allclose(factor[off], np.exp(0.5))


def test_a_border_cut_and_a_faster_way_bring_more(renew: Callable[..., Contracts], start: Start) -> None:
    state = start[2]
    plain = renew()
    cut = renew(border=state["border"] * 0.5)
    assert cut.received.sum() == pytest.approx(np.exp(0.45) * plain.received.sum())
    np.testing.assert_array_equal(cut.usual, plain.usual)
    faster = renew(minutes=state["minutes"] * 0.5)
    assert faster.received.sum() == pytest.approx(2**0.15 * plain.received.sum())


def test_firms_with_the_title_draw_contracts(renew: Callable[..., Contracts], start: Start) -> None:
    more = renew(high_tech=start[2]["high_tech"] * 2)
    assert 1.3 < more.received.sum() / renew().received.sum() < 2**0.6


def test_knowledge_fades_and_is_fed_by_research_and_contracts(renew: Callable[..., Contracts], start: Start) -> None:
    base, before, _ = start
    after = renew(Innovation(contract_intensity=Dated(3.0)))
    np.testing.assert_allclose(after.knowledge, 0.85 * before.knowledge + base.research + 0.2 * after.received)


def test_knowledge_of_the_provinces_is_the_sum_of_what_is_left_of_their_research(region: Region) -> None:
    path = knowledge_path(region.links)
    np.testing.assert_allclose(path[:, 1], 0.85 * path[:, 0] + region.links.research[:, 1])
    assert (np.diff(path, axis=1) > 0).all()
