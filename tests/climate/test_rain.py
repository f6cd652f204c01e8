import numpy as np
import pytest

from model.climate.rain import annual_maximum, log_periods, rain_factor, rain_of_rate, rate_of_rain
from model.region.climate import ClimateTables
from model.region.places import Places


@pytest.mark.parametrize("overdispersion", [None, 9.0])
def test_rain_and_rate_are_inverse(tables: ClimateTables, overdispersion: float | None) -> None:
    rates = np.repeat(np.array([[2.0], [0.5], [0.01]]), 199, axis=1)
    rain = rain_of_rate(tables.rain24, rates, overdispersion)
    assert np.allclose(rate_of_rain(tables.rain24, rain, overdispersion), rates, rtol=1e-10)


def test_the_hundred_year_day_of_beijing_is_288_mm(tables: ClimateTables, places: Places) -> None:
    assert annual_maximum(tables.rain24, 100.0)[places.index("beijing.dongcheng")] == pytest.approx(288, abs=0.5)


@pytest.mark.parametrize("overdispersion", [None, 3.0])
def test_the_annual_maximum_is_the_gev_whatever_the_spread_of_numbers(
    tables: ClimateTables, overdispersion: float | None
) -> None:
    """P(no storm above x in a year) from the distribution of the yearly number against the GEV itself."""
    gev, rain = tables.rain24, np.full(199, 120.0)
    rate = rate_of_rain(gev, rain, overdispersion)
    none = np.exp(-rate) if overdispersion is None else (1 + rate / overdispersion) ** -overdispersion
    exact = np.exp(-((1 + gev.shape * (rain - gev.location) / gev.scale) ** (-1 / gev.shape)))
    assert np.allclose(none, exact, rtol=1e-12)


def test_heavier_rain_multiplies_the_rate_of_the_two_year_rain_exactly(tables: ClimateTables) -> None:
    two_year = rain_of_rate(tables.rain24, np.full(199, 0.5), None)
    for ratio in (0.8, 1.18, 1.27):
        factor = rain_factor(tables.rain24, ratio, None)
        assert np.allclose(rate_of_rain(tables.rain24, two_year / factor, None), 0.5 * ratio, rtol=1e-12)


def test_heavier_rain_lifts_the_tail_more(tables: ClimateTables, places: Places) -> None:
    beijing = places.index("beijing.dongcheng")
    factor = rain_factor(tables.rain24, 1.27, None)
    assert factor[beijing] == pytest.approx(1.099, abs=0.001)
    ratios = [
        rate_of_rain(tables.rain24, rain_of_rate(tables.rain24, np.full(199, 1 / years), None) / factor, None)[beijing]
        * years
        for years in (2, 10, 50, 100)
    ]
    assert ratios == pytest.approx([1.27, 1.37, 1.45, 1.49], abs=0.01)


@pytest.mark.parametrize("overdispersion", [None, 9.0])
def test_return_periods_of_heavier_rain_are_those_of_the_rain_itself(
    tables: ClimateTables, overdispersion: float | None
) -> None:
    rates = np.repeat(np.array([[1.0], [0.1], [0.005]]), 199, axis=1)
    rain = 1.07 * rain_of_rate(tables.rain72, rates, overdispersion)
    by_rain = -np.log(rate_of_rain(tables.rain72, rain, overdispersion))
    assert np.allclose(log_periods(tables.rain72, rates, 1.07, overdispersion), by_rain, rtol=1e-9, atol=1e-9)


def test_no_rain_at_all_is_a_factor_of_nothing(tables: ClimateTables) -> None:
    assert np.array_equal(rain_factor(tables.rain24, 0.0, None), np.zeros(199))
    assert np.array_equal(rain_factor(tables.rain24, 1.0, None), np.ones(199))
