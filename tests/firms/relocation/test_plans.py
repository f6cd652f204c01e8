"""Plans for places: specialisation, clusters, gateways, bars by zone, water."""

import dataclasses

import numpy as np
import pytest

from model.firms.relocation.appeal import NEST_SCALE, appeal_of
from model.firms.relocation.negative_list import restriction
from model.firms.relocation.plans import (
    CLUSTERED,
    FOUNDERS,
    GATEWAY,
    SPECIALISED,
    cluster_sector,
    plans_for_founders,
    plans_for_movers,
)
from model.region.names import SECTORS

from .samples import scenario_of

GENERAL = SECTORS.index("manuf_general")
FINANCE = SECTORS.index("finance")


def plans(region, conditions, **places):
    return plans_for_movers(region, scenario_of(places=places), conditions.minutes)


def test_without_plans_nothing_is_added(region, conditions):
    assert (plans(region, conditions) == 0).all()
    assert plans_for_founders(region, scenario_of(), conditions.minutes) is None


def test_a_plan_draws_its_sectors_to_its_places(region, conditions):
    drawn = plans(region, conditions, specialisation={"tianjin.binhai": ["manuf_general"]})
    binhai = region.places.index("tianjin.binhai")
    assert drawn[binhai, GENERAL] == SPECIALISED
    assert np.count_nonzero(drawn) == 1
    founders = plans_for_founders(
        region, scenario_of(places={"specialisation": {"tianjin.binhai": ["manuf_general"]}}), conditions.minutes
    )
    np.testing.assert_allclose(founders, FOUNDERS * drawn)


def test_a_cluster_draws_the_sector_it_is_known_for(region, conditions):
    names = ["baoding.gaobeidian", "xiongan.rongcheng"]
    members = np.array(sorted(region.places.index(name) for name in names))
    sector = cluster_sector(region, scenario_of(), members)
    drawn = plans(region, conditions, clusters={"bags": names})
    assert (drawn[members, sector] == CLUSTERED).all()
    assert np.count_nonzero(drawn) == 2
    jobs = region.economy.stocks[2020].jobs
    share = jobs[members].sum(axis=0) / jobs[members].sum()
    assert share[sector] > 1.2 * jobs[:, sector].sum() / jobs.sum()


def test_a_larger_port_serves_its_hinterland_the_more_the_nearer(region, conditions):
    pull = plans(region, conditions, gateways={"cangzhou.huanghua": 2.0})
    huanghua, botou, chengde = (
        region.places.index(name) for name in ("cangzhou.huanghua", "cangzhou.botou", "chengde.shuangqiao")
    )
    assert pull[huanghua, GENERAL] > pull[botou, GENERAL] > pull[chengde, GENERAL] > 0
    assert pull[huanghua, GENERAL] < GATEWAY * np.log(2.0)
    assert (pull[:, FINANCE] == 0).all()


def test_airports_draw_offices_and_no_mines(region, conditions):
    pull = plans(region, conditions, gateways={"beijing.daxing": 2.0})
    assert (pull[:, FINANCE] > 0).all()
    assert (pull[:, SECTORS.index("mining_utilities")] == 0).all()


def test_a_place_without_a_gateway_keeps_the_pull_to_itself(region, conditions):
    pull = plans(region, conditions, gateways={"langfang.guan": 1.5})
    guan = region.places.index("langfang.guan")
    np.testing.assert_allclose(pull[guan], GATEWAY * np.log(1.5))
    assert (np.delete(pull, guan, axis=0) == 0).all()
    assert (plans(region, conditions, gateways={"tianjin.binhai": 1.0}) == 0).all()


def test_a_functional_zone_bars_the_sectors_it_names(region):
    caps = {"northwest_ecological": {"manuf_general": {"before": 0.0, 2025: 1.0}}}
    scenario, plain = scenario_of(places={"zone_caps": caps}), scenario_of()
    np.testing.assert_array_equal(restriction(region, scenario, 2024), restriction(region, plain, 2024))
    held = restriction(region, scenario, 2025)
    inside = np.array(region.places.function_zone) == "northwest_ecological"
    assert (held[inside, GENERAL] == 1.0).all()
    held[inside, GENERAL] = restriction(region, plain, 2025)[inside, GENERAL]
    np.testing.assert_array_equal(held, restriction(region, plain, 2025))


def test_of_the_list_and_a_bar_the_stricter_holds(region):
    mild = scenario_of(places={"zone_caps": {"central_core": {"manuf_general": 0.1}}})
    beijing = region.places.members("beijing")
    np.testing.assert_array_equal(
        restriction(region, mild, 2025)[beijing, GENERAL], restriction(region, scenario_of(), 2025)[beijing, GENERAL]
    )


@pytest.mark.parametrize("closed", ["zone", "water"])
def test_nobody_moves_to_a_place_that_is_closed(region, conditions, closed):
    guan = region.places.index("langfang.guan")
    water = np.zeros(199)
    water[guan] = 1.0
    scenario = scenario_of(places={"zone_caps": {"central_core": {"manuf_general": 1.0}}} if closed == "zone" else {})
    seen = conditions if closed == "zone" else dataclasses.replace(conditions, water=water)
    appeal = appeal_of(seen, region, scenario, 2025, np.zeros(12))
    at = int(np.flatnonzero(appeal.order == guan)[0])
    assert appeal.place[GENERAL, at] == 0.0
    plain = appeal_of(conditions, region, scenario_of(), 2025, np.zeros(12))
    assert plain.place[GENERAL, at] > 0.0
    assert NEST_SCALE > 0
