"""Death and birth rates of one year under a scenario, from the listed years of the tables.

Notation: p is the probability of dying within the calendar year by age last birthday at its start, -1 for the
year's own births; f the births per woman-year at an age last birthday.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.region.vital_rates import VARIANTS, VitalRates
from model.scenario.schema.population import MORTALITY_FACTOR

if TYPE_CHECKING:
    from model.scenario.schema.population import Population

Floats = NDArray[np.float64]

CONVERGENCE_YEARS = 15
"""The sex ratio at birth reaches the national path this long after 2020."""
FIRST_FERTILE, LAST_FERTILE = 15, 49


def death_probability(rates: VitalRates, population: "Population", year: int) -> Floats:
    """Probability of dying in `year`: (3 provinces, 2 sexes, 102 ages from -1 to 100).

    ln p is linear between the listed years, read at the middle of the year (y - 0.5 counts from 31 December), and
    held outside them; then p' = 1 - (1 - p)^m with the multiplier m of the scenario.
    """
    time = np.clip(year - 0.5, rates.death_years[0], rates.death_years[-1])
    after = min(int(np.searchsorted(rates.death_years, time, side="right")), rates.death_years.size - 1)
    before = after - 1
    weight = (time - rates.death_years[before]) / (rates.death_years[after] - rates.death_years[before])
    probability = np.exp((1 - weight) * rates.log_death[before] + weight * rates.log_death[after])
    multiplier = MORTALITY_FACTOR[population.mortality] * population.mortality_multiplier.at(year)
    if multiplier != 1.0:
        probability = 1.0 - (1.0 - probability) ** multiplier
    clipped: Floats = np.clip(probability, 0.0, 1.0)
    return clipped


def total_fertility(rates: VitalRates, population: "Population", year: int) -> Floats:
    """Children per woman by province (3,) in `year`; the last year of the path is held after its end."""
    position = int(np.clip(year - rates.fertility_years[0], 0, rates.fertility_years.size - 1))
    path: Floats = rates.total_fertility[VARIANTS.index(population.fertility), :, position]
    return path * population.fertility_multiplier.at(year)


def fertility(rates: VitalRates, population: "Population", year: int) -> Floats:
    """f by province and single age (3, 102): flat within five-year groups, TFR x share / 5; zero outside 15 to 49."""
    weight = float(np.clip((year - 2010) / 10, 0.0, 1.0))
    share = (1 - weight) * rates.fertility_share[0] + weight * rates.fertility_share[1]
    by_age = np.zeros((3, 102))
    by_age[:, FIRST_FERTILE : LAST_FERTILE + 1] = np.repeat(share / 5, 5, axis=1)
    return by_age * total_fertility(rates, population, year)[:, None]


def share_of_boys(rates: VitalRates, year: int) -> Floats:
    """Boys over births by province (3,): k / (1 + k).

    k is the province's ratio at age 0 between the censuses to 2020, then converges to the national path in 15 years.
    """
    weight = float(np.clip((year - 2010) / 10, 0.0, 1.0))
    own = (1 - weight) * rates.sex_ratio_census[0] + weight * rates.sex_ratio_census[1]
    converged = float(np.clip((year - 2020) / CONVERGENCE_YEARS, 0.0, 1.0))
    path = float(np.interp(year, rates.sex_ratio_years, rates.sex_ratio_path))
    ratio = (1 - converged) * own + converged * path
    boys: Floats = ratio / (1 + ratio)
    return boys


def city_fertility(by_age: Floats, city_factor: Floats, province_of_city: NDArray[np.uint8], women: Floats) -> Floats:
    """f by city (14, 102): the province's f times the city's factor, rescaled so that province births stay its own.

    Args:
        by_age: (3, 102) f of the provinces.
        city_factor: (14,) fertility of the city over that of its province.
        province_of_city: (14,).
        women: (14, 102) women exposed at each age in the year.
    """
    births = (by_age[province_of_city] * women).sum(1)
    factor = city_factor.copy()
    for province in range(3):
        cities = province_of_city == province
        weighted = (births * city_factor)[cities].sum()
        if weighted > 0:
            factor[cities] *= births[cities].sum() / weighted
    scaled: Floats = by_age[province_of_city] * factor[:, None]
    return scaled
