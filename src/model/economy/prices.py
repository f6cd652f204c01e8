"""Relative prices of value added by sector: what costs labour that has not grown more productive becomes dear.

The unit labour cost of a sector, against the start and the region, is

    ln c_s = sum_p g_ps (ln w_ps / w0_ps - ln y_ps / y0_ps) - mean over sectors

with w pay by the skills of the sector, y output per job, g the places' shares of the sector's value added at the
start, and the mean weighted by value added of the start. The price of its value added is

    p_s = c_s^(phi h_s) / k,    k so that sum p_s V_s = sum V_s over the region

phi: `economy.price_pass_through`; h_s: share of the sector's jobs that is hired (`in_units`). Those who work on their
own account take a price as it is and earn what it leaves them, so farming does not become cheap because its
underemployed leave. Prices are the region's: a sector costs the same in all places, and what is dearer to make at one
place is answered by orders (`economy.demand`).

With a constant margin on value added, prices of inputs pass into the price of output, p^o = A' p^o + v p, and leave
that of value added alone: shares of GDP need p only. Spending keeps its shares among sectors (Cobb-Douglas), which is
what `economy.demand` assumes when it deflates spending by pay. So prices answer quantities and nothing answers them.
"""

import numpy as np
from numpy.typing import NDArray

from model.region.region import Region

Floats = NDArray[np.float64]


def relative_prices(
    gdp: Floats,
    wage: Floats,
    wage_start: Floats,
    output_per_job: Floats,
    base: int,
    pass_through: float,
    region: Region,
) -> Floats:
    """p (12,), 1 at the start; value added at these prices sums to `gdp` over the region.

    Args:
        gdp: (199, 12) value added at prices of the start.
        wage: (199, 12) yuan a worker and year by sector.
        wage_start: the same at the start.
        output_per_job: (199, 12) at prices of the start.
        base: year of those prices.
        pass_through: phi, 0 to 1; 0: prices of the start.
        region: value added and jobs of the start, hired shares.
    """
    tables = region.economy
    made, jobs = tables.gdp[base], np.maximum(tables.stocks[base].jobs, 1)
    then = made / jobs
    known = (then > 0) & (output_per_job > 0)
    cost = np.log(wage / wage_start) - np.log(np.divide(output_per_job, then, out=np.ones(then.shape), where=known))
    of_sector = made.sum(axis=0)
    unit = (cost * made).sum(axis=0) / of_sector
    unit -= (unit * of_sector).sum() / of_sector.sum()
    price = np.exp(pass_through * tables.in_units * unit)
    now = gdp.sum(axis=0)
    return np.asarray(price * (now.sum() / (price * now).sum()))
