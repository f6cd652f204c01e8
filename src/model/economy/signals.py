"""What the people side is told of the economy."""

import numpy as np
from numpy.typing import NDArray

from model.economy.commuting import Reach
from model.economy.labour import LabourMarket
from model.economy.land import Land
from model.economy.rents import Rents
from model.economy.wages import jobs_within_reach, wage_within_reach
from model.firms.columns import PERSON
from model.people.signals import Signals
from model.region.region import Region

Floats = NDArray[np.float64]
LARGEST_LOSS = 0.5
"""Bound of the share of its jobs that a place is told to have lost."""


def signals_for_people(
    jobs: NDArray[np.int64],
    labour: LabourMarket,
    reach: Reach,
    region: Region,
    jobs_lost: Floats | None = None,
    rents: Rents | None = None,
    land: Land | None = None,
) -> Signals:
    """The economy of the year as residents see it.

    Args:
        jobs: filled jobs by place and sector, legal units and pools, 1/256 person (`Cells.jobs`).
        labour: the year's labour market.
        reach: the pairs of home and work of the year.
        region: the tables.
        jobs_lost: share of its jobs that a place lost beyond the region, directed moves excepted (199,); None: none.
        rents: rents of the year; None: those of the start.
        land: the homes of the year; None: those of the start.
    """
    filled = jobs.sum(axis=1) / PERSON
    prices = region.economy.prices
    return Signals(
        jobs=filled,
        jobs_reachable=jobs_within_reach(filled, reach),
        wage_reachable=wage_within_reach(labour.wage_at_start_productivity, labour.positions, reach),
        job_finding=1.0 - labour.unemployment,
        employed_share=labour.employed_share,
        rent=prices.rent if rents is None else rents.homes,
        services=prices.services,
        housing=prices.housing if land is None else land.homes,
        job_loss=np.zeros(filled.size) if jobs_lost is None else jobs_lost,
        sector_jobs=labour.residents_jobs,
    )


def share_lost(before: Floats, after: Floats) -> Floats:
    """Share of its jobs that a place lost in a year beyond what the region lost (199,), within +-0.5.

    Jobs are those that employers offer, filled or vacant: a job whose holder has gone away is not lost. Were filled
    jobs counted, those who leave would push others after them, and those who come would keep others there.

    Negative where a place did better than the region: a measure of losses alone would be pushed up by chance gains and
    losses of firms, the more the coarser the scale. What the whole region loses is no reason to leave a place.

    Args:
        before: desired jobs (199,) of last year, persons, directed jobs at the homes of their holders.
        after: the same of this year.
    """
    lost = before - after
    share = np.divide(lost, before, out=np.zeros(before.shape), where=before > 0)
    common = float(lost.sum() / max(before.sum(), 1.0))
    return np.asarray(np.clip(np.where(before > 0, share - common, 0.0), -LARGEST_LOSS, LARGEST_LOSS))
