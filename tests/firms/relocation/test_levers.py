import numpy as np
import pytest

from model.firms.relocation.destination import guidance
from model.firms.relocation.quota import SITES, numbers_asked
from model.scenario.checks import checked, warned

from .samples import scenario_of


def test_the_default_quotas_are_the_record_by_year_and_ring(region):
    for (item, year), rings in region.relocation.quota.items():
        asked = numbers_asked(scenario_of(), year)
        assert (asked.get((item, "core6"), 0), asked.get((item, "outer"), 0)) == rings


def test_the_record_sums_to_what_was_printed():
    asked = [numbers_asked(scenario_of(), year) for year in range(2014, 2024)]
    total = {
        item: sum(n for year in asked for (name, _), n in year.items() if name == item)
        for item in ("manuf_general", SITES)
    }
    assert total == {"manuf_general": 2992, SITES: 1000}


@pytest.mark.parametrize("intensity", [0, 0.5, 1, 2, 3.7])
def test_intensity_multiplies_every_quota(intensity):
    asked = numbers_asked(scenario_of(relocation={"intensity": intensity}), 2030)
    assert sum(asked.values()) == np.rint(30 * intensity) + np.rint(20 * intensity)


def test_a_pair_for_every_item_goes_before_the_pairs_by_item():
    scenario = scenario_of(relocation={"ring_weights": {"core6": 0.5, "outer": 0.5}})
    assert numbers_asked(scenario, 2030) == {
        ("manuf_general", "core6"): 15,
        ("manuf_general", "outer"): 15,
        (SITES, "core6"): 10,
        (SITES, "outer"): 10,
    }


@pytest.mark.parametrize(
    "weights", [{"core6": 0.5}, {"core6": 0, "outer": 0}, {"manuf_general": {"core6": 0, "outer": 0}}]
)
def test_ring_weights_without_sense_are_refused(weights):
    with pytest.raises(ValueError, match=r"both|go together"):
        scenario_of(relocation={"ring_weights": weights})


def test_an_unset_weight_is_that_of_the_mode():
    modes = {"market": 0.0, "concentrated": 1.5, "corridor": 0.8, "dispersed": 0.5}
    for mode, weight in modes.items():
        assert scenario_of(relocation={"destination": {"mode": mode}}).relocation.destination.strength == weight
    set_ = {"mode": "corridor", "weight": 2.0}
    assert scenario_of(relocation={"destination": set_}).relocation.destination.strength == 2.0


@pytest.mark.parametrize(
    ("relocation", "trail", "text"),
    [
        ({"directed": [{"id": "new", "jobs": 9, "start": 2020}]}, ("relocation", "directed", 0, "start"), "not after"),
        ({"destination": {"corridors": ["silk"]}}, ("relocation", "destination", "corridors", 0), "'silk' is no axis"),
    ],
)
def test_what_would_be_ignored_is_a_problem_before_the_run(relocation, trail, text):
    said = checked(scenario_of(relocation=relocation))
    assert [where for where, _ in said] == [trail]
    assert text in said[0][1]


def test_a_slip_in_an_id_is_warned_of():
    said = warned(scenario_of(relocation={"directed": [{"id": "D5", "jobs": 0}, {"id": "D05", "jobs": 0}]}))
    assert [where for where, _ in said] == [("relocation", "directed", 0, "id")]
    assert "takes no row out" in said[0][1]


def test_a_corridor_of_the_scenario_takes_the_place_of_the_shipped_ones(region, conditions):
    places = {"corridors": {"mine": ["langfang.guan", "xiongan"]}}
    scenario = scenario_of(places=places, relocation={"destination": {"mode": "corridor", "corridors": ["mine"]}})
    assert not checked(scenario)
    omega = guidance(region, scenario, conditions)
    expected = {region.places.index("langfang.guan"), *region.places.members("xiongan")}
    assert set(np.flatnonzero(omega)) == expected
    assert set(omega[omega > 0]) == {0.8}


@pytest.mark.parametrize(("mode", "closed"), [("dispersed", "beijing"), ("corridor", "core6"), ("market", "all")])
def test_guidance_leads_out_of_where_firms_are_led_from(region, conditions, mode, closed):
    omega = guidance(region, scenario_of(relocation={"destination": {"mode": mode}}), conditions)
    places = region.places
    shut = {"beijing": places.province == 0, "core6": places.core6, "all": np.ones(199, bool)}[closed]
    assert (omega[shut] == 0).all()
    assert (omega[places.province != 0] > 0).any() == (mode != "market")
