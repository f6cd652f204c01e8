import numpy as np
import pytest
from pydantic import ValidationError

from model.climate.exposure import expected_events
from model.climate.pathway import (
    horizon,
    index_multiplier,
    multipliers,
    probability_multiplier,
    tail_multiplier,
    warming,
)
from model.region.climate import ClimateTables
from model.scenario.schema.climate import MOST_STORMS, Climate, Increase, Ramp

RISES = {"low": 1.18, "medium": 1.20, "high": 1.27}


@pytest.mark.parametrize("threshold", [20.0, 50.0, 100.0])
def test_expected_events_at_the_end_of_the_ramp_stand_as_published(tables: ClimateTables, threshold: float) -> None:
    control = expected_events(tables, Climate(pathway="control"), 2050, threshold)
    for path, rise in RISES.items():
        ratio = expected_events(tables, Climate(pathway=path), 2050, threshold) / control
        assert np.abs(ratio - rise).max() < 1e-9


def test_before_the_ramp_every_path_is_the_control(tables: ClimateTables) -> None:
    for path in RISES:
        assert multipliers(Climate(pathway=path), tables, 2020) == multipliers(Climate(pathway="control"), tables, 2020)


@pytest.mark.parametrize(
    ("shape", "mean", "end"),
    [("linear_to_end", 1.1395, 1.27), ("mean_over_horizon", 1.27, 1.5226), ("step", 1.27, 1.27)],
)
def test_ramps_have_the_mean_and_the_end_that_are_printed(
    tables: ClimateTables, shape: str, mean: float, end: float
) -> None:
    climate = Climate(pathway="high", ramp=Ramp(shape=shape))
    assert horizon(climate, tables) == pytest.approx((mean, end, mean, end), abs=1e-4)
    assert index_multiplier(climate, 2049) <= index_multiplier(climate, 2050) == index_multiplier(climate, 2080)


def test_the_two_levers_are_apart(tables: ClimateTables) -> None:
    climate = Climate(pathway="high", tail_scaling=-30.0)
    assert index_multiplier(climate, 2050) == pytest.approx(1.27)
    assert tail_multiplier(climate, tables, 2050) == pytest.approx(1.0 - 0.3 * 1.55)
    assert tail_multiplier(Climate(pathway="high", tail_scaling=0.0), tables, 2050) == 1.0
    assert tail_multiplier(Climate(pathway="high"), tables, 2050) == pytest.approx(1.27)


def test_the_tail_neither_falls_below_nothing_nor_beyond_what_is_drawn(tables: ClimateTables) -> None:
    assert tail_multiplier(Climate(pathway="high", tail_scaling=-50.0), tables, 2150) == 0.0
    most = multipliers(Climate(pathway="high", tail_scaling=100.0, baseline_rate_scale=1.5), tables, 2400)
    assert most.tail_number == pytest.approx(4.5)


def test_a_later_reference_period_leaves_less_warming(tables: ClimateTables) -> None:
    late = Climate(pathway="high", reference_period=(2011, 2029))
    assert warming(late, tables, 2020) == 0.0
    assert 0.0 < warming(late, tables, 2050) < warming(Climate(pathway="high"), tables, 2050)
    assert warming(Climate(pathway="control"), tables, 2050) == 0.0


def test_number_and_weight_multiply_to_the_whole(tables: ClimateTables) -> None:
    for share in (0.0, 0.3, 1.0):
        factors = multipliers(Climate(pathway="high", rate_share=share), tables, 2050)
        assert factors.index_number * factors.index_weight == pytest.approx(1.27, rel=1e-12)


def test_a_probability_needs_a_larger_rate(tables: ClimateTables) -> None:
    assert probability_multiplier(1.27, 0.361) == pytest.approx(1.346, abs=0.001)
    assert probability_multiplier(1.0, 0.361) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="no probability"):
        probability_multiplier(4.0, 0.361)


def test_no_path_within_the_bounds_asks_for_more_storms_than_are_drawn() -> None:
    ramp = Ramp(shape="mean_over_horizon", years=100)
    steepest = Climate(pathway="custom", increase=Increase(custom=1.0), ramp=ramp, baseline_rate_scale=1.5)
    assert steepest.baseline_rate_scale * index_multiplier(steepest, 2120) < MOST_STORMS
    fewest = Climate(pathway="custom", increase=Increase(custom=-0.5), ramp=ramp)
    assert index_multiplier(fewest, 2120) > 0.0


def test_a_reference_period_runs_forward() -> None:
    with pytest.raises(ValidationError, match="after the last"):
        Climate(reference_period=(2014, 1995))
