"""The statutory retirement age by year (decision of September 2024), and the dependency ratios that go with it."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from model.scenario.schema.population import Retirement

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

START_OF_REFORM = 2025
LENGTH_OF_REFORM = 15.0
AGES_BEFORE = (60.0, 50.0, 55.0)
"""Men, women in other posts, women in cadre posts (here: with college or more), before the reform."""


def retirement_age(retirement: "Retirement", year: int) -> Floats:
    """Retirement ages (3,) in `year`: men 60 + 0.2 c, women 50 + c / 3, women with college or more 55 + 0.2 c.

    c = min(max(pace (min(year, last_year) + 0.5 - 2025), 0), 15); without the reform c = 0.
    """
    elapsed = retirement.pace * (min(year, retirement.last_year) + 0.5 - START_OF_REFORM)
    c = float(np.clip(elapsed, 0.0, LENGTH_OF_REFORM)) if retirement.reform else 0.0
    ages: Floats = np.array(AGES_BEFORE) + np.array([0.2 * c, c / 3, 0.2 * c])
    return ages


def share_above(age: float) -> Floats:
    """Share (101,) of the people of each age last birthday who are above an exact age."""
    ages = np.arange(101)
    share: Floats = np.clip(ages + 1 - age, 0.0, 1.0)
    share[100] = 1.0
    return share


def statistical_dependency(people: Counts) -> Floats:
    """Total, old and child dependency in %, over the last axes (sex, age 101): 0-14 and 65+ over 15-64."""
    by_age = people.sum(-2)
    child, middle, old = by_age[..., :15].sum(-1), by_age[..., 15:65].sum(-1), by_age[..., 65:].sum(-1)
    ratios: Floats = 100 * np.stack([child + old, old, child], axis=-1) / np.maximum(middle, 1)[..., None]
    return ratios


def policy_dependency(by_education: Counts, retirement: "Retirement", year: int) -> Floats:
    """(0-14 and above retirement age) over (15 to retirement age), in %.

    Args:
        by_education: persons (..., 2, 101, 4) by sex, age and education (`count.Census`).
        retirement: the scenario's reform.
        year: the year counted at its end.

    Returns:
        An array of the leading shape.
    """
    dependents = policy_dependents(by_education, retirement, year)
    ratio: Floats = 100 * dependents / np.maximum(by_education.sum((-3, -2, -1)) - dependents, 1)
    return ratio


def policy_dependents(by_education: Counts, retirement: "Retirement", year: int) -> Floats:
    """Persons of 0-14 and above retirement age; of an age that the retirement age cuts, its part of a year."""
    men, women, cadres = (share_above(age) for age in retirement_age(retirement, year))
    above = np.stack([np.repeat(men[:, None], 4, 1), np.stack([women, women, cadres, cadres], axis=1)])
    retired = (by_education * above).sum((-3, -2, -1))
    dependents: Floats = retired + by_education[..., :15, :].sum((-3, -2, -1))
    return dependents


def participation_dependency(people: Counts, employed: Counts) -> Floats:
    """Not working over working, in %: the burden that retirement ages alone do not show.

    `people` and `employed` are persons of the same areas; farmers and the self-employed who work on count as working.
    """
    ratio: Floats = 100 * (people - employed) / np.maximum(employed, 1)
    return ratio
