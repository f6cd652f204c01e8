"""Growth of output per job of provinces beyond the model's own, in the years that the accounts of two censuses span.

Fitted to the accounts of 2018 alone (`model.experiments.calibration.output_trend`); later years have none. It is
growth of the accounts and not of pay: average wages of 2013-18 rose by 57 % in Beijing, 49 % in Tianjin and 66 % in
Hebei (recalled, statistical yearbooks), so Beijing's pay gained nothing on Hebei's while its output per job did.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA, PROVINCES
from model.region.tables import read_table, real, require, text

Floats = NDArray[np.float64]

FILE: Final = "calibrated_output.csv"
TREND_YEARS: Final = range(2014, 2019)
"""From the accounts of the third economic census to those of the fourth."""


def read_output_trend(folder: Path = DATA) -> Floats:
    """(3,) log growth a year of output per job by province in `TREND_YEARS`, derived.

    Raises:
        TableError: a province is missing or doubled, or a value is out of range.
    """
    table = read_table(FILE, {"area": text(), "value": real(-0.2, 0.2)}, folder)
    values = dict(zip(table["area"], table["value"], strict=True))
    require(FILE, "area", set(values) == set(PROVINCES) and len(table) == len(PROVINCES), "a province is missing")
    return np.array([float(values[name]) for name in PROVINCES])


def trend_of(trend: Floats, province: NDArray[np.integer], year: int) -> Floats:
    """(199,) growth of a year by place; zero outside `TREND_YEARS`."""
    found: Floats = trend[province] if year in TREND_YEARS else np.zeros(province.size)
    return found


def trend_since(trend: Floats, province: NDArray[np.integer], start: int, year: int) -> Floats:
    """(199,) log growth of the years after `start` up to and with `year`."""
    years = sum(1 for each in range(start + 1, year + 1) if each in TREND_YEARS)
    return np.asarray(years * trend[province])
