"""The control of the six districts: the tables say what the arrays hold."""

import numpy as np
import pytest

from model.experiments.hindcast.control import Control, report
from model.region.region import load_region


@pytest.fixture(scope="module")
def region():
    return load_region()


def still(region):
    people = np.zeros((16, 2, 101))
    people[:, :, 20:60] = region.places.population_2010[:16, None, None] / 80.0
    return people


def drifted(people):
    """A person here or there, so that no two districts change alike."""
    return people * (1.0 + 1e-9 * np.arange(16)[:, None, None])


def test_a_control_that_moves_people_to_the_outer_ten_is_told_so(region):
    core = region.places.core6[:16]
    then = still(region)
    held = then.copy()
    held[core] *= 0.9
    held[~core] += 0.1 * then[core].sum(0) / 10
    text = report(
        region, Control({2010: then, 2014: then, 2020: drifted(held)}, {2010: then, 2014: then, 2020: drifted(then)})
    )
    assert "| control on | 1172 | 1054 | -10.0 % |" in text
    assert "| control off | 1172 | 1172 | +0.0 % |" in text
    assert "the outer ten have 100 %" in text
    assert text.count("| 117 | 0 | 117 |") == 10


def test_half_the_loss_that_leaves_the_city_is_told_so(region):
    core = region.places.core6[:16]
    then = still(region)
    held = then.copy()
    held[core] *= 0.9
    held[~core] += 0.05 * then[core].sum(0) / 10
    text = report(
        region, Control({2010: then, 2014: then, 2020: drifted(held)}, {2010: then, 2014: then, 2020: drifted(then)})
    )
    assert "the outer ten have 50 %" in text
    assert "| 15-24 | -10.6 | -1.2 | +0.0 |" in text
