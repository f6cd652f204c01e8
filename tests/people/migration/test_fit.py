import numpy as np
import pytest

from model.chunks import Crew
from model.people.migration.base import freeze_base
from model.people.migration.fit import fit_outside, fit_places
from model.people.start import start_population
from model.randomness.draws import keys_of


@pytest.fixture(scope="module")
def stage(region, signals, scenario_with):
    scenario = scenario_with(scale=100)
    residents = start_population(region, scenario, keys_of(1), Crew())
    return residents, freeze_base(residents, region, scenario, signals, Crew()), scenario


def test_the_outside_is_as_strong_as_the_census_stock_says(stage, region, signals):
    residents, _, scenario = stage
    fit = fit_outside(residents, region, scenario, signals, Crew())
    assert np.allclose(fit.reached, fit.target, rtol=1e-3)
    assert fit.border[:2].tolist() == [0, 0]
    assert np.isclose(fit.target[2], 0.2566 * region.migration.gross_in[0], rtol=1e-3)


def test_places_of_a_city_share_what_their_change_asks_for(stage, region):
    residents, base, _ = stage
    constants, share = fit_places(residents, region, base)
    city = region.places.city
    assert np.allclose(np.bincount(city, share), 1)
    assert np.isfinite(constants).all()
    outer = (city == 0) & ~region.places.core6
    growth = np.log(region.places.population_2020 / region.places.population_2010)
    per_head = share / region.places.population_2010
    assert np.corrcoef(growth[outer], per_head[outer])[0, 1] > 0.8


def test_without_the_cap_the_six_districts_would_draw_more(stage, region):
    residents, base, _ = stage
    constants, share = fit_places(residents, region, base)
    core = region.places.core6
    free = np.exp(constants[region.places.city == 0])
    free_core = np.exp(constants[core]).sum() / free.sum()
    assert free_core > share[core].sum()
