"""Where income is spent: wages where people live, pensions out of wages, visits to places nearby.

    spent_p = 0.7 Y_p + 0.2 sum_r Y_r V_rp + 0.1 E_p Y / E

Y_p: income of the residents of p after pensions; V_rp: where residents of r spend on visits, by shops
there and exp(-t / 30 minutes), rows sum to one; E_p: wages earned at work in p, Y / E: the region's income over its
wages. Everything that is earned in the region is spent in it once; what is bought from outside is in the accounts.
The three shares are assumptions (no survey of spending by place was found); the decay stands in the design.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.labour import LabourMarket
from model.products import product
from model.region.names import PROVINCES, SECTORS
from model.region.region import Region

Floats = NDArray[np.float64]

AT_HOME: Final = 0.7
ON_VISITS: Final = 0.2
AT_WORK: Final = 0.1
VISIT_MINUTES: Final = 30.0
PENSION: Final = 0.3
"""Pension over the mean wage of the workers of the place, per resident of 60 and over (assumption: 20 thousand yuan
a head over 60 thousand a worker, national 2020, recalled)."""
PENSION_AGE: Final = 60
_SHOPS: Final = [SECTORS.index("trade_logistics"), SECTORS.index("consumer_services")]


def disposable_income(labour: LabourMarket, old: NDArray[np.int64], region: Region) -> Floats:
    """Income of residents by home (199,), 1e8 yuan: wages less contributions, pensions.

    Pensions are paid by the wages of the province they are paid in, so they move income between places of a
    province and sum to nothing.

    Args:
        labour: wages by home and employed residents.
        old: (199,) residents of 60 and over, persons.
        region: the tables.
    """
    province = region.places.province
    employed = np.maximum(labour.employed.sum(axis=1), 1.0)
    pensions = PENSION * old * labour.income / employed
    paid = np.bincount(province, pensions, len(PROVINCES)) / np.bincount(province, labour.income, len(PROVINCES))
    return np.asarray(labour.income * (1.0 - paid[province]) + pensions)


def spending_by_place(income: Floats, earned: Floats, shops: Floats, nearness: Floats) -> Floats:
    """Spending by place (199,), which sums to income.

    Args:
        income: (199,) disposable income by home.
        earned: (199,) wages by place of work.
        shops: (199,) jobs of trade and consumer services.
        nearness: (199, 199) exp(-minutes / 30), from `visit_nearness`.
    """
    weight = nearness * shops
    visits = product(income / np.maximum(weight.sum(axis=1), 1e-300), weight)
    at_work = earned * income.sum() / max(float(earned.sum()), 1e-300)
    return np.asarray(AT_HOME * income + ON_VISITS * visits + AT_WORK * at_work)


def visit_nearness(minutes: Floats) -> Floats:
    """exp(-t / 30) between places (199, 199), nothing within one: a visit leads elsewhere."""
    near = np.exp(-minutes / VISIT_MINUTES)
    np.fill_diagonal(near, 0.0)
    return near


def earned_at_work(labour: LabourMarket, region: Region) -> Floats:
    """Wages by place of work (199,), 1e8 yuan."""
    return np.asarray((labour.filled * labour.wage).sum(axis=1) * region.economy.wage_coverage / 1e8)


def pay_per_job(labour: LabourMarket, region: Region) -> Floats:
    """Wages per filled job by place of work (199,), yuan a year."""
    return np.asarray(earned_at_work(labour, region) * 1e8 / np.maximum(labour.filled.sum(axis=1), 1.0))


def shops_of(jobs: Floats) -> Floats:
    """Jobs of trade and consumer services by place (199,), from jobs by sector (199, 12)."""
    return np.asarray(jobs[:, _SHOPS].sum(axis=1))
