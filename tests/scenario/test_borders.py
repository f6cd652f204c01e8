"""Borders between provinces, cut everywhere or inside demonstration zones."""

from typing import Any

import numpy as np
import pytest

from model.region.names import zone_ids
from model.region.region import Region, load_region
from model.scenario.borders import border_between, cut_between_cities, zone_members
from model.scenario.checks import checked
from model.scenario.schema.scenario import Scenario

ZONE = {"demonstration_zones": {"tongwulang": {"before": 0.0, 2030: 0.4}}}


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


def scenario(**integration: Any) -> Scenario:
    return Scenario.model_validate({"integration": integration})


def test_without_a_cut_the_borders_are_exactly_those_between_provinces(region: Region) -> None:
    province = region.places.province
    whole = (province[:, None] != province[None, :]).astype(float)
    np.testing.assert_array_equal(border_between(region, scenario(), 2030), whole)
    none = scenario(barrier_cut=0.0, demonstration_zones=dict.fromkeys(zone_ids(), 0.0))
    np.testing.assert_array_equal(border_between(region, none, 2030), whole)
    assert (cut_between_cities(region, none, 2030, region.places.population_2020.astype(float)) == 0.0).all()


def test_a_zone_cuts_the_border_between_its_places_and_no_other(region: Region) -> None:
    before, after = (border_between(region, scenario(barrier_cut=0.1, **ZONE), year) for year in (2029, 2030))
    zone = zone_members(region.places, "tongwulang")
    inside = np.zeros((199, 199), bool)
    inside[np.ix_(zone, zone)] = True
    np.testing.assert_array_equal(before[~inside], after[~inside])
    tongzhou, wuqing, sanhe = (
        region.places.index(name) for name in ("beijing.tongzhou", "tianjin.wuqing", "langfang.sanhe")
    )
    assert after[tongzhou, wuqing] == pytest.approx(0.9 * 0.6)
    assert after[sanhe, tongzhou] == after[tongzhou, sanhe] == pytest.approx(0.9 * 0.6)
    assert after[sanhe, region.places.index("langfang.guan")] == 0.0


def test_a_place_in_two_zones_is_cut_towards_the_members_of_each(region: Region) -> None:
    both = scenario(demonstration_zones={"tongwulang": 0.5, "pingjisanxing": 0.5})
    left = border_between(region, both, 2021)
    sanhe, pinggu, tongzhou = (
        region.places.index(name) for name in ("langfang.sanhe", "beijing.pinggu", "beijing.tongzhou")
    )
    assert left[sanhe, pinggu] == left[sanhe, tongzhou] == 0.5
    assert left[tongzhou, pinggu] == 0.0


def test_every_zone_crosses_a_border(region: Region) -> None:
    for zone in zone_ids():
        members = zone_members(region.places, zone)
        assert np.unique(region.places.province[members]).size > 1, zone


def test_cities_see_the_mean_of_their_places(region: Region) -> None:
    weight = region.places.population_2020.astype(float)
    half = cut_between_cities(region, scenario(barrier_cut=0.5), 2021, weight)
    border = region.places.province_of_city[:, None] != region.places.province_of_city[None, :]
    np.testing.assert_allclose(half, 0.5 * border)
    zone = cut_between_cities(region, scenario(**ZONE), 2030, weight)
    beijing, langfang, handan = (region.places.city_ids.index(name) for name in ("beijing", "langfang", "handan"))
    assert 0.0 < zone[beijing, langfang] < 0.4
    assert zone[beijing, handan] == 0.0


def test_an_axis_cuts_the_border_between_its_cities_and_beijing(region: Region) -> None:
    left = border_between(region, scenario(axis_cut={"jing_bao_shi": 0.25}), 2021)
    haidian, baoding, handan = (
        region.places.index(name) for name in ("beijing.haidian", "baoding.jingxiu", "handan.congtai")
    )
    binhai = region.places.index("tianjin.binhai")
    assert left[haidian, baoding] == 0.75
    assert left[haidian, binhai] == left[binhai, handan] == 1.0


def test_an_axis_of_the_scenario_may_be_any_places(region: Region) -> None:
    zone = {"places": {"corridors": {"airport": ["beijing.daxing", "langfang.guangyang"]}}}
    cut = Scenario.model_validate({**zone, "integration": {"axis_cut": {"airport": 1.0}}})
    assert not checked(cut)
    left = border_between(region, cut, 2021)
    daxing, guangyang, haidian = (
        region.places.index(name) for name in ("beijing.daxing", "langfang.guangyang", "beijing.haidian")
    )
    assert left[daxing, guangyang] == 0.0
    assert left[haidian, guangyang] == 1.0
    unknown = checked(scenario(axis_cut={"silk": 0.5}))
    assert [where for where, _ in unknown] == [("integration", "axis_cut", "silk")]


def test_coordination_lowers_borders_by_half_at_most_and_its_lack_raises_them(region: Region) -> None:
    dated = Scenario.model_validate({"governance": {"coordination": {"before": 0.3, 2030: 1.0, 2035: 0.65, 2040: 0.0}}})
    across = region.places.province[:, None] != region.places.province[None, :]
    for year, left in ((2029, 1.0), (2030, 0.5), (2035, 0.75), (2040, 1.0 + 0.5 * 0.3 / 0.7)):
        np.testing.assert_allclose(border_between(region, dated, year), left * across)


def test_cities_weigh_the_places_of_a_zone_at_both_ends(region: Region) -> None:
    weight = region.places.population_2020.astype(float)
    found = cut_between_cities(region, scenario(**ZONE), 2030, weight)
    inside = np.isin(np.arange(199), zone_members(region.places, "tongwulang"))
    share = np.bincount(region.places.city, weight * inside, 14) / np.bincount(region.places.city, weight, 14)
    province = region.places.province_of_city
    across = province[:, None] != province[None, :]
    np.testing.assert_allclose(found, 0.4 * share[:, None] * share[None, :] * across, atol=1e-12)
