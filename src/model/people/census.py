"""The census matched place by place: persons by sex, age and education, and by registration.

Province profiles give the age shape, the places' own counts the level; iterative proportional fitting (IPF) joins
them. The level is census, the age shape is assumed (profiles.csv).
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.people.grouping import sum_groups
from model.region.people import PeopleTables

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

GROUP_OF_AGE: Final = np.minimum(np.arange(101) // 5, 17)
ROUNDS: Final = 200
TERTIARY_AT_MOST: Final = 0.95
"""Largest share in tertiary education at a single age below 20, when 15-19 is divided by age from the oldest down."""
YEARS: Final = (2010, 2020)


def pyramid(tables: PeopleTables, year: int) -> Floats:
    """Persons (199, 2, 18) of a census; in 2010 the children that the count missed are restored."""
    if year == 2020:
        return tables.pyramid_2020.astype(float)
    counts = tables.pyramid_2010.astype(float)
    counts[:, :, :2] *= tables.coverage_2010
    return counts


def single_ages(tables: PeopleTables, year: int) -> Floats:
    """Persons (199, 2, 101): every five-year cell divided as in its province and sex."""
    single = (tables.single_2020 if year == 2020 else tables.single_2010).astype(float)
    groups = sum_groups(single, GROUP_OF_AGE, 18, 2)
    share = single / groups[:, :, GROUP_OF_AGE]
    persons: Floats = pyramid(tables, year)[:, :, GROUP_OF_AGE] * share[tables.places.province]
    return persons


@lru_cache(maxsize=4)
def education(tables: PeopleTables, year: int) -> Floats:
    """Persons (199, 2, 101, 4) by highest level attended: junior or below, senior, college, bachelor and above.

    IPF per place of the province's shares to the place's college and bachelor counts; junior and senior then divide
    the rest by the profile's odds. In 2010 the places' counts are those of 2020 scaled to the province's totals.
    Within 15-19 the tertiary are the oldest: ages are filled from 19 down, to 95 % each.
    """
    counts = pyramid(tables, year)
    share = tables.profiles.education[YEARS.index(year)][tables.places.province]
    start = counts[..., None] * share
    target = tables.tertiary_2020.astype(float)
    if year != 2020:
        total = tables.profiles.education_total[YEARS.index(year)].sum(1)
        rate = target / tables.places.population_2020[:, None]
        expected = rate * counts.sum((1, 2))[:, None]
        for province in range(3):
            inside = tables.places.province == province
            expected[inside] *= total[province, 2:] / expected[inside].sum(0)
        target = expected
    seed = np.stack([start[..., 0] + start[..., 1], start[..., 2], start[..., 3]], axis=-1).reshape(len(counts), 36, 3)
    rest = counts.sum((1, 2)) - target.sum(1)
    fitted = fit(seed, counts.reshape(-1, 36), np.column_stack([rest, target])).reshape(-1, 2, 18, 3)
    odds = share[..., 1] / np.maximum(share[..., 0] + share[..., 1], 1e-12)
    matched = np.stack([fitted[..., 0] * (1 - odds), fitted[..., 0] * odds, fitted[..., 1], fitted[..., 2]], axis=-1)
    return _by_single_age(matched, single_ages(tables, year))


@lru_cache(maxsize=4)
def registration(tables: PeopleTables, year: int) -> Floats:
    """Persons (199, 2, 18, 4): registered here, same county, another county of the province, another province.

    IPF per place of the province's shares to the place's counts; in 2010 these are the city's counts of 2010 in the
    proportions of its places in 2020.
    """
    counts = pyramid(tables, year)
    target = tables.migrants_2020.astype(float)
    if year != 2020:
        for city in range(len(tables.places.city_ids)):
            inside = tables.places.city == city
            target[inside] *= tables.stock_2010[city] / target[inside].sum(0)
        most = 0.9 * counts.sum((1, 2))
        target *= np.minimum(1.0, most / target.sum(1))[:, None]
    seed = (counts[..., None] * tables.profiles.registration[YEARS.index(year)][tables.places.province]).reshape(
        -1, 36, 4
    )
    here = counts.sum((1, 2)) - target.sum(1)
    return fit(seed, counts.reshape(-1, 36), np.column_stack([here, target])).reshape(-1, 2, 18, 4)


def fit(seed: Floats, rows: Floats, columns: Floats) -> Floats:
    """Iterative proportional fitting of (P, R, C) to row sums (P, R) and column sums (P, C), rows last.

    Raises:
        ValueError: a place has not converged to one person.
    """
    matrix = seed.copy()
    for _ in range(ROUNDS):
        matrix *= (columns / np.maximum(matrix.sum(1), 1e-300))[:, None, :]
        matrix *= (rows / np.maximum(matrix.sum(2), 1e-300))[:, :, None]
        if np.abs(matrix.sum(1) - columns).max() < 1e-3:
            break
    worst = np.abs(matrix.sum(1) - columns).max()
    if worst > 1.0:
        raise ValueError(f"fitting the census left {worst:.0f} persons in the wrong category")
    return matrix


def _by_single_age(matched: Floats, single: Floats) -> Floats:
    """Divide (P, 2, 18, 4) over single ages (P, 2, 101): alike within a group, but tertiary at 15-19 to the oldest."""
    share = matched / np.maximum(matched.sum(-1, keepdims=True), 1e-300)
    persons: Floats = single[..., None] * share[:, :, GROUP_OF_AGE]
    left = matched[:, :, 3, 2:].copy()
    senior = share[:, :, 3, 1] / np.maximum(share[:, :, 3, 0] + share[:, :, 3, 1], 1e-300)
    for age in (19, 18, 17, 16, 15):
        room = TERTIARY_AT_MOST * single[:, :, age]
        taken = left * np.minimum(1.0, room / np.maximum(left.sum(-1), 1e-300))[..., None]
        persons[:, :, age, 2:] = taken
        others = single[:, :, age] - taken.sum(-1)
        persons[:, :, age, 0] = others * (1 - senior)
        persons[:, :, age, 1] = others * senior
        left -= taken
    return persons
