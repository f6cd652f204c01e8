from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from model.climate.expected import Floods
from model.climate.impact import Impact, age_factors, expected_impact, realised_impact
from model.climate.weather import no_storms, storms_of_year, with_replays
from model.climate.zones import Zones
from model.randomness.draws import keys_of
from model.scenario.schema.adaptation import Adaptation
from model.scenario.schema.climate import Climate
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
FIGURES = ("affected", "affected_65p", "evacuated", "loss", "deaths")


def great_storm(floods: Floods, zones: Zones, people: Floats, capital: Floats, scenario: Scenario) -> Impact:
    storms = with_replays(no_storms(2030), floods.tables, ("E2023-07-29",))
    return realised_impact(storms, floods, zones, people, capital, scenario)


def test_nobody_is_hurt_where_nobody_lives(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    empty = people.copy()
    empty[5] = 0
    impact = great_storm(floods, zones, empty, capital, Scenario())
    for figure in ("affected", "evacuated", "deaths"):
        assert getattr(impact, figure)[0, 5] == 0
        assert np.isfinite(getattr(impact, figure)).all()


def test_a_year_without_storms_does_nothing(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    impact = realised_impact(no_storms(2030), floods, zones, people, capital, Scenario())
    assert impact.affected.shape == (0, 199)
    for figure in FIGURES:
        assert not getattr(impact.year(), figure).any()


def test_people_and_capital_count_in_proportion(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    one = great_storm(floods, zones, people, capital, Scenario())
    two = great_storm(floods, zones, 2 * people, 2 * capital, Scenario())
    for figure in FIGURES:
        assert np.allclose(getattr(two, figure), 2 * getattr(one, figure), rtol=1e-12)
    assert np.array_equal(two.share, one.share)


def test_an_older_place_loses_more_people_to_the_same_storm(
    floods: Floods, zones: Zones, people: Floats, capital: Floats
) -> None:
    older = np.zeros_like(people)
    older[:, :, 85] = people.sum(axis=2)
    before, after = (great_storm(floods, zones, each, capital, Scenario()) for each in (people, older))
    assert np.allclose(before.affected, after.affected)
    assert after.deaths.sum() > 2.5 * before.deaths.sum()
    assert np.allclose(after.affected_65p, after.affected)


def test_the_age_factors_have_mean_one_over_the_region(floods: Floods, people: Floats) -> None:
    factors = age_factors(floods.tables)
    by_age = people.sum(axis=(0, 1))
    assert (by_age * factors).sum() / by_age.sum() == pytest.approx(1.0, rel=1e-9)
    assert factors[64] < factors[65] < factors[80]


def test_warning_saves_lives_and_moves_people(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    none, all_ = (
        great_storm(floods, zones, people, capital, Scenario(adaptation=Adaptation(warning_and_evacuation=share)))
        for share in (0.0, 1.0)
    )
    assert not none.evacuated.any()
    assert np.array_equal(all_.evacuated, all_.affected)
    assert all_.deaths.sum() == pytest.approx(0.4 * none.deaths.sum())


def test_the_loss_scale_scales_losses_alone(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    plain, twice = (
        great_storm(floods, zones, people, capital, Scenario(climate=Climate(loss_scale=scale))) for scale in (1.0, 2.0)
    )
    assert np.allclose(twice.loss, 2 * plain.loss)
    assert np.array_equal(twice.affected, plain.affected)


def test_storms_that_only_count_do_no_damage(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    scenario = Scenario(climate=Climate(pathway="high", tail_scaling=-50.0))
    seen = 0
    for seed in range(40):
        storms = storms_of_year(floods.catalogue, floods.tables, scenario.climate, 2050, keys_of(seed))
        impact = realised_impact(storms, floods, zones, people, capital, scenario)
        assert not impact.affected[~storms.damaging].any()
        seen += int((~storms.damaging).sum())
    assert seen > 100


def test_a_storm_does_the_same_whatever_storms_stand_beside_it(
    floods: Floods, zones: Zones, people: Floats, capital: Floats
) -> None:
    control, high = (Scenario(climate=Climate(pathway=path)) for path in ("control", "high"))  # type: ignore[arg-type]
    for seed in range(20):
        few, many = (
            storms_of_year(floods.catalogue, floods.tables, each.climate, 2050, keys_of(seed))
            for each in (control, high)
        )
        rows = [many.ids.index(name) for name in few.ids]
        alone = realised_impact(few, floods, zones, people, capital, control)
        among = realised_impact(many, floods, zones, people, capital, high)
        assert np.array_equal(among.loss[rows], alone.loss)


def test_people_on_detention_land_are_hit_first(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    moved = zones.people[:, [2, 1, 0]]
    plain = expected_impact(floods, zones, people, capital, Scenario(), 2030)
    other = expected_impact(floods, replace(zones, people=moved), people, capital, Scenario(), 2030)
    has = (zones.base_shares[:, 2] > 0) & (zones.base_shares[:, 0] > zones.base_shares[:, 2])
    assert (other.affected[0, has] > plain.affected[0, has]).all()
