"""Water holds new firms back where an area is nearly full."""

import numpy as np
import pytest

from model.region.region import Region, load_region
from model.scenario.schema.scenario import Scenario
from model.scenario.water import water_holds, water_restriction


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


START = np.full(199, 500.0), np.full(199, 1000.0)


def test_without_a_cap_there_is_no_restriction(region: Region) -> None:
    assert water_holds(region, Scenario(), 2021, np.ones(199), START) is None
    assert water_restriction(region, Scenario(), 2021, np.ones(199), START) is None


def test_jobs_are_held_from_95_percent_of_what_a_cap_of_residents_had_at_the_start(region: Region) -> None:
    cap = {"places": {"water_cap": {"tianjin": 16_000.0, "beijing.haidian": {"before": 1e6, 2030: 500.0}}}}
    scenario = Scenario.model_validate(cap)
    tianjin, haidian = region.places.members("tianjin"), region.places.index("beijing.haidian")
    for jobs, wanted in ((450.0, 0.0), (475.0, 0.0), (487.5, 0.5), (500.0, 1.0), (600.0, 1.0)):
        held = water_restriction(region, scenario, 2021, np.full(199, jobs), START)
        assert held is not None
        np.testing.assert_allclose(held[tianjin], wanted, atol=1e-12)
        assert np.delete(held, tianjin).max() == 0
    late = water_restriction(region, scenario, 2030, np.full(199, 450.0), START)
    assert late is not None
    assert late[haidian] == 1.0


@pytest.mark.parametrize(
    "caps", [{"tianjin": 16_000.0, "tianjin.heping": 1e6}, {"tianjin.heping": 1e6, "tianjin": 16_000.0}]
)
def test_where_areas_overlap_the_tighter_holds(region: Region, caps: dict[str, float]) -> None:
    scenario = Scenario.model_validate({"places": {"water_cap": caps}})
    held = water_restriction(region, scenario, 2021, np.full(199, 500.0), START)
    assert held is not None
    assert held[region.places.index("tianjin.heping")] == 1.0
