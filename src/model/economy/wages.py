"""What can be earned, by place of work and by home. Wages, rents and services stand as in 2020."""

import numpy as np
from numpy.typing import NDArray

from model.region.region import Region

Floats = NDArray[np.float64]


def wage_at_work(region: Region) -> Floats:
    """Yuan a year by place of work and skill (199, 3)."""
    return region.economy.prices.wage


def wage_of_sector(region: Region) -> Floats:
    """Yuan a worker and year by place and sector, for the mix of skills that the sector employs (199, 12)."""
    return np.asarray(region.economy.prices.wage @ region.economy.skill_share.T)


def mean_wage(region: Region, jobs: Floats) -> Floats:
    """Mean wage of a place (199,): wages by sector weighted by its jobs (199, 12)."""
    weight = np.maximum(jobs, 1e-9)
    return np.asarray((wage_of_sector(region) * weight).sum(axis=1) / weight.sum(axis=1))


def wage_within_reach(region: Region, positions: Floats, decay: Floats) -> Floats:
    """Wage that a resident can commute to, by home and skill (199, 3).

    The mean over places of work q of w_qk, weighted by positions of the skill x `decay` (3, 199, 199) of commuting
    (`commuting.decay_of_travel`): Sanhe, an hour from Beijing, sees a good part of Beijing's wage.
    """
    wage = wage_at_work(region)
    seen = np.empty_like(wage)
    for k in range(wage.shape[1]):
        weight = decay[k] * np.maximum(positions[:, k], 1e-6)
        seen[:, k] = (weight @ wage[:, k]) / weight.sum(axis=1)
    return seen


def jobs_within_reach(jobs: Floats, decay: Floats) -> Floats:
    """Jobs (199,) of places within reach, discounted by commuting of the middle skill, by home (199,)."""
    return np.asarray(decay[1] @ jobs)
