import numpy as np
import pytest
from numpy.typing import NDArray

from model.climate.catalogue import Catalogue
from model.climate.exposure import (
    THRESHOLDS_MM,
    control_events,
    expected_events,
    realised_events,
    realised_exposure,
)
from model.climate.weather import storms_of_year
from model.randomness.draws import keys_of
from model.region.climate import ClimateTables
from model.region.places import Places
from model.scenario.schema.climate import Climate

Floats = NDArray[np.float64]


@pytest.mark.parametrize(
    "levers",
    [{}, {"rate_share": 0.3}, {"overdispersion_k": 9.0}, {"baseline_rate_scale": 0.7}, {"tail_scaling": -40.0}],
)
def test_mean_realised_exposure_equals_expected(
    catalogue: Catalogue, tables: ClimateTables, people: Floats, levers: dict[str, float]
) -> None:
    climate = Climate(pathway="high", **levers)  # type: ignore[arg-type]
    years, persons = 1000, people.sum(axis=(1, 2))
    totals = np.zeros((years, len(THRESHOLDS_MM)))
    for seed in range(years):
        storms = storms_of_year(catalogue, tables, climate, 2050, keys_of(seed))
        totals[seed] = [(persons * realised_events(storms, mm)).sum() for mm in THRESHOLDS_MM]
    for column, mm in enumerate(THRESHOLDS_MM):
        expected = (persons * expected_events(tables, climate, 2050, mm)).sum()
        error = totals[:, column].std(ddof=1) / np.sqrt(years)
        assert abs(totals[:, column].mean() - expected) < 3 * error


def test_the_gauge_of_beijing_counts_as_many_days(tables: ClimateTables, places: Places) -> None:
    """Days a year at or above 20, 25, 50, 80, 100 mm at the Beijing gauge, 1951 to 2012, against the GEV's rates."""
    counted = {20.0: 7.1, 25.0: 5.7, 50.0: 1.8, 80.0: 0.60, 100.0: 0.29}
    beijing = places.index("beijing.dongcheng")
    for threshold, days in counted.items():
        rate = control_events(tables, Climate(), threshold * 1.13)[beijing]
        assert rate == pytest.approx(days, rel=0.35)


def test_the_tail_lever_leaves_exposure_alone(tables: ClimateTables) -> None:
    plain, tail = Climate(pathway="high"), Climate(pathway="high", tail_scaling=80.0)
    assert np.array_equal(expected_events(tables, plain, 2050, 50.0), expected_events(tables, tail, 2050, 50.0))


def test_exposure_is_counted_by_any_group(catalogue: Catalogue, tables: ClimateTables, people: Floats) -> None:
    climate = Climate()
    storms = storms_of_year(catalogue, tables, climate, 2040, keys_of(1))
    whole = people.astype(np.int64)
    counted = realised_exposure(whole, storms, 20.0)
    assert counted.dtype == np.int64
    assert np.array_equal(
        counted[:, :, 65:].sum(axis=(1, 2)), whole[:, :, 65:].sum(axis=(1, 2)) * realised_events(storms, 20.0)
    )


def test_higher_thresholds_are_met_less_often(catalogue: Catalogue, tables: ClimateTables) -> None:
    storms = storms_of_year(catalogue, tables, Climate(), 2040, keys_of(1))
    events = [realised_events(storms, mm) for mm in THRESHOLDS_MM]
    assert (events[0] >= events[1]).all()
    assert (events[1] >= events[2]).all()
    assert events[0].max() > events[2].max()
