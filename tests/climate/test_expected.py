"""Expected impact: equal to the whole sum over the catalogue, and to the mean of the years drawn from it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from model.climate.catalogue import Catalogue
from model.climate.expected import Floods
from model.climate.flooding import flood, upstream_periods
from model.climate.impact import expected_impact, realised_impact
from model.climate.pathway import multipliers
from model.climate.rain import rain_factor, rate_of_rain
from model.climate.weather import storms_of_year
from model.climate.zones import Zones
from model.randomness.draws import keys_of
from model.region.climate import ClimateTables
from model.region.vulnerability import TERRAINS
from model.scenario.schema.adaptation import Adaptation, ProtectionStandard
from model.scenario.schema.base import Dated
from model.scenario.schema.climate import Climate
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

SETTINGS = {
    "plain": Scenario(climate=Climate(pathway="high")),
    "heavier rain": Scenario(climate=Climate(pathway="high", rate_share=0.25)),
    "tail up": Scenario(climate=Climate(pathway="high", tail_scaling=60.0, rate_share=0.5)),
    "tail down": Scenario(climate=Climate(pathway="high", tail_scaling=-20.0)),
    "overdispersed": Scenario(climate=Climate(pathway="high", overdispersion_k=5.0, rate_share=0.5)),
    "no upstream": Scenario(climate=Climate(upstream_weight=0.0)),
    "low standards": Scenario(
        adaptation=Adaptation(protection_standard=ProtectionStandard(overrides={"baoding": Dated(2.0)}))
    ),
    "dry detention": Scenario(adaptation=Adaptation(use_detention=False)),
}


def whole_sum(floods: Floods, scenario: Scenario, year: int, number: float, weight: float) -> tuple[Floats, Floats]:
    """lambda0 m / K x the sum over every event and place, none left out."""
    catalogue, tables, k = floods.catalogue, floods.tables, scenario.climate.overdispersion_k
    factor = rain_factor(tables.rain24, weight, k)
    periods = []
    for gev, ranks in ((tables.rain24, catalogue.rank24), (tables.rain72, catalogue.rank72)):
        rates = catalogue.rates[ranks]
        if weight != 1.0:
            gentle = np.maximum(rates, 1e-12)
            tau = gentle if k is None else k * np.log1p(gentle / k)
            rain = gev.location + gev.scale / gev.shape * (tau**-gev.shape - 1)
            rates = rate_of_rain(gev, factor * rain, k)
        periods.append(1 / rates)
    own = np.where(tables.short_rain, np.maximum(*periods), periods[1])
    reach = upstream_periods(tables, scenario.climate.upstream_weight, periods[1])
    place = np.tile(np.arange(199), catalogue.size)
    shares, damage = flood(
        floods.rules(scenario, year),
        place,
        own.ravel(),
        np.maximum(own, reach).ravel(),
        np.maximum(periods[1], reach).ravel(),
    )
    rate = catalogue.master_rate * number / catalogue.size
    shape = (catalogue.size, 199, 3)
    return (
        rate * shares.reshape(shape).sum(axis=0),
        rate * (shares * damage[:, None]).reshape(shape).sum(axis=0),
    )


@pytest.mark.parametrize("name", SETTINGS)
def test_the_quick_sum_is_the_whole_sum(few_floods: Floods, name: str) -> None:
    scenario = SETTINGS[name]
    factors = multipliers(scenario.climate, few_floods.tables, 2050)
    quick = few_floods.expected(scenario, 2050)
    affected, damaged = whole_sum(few_floods, scenario, 2050, factors.tail_number, factors.tail_weight)
    assert np.allclose(quick.affected, affected, rtol=1e-9, atol=1e-15)
    assert np.allclose(quick.damaged, damaged, rtol=1e-9, atol=1e-15)
    assert affected.sum() > 0


@pytest.mark.parametrize("name", ["plain", "tail up", "overdispersed"])
def test_mean_realised_impact_equals_expected_per_terrain(
    floods: Floods, zones: Zones, people: Floats, capital: Floats, name: str
) -> None:
    scenario, years = SETTINGS[name], 2000
    expected = expected_impact(floods, zones, people, capital, scenario, 2050)
    totals = {figure: np.zeros((years, 199)) for figure in ("affected", "affected_65p", "loss", "deaths", "evacuated")}
    for seed in range(years):
        storms = storms_of_year(floods.catalogue, floods.tables, scenario.climate, 2050, keys_of(seed))
        impact = realised_impact(storms, floods, zones, people, capital, scenario)
        for figure, total in totals.items():
            total[seed] = getattr(impact, figure).sum(axis=0)
    for figure, total in totals.items():
        for terrain in range(len(TERRAINS)):
            inside = floods.tables.terrain == terrain
            yearly = total[:, inside].sum(axis=1)
            error = yearly.std(ddof=1) / np.sqrt(years)
            assert abs(yearly.mean() - getattr(expected, figure)[0, inside].sum()) < 3 * error, TERRAINS[terrain]


@pytest.mark.parametrize("name", ["plain", "heavier rain", "dry detention"])
def test_each_storm_does_what_the_sum_holds_for_it(
    floods: Floods, zones: Zones, people: Floats, capital: Floats, name: str
) -> None:
    """No chance in it: the storm drawn and the event summed are flooded alike, place by place."""
    scenario = SETTINGS[name]
    pairs, rules = floods.pairs(scenario, 2050), floods.rules(scenario, 2050)
    shares, damage = flood(rules, pairs.place, pairs.period, pairs.river, pairs.fill)
    flooded = 0
    for seed in range(60):
        storms = storms_of_year(floods.catalogue, floods.tables, scenario.climate, 2050, keys_of(seed))
        impact = realised_impact(storms, floods, zones, people, capital, scenario)
        for storm, event in enumerate(storms.index):
            rows = slice(*np.searchsorted(pairs.event, [event, event + 1]))
            zone_share = np.zeros((199, 3))
            zone_share[pairs.place[rows]] = shares[rows]
            ratio = np.zeros(199)
            ratio[pairs.place[rows]] = damage[rows]
            assert np.allclose(impact.zone_share[storm], zone_share, rtol=1e-9, atol=1e-14)
            loss = (zone_share * zones.shares).sum(axis=1) * ratio * capital
            assert np.allclose(impact.loss[storm], loss, rtol=1e-9, atol=1e-12)
            flooded += int(zone_share.any())
    assert flooded > 100


def test_a_tail_of_zero_is_the_control_and_a_falling_tail_is_below(
    floods: Floods, zones: Zones, people: Floats, capital: Floats
) -> None:
    def loss(**levers: object) -> float:
        scenario = Scenario(climate=Climate(**levers))  # type: ignore[arg-type]
        return float(expected_impact(floods, zones, people, capital, scenario, 2050).loss.sum())

    control = loss(pathway="control")
    assert loss(pathway="high", tail_scaling=0.0) == control
    assert loss(pathway="high", tail_scaling=-10.0) < control < loss(pathway="high", tail_scaling=10.0)
    assert loss(pathway="high") == pytest.approx(1.27 * control, rel=1e-12)
    assert loss(pathway="high", rate_share=0.0) > loss(pathway="high")


def test_what_is_remembered_is_what_is_computed(
    catalogue: Catalogue, tables: ClimateTables, floods: Floods, zones: Zones
) -> None:
    """A year's sums do not depend on the years that were asked for before."""
    scenario = SETTINGS["heavier rain"]
    for year in (2021, 2028, 2050, 2028):
        floods.expected(scenario, year)
    floods.expected(SETTINGS["low standards"], 2028)
    fresh = Floods(catalogue, tables, floods.places, zones.base_shares)
    for name in ("heavier rain", "low standards", "plain"):
        again, new = floods.expected(SETTINGS[name], 2028), fresh.expected(SETTINGS[name], 2028)
        assert np.allclose(again.affected, new.affected, rtol=1e-13)


def test_only_places_whose_rules_change_are_summed_anew_and_the_sums_are_the_same_bits(
    catalogue: Catalogue, tables: ClimateTables, floods: Floods, zones: Zones
) -> None:
    scenario = SETTINGS["plain"]
    warm = Floods(catalogue, tables, floods.places, zones.base_shares)
    before = warm.expected(scenario, 2023)
    for year in (2024, 2027):
        own = Floods(catalogue, tables, floods.places, zones.base_shares).expected(scenario, year)
        again = warm.expected(scenario, year)
        assert np.array_equal(again.affected, own.affected)
        assert np.array_equal(again.damaged, own.damaged)
        assert (own.affected != before.affected).any(), "sponge works change nothing, so nothing is tested"


def test_the_long_run_stays_where_it_was(floods: Floods, zones: Zones, people: Floats) -> None:
    per_head = np.array([20.0, 12.3, 5.94])[floods.places.province]
    capital = 3 * per_head * people.sum(axis=(1, 2)) / 1e4
    scenario = Scenario(climate=Climate(pathway="control", upstream_weight=0.0))
    year = expected_impact(floods, zones, people, capital, scenario, 2023)
    assert year.loss.sum() == pytest.approx(130, rel=0.05)
    assert year.affected.sum() == pytest.approx(0.95e6, rel=0.06)
