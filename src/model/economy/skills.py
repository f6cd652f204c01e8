"""Which skills jobs ask for: the mix of the sectors, the skills at hand, and what each skill costs.

Of the desired jobs J_qs of place q the share asked of skill k is proportional to

    sum over s of J_qs kappa_sk  x  m_qk (S_qk / S_qk0)^phi exp(n_qk),
    n(t) = n(t-1) + rho (-sigma ln(w_qk / w_qk0) - n(t-1)),

kappa the shares of the sector (rule skill_share_group), S the share of the skill among workers within reach, w its
wage. m is frozen so that at the start each place asks for the skills that its own people hold, for no table says what
jobs ask. Of `economy.labour`, phi is `skill_adaptation`: techniques follow the skills at hand; sigma
`skill_substitution`; and posts are redesigned as they turn over, a share rho (`skill_redesign`) a year. Were all
redesigned at once, a skill short this year would be dear the next and in excess then, for unemployment moves by some
ten times the share by which jobs of a skill do. Sectors share the skills of their place in proportion to kappa
(iterative scaling).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.commuting import MIDDLE, Reach
from model.economy.skills_kernels import lean_of_places
from model.products import product
from model.scenario.schema.labour import Labour

Floats = NDArray[np.float64]
LEAST: Final = 1e-6
"""Share of a skill that nobody within reach has, for its logarithm."""


def skills_within_reach(workers: Floats, reach: Reach) -> Floats:
    """Share of each skill among the workers (199, 3) within reach of a place of work, (199, 3)."""
    near = np.stack([reach.at_work(reach.decay[MIDDLE] * column[reach.home]) for column in workers.T], axis=1)
    shares: Floats = near / np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    return np.maximum(shares, LEAST)


def positions_by_skill(desired: Floats, share: Floats, factor: Floats) -> Floats:
    """Desired jobs by place and skill (199, 3) from those by sector (199, 12), shares (12, 3) and a factor (199, 3)."""
    raw = product(desired, share) * factor
    total, jobs = raw.sum(axis=1), desired.sum(axis=1)
    return np.asarray(raw * np.divide(jobs, total, out=np.zeros(jobs.shape), where=total > 0)[:, None])


def fill_of_sectors(desired: Floats, share: Floats, positions: Floats, met: Floats) -> Floats:
    """Filled share of the jobs of each sector (199, 12) where `met` (199, 3) of those of each skill are filled.

    A sector asks for the skills kappa_sk l_qk / (sum over k of kappa_sk l_qk), l such that the sectors of a place
    ask for its `positions` (199, 3) together; so filled jobs by sector and by skill have one sum.
    """
    lean = lean_of_places(desired, share, positions)
    asked = product(lean, share.T)
    filled = product(lean * met, share.T)
    return np.asarray(np.divide(filled, asked, out=np.ones(asked.shape), where=asked > 0))


def next_lean(lean: Floats, dear: Floats, levers: Labour) -> Floats:
    """n (199, 3) of the year, mean over skills 0, from that of last year.

    Args:
        lean: n of last year.
        dear: ln (w / w of the start) (199, 3); what skills have in common does not count.
        levers: sigma, rho.
    """
    wanted = -levers.skill_substitution * (dear - dear.mean(axis=1, keepdims=True))
    return np.asarray(lean + levers.skill_redesign * (wanted - lean))
