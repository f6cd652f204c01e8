"""Who opens."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import poisson

from model.firms.entry import _poisson, enter_firms, mean_entrant
from model.firms.growth_path import census_growth, unit_growth
from model.firms.jobs import count_units
from model.region.names import SECTORS
from model.scenario.schema.base import Dated
from model.scenario.schema.negative_list import NegativeList, Rings

Make = Callable[..., object]
COLUMNS = ("id", "place", "sector", "desired", "staff", "log_productivity", "age", "weight")


def entrants(world: object, factor: float) -> dict[int, tuple[object, ...]]:
    plan = world.plan()
    plan = replace(plan, entrants=plan.entrants * factor)
    there = set(world.firms.get("id").tolist())
    enter_firms(world.firms, plan, world.region, world.scenario, 2021, world.keys)
    rows = zip(*(world.firms.get(name).tolist() for name in COLUMNS), strict=True)
    return {row[0]: row for row in rows if row[0] not in there}


def test_a_higher_rate_only_adds_firms(firms_alone: Make) -> None:
    few, many = entrants(firms_alone(), 1.0), entrants(firms_alone(), 1.2)
    assert len(many) > len(few)
    assert all(many.get(firm) == row for firm, row in few.items())


def test_another_seed_opens_other_firms(firms_alone: Make) -> None:
    assert not set(entrants(firms_alone(seed=1), 1.0)) & set(entrants(firms_alone(seed=2), 1.0))


@pytest.mark.parametrize("rate", [1e-6, 0.03, 0.7, 5.0, 80.0, 99.0, 101.0, 2500.0, 40_000.0])
def test_the_count_is_the_poisson_quantile(rate: float) -> None:
    uniform = (np.arange(2000) + 0.5) / 2000
    found = np.empty(uniform.size, np.int64)
    _poisson(np.full(uniform.size, rate), uniform, found)
    twin = poisson.ppf(uniform, rate)
    assert np.abs(found - twin).max() <= 1  # a quantile on the edge of a step
    assert (found != twin).mean() < 0.005


def test_the_count_never_falls_when_the_rate_rises() -> None:
    rates = np.geomspace(0.01, 3000.0, 4000)
    for draw in (0.001, 0.3, 0.5, 0.97, 0.9999):
        found = np.empty(rates.size, np.int64)
        _poisson(rates, np.full(rates.size, draw), found)
        assert (np.diff(found) >= 0).all()


def test_units_grow_as_the_census_of_the_province(firms_alone: Make) -> None:
    units = []
    for seed in range(4):
        world = firms_alone(seed=seed)
        for _ in range(3):
            world.step()
        units.append(count_units(world.firms).sum(axis=1))
    mean = np.mean(units, axis=0)
    path = world.region.economy.unit_path[:, -1]
    for province in range(3):
        found = mean[world.region.places.province == province].sum()
        assert found == pytest.approx(path[province], rel=0.03)


def test_units_come_to_grow_as_jobs_do(firms_alone: Make) -> None:
    world = firms_alone()
    region, scenario = world.region, world.scenario
    for province in range(3):
        growth = [unit_growth(region, scenario, province, year) for year in range(2023, 2031)]
        assert growth[0] == census_growth(region, province, 2023)
        assert np.all(np.diff(growth) < 0)
        for year in (2030, 2045):
            assert unit_growth(region, scenario, province, year) == scenario.economy.jobs_growth.at(year) < 0


def test_the_negative_list_holds_entry_back(firms_alone: Make) -> None:
    sector = SECTORS.index("manuf_general")
    closed = Rings(core6=Dated(1.0), outer=Dated(0.4))
    barred = firms_alone(negative_list=NegativeList().model_copy(update={"manuf_general": closed})).plan()
    free = firms_alone(negative_list=NegativeList().model_copy(update={"manuf_general": Rings()})).plan()
    places = firms_alone().region.places
    outer = (places.province == 0) & ~places.core6
    assert barred.entrants[places.core6, sector].sum() == 0.0
    np.testing.assert_allclose(barred.entrants[outer, sector], 0.6 * free.entrants[outer, sector])
    np.testing.assert_array_equal(barred.entrants[16:], free.entrants[16:])


def test_entrants_have_the_mean_size_expected(firms_alone: Make) -> None:
    world = firms_alone(firms=10)
    rows = np.array([(row[4], row[7]) for row in entrants(world, 3.0).values()], float)
    mean = np.average(rows[:, 0], weights=rows[:, 1]) / 256
    assert mean == pytest.approx(mean_entrant(), rel=0.03)


def test_what_opens_is_what_is_added(firms_alone: Make) -> None:
    world = firms_alone()
    before = count_units(world.firms)
    flows = enter_firms(world.firms, world.plan(), world.region, world.scenario, 2021, world.keys)
    np.testing.assert_array_equal(before + flows.units, count_units(world.firms))
    assert flows.units[:, 0].sum() == 0
