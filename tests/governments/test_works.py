"""Works of a year by strategy, on places that are flooded or not."""

from dataclasses import replace

import numpy as np
import pytest

from model.climate.catalogue import load_catalogue
from model.climate.expected import Floods
from model.climate.measures import no_measures
from model.climate.memory import Memory
from model.climate.zones import start_zones
from model.governments.protection import next_class
from model.governments.works import AtRisk, Works, no_works, works_of_year
from model.region.region import Region
from model.scenario.schema.adaptation import Adaptation, HouseholdUptake
from model.scenario.schema.scenario import Scenario

FLOODED = 40


@pytest.fixture(scope="session")
def dry(region: Region) -> AtRisk:
    people = region.places.population_2020.astype(float)
    tables = region.climate
    zones = start_zones(tables, region.places, Adaptation(), people)
    floods = Floods(load_catalogue(tables), tables, region.places, zones.base_shares)
    return AtRisk(floods, zones, Memory(np.zeros((10, 199))), people, people * 20.0 / 1e4)


@pytest.fixture
def wet(dry: AtRisk) -> AtRisk:
    shares = np.zeros((10, 199))
    shares[0, FLOODED] = 0.5
    return replace(dry, memory=Memory(shares))


@pytest.fixture
def start(region: Region) -> Works:
    return no_works(no_measures(), region.climate.standard)


def step(before: Works, risk: AtRisk, strategy: str, year: int, region: Region) -> Works:
    adaptation = Adaptation(strategy=strategy, household_uptake=HouseholdUptake(enabled=False))
    return works_of_year(before, risk, Scenario(adaptation=adaptation), year, region.costs)


def test_a_class_is_built_by_halves_and_not_raised_again_while_it_is_being_built(
    region: Region, start: Works, dry: AtRisk, wet: AtRisk
) -> None:
    shipped = region.climate.standard
    missing = next_class(shipped)[FLOODED] - shipped[FLOODED]
    first = step(start, wet, "reactive", 2021, region)
    again = step(first, wet, "reactive", 2022, region)
    assert first.planned[FLOODED] == again.planned[FLOODED] == pytest.approx(missing)
    assert first.measures.raised[FLOODED] == pytest.approx(missing / 2)
    assert again.measures.raised[FLOODED] == pytest.approx(missing * 3 / 4)
    assert not np.delete(again.measures.raised, FLOODED).any()
    assert first.building[FLOODED] > 0
    now = again
    for year in (2023, 2024):
        now = step(now, dry, "reactive", year, region)
    raised = step(now, wet, "reactive", 2025, region)
    assert shipped[FLOODED] + raised.planned[FLOODED] == next_class(next_class(shipped))[FLOODED]


def test_plans_are_made_every_five_years(region: Region, start: Works, dry: AtRisk) -> None:
    planned = {year: step(start, dry, "proactive", year, region).planned.any() for year in range(2020, 2032)}
    assert [year for year, any_ in planned.items() if any_] == [2021, 2026, 2031]
    rich, classes, now = replace(dry, capital=1000 * dry.capital), [], start
    for year in range(2021, 2032):
        now = step(now, rich, "proactive", year, region)
        classes.append((region.climate.standard + now.planned)[FLOODED])
    assert classes == [50.0] * 5 + [100.0] * 5 + [200.0]


def test_without_upkeep_standards_fall_by_a_part_of_themselves_and_nothing_is_paid(
    region: Region, start: Works, dry: AtRisk
) -> None:
    once = step(start, dry, "none", 2021, region)
    twice = step(once, dry, "none", 2022, region)
    np.testing.assert_allclose(once.standard, (1 - 0.015) * region.climate.standard)
    np.testing.assert_allclose(twice.standard, (1 - 0.015) ** 2 * region.climate.standard)
    assert not twice.upkeep.any()
    kept = step(start, dry, "maintain", 2021, region)
    np.testing.assert_array_equal(kept.upkeep, kept.usual_upkeep)
    np.testing.assert_array_equal(kept.standard, region.climate.standard)


def test_a_standard_that_a_scenario_chooses_is_paid_for_in_its_first_year(
    region: Region, start: Works, dry: AtRisk
) -> None:
    chosen = Adaptation.model_validate(
        {"protection_standard": {"overrides": {"xiongan": {2025: 400.0}}}, "household_uptake": {"enabled": False}}
    )
    paid, now = [], start
    for year in (2024, 2025, 2026):
        now = works_of_year(now, dry, Scenario(adaptation=chosen), year, region.costs)
        paid.append(now.building.sum())
    assert paid[0] == paid[2] == 0.0
    assert paid[1] > 0.0
