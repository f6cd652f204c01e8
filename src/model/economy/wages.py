"""Wages by place of work and skill, and what can be earned from a home.

The wage curve, in logarithms against the start:

    ln w_qk(t) = a_q(t) + z_qk(t) - epsilon ln(u_qk(t-1) / u_qk(0)),
    z_qk(t) = z_qk(t-1) + alpha (z*_qk(t-1) - z_qk(t-1)),
    z*_qk = (a*_q - a_q) - (1 - phi) / sigma (ln(S_qk / S_qk0) - mean over skills),

which is d ln w = d a - epsilon d ln u + alpha (ln w* - ln w). a_q is output per job at the mix of sectors of the
start; a*_q the same of the employers among whom the workers of q can choose; u_qk the unemployment rate of those who
can commute to q, at least 1 %; S_qk the share of the skill among them. So pay follows the productivity of the place at
once, that of its neighbours and the scarcity of a skill by and by, and unemployment after a year. At the start every
term is 0: wages are those of the tables and move with productivity alone.

epsilon 0.1 and alpha 0.3 are `wage_curve` and `wage_adjustment` of `economy.labour`; phi, sigma as in
`economy.skills`.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.commuting import MIDDLE, Reach
from model.products import product
from model.region.region import Region
from model.scenario.schema.labour import Labour

Floats = NDArray[np.float64]
LEAST_UNEMPLOYMENT: Final = 0.01
"""Rate below which less unemployment lifts no pay (assumption)."""


def productivity_of_places(output_per_job: Floats, region: Region, base: int) -> Floats:
    """ln output per job (199,) against the start, at the mix of sectors of the start.

    Args:
        output_per_job: (199, 12) 1e8 yuan at constant prices.
        region: the tables.
        base: start year of the economy, `Cells.price_base`.
    """
    jobs = region.economy.stocks[base].jobs.astype(float)
    then = region.economy.gdp[base] / np.maximum(jobs, 1.0)
    ratio = np.divide(output_per_job, then, out=np.ones(then.shape), where=(then > 0) & (output_per_job > 0))
    return np.asarray((jobs * np.log(ratio)).sum(axis=1) / np.maximum(jobs.sum(axis=1), 1.0))


def common_productivity(productivity: Floats, region: Region, base: int) -> float:
    """Mean of `productivity` (199,) over the jobs of the start: what all places gain draws nobody from one to another,
    and is taken to be gained in the rest of China too."""
    return float(np.average(productivity, weights=region.economy.stocks[base].jobs.sum(axis=1)))


def productivity_around(productivity: Floats, commuters: Floats) -> Floats:
    """a* (199,): `productivity` of the employers of those who live where the workers of a place live.

    `commuters` (199, 199) by home and work.
    """
    of_home = product(commuters, productivity) / np.maximum(commuters.sum(axis=1), 1e-9)
    staff = commuters.sum(axis=0)
    around = np.divide(product(of_home, commuters), staff, out=productivity.copy(), where=staff > 0)
    return np.asarray(around)


def next_standing(
    standing: Floats, own: Floats, around: Floats, skills: Floats, skills_start: Floats, levers: Labour
) -> Floats:
    """z (199, 3) of the next year.

    Args:
        standing: z of the year.
        own: a (199,).
        around: a* (199,).
        skills: S (199, 3).
        skills_start: S at the start.
        levers: alpha, phi, sigma.
    """
    change = np.log(skills / skills_start)
    scarce = change - (skills * change).sum(axis=1, keepdims=True)
    wanted = (around - own)[:, None] - (1.0 - levers.skill_adaptation) / levers.skill_substitution * scarce
    return np.asarray(standing + levers.wage_adjustment * (wanted - standing))


def wage_curve(start: Floats, own: Floats, standing: Floats, idle: Floats, idle_start: Floats, power: float) -> Floats:
    """w (199, 3) in yuan a year.

    Args:
        start: wages of the start (199, 3).
        own: a (199,).
        standing: z (199, 3).
        idle: unemployment rate within reach of last year (199, 3).
        idle_start: the same at the start.
        power: epsilon.
    """
    rise = np.log(np.maximum(idle, LEAST_UNEMPLOYMENT) / np.maximum(idle_start, LEAST_UNEMPLOYMENT))
    return np.asarray(start * np.exp(own[:, None] + standing - power * rise))


def unemployment_within_reach(workers: Floats, employed: Floats, reach: Reach) -> Floats:
    """u (199, 3): unemployed over active among those who can commute to a place, by decay."""
    rate = np.empty(workers.shape)
    for k in range(workers.shape[1]):
        weight = reach.decay[k]
        there = reach.at_work(weight * workers[reach.home, k])
        idle = reach.at_work(weight * (workers - employed)[reach.home, k])
        rate[:, k] = np.divide(idle, there, out=np.zeros(there.shape), where=there > 0)
    return rate


def start_wages(region: Region, positions: Floats) -> Floats:
    """Wages of the start by place and skill (199, 3), yuan a year.

    Ratios between skills are those of `prices.wage`; the level is set so that the mean over `positions` (199, 3) is
    the wage of the place, which the tables give for the mix of its sectors.
    """
    wage, jobs = region.economy.prices.wage, region.economy.stocks[2020].jobs
    place = (wage * product(jobs, region.economy.skill_share)).sum(axis=1) / np.maximum(jobs.sum(axis=1), 1e-9)
    total = positions.sum(axis=1)
    mean = np.divide((wage * positions).sum(axis=1), total, out=place.copy(), where=total > 0)
    return np.asarray(wage * (place / mean)[:, None])


def wage_of_sector(wage: Floats, region: Region) -> Floats:
    """Yuan a worker and year by place and sector (199, 12) for `wage` (199, 3) and the skills of the sector."""
    return product(wage, region.economy.skill_share.T)


def wage_within_reach(wage: Floats, positions: Floats, reach: Reach) -> Floats:
    """Wage that a resident can commute to, by home and skill (199, 3).

    The mean over places of work q of w_qk, weighted by positions of the skill x decay of commuting: Sanhe, an hour
    from Beijing, sees a good part of Beijing's wage.
    """
    seen = np.empty_like(wage)
    for k in range(wage.shape[1]):
        weight = reach.decay[k] * np.maximum(positions[reach.work, k], 1e-6)
        seen[:, k] = reach.at_home(weight * wage[reach.work, k]) / reach.at_home(weight)
    return seen


def jobs_within_reach(jobs: Floats, reach: Reach) -> Floats:
    """Jobs (199,) of places within reach, discounted by commuting of the middle skill, by home (199,)."""
    return reach.at_home(reach.decay[MIDDLE] * jobs[reach.work])
