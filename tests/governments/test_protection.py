"""Works and flood-proofed homes: when they are built, what they cost, and what they spare."""

import numpy as np
import pytest

from model.governments.money import annuity
from model.governments.protection import (
    ACTS,
    aid_to_homes,
    building_cost,
    next_class,
    next_proofed,
    overtopped,
    upkeep_cost,
    worthwhile,
    years_since_flood,
)
from model.region.governments import load_unit_costs

COSTS = load_unit_costs()
PEOPLE = np.full(199, 500_000.0)
CALM = np.full((10, 199), 0.001)


def test_classes_are_climbed_one_by_one_to_the_highest():
    assert next_class(np.array([8.0, 10.0, 50.0, 60.0, 200.0, 300.0])).tolist() == [10, 20, 100, 100, 200, 300]


def test_works_cost_by_resident_and_doubling_and_nothing_when_they_decay():
    cost = building_cost(PEOPLE, np.full(199, 25.0), np.full(199, 100.0), COSTS)
    assert cost == pytest.approx(PEOPLE * 2 * COSTS.works_per_head / 1e8)
    assert (building_cost(PEOPLE, np.full(199, 25.0), np.full(199, 20.0), COSTS) == 0).all()


def test_what_pays_is_what_saves_more_than_it_costs():
    before, after = np.full(199, 50.0), np.full(199, 100.0)
    price = building_cost(PEOPLE, before, after, COSTS)[0]
    saving = sum((1.03 / 1.04) ** year for year in range(30))
    needed = price * (1.0 + COSTS.upkeep_share * annuity(30)) / saving
    assert not worthwhile(PEOPLE, before, after, np.full(199, 0.99 * needed), COSTS).any()
    assert worthwhile(PEOPLE, before, after, np.full(199, 1.01 * needed), COSTS).all()


def test_higher_standards_take_more_upkeep():
    assert upkeep_cost(PEOPLE, np.full(199, 100.0), COSTS)[0] > upkeep_cost(PEOPLE, np.full(199, 50.0), COSTS)[0]


def test_works_were_overtopped_where_more_was_flooded_than_rain_alone_can():
    assert overtopped(np.array([0.01, 0.03]), np.array([0.025, 0.025])).tolist() == [False, True]


def test_a_flood_is_remembered_by_its_years():
    memory = CALM.copy()
    memory[3, 7] = 0.2
    years = years_since_flood(memory)
    assert years[7] == 3
    assert (np.delete(years, 7) == 10).all()


@pytest.fixture
def damaged():
    return np.full((199, 3), 0.003)


def test_households_protect_themselves_after_a_flood_or_with_aid(damaged):
    none = np.zeros((199, 3))
    wet = CALM.copy()
    wet[0] = 0.3
    calm = next_proofed(none, damaged, CALM, 0.0, COSTS)
    flooded = next_proofed(none, damaged, wet, 0.0, COSTS)
    helped = next_proofed(none, damaged, wet, 0.5, COSTS)
    assert (calm < flooded).all()
    assert (flooded < helped).all()
    assert (helped <= ACTS).all()
    assert next_proofed(none, damaged, CALM, 1.0, COSTS) == pytest.approx(ACTS)


def test_who_is_not_at_risk_does_nothing():
    assert (next_proofed(np.zeros((199, 3)), np.zeros((199, 3)), CALM, 0.9, COSTS) < 1e-12).all()


def test_protection_of_homes_wears_out_and_never_exceeds_all(damaged):
    full = np.ones((199, 3))
    assert (next_proofed(full, np.zeros((199, 3)), CALM, 0.0, COSTS) < full).all()
    assert (next_proofed(full, 100 * damaged, CALM, 1.0, COSTS) <= 1.0 + 1e-12).all()


def test_aid_is_paid_for_what_is_new_alone():
    value = np.full((199, 3), 10.0)
    before, after = np.full((199, 3), 0.2), np.full((199, 3), 0.3)
    assert (aid_to_homes(before, after, value, 0.0, COSTS) == 0).all()
    some = aid_to_homes(before, after, value, 0.5, COSTS)
    assert aid_to_homes(before, after, value, 1.0, COSTS) == pytest.approx(2 * some)
    assert aid_to_homes(after, after * (1 - 1 / 15), value, 1.0, COSTS) == pytest.approx(0.0)
