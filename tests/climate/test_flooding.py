"""The kernel against its formulas, written plainly for one place at a time."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from model.climate.flooding import (
    FloodRules,
    flood,
    flood_rules,
    sponge_coverage,
    standards,
    upstream_periods,
)
from model.climate.measures import Measures
from model.climate.weather import no_storms, with_replays
from model.climate.zones import Zones, start_zones
from model.region.climate import ClimateTables
from model.region.names import PROTECTED
from model.region.places import Places
from model.scenario.schema.adaptation import Adaptation, ProtectionStandard, ZoneStandard
from model.scenario.schema.base import Dated

Floats = NDArray[np.float64]
YEAR = 2023


@pytest.fixture(scope="module")
def rules(tables: ClimateTables, places: Places, zones: Zones) -> FloodRules:
    return flood_rules(tables, places, Adaptation(), zones.base_shares, YEAR)


@pytest.fixture(scope="module")
def pairs() -> tuple[NDArray[np.intp], Floats, Floats, Floats]:
    """Every place under storms of many sizes: place, T, R, R72."""
    generator = np.random.default_rng(1)
    place = np.repeat(np.arange(199), 60)
    longer = np.exp(generator.uniform(-1, 7, place.size))
    own = longer * np.where(generator.random(place.size) < 0.5, 1.0, np.exp(generator.uniform(0, 1, place.size)))
    reach = np.exp(generator.uniform(-1, 7, place.size)) * (generator.random(place.size) < 0.3)
    return place, own, np.maximum(own, reach), np.maximum(longer, reach)


def whole_place(rules: FloodRules, i: int, period: float, river: float, fill: float) -> tuple[float, float]:
    """Affected share and damage ratio of a whole place, as written in docs/climate.md."""

    def g(x: float) -> float:
        return 1 - 1 / x if x > 1 else 0.0

    onset = rules.onset[i] * (1 + rules.sponge[i] * np.clip((50 - period) / 50, 0, 1))
    share = rules.onset_place[i] * g(period / onset) + rules.beyond[i] * g(river / rules.standard[i, 0])
    phi = rules.detention[i] * np.clip(np.log(fill / 10) / np.log(10), 0, 1)
    share = phi + (1 - phi) * share
    depth = rules.depth[i] * max(np.log(river / rules.onset[i]), 0)
    if phi > 0:
        depth = max(depth, 1.5 * phi + depth * (1 - phi) * max(share - phi, 0) / share)
    return share, float(np.interp(depth, rules.curve_depth, rules.curve_damage))


def test_zones_sum_to_the_place_and_damage_is_that_of_the_place(
    rules: FloodRules, zones: Zones, pairs: tuple[NDArray[np.intp], Floats, Floats, Floats]
) -> None:
    shares, damage = flood(rules, *pairs)
    together = (shares * zones.base_shares[pairs[0]]).sum(axis=1)
    expected = np.array([whole_place(rules, *each) for each in zip(*pairs, strict=True)])
    assert np.allclose(together, expected[:, 0], rtol=1e-12, atol=1e-15)
    assert np.allclose(damage, expected[:, 1], rtol=1e-12, atol=1e-15)
    assert (together > 0).mean() > 0.5


def test_shares_stay_shares(rules: FloodRules, pairs: tuple[NDArray[np.intp], Floats, Floats, Floats]) -> None:
    shares, damage = flood(rules, *pairs)
    assert shares.min() >= 0.0
    assert shares.max() <= 1.0
    assert damage.max() <= 0.16


def test_the_first_water_falls_on_unprotected_land(rules: FloodRules, zones: Zones, places: Places) -> None:
    i = np.array([places.index("baoding.zhuozhou")])
    shares, _ = flood(rules, i, np.array([8.0]), np.array([8.0]), np.array([8.0]))
    assert shares[0, 1] > 0
    assert shares[0, 0] == 0


def test_below_the_onset_nothing_floods(rules: FloodRules) -> None:
    everywhere, calm = np.arange(199), np.full(199, 4.99)
    shares, damage = flood(rules, everywhere, calm, calm, calm)
    assert not shares.any()
    assert not damage.any()


def test_more_rain_never_floods_less(rules: FloodRules, places: Places) -> None:
    for name in ("beijing.fangshan", "baoding.zhuozhou", "xiongan.anxin", "tianjin.heping"):
        rain = np.exp(np.linspace(0, 8, 400))
        shares, damage = flood(rules, np.full(400, places.index(name)), rain, rain, rain)
        assert (np.diff(shares, axis=0) >= -1e-12).all()
        assert (np.diff(damage) >= -1e-12).all()


def test_a_higher_standard_never_floods_more(
    tables: ClimateTables, places: Places, zones: Zones, pairs: tuple[NDArray[np.intp], Floats, Floats, Floats]
) -> None:
    low, high = (
        flood_rules(tables, places, _standard({"baoding": Dated(years)}), zones.base_shares, YEAR)
        for years in (20.0, 200.0)
    )
    before, after = flood(low, *pairs)[0], flood(high, *pairs)[0]
    assert (after <= before + 1e-15).all()
    in_baoding = np.isin(pairs[0], places.members("baoding"))
    assert (after < before)[in_baoding].any()
    assert np.array_equal(after[~in_baoding], before[~in_baoding])


def test_sponge_works_hold_the_small_storms_and_not_the_large(
    tables: ClimateTables, places: Places, zones: Zones
) -> None:
    none, full = (
        flood_rules(tables, places, Adaptation(sponge_coverage_2030=share), zones.base_shares, 2030)
        for share in (0.0, 1.0)
    )
    urban = np.flatnonzero(tables.urban)
    for years, helps in ((12.0, True), (50.0, False), (200.0, False)):
        rain = np.full(urban.size, years)
        dry, wet = flood(full, urban, rain, rain, rain)[0], flood(none, urban, rain, rain, rain)[0]
        assert (dry < wet).any() == helps
        assert (dry <= wet).all()


def test_sponge_coverage_runs_to_its_target(tables: ClimateTables) -> None:
    adaptation = Adaptation(sponge_coverage_2030=0.8)
    assert np.array_equal(sponge_coverage(tables, adaptation, 2020), tables.sponge_2023)
    assert np.allclose(sponge_coverage(tables, adaptation, 2030), 0.8)
    assert np.allclose(sponge_coverage(tables, adaptation, 2055), 0.8)
    halfway = 0.5 * (sponge_coverage(tables, adaptation, 2026) + sponge_coverage(tables, adaptation, 2027))
    assert np.allclose(halfway, 0.5 * (tables.sponge_2023 + 0.8))


def test_standards_change_by_date_and_a_place_goes_before_its_city(tables: ClimateTables, places: Places) -> None:
    adaptation = _standard({"baoding.zhuozhou": Dated(50.0), "baoding": Dated(30.0, {2030: 100.0})})
    zhuozhou, other = places.index("baoding.zhuozhou"), places.index("baoding.laiyuan")
    for year, years in ((2029, 30.0), (2030, 100.0), (2050, 100.0)):
        standard = standards(tables, places, adaptation, year)
        assert (standard[other] == years).all()
        assert (standard[zhuozhou] == 50.0).all()
    outside = np.setdiff1d(np.arange(199), places.members("baoding"))
    assert np.array_equal(standards(tables, places, adaptation, 2050)[outside, 0], tables.standard[outside])


def test_a_standard_dated_from_a_year_keeps_the_shipped_one_until_then(tables: ClimateTables, places: Places) -> None:
    adaptation = Adaptation.model_validate({"protection_standard": {"overrides": {"xiongan": {2030: 500}}}})
    xiongan = places.members("xiongan")
    assert np.array_equal(standards(tables, places, adaptation, 2029)[xiongan, 0], tables.standard[xiongan])
    assert (standards(tables, places, adaptation, 2030)[xiongan] == 500).all()


def test_a_zone_may_be_better_protected_than_its_place(tables: ClimateTables, places: Places, zones: Zones) -> None:
    walled = Adaptation(zone_standard=ZoneStandard(protected=3.0))
    rules = flood_rules(tables, places, walled, zones.base_shares, YEAR)
    rain = np.full(199, 60.0)
    shares, _ = flood(rules, np.arange(199), rain, rain, rain)
    assert (shares[:, 0] <= shares[:, 1]).all()
    assert (shares[:, 0] < shares[:, 1]).any()


def test_dry_detention_land_costs_those_downstream(tables: ClimateTables, places: Places, zones: Zones) -> None:
    used = flood_rules(tables, places, Adaptation(), zones.base_shares, YEAR)
    unused = flood_rules(tables, places, Adaptation(use_detention=False), zones.base_shares, YEAR)
    rain = np.full(199, 90.0)
    with_, without = (flood(each, np.arange(199), rain, rain, rain)[0] for each in (used, unused))
    anxin, jinghai_city = places.index("xiongan.anxin"), places.index("tianjin.hedong")
    assert with_[anxin, 2] > without[anxin, 2]
    assert unused.standard[jinghai_city, 0] == pytest.approx(0.6 * used.standard[jinghai_city, 0])
    upstream = tables.basins.upstream_weight.sum(axis=0) > 0
    assert np.array_equal(unused.standard[upstream], used.standard[upstream])


def test_water_from_upstream_is_a_geometric_mean_and_reaches_lowlands_alone(
    tables: ClimateTables, places: Places
) -> None:
    period = np.exp(np.random.default_rng(2).uniform(-2, 6, (3, 199)))
    reach = upstream_periods(tables, 0.8, period)
    basins = tables.basins
    for storm in range(3):
        expected = np.zeros(199)
        for weight, lowland in zip(basins.upstream_weight, basins.lowland, strict=True):
            if weight.sum() > 0:
                mean = np.exp((weight * np.log(period[storm])).sum() / weight.sum())
                expected[lowland] = np.maximum(expected[lowland], 0.8 * mean)
        assert np.allclose(reach[storm], expected, rtol=1e-12)
    assert reach[:, places.index("baoding.zhuozhou")].all()
    assert not reach[:, places.index("beijing.fangshan")].any()
    assert not upstream_periods(tables, 0.0, period).any()


def test_2023_reaches_zhuozhou_and_bazhou_from_upstream(tables: ClimateTables, places: Places) -> None:
    storms = with_replays(no_storms(2023), tables, ("E2023-07-29",))
    reach = upstream_periods(tables, 0.8, storms.period72)[0]
    known = (("baoding.zhuozhou", 225, 264), ("langfang.bazhou", 32, 264), ("tianjin.xiqing", 3.5, 264))
    for name, own, river in known:
        i = places.index(name)
        assert storms.period72[0, i] == pytest.approx(own, rel=0.05)
        assert reach[i] == pytest.approx(river, rel=0.05)


def test_more_people_on_detention_land_flood_more(tables: ClimateTables, places: Places) -> None:
    doubled = Adaptation(detention_share_scale=2.0)
    people = places.population_2020.astype(float)
    shares = []
    for adaptation in (Adaptation(), doubled):
        zones = start_zones(tables, places, adaptation, people)
        rules = flood_rules(tables, places, adaptation, zones.base_shares, YEAR)
        rain = np.full(199, 100.0)
        shares.append((flood(rules, np.arange(199), rain, rain, rain)[0] * zones.base_shares).sum(axis=1))
    has = tables.detention > 0
    assert (shares[1][has] > shares[0][has]).all()
    assert np.allclose(shares[1][~has], shares[0][~has])


def test_rules_know_where_they_differ(rules: FloodRules) -> None:
    assert not rules.unlike(replace(rules)).any()
    assert rules.unlike(replace(rules, fills=0.0)).all()
    assert rules.unlike(replace(rules, curve_damage=rules.curve_damage / 2)).all()
    raised = rules.standard.copy()
    raised[7, 1] += 1
    assert np.flatnonzero(rules.unlike(replace(rules, standard=raised))).tolist() == [7]


def _standard(overrides: dict[str, Dated]) -> Adaptation:
    return Adaptation(protection_standard=ProtectionStandard(overrides=overrides))


def test_works_that_decay_leave_a_standard_of_a_year_and_a_half_at_least(tables: ClimateTables, places: Places) -> None:
    fallen = np.full(199, -1000.0)
    fallen[7] = 10.0
    found = standards(tables, places, Adaptation(), 2030, fallen)
    np.testing.assert_allclose(np.delete(found[:, PROTECTED], 7), 1.5)
    assert found[7, PROTECTED] == tables.standard[7] + 10.0


def test_flood_proofed_homes_lose_half_of_their_part_of_the_damage() -> None:
    proofed = np.zeros((199, 3))
    proofed[3] = [1.0, 0.5, 0.0]
    left = Measures(np.zeros(199), proofed).loss_left
    np.testing.assert_allclose(left[3], [1.0 - 0.5 * 0.45, 1.0 - 0.25 * 0.45, 1.0])
    assert (np.delete(left, 3, axis=0) == 1.0).all()
