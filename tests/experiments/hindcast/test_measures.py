"""Shares of GDP are read at the prices that the record is printed in."""

import numpy as np
import pytest

from model.experiments.hindcast.measures import measured
from model.experiments.hindcast.snapshots import Snapshot
from model.experiments.hindcast.targets import load_targets
from model.region.places import load_places


@pytest.mark.parametrize("measure", ["gdp_share_of_region", "gdp_share_secondary"])
def test_shares_of_gdp_are_read_at_relative_prices_of_the_year(measure: str) -> None:
    target = next(each for each in load_targets() if each.measure == measure and each.area == "beijing")
    constant, current = np.ones((199, 12)), np.ones((199, 12))
    current[:, 1:5] *= 0.5
    current[:16] *= 2.0
    snapshot = Snapshot(
        people=np.zeros((199, 2, 101), np.int64),
        jobs=np.ones((199, 12)),
        units=np.ones((199, 12), np.int64),
        gdp=constant,
        gdp_current=current,
        indicators={},
    )
    found = measured({target.year: snapshot}, target, load_places())
    expected = {"gdp_share_of_region": 3200.0 / (32.0 + 183.0), "gdp_share_secondary": 20.0}[measure]
    assert found == pytest.approx(expected)
