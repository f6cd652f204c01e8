from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from model.climate.catalogue import Catalogue
from model.climate.rain import annual_maximum, rate_of_rain
from model.climate.weather import Storms, no_storms, poisson_quantile, storms_of_year, with_replays
from model.randomness.draws import keys_of
from model.region.climate import ClimateTables
from model.region.places import Places
from model.scenario.schema.climate import Climate, Increase, Ramp, Replay


def kept(storms: Storms) -> set[str]:
    return set(storms.ids)


def same(first: Storms, second: Storms) -> bool:
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in Storms.__dataclass_fields__)


def test_storm_sets_are_nested_for_every_seed(catalogue: Catalogue, tables: ClimateTables) -> None:
    more = 0
    for seed in range(150):
        sets = [
            kept(storms_of_year(catalogue, tables, Climate(pathway=path), 2050, keys_of(seed)))
            for path in ("control", "low", "medium", "high")
        ]
        assert sets[0] <= sets[1] <= sets[2] <= sets[3]
        more += len(sets[3]) - len(sets[0])
    assert more > 150


def test_any_three_rises_are_nested_and_beyond_the_envelope_too(catalogue: Catalogue, tables: ClimateTables) -> None:
    step = Ramp(shape="step")
    for seed in range(40):
        sets = []
        for rise in (-0.4, 0.1, 0.45, 0.62, 1.0):
            climate = Climate(pathway="custom", increase=Increase(custom=rise), ramp=step, baseline_rate_scale=1.5)
            sets.append(kept(storms_of_year(catalogue, tables, climate, 2030, keys_of(seed))))
        for small, large in pairwise(sets):
            assert small <= large


def test_a_storm_is_the_same_rain_on_every_path_that_has_it(catalogue: Catalogue, tables: ClimateTables) -> None:
    control = storms_of_year(catalogue, tables, Climate(pathway="control"), 2050, keys_of(3))
    high = storms_of_year(catalogue, tables, Climate(pathway="high"), 2050, keys_of(3))
    place = [high.ids.index(name) for name in control.ids]
    assert np.array_equal(high.rain24[place], control.rain24)
    assert np.array_equal(high.period72[place], control.period72)


def test_the_weather_depends_on_seed_and_year_alone(catalogue: Catalogue, tables: ClimateTables) -> None:
    control = Climate(pathway="control")
    storms = storms_of_year(catalogue, tables, control, 2033, keys_of(5))
    assert same(storms, storms_of_year(catalogue, tables, control, 2033, keys_of(5)))
    assert same(storms, storms_of_year(catalogue, tables, control, 2033, keys_of(99, climate_seed=5)))
    assert not same(storms, storms_of_year(catalogue, tables, control, 2033, keys_of(6)))
    assert not np.array_equal(storms.index, storms_of_year(catalogue, tables, control, 2034, keys_of(5)).index)


@pytest.mark.parametrize("rise", [0.0, 0.27, 1.0])
def test_as_many_storms_come_as_the_multiplier_says(catalogue: Catalogue, tables: ClimateTables, rise: float) -> None:
    climate = Climate(pathway="custom", increase=Increase(custom=rise), ramp=Ramp(shape="step"))
    counts = [len(storms_of_year(catalogue, tables, climate, year, keys_of(2))) for year in range(2021, 3021)]
    assert np.mean(counts) == pytest.approx(10 * (1 + rise), abs=3 * np.sqrt(10 * (1 + rise) / 1000))
    assert np.var(counts) == pytest.approx(np.mean(counts), rel=0.15)


def test_overdispersion_widens_the_yearly_numbers_and_keeps_their_mean(
    catalogue: Catalogue, tables: ClimateTables
) -> None:
    climate = Climate(pathway="control", overdispersion_k=9.0)
    counts = [len(storms_of_year(catalogue, tables, climate, year, keys_of(2))) for year in range(1500)]
    assert np.mean(counts) == pytest.approx(10, abs=3 * np.sqrt(10 * (1 + 10 / 9) / 1500))
    assert np.var(counts) / np.mean(counts) == pytest.approx(1 + 10 / 9, rel=0.15)


@pytest.mark.parametrize("overdispersion", [None, 9.0])
def test_annual_maxima_follow_the_gev(
    catalogue: Catalogue, tables: ClimateTables, overdispersion: float | None
) -> None:
    """Exact for the catalogue: P(no storm above x) from the share of its events above x."""
    rates = catalogue.rates
    for years in (2.0, 10.0, 50.0, 100.0):
        target = annual_maximum(tables.rain24, years)
        below = -np.log1p(-1 / years) if overdispersion is None else None
        rate = rate_of_rain(tables.rain24, target, overdispersion)
        above = (rates[catalogue.rank24] < rate).sum(axis=0) * catalogue.master_rate / catalogue.size
        none = np.exp(-above) if overdispersion is None else (1 + above / overdispersion) ** -overdispersion
        reached = 1 / (1 - none)
        assert np.abs(reached / years - 1).max() < 0.03
        assert below is None or np.allclose(rate, below)


def test_simulated_annual_maxima_stay_near_the_gev(catalogue: Catalogue, tables: ClimateTables, places: Places) -> None:
    years = 5000
    highest = np.zeros((years, 199))
    for year in range(years):
        storms = storms_of_year(catalogue, tables, Climate(pathway="control"), year, keys_of(11))
        highest[year] = storms.rain24.max(axis=0, initial=0.0)
    for period, near in ((2.0, 0.03), (10.0, 0.03)):
        simulated = np.quantile(highest, 1 - 1 / period, axis=0)
        assert np.abs(simulated / annual_maximum(tables.rain24, period) - 1).max() < near
    for period in (50.0, 100.0):
        simulated = np.quantile(highest, 1 - 1 / period, axis=0)
        assert abs((simulated / annual_maximum(tables.rain24, period)).mean() - 1) < 0.03


def test_the_two_levers_pick_their_own_storms(catalogue: Catalogue, tables: ClimateTables) -> None:
    rare = Climate(pathway="high", tail_scaling=-50.0)
    storms = [storms_of_year(catalogue, tables, rare, 2050, keys_of(seed)) for seed in range(60)]
    counted = sum(each.counted.sum() for each in storms)
    damaging = sum(each.damaging.sum() for each in storms)
    assert counted == pytest.approx(60 * 12.7, rel=0.12)
    assert damaging == pytest.approx(60 * 10 * (1 - 0.5 * 1.55), rel=0.2)
    assert all((each.counted | ~each.damaging).all() for each in storms)


def test_weight_leaves_the_number_of_storms_alone(catalogue: Catalogue, tables: ClimateTables) -> None:
    plain = storms_of_year(catalogue, tables, Climate(pathway="control"), 2050, keys_of(1))
    heavier = storms_of_year(catalogue, tables, Climate(pathway="high", rate_share=0.0), 2050, keys_of(1))
    assert plain.ids == heavier.ids
    assert (heavier.rain24[plain.rain24 > 0] > plain.rain24[plain.rain24 > 0]).all()
    assert (heavier.period72 > plain.period72)[plain.period72 > 1].all()


def test_a_replay_is_laid_on_its_year(catalogue: Catalogue, tables: ClimateTables, places: Places) -> None:
    climate = Climate(replay=(Replay(event="E2023-07-29", year=2035),))
    plain = storms_of_year(catalogue, tables, Climate(), 2035, keys_of(1))
    storms = storms_of_year(catalogue, tables, climate, 2035, keys_of(1))
    assert storms.ids == (*plain.ids, "2035-E2023-07-29")
    assert np.array_equal(storms.rain24[:-1], plain.rain24)
    assert storms.period72[-1, places.index("baoding.zhuozhou")] > 100
    assert (
        storms_of_year(catalogue, tables, climate, 2036, keys_of(1)).ids
        == storms_of_year(catalogue, tables, Climate(), 2036, keys_of(1)).ids
    )


def test_dry_counties_of_a_replay_have_no_return_period_to_speak_of(tables: ClimateTables) -> None:
    storms = with_replays(no_storms(2020), tables, ("E2012-07-21",))
    dry = storms.rain72[0] == 0
    assert dry.any()
    assert (storms.period72[0, dry] < 1).all()
    assert np.isfinite(storms.period72).all()


def test_the_poisson_quantile_is_that_of_the_distribution() -> None:
    for mean in (0.5, 15.0, 60.0):
        for uniform in (1e-9, 0.01, 0.5, 0.99, 1 - 1e-9):
            assert poisson_quantile(uniform, mean) == stats.poisson.ppf(uniform, mean)
    assert poisson_quantile(0.3, 0.0) == 0
