"""Rain and how often it comes: the GEV of the annual maximum, read as a yearly rate of storms.

With a Poisson number of storms a year, P(annual maximum <= x) = exp(-rate(x)), so that
rate(x) = -ln G(x) = (1 + xi (x - loc) / scale)^(-1/xi). If the yearly numbers are over-dispersed (gamma of
shape k and mean 1), P = (1 + rate/k)^-k, so that rate(x) = k (exp(-ln G(x) / k) - 1). A return period is
1 / rate in both cases: the mean number of years from one storm to the next.
"""

import numpy as np
from numpy.typing import NDArray

from model.region.climate import Gev

Floats = NDArray[np.float64]
_LEAST = 1e-12
"""Reduced variate below the lower end of the GEV: a return period of next to nothing."""
_MOST_LOG = 300.0


def rain_of_rate(gev: Gev, rate: Floats, overdispersion: float | None) -> Floats:
    """Rain (mm) exceeded `rate` times a year; the last axis of `rate` runs over the places (199,). At least 0."""
    tau = rate if overdispersion is None else overdispersion * np.log1p(rate / overdispersion)
    return np.maximum(gev.location + gev.scale / gev.shape * (tau**-gev.shape - 1.0), 0.0)


def rate_of_rain(gev: Gev, rain: Floats | float, overdispersion: float | None) -> Floats:
    """Storms a year that bring more than `rain` mm; the last axis of `rain` runs over the places (199,).

    Infinite below the lower end of the GEV.
    """
    reduced = 1.0 + gev.shape * (np.asarray(rain) - gev.location) / gev.scale
    with np.errstate(divide="ignore"):
        tau = np.where(reduced > 0.0, np.maximum(reduced, 0.0) ** (-1.0 / gev.shape), np.inf)
    if overdispersion is None:
        return tau
    with np.errstate(over="ignore"):
        rates: Floats = overdispersion * np.expm1(tau / overdispersion)
    return rates


def annual_maximum(gev: Gev, years: float) -> Floats:
    """Rain (mm) that the annual maximum exceeds with probability 1 / `years`, by place (199,)."""
    return rain_of_rate(gev, np.full(gev.location.shape, -np.log1p(-1.0 / years)), None)


def rain_factor(gev: Gev, ratio: float, overdispersion: float | None) -> Floats:
    """Factor on the rain of each place (199,) that multiplies the rate of its two-year rain by `ratio`.

    `ratio` is m^(1 - rate_share): the part of a rise that comes as heavier rain. 1 gives exactly 1. The two-year
    rain is exceeded once in two years, rate 0.5.
    """
    if ratio == 1.0:
        return np.ones(gev.location.shape)
    if ratio <= 0.0:
        return np.zeros(gev.location.shape)
    once_in_two_years = np.full(gev.location.shape, 0.5)
    reference = rain_of_rate(gev, once_in_two_years, overdispersion)
    return reference / rain_of_rate(gev, once_in_two_years * ratio, overdispersion)


def log_periods(gev: Gev, rates: Floats, factor: Floats | float, overdispersion: float | None) -> Floats:
    """ln of the return period (years, at the base) of rain that is `factor` times the rain of `rates`.

    Without over-dispersion ln T = ln(1 + xi (factor - 1) loc / scale + factor (rate^-xi - 1)) / xi; at factor 1 this is
    -ln rate. The last axis of `rates` runs over the places. Rain is not cut at 0 here.
    """
    tau = rates if overdispersion is None else overdispersion * np.log1p(rates / overdispersion)
    lowered = gev.shape * (np.asarray(factor) - 1.0) * gev.location / gev.scale
    reduced = 1.0 + lowered + factor * np.expm1(-gev.shape * np.log(tau))
    log_tau = -np.log(np.maximum(reduced, _LEAST)) / gev.shape
    if overdispersion is None:
        periods: Floats = -log_tau
        return periods
    longest = np.minimum(np.exp(np.minimum(log_tau, _MOST_LOG)) / overdispersion, _MOST_LOG)
    return -np.log(overdispersion * np.expm1(longest))
