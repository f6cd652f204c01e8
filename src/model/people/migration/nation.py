"""The rest of China as a source of people: its cohorts, which shrink."""

import numpy as np
from numpy.typing import NDArray

from model.region.migration import MigrationTables
from model.region.vital_rates import VitalRates

Floats = NDArray[np.float64]

FITTED_YEARS = range(2011, 2021)
NOT_YET_BORN = 5.0 / 6.0
"""Weight of the births of year - age at the turn of the year (as in the split of census groups)."""


def fitted_cohort(migration: MigrationTables, rates: VitalRates) -> Floats:
    """(2, 101) mean of `national_cohort` over 2011 to 2020, the years of the fitted gross flows."""
    years = [national_cohort(migration, rates, year) for year in FITTED_YEARS]
    mean: Floats = np.mean(years, axis=0)
    return mean


def national_cohort(migration: MigrationTables, rates: VitalRates, year: int) -> Floats:
    """People of China by sex and age at the end of `year` (up to one factor per sex).

    C(a) = (5/6 b(year - a) + 1/6 b(year - a - 1)) L(a), L(0) = 1 - p(-1), L(a) = L(0) prod_{k<a} (1 - p(k)), with b
    the births (held at the first and last listed year) and p the death probabilities of the year.

    Returns:
        (2, 101) persons.
    """
    time = min(max(float(year), rates.death_years[0]), rates.death_years[-1])
    after = min(max(int(np.searchsorted(rates.death_years, time)), 1), rates.death_years.size - 1)
    first, second = rates.death_years[after - 1], rates.death_years[after]
    weight = (time - first) / (second - first)
    log_death = (1 - weight) * rates.log_death_nation[after - 1] + weight * rates.log_death_nation[after]
    survived = np.cumprod(1.0 - np.exp(log_death), axis=1)[:, :101]
    born = year - np.arange(101, dtype=float)
    births = NOT_YET_BORN * np.interp(born, migration.birth_years, migration.births_nation)
    births += (1 - NOT_YET_BORN) * np.interp(born - 1, migration.birth_years, migration.births_nation)
    cohort: Floats = births * survived / 2.0
    return cohort


def growth_of_jobs_outside(migration: MigrationTables, rates: VitalRates, base_year: int, year: int) -> float:
    """Log growth of the jobs of the rest of China since the base: that of the nation's people of 15 to 64.

    The region's jobs follow its labour force, which shrinks; so must those elsewhere, or an ageing country would seem
    to draw people out of the region (assumption: as many jobs a person of working age as at the base).
    """
    now, then = (national_cohort(migration, rates, each)[:, 15:65].sum() for each in (year, base_year))
    return float(np.log(now / then))
