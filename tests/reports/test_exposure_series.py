"""Parts of a change of exposure are in per cent of the start."""

import numpy as np
import pandas as pd
import pytest

from model.reports.exposure_series import Exposure


def test_the_parts_add_up_to_the_change_since_the_start():
    expected, parts = np.array([200.0, 300.0]), np.array([[0.0, 60.0], [0.0, 30.0], [0.0, 10.0]])
    found = Exposure(np.array([2020, 2021]), expected, expected, parts, pd.Series(dtype=float))
    assert found.percent[:, 0].tolist() == [0.0, 0.0, 0.0]
    assert found.percent[:, 1] == pytest.approx([30.0, 15.0, 5.0])
    assert found.percent[:, 1].sum() == pytest.approx(100 * (expected[1] / expected[0] - 1))
