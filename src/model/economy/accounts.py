"""Output by place and sector, its three shares, productivity: the figures of the tally.

GDP is in 1e8 yuan at prices of the start year. At the start it is that of economy_history.csv, city by city and
primary, secondary and tertiary sector; later it moves with filled jobs, output per job and the firms they are in.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.cells import Cells
from model.economy.quality import against_start, firm_productivity
from model.firms.columns import PERSON, Firms
from model.firms.jobs import count_jobs
from model.region.economy_prices import SECTOR_GROUP
from model.region.region import Region

Floats = NDArray[np.float64]

TFP_SHARE: Final = 0.4
"""Part of the growth of output per job that counts as total factor productivity; with 5 % a year it gives the
1.98 % of 2012-2022 (T066); the rest is capital (assumption)."""


FLOODED_DAYS: Final = 15.0
"""Days of output that the flooded part of a place loses (assumption)."""


def gdp_by_place(
    cells: Cells, firms: Firms, flooded: Floats | None = None, staff: NDArray[np.int64] | None = None
) -> Floats:
    """Value added by place and sector (199, 12), 1e8 yuan at prices of `cells.price_base`.

    Output per job x filled jobs; those of legal units count by the productivity of the firm they are in. `flooded` is
    the share of each place (199,) that storms of the year have affected: it loses 15 days of output.
    `staff` is that of `count_jobs`, where it is known already.
    """
    staff = count_jobs(firms) if staff is None else staff
    quality = against_start(firm_productivity(firms, staff), cells.quality, staff)
    gdp = cells.output_per_job * ((staff * quality + cells.pool) / PERSON)
    if flooded is not None:
        gdp = gdp * (1.0 - np.minimum(flooded, 1.0) * FLOODED_DAYS / 365.0)[:, None]
    return np.asarray(gdp)


def gdp_by_group(gdp: Floats) -> Floats:
    """GDP of the primary, secondary and tertiary sectors by place (199, 3), from (199, 12)."""
    return np.stack([gdp[:, group == SECTOR_GROUP].sum(axis=1) for group in range(3)], axis=1)


def tfp_by_place(cells: Cells, region: Region, gdp: Floats) -> Floats:
    """Index of total factor productivity (199,), start = 100: output-weighted over sectors.

    Growth of TFP in a sector is 0.4 of its growth of output per job.
    """
    base = region.economy.gdp[cells.price_base] / np.maximum(region.economy.stocks[cells.price_base].jobs, 1)
    ratio = np.divide(cells.output_per_job, base, out=np.ones(base.shape), where=base > 0)
    weight = np.maximum(gdp, 1e-9)
    return np.asarray(100.0 * np.exp((weight * TFP_SHARE * np.log(ratio)).sum(axis=1) / weight.sum(axis=1)))
