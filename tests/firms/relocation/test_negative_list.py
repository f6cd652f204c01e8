import numpy as np
import pytest

from model.firms.relocation.negative_list import restriction
from model.region.names import SECTORS

from .samples import scenario_of

GENERAL = SECTORS.index("manuf_general")


def test_the_list_holds_in_beijing_only(region):
    held = restriction(region, scenario_of(), 2022)
    assert held.shape == (199, 12)
    assert held[region.places.city != 0].max() == 0.0
    assert held[region.places.city == 0, GENERAL].min() > 0.0


def test_the_six_districts_are_never_held_less_than_the_others(region):
    held = restriction(region, scenario_of(), 2022)
    core, beijing = region.places.core6, region.places.members("beijing")
    outer = beijing[~core[beijing]]
    assert (held[core].min(axis=0) >= held[outer].max(axis=0)).all()


@pytest.mark.parametrize(
    ("names", "fall", "within"),
    [
        (["manuf_general", "manuf_advanced"], 0.73, 0.13),
        (["trade_logistics"], 0.18, 0.03),
        (["agriculture"], 0.26, 0.03),
    ],
)
def test_the_defaults_lie_near_the_fall_of_new_registrations_in_2016(region, names, fall, within):
    held, jobs = restriction(region, scenario_of(), 2016), region.economy.stocks[2020].jobs
    weight = region.economy.stocks[2018].units if "agriculture" not in names else jobs
    cells = np.ix_(region.places.city == 0, [SECTORS.index(name) for name in names])
    assert np.average(held[cells], weights=weight[cells]) == pytest.approx(fall, abs=within)


def test_before_the_first_catalogue_nothing_is_held(region):
    assert restriction(region, scenario_of(), 2013).max() == 0.0


def test_a_lever_changes_its_sector_and_ring_from_its_year_on(region):
    lever = {"manuf_general": {"core6": 0.2, "outer": {"before": 0.1, 2030: 0.9}}}
    scenario = scenario_of(negative_list=lever)
    early, late = restriction(region, scenario, 2029), restriction(region, scenario, 2030)
    outer = np.setdiff1d(region.places.members("beijing"), np.flatnonzero(region.places.core6))
    assert (early[outer, GENERAL] == 0.1).all()
    assert (late[outer, GENERAL] == 0.9).all()
    assert (early[region.places.core6, GENERAL] == 0.2).all()
    other = [sector for sector in range(len(SECTORS)) if sector != GENERAL]
    assert np.array_equal(early[:, other], restriction(region, scenario_of(), 2029)[:, other])


def test_the_stricter_of_the_list_and_the_bar_of_a_zone_holds(region):
    places = region.places
    plain = restriction(region, scenario_of(), 2022)
    for share in (0.05, 1.0):
        bar = {"central_core": {"manuf_general": share}}
        held = restriction(region, scenario_of(places={"zone_caps": bar}), 2022)
        inside = np.array(places.function_zone) == "central_core"
        np.testing.assert_array_equal(held[inside, GENERAL], np.maximum(plain[inside, GENERAL], share))
        np.testing.assert_array_equal(held[~inside], plain[~inside])
