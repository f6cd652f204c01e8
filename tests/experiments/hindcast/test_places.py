"""Places held out: no place's own figure enters its forecast."""

import numpy as np
import pytest

from model.experiments.hindcast.places import (
    COVARIATES,
    FOLDS,
    covariates,
    folds_of,
    held_out,
    held_out_constants,
    measured_in_2010,
    within_cities,
)
from model.region.region import Region, load_region


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


def made_up(number=60):
    known = np.stack([np.linspace(0, 1, number), np.cos(np.arange(number))], axis=1)
    city = np.arange(number, dtype=np.uint8) % 3
    fold = np.arange(number) // 3 % FOLDS
    return known, city, fold, np.ones(number, np.bool_)


def test_a_value_does_not_enter_its_own_forecast():
    known, city, fold, usable = made_up()
    values = known[:, 0] + city
    before = held_out(values, known, city, fold, usable)
    values = values.copy()
    values[7] += 100.0
    after = held_out(values, known, city, fold, usable)
    assert (after[fold == fold[7]] == before[fold == fold[7]]).all()
    assert (after[fold != fold[7]] != before[fold != fold[7]]).any()


def test_a_straight_law_with_effects_of_cities_is_foretold_exactly():
    known, city, fold, usable = made_up()
    values = 2.0 * known[:, 0] - known[:, 1] + np.array([0.0, 5.0, -3.0])[city]
    assert held_out(values, known, city, fold, usable) == pytest.approx(values)


def test_places_that_may_not_be_used_teach_nothing():
    known, city, fold, usable = made_up()
    values = known[:, 0] + city
    usable[10] = False
    before = held_out(values, known, city, fold, usable)
    values = values.copy()
    values[10] = 1e6
    assert (held_out(values, known, city, fold, usable) == before).all()


def test_folds_spread_the_places_of_a_city(region):
    fold = folds_of(region.places)
    assert set(fold) == set(range(FOLDS))
    for city in range(14):
        number = np.bincount(fold[region.places.city == city], minlength=FOLDS)
        assert number.max() - number.min() <= 1


def test_covariates_are_known_for_every_place(region):
    found = covariates(region)
    assert found.shape == (199, len(COVARIATES))
    assert np.isfinite(found).all()
    changed = region.places.population_2020 * 2  # what came later is not among them
    assert not any(np.allclose(column, np.log(changed)) for column in found.T)


def test_estimated_figures_of_2010_are_not_judged(region):
    judged = measured_in_2010(region.places)
    assert judged.sum() == 199 - 28
    score = within_cities("same", judged * 1.0 + np.arange(199), np.arange(199.0), region.places, judged)
    assert score.correlation == pytest.approx(1.0)
    assert score.places <= judged.sum()


def test_held_out_constants_differ_from_the_fitted_ones_and_nothing_else_does(region):
    foretold = held_out_constants(region)
    fitted, found = region.migration.place_constant, foretold.migration.place_constant
    assert 0.5 < np.corrcoef(fitted, found)[0, 1] < 0.999
    assert (foretold.migration.xi == region.migration.xi).all()
