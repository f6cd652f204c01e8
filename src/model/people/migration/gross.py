"""Gross flows of 2010-20 by city and age, and the residents over whom they were counted."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.region.places import N_CITIES

if TYPE_CHECKING:
    from model.region.region import Region

Floats = NDArray[np.float64]

OLD_FROM: Final = 60
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
