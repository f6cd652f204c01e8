"""What lies between places is computed once for a network, and anew when a line or a border changes."""

import numpy as np
import pytest

import model
from model.chunks import Crew
from model.economy.between import Between
from model.economy.commuting import reach_of
from model.economy.income import visit_nearness
from model.economy.supply import supply_nearness
from model.randomness.draws import keys_of
from model.region.region import Region
from model.scenario.borders import border_between
from model.simulation.start import start_world
from model.simulation.twin import twin_world
from model.simulation.world import World

TINY = {"years.end": 2022, "scale.residents": 1000, "scale.firms": 100}


@pytest.fixture(scope="module")
def world(region: Region) -> World:
    """A world in which half of the borders falls in 2023."""
    levers = {"integration.barrier_cut": {"before": 0.0, 2023: 0.5}}
    return start_world(region, model.load_scenario("baseline", set={**TINY, **levers}), keys_of(1), Crew())


def test_it_holds_what_trade_visits_and_commuting_make_of_it(between: Between) -> None:
    minutes, border = between.minutes, between.border
    np.testing.assert_array_equal(between.supply, supply_nearness(minutes, border))
    np.testing.assert_array_equal(between.visits, visit_nearness(minutes))
    np.testing.assert_array_equal(between.markets, np.exp(-0.018 * minutes))
    np.testing.assert_array_equal(between.reach.decay, reach_of(minutes, between.province, border).decay)


def test_nobody_can_change_what_all_years_share(between: Between) -> None:
    for matrix in (between.supply, between.visits, between.markets):
        with pytest.raises(ValueError, match="read-only"):
            matrix[0, 0] = 1.0


def test_a_year_has_its_own_minutes_and_borders(world: World) -> None:
    for year in (2021, 2022, 2023, 2024, 2035):
        now = world.between(year)
        assert now.minutes is world.timetable.minutes(year)
        np.testing.assert_array_equal(now.border, border_between(world.region, world.scenario, year))


def test_a_network_stands_until_a_border_changes(world: World) -> None:
    later = [year for year in range(2024, 2050) if world.timetable.minutes(year) is world.timetable.minutes(2049)]
    assert world.between(later[0]) is world.between(later[-1])
    assert world.between(2022) is not world.between(2023)


def test_a_twin_shares_the_network_and_asks_its_own_scenario(world: World) -> None:
    world.between(2022)
    other = model.load_scenario("baseline", set={**TINY, "integration.barrier_cut": {"before": 0.0, 2023: 0.9}})
    twin = twin_world(world, other)
    assert twin.between(2022) is world.between(2022)
    assert (twin.between(2023).border < world.between(2023).border).any()
