"""What a filled job yields because of the firm it is in: sums of staff x exp(z) by cell, exact."""

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import Firms
from model.firms.jobs import N_SECTORS, Counts, count_jobs
from model.randomness.blocks import BLOCK
from model.randomness.elementary import fill_exp
from model.randomness.kernel import kernel
from model.region.places import N_PLACES

Floats = NDArray[np.float64]


def firm_productivity(firms: Firms, staff: Counts | None = None) -> Floats:
    """Mean of exp(z) over the staff of legal units by place and sector (199, 12), 0 where there are none.

    `staff` is that of `count_jobs`, where it is known already.
    """
    weighed = np.zeros((N_PLACES, N_SECTORS), np.int64)
    columns = (firms.place, firms.sector, firms.staff, firms.weight, firms.log_productivity)
    _weigh(*columns, firms.used, weighed)
    staff = count_jobs(firms) if staff is None else staff
    return np.divide(weighed / 4096.0, staff, out=np.zeros(weighed.shape), where=staff > 0)


def against_start(now: Floats, start: Floats, staff: Counts) -> Floats:
    """Mean productivity of a cell's firms (199, 12) over that of the start, the drift of the whole sector taken out.

    The sector's own drift (weak firms close first) belongs to the nation's growth of output per job.
    """
    weight = np.maximum(staff.astype(float), 1e-9)
    mean = np.divide(
        (start * weight).sum(axis=0),
        (weight * (start > 0)).sum(axis=0),
        out=np.ones(start.shape[1]),
        where=(start > 0).any(axis=0),
    )
    ratio = np.where(now > 0, now / np.where(start > 0, start, mean), 1.0)
    drift = (ratio * weight).sum(axis=0) / weight.sum(axis=0)
    return np.asarray(ratio / drift)


@kernel
def _weigh(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    staff: NDArray[np.int32],
    weight: NDArray[np.uint16],
    productivity: NDArray[np.float32],
    used: int,
    sums: Counts,
) -> None:
    power, room, yields = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for start in range(0, used, BLOCK):
        n = min(BLOCK, used - start)
        some = productivity[start : start + n]
        for j in range(n):
            power[j] = np.float64(some[j])
        fill_exp(power[:n], room, yields)
        for j in range(n):
            i = start + j
            if place[i] != 65535:
                sums[place[i], sector[i]] += np.int64(staff[i]) * np.int64(weight[i]) * np.int64(yields[j] * 4096.0)
