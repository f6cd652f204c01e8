"""The region, and governments at the start of a run."""

import numpy as np
import pytest

from model.governments.state import Governments, start_governments
from model.region.region import Region, load_region
from model.scenario.schema.scenario import Scenario


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region()


@pytest.fixture
def governments(region: Region) -> Governments:
    return start_governments(region, Scenario(), region.economy.gdp[2020], np.full((199, 12), 60_000.0))
