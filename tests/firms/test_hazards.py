"""A stock of firms under the hazards of the table."""

import numpy as np
import pytest

from model.firms.hazards import entry_rate, stable_ages, survival
from model.region.region import Region


def test_seven_in_ten_firms_live_five_years(region: Region) -> None:
    assert survival(region.economy.exit_hazard)[5] == pytest.approx(0.692, abs=0.02)


@pytest.mark.parametrize("growth", [0.0, 0.036, 0.09, 0.2])
def test_the_entry_rate_lets_a_stock_grow_as_asked(region: Region, growth: float) -> None:
    hazard = np.full(256, region.economy.exit_hazard[-1])
    hazard[:16] = region.economy.exit_hazard
    stock = stable_ages(region.economy.exit_hazard, growth)
    before = stock.sum()
    survivors = stock * (1.0 - hazard)
    after = survivors.sum() + entry_rate(region.economy.exit_hazard, growth) * before
    # Firms of 255 years and over stay in the last class: a share below a millionth.
    assert np.log(after / before) == pytest.approx(growth, abs=1e-5)


def test_a_faster_stock_is_younger(region: Region) -> None:
    slow, fast = (stable_ages(region.economy.exit_hazard, growth)[:5].sum() for growth in (0.0, 0.09))
    assert slow < fast
