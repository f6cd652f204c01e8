"""Gross flows of 2010-20 by city and age, and the residents over whom they were counted."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.region.places import N_CITIES

if TYPE_CHECKING:
    from model.region.region import Region

Floats = NDArray[np.float64]

OLD_FROM: Final = 60
DECADE: Final = 10
SHARE_OF_A_SEX: Final = (0.2, 0.8)
LEFT_OF_INFLOW: Final = 0.1
"""Part of the inflow of old people that the cut leaves at least."""


def gross_flows(region: "Region") -> tuple[Floats, Floats]:
    """Arrivals and departures by city and age, (14, 101) persons a year each.

    The fitted schedules, I r_in(a) and O r_out(a). Their level rests on a prior, and the constant of the schedules
    would let 4 % of Beijing's people over 75 come and go every year. From 60 on both are cut by the same number of
    persons, so that departures are at most 1 % of residents (assumption `old_turnover`): the net, which is all that
    was observed, stays as it is.
    """
    tables = region.migration
    into = tables.gross_in[:, None] * tables.schedule_in
    out = tables.gross_out[:, None] * tables.schedule_out
    most = tables.assumptions.of("old_turnover") * usual_ages(region)
    cut = np.minimum(np.maximum(out - most, 0.0), (1.0 - LEFT_OF_INFLOW) * into)
    cut[:, :OLD_FROM] = 0.0
    return into - cut, out - cut


def sexes_of_arrivals(region: "Region", arrivals: Floats) -> Floats:
    """(14, 2, 101) share of men and of women among the arrivals of each city and age.

    The survival of cohorts gives the net of 2010-20 by sex and age in 2020; the schedules know no sex. A cohort aged z
    in 2020 was x = z - k years old k years before; its difference of men and women, D(z), is spread over the ages that
    it passed in the decade in proportion to the arrivals there, I(x):

        d(x) = 1/10 sum over z = x .. x + 9 of D(z) I(x) / sum over k = 0 .. 9 of I(z - k)
        share of men = 1/2 + d(x) / (2 I(x)),   women the rest;  kept between 0.2 and 0.8

    Departures have one hazard for both sexes, so that the difference lies with the arrivals. From 85 on half and half.
    Grade: derived.

    Args:
        region: the tables.
        arrivals: (14, 101) persons a year by age.
    """
    groups = region.migration.net_by_sex
    difference = np.zeros_like(arrivals)
    difference[:, : 5 * (groups.shape[2] - 1)] = np.repeat(groups[:, 0, :-1] - groups[:, 1, :-1], 5, axis=1) / 5.0
    passed = np.zeros_like(arrivals)
    for back in range(DECADE):
        passed[:, back:] += arrivals[:, : arrivals.shape[1] - back]
    each = difference / np.maximum(passed, 1e-300) / DECADE
    excess = np.zeros_like(arrivals)
    for back in range(DECADE):
        excess[:, : arrivals.shape[1] - back] += each[:, back:]
    men = np.clip(0.5 + 0.5 * excess, *SHARE_OF_A_SEX)
    return np.stack([men, 1.0 - men], axis=1)


def usual_ages(region: "Region") -> Floats:
    """(14, 101) residents by age, mean of the censuses of 2010 and 2020, persons.

    Linear between the middles of five-year groups, and from 85 on so that the hazard of 84 holds: the schedule was
    fitted as a count of movers by age, this turns it into a hazard.
    """
    pyramid = 0.5 * (region.people.pyramid_2010 + region.people.pyramid_2020).sum(1)
    by_city = np.stack([pyramid[region.places.city == city].sum(0) for city in range(N_CITIES)])
    middles = np.arange(17) * 5 + 2.5
    ages = np.arange(101) + 0.5
    smooth = np.stack([np.interp(ages, middles, groups[:17] / 5.0) for groups in by_city])
    oldest = slice(85, 101)
    ratio = region.migration.schedule_out[:, oldest] / region.migration.schedule_out[:, 84:85]
    smooth[:, oldest] = smooth[:, 84:85] * ratio
    return smooth
