"""Emission paths: by how much storms become more frequent, in a year of a scenario.

Two multipliers of a rate, kept apart. `index` is that of the days above 20 mm, which the published rises of
18, 20 and 27 % speak of; it drives the exposure indices. `tail` is that of the storms that do damage; it equals
`index` unless `climate.tail_scaling` gives per cent per degree of warming. Either is split into more storms,
m^phi, and heavier rain, which multiplies the rate of the two-year rain by m^(1-phi), phi = `climate.rate_share`.
"""

from dataclasses import dataclass

import numpy as np

from model.region.climate import WARMING_PATHS, ClimateTables
from model.scenario.schema.climate import MOST_STORMS, Climate


@dataclass(frozen=True)
class Multipliers:
    """Rate multipliers of a year against the reference period, the base-rate scale included."""

    index: float
    """Of storms above a threshold of rain (exposure)."""
    tail: float
    """Of storms that do damage."""
    index_number: float
    """The part of `index` that comes as more storms: scale x m^phi."""
    tail_number: float
    index_weight: float
    """The part that comes as heavier rain, as a ratio of rates at the two-year rain: m^(1-phi)."""
    tail_weight: float


def multipliers(climate: Climate, tables: ClimateTables, year: int) -> Multipliers:
    """The multipliers of a year: scale x m and scale x m_tail, and how each is split."""
    index = index_multiplier(climate, year)
    tail = tail_multiplier(climate, tables, year)
    scale, share = climate.baseline_rate_scale, climate.rate_share
    return Multipliers(
        index=scale * index,
        tail=scale * tail,
        index_number=scale * _power(index, share),
        tail_number=scale * _power(tail, share),
        index_weight=_power(index, 1.0 - share),
        tail_weight=_power(tail, 1.0 - share),
    )


def index_multiplier(climate: Climate, year: int) -> float:
    """m: yearly number of days above 20 mm relative to the reference period.

    With s = clip((year - base) / T, 0, 1) and the rise D of the path: linear_to_end 1 + D s, whose mean over
    the years 1 to T is 1 + D (T + 1) / (2 T) (D x 0.517 at T = 30); mean_over_horizon 1 + D s 2 T / (T + 1), whose
    mean is 1 + D; step 1 + D from the first year after the base year. Control is 1.
    """
    if climate.pathway == "control":
        return 1.0
    rise = float(getattr(climate.increase, climate.pathway))
    ramp = climate.ramp
    since = min(max((year - ramp.base_year) / ramp.years, 0.0), 1.0)
    if ramp.shape == "step":
        return 1.0 + rise if year > ramp.base_year else 1.0
    if ramp.shape == "mean_over_horizon":
        return 1.0 + rise * since * 2.0 * ramp.years / (ramp.years + 1.0)
    return 1.0 + rise * since


def tail_multiplier(climate: Climate, tables: ClimateTables, year: int) -> float:
    """m_tail: rate of damaging storms relative to the reference period, between 0 and MOST_STORMS.

    1 + tail_scaling / 100 x warming of the path since the reference period; m where tail_scaling is null.
    """
    if climate.tail_scaling is None:
        return index_multiplier(climate, year)
    rise = climate.tail_scaling / 100.0 * warming(climate, tables, year)
    return min(max(1.0 + rise, 0.0), MOST_STORMS / climate.baseline_rate_scale)


def warming(climate: Climate, tables: ClimateTables, year: int) -> float:
    """Warming (K, global mean) of the path since the middle of the reference period; 0 for control.

    Linear between the periods of warming.csv, and beyond the last with its last slope. The custom path warms as
    the medium one.
    """
    if climate.pathway == "control":
        return 0.0
    name = "medium" if climate.pathway == "custom" else climate.pathway
    years, path = tables.warming_years, tables.warming[WARMING_PATHS.index(name)]
    middle = years[0] if climate.reference_period == "file" else 0.5 * sum(climate.reference_period)
    return _interpolated(float(year), years, path) - _interpolated(float(middle), years, path)


def horizon(climate: Climate, tables: ClimateTables) -> tuple[float, float, float, float]:
    """Mean over the ramp's years and value at its end: of m, then of m_tail. Printed beside every path."""
    years = range(climate.ramp.base_year + 1, climate.ramp.base_year + climate.ramp.years + 1)
    index = [index_multiplier(climate, year) for year in years]
    tail = [tail_multiplier(climate, tables, year) for year in years]
    return sum(index) / len(index), index[-1], sum(tail) / len(tail), tail[-1]


def probability_multiplier(ratio: float, rate: float) -> float:
    """The rate multiplier that multiplies the yearly probability of a class with `rate` events a year by `ratio`.

    m = ln(1 - q p0) / ln(1 - p0) with p0 = 1 - exp(-rate). At rate 0.361 a ratio of 1.27 needs m = 1.346.

    Raises:
        ValueError: the probability asked for is 1 or more.
    """
    base = -np.expm1(-rate)
    if ratio * base >= 1.0:
        raise ValueError(f"{ratio} times a yearly probability of {base:.3f} is no probability")
    return float(np.log1p(-ratio * base) / -rate)


def _interpolated(year: float, years: np.ndarray, path: np.ndarray) -> float:
    if year > years[-1]:
        slope = (path[-1] - path[-2]) / (years[-1] - years[-2])
        return float(path[-1] + slope * (year - years[-1]))
    return float(np.interp(year, years, path))


def _power(multiplier: float, share: float) -> float:
    """multiplier^share, without rounding at the ends."""
    if share == 1.0:
        return multiplier
    return 1.0 if share == 0.0 else float(multiplier**share)
