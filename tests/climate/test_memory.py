from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from model.climate.expected import Floods
from model.climate.impact import Impact, expected_impact, realised_impact
from model.climate.memory import (
    Memory,
    felt_impact,
    flood_exit_factor,
    hazard_for_people,
    remember,
    start_memory,
)
from model.climate.weather import no_storms, with_replays
from model.climate.zones import Zones
from model.people.signals import calm
from model.region.places import Places
from model.scenario.schema.climate import Climate
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]


@pytest.fixture
def impacts(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> tuple[Impact, Impact]:
    storms = with_replays(no_storms(2030), floods.tables, ("E2023-07-29",))
    scenario = Scenario()
    return (
        realised_impact(storms, floods, zones, people, capital, scenario),
        expected_impact(floods, zones, people, capital, scenario, 2030),
    )


def of(feedback: str) -> Scenario:
    return Scenario(climate=Climate(feedback=feedback))  # type: ignore[arg-type]


def test_agents_feel_what_the_switch_says(impacts: tuple[Impact, Impact]) -> None:
    realised, expected = impacts
    assert felt_impact(of("none"), realised, expected) is None
    assert felt_impact(of("expected"), realised, expected) is expected
    felt = felt_impact(of("realised"), realised, expected)
    assert felt is not None
    assert np.array_equal(felt.deaths[0], realised.deaths.sum(axis=0))


def test_without_feedback_storms_leave_no_trace(floods: Floods, impacts: tuple[Impact, Impact]) -> None:
    memory = start_memory(of("none"), impacts[1])
    hazard, quiet = hazard_for_people(floods.tables, of("none"), None, memory), calm()
    assert not memory.risk.any()
    assert np.array_equal(hazard.death, quiet.death)
    assert np.array_equal(hazard.leave_factor, quiet.leave_factor)
    assert np.array_equal(flood_exit_factor(None, memory), np.ones(199))
    assert remember(memory, None) is memory


def test_deaths_felt_are_the_deaths_counted(floods: Floods, people: Floats, impacts: tuple[Impact, Impact]) -> None:
    memory = start_memory(of("realised"), impacts[1])
    felt = felt_impact(of("realised"), *impacts)
    assert felt is not None
    hazard = hazard_for_people(floods.tables, of("realised"), felt, memory)
    assert np.allclose((people.sum(axis=1) * hazard.death).sum(axis=1), felt.deaths[0], rtol=1e-12)
    assert hazard.death.max() < 0.01


def test_people_leave_in_the_year_after_the_flood(
    floods: Floods, places: Places, impacts: tuple[Impact, Impact]
) -> None:
    fangshan, scenario = places.index("beijing.fangshan"), of("realised")
    memory = Memory(np.zeros((10, 199)))
    felt = felt_impact(scenario, *impacts)
    during = hazard_for_people(floods.tables, scenario, felt, memory)
    after = hazard_for_people(floods.tables, scenario, felt, remember(memory, felt))
    assert (during.leave_factor == 1).all()
    assert after.leave_factor[fangshan] == pytest.approx(1.027)
    assert after.arrive_factor[fangshan] == pytest.approx(1.019)


def test_firms_close_more_often_in_the_flood_and_half_as_much_after(impacts: tuple[Impact, Impact]) -> None:
    memory, felt = Memory(np.zeros((10, 199))), felt_impact(of("realised"), *impacts)
    assert felt is not None
    during = flood_exit_factor(felt, memory) - 1
    nothing = Impact(*(0 * getattr(felt, name) for name in Impact.__dataclass_fields__))
    after = flood_exit_factor(nothing, remember(memory, felt)) - 1
    assert np.allclose(after, during / 2)
    assert 0 < during.max() <= 0.3


def test_memory_holds_ten_years_and_fades(impacts: tuple[Impact, Impact]) -> None:
    felt = felt_impact(of("realised"), *impacts)
    assert felt is not None
    nothing = Impact(*(0 * getattr(felt, name) for name in Impact.__dataclass_fields__))
    memory = remember(Memory(np.zeros((10, 199))), felt)
    total = []
    for _ in range(11):
        total.append(memory.risk.sum())
        memory = remember(memory, nothing)
    assert all(later < earlier for earlier, later in pairwise(total))
    assert total[0] > 0
    assert total[10] == 0
    assert total[3] / total[0] == pytest.approx(1.6**-1.5)


def test_a_steady_world_remembers_its_mean(impacts: tuple[Impact, Impact]) -> None:
    expected = impacts[1]
    memory = start_memory(of("expected"), expected)
    assert np.allclose(memory.risk, expected.share[0])
    assert np.allclose(remember(memory, expected).risk, expected.share[0])
