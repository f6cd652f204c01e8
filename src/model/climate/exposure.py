"""Exposure to heavy rain: persons times storms above a threshold, expected in closed form and realised."""

import numpy as np
from numpy.typing import NDArray

from model.climate.pathway import multipliers
from model.climate.rain import rain_factor, rate_of_rain
from model.climate.weather import Storms
from model.region.climate import ClimateTables
from model.scenario.schema.climate import Climate

Floats = NDArray[np.float64]
THRESHOLDS_MM = (20.0, 50.0, 100.0)


def expected_events(tables: ClimateTables, climate: Climate, year: int, threshold_mm: float) -> Floats:
    """f, expected storms a year above `threshold_mm` in 24 h at each place (199,).

    f = m^phi x rate(threshold / s), rate = -ln G; s is the factor of heavier rain. With phi = 1 exactly m times the
    control.
    """
    factors = multipliers(climate, tables, year)
    rain = threshold_mm / rain_factor(tables.rain24, factors.index_weight, climate.overdispersion_k)
    return factors.index_number * rate_of_rain(tables.rain24, rain, climate.overdispersion_k)


def control_events(tables: ClimateTables, climate: Climate, threshold_mm: float) -> Floats:
    """f0, the same at the rates of the reference period (199,)."""
    return climate.baseline_rate_scale * rate_of_rain(tables.rain24, threshold_mm, climate.overdispersion_k)


def realised_events(storms: Storms, threshold_mm: float) -> NDArray[np.int64]:
    """The year's storms above `threshold_mm` in 24 h at each place (199,)."""
    above = (storms.rain24 >= threshold_mm) & storms.counted[:, None]
    events: NDArray[np.int64] = above.sum(axis=0, dtype=np.int64)
    return events


def realised_exposure(people: NDArray[np.int64], storms: Storms, threshold_mm: float) -> NDArray[np.int64]:
    """Person-events of the year: `people` (199, ...) times the storms above the threshold; exact integers."""
    events = realised_events(storms, threshold_mm)
    return people * events.reshape(-1, *([1] * (people.ndim - 1)))
