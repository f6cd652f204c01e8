"""Building by plan asks for construction jobs while it lasts."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.economy.building import jobs_of_building, order_building
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

CONSTRUCTION = SECTORS.index("construction")


def scenario(**budget: Any) -> Scenario:
    return Scenario.model_validate({"places": {"building": budget}})


@pytest.fixture
def base() -> Any:
    return SimpleNamespace(value=np.full((199, 12), 0.002))


def test_a_budget_is_work_for_so_many(region: Region, base: Any) -> None:
    jobs = jobs_of_building(base, region, scenario(xiongan=100.0), 2025)
    new_town = region.places.members("xiongan")
    share = region.economy.accounts.value_added[CONSTRUCTION]
    assert jobs.sum() == pytest.approx(100.0 * share / 0.002)
    assert (jobs[new_town] > 0).all()
    assert np.delete(jobs, new_town).sum() == 0


def test_what_was_placed_goes_when_the_budget_ends(region: Region, base: Any) -> None:
    demand: Any = SimpleNamespace(placed=np.zeros((199, 12)))
    plan = scenario(xiongan={"before": 50.0, 2023: 100.0, 2025: 0.0})
    sums = []
    for year in range(2021, 2027):
        order_building(demand, base, region, plan, year)
        sums.append(demand.placed.sum())
    assert sums[0] == sums[1] > 0
    assert sums[2] == sums[3] == pytest.approx(2 * sums[0])
    assert sums[4:] == pytest.approx([0.0, 0.0])
    assert (np.delete(demand.placed, CONSTRUCTION, axis=1) == 0).all()


def test_without_a_budget_nothing_is_touched(region: Region) -> None:
    order_building(None, None, region, Scenario(), 2025)  # type: ignore[arg-type]
