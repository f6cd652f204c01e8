"""Who works where: workers and jobs meet within 120 minutes, with some of both left over.

The flow of skill k from home r to work q is F = x_r y_q K_rq, where x_r^2 = c workers without a job and
y_q^2 = jobs without a worker: the balanced form of F = A_r B_q S_r D_q exp(-l_k t - b) with slack rows and
columns (Choo and Siow's matching). More workers lower vacancies and raise unemployment everywhere within reach.
K_rq = a_r b_q exp(-l_k t_rq - costs) for t up to 120 minutes; a and b are frozen at the start.

Only the pairs within reach are kept, about 7,000 of 39,601.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.commuting_kernels import match_pairs

Floats = NDArray[np.float64]

DECAY: Final = np.array([0.05, 0.04, 0.035])
"""Decay of commuting per minute, skill low, mid, high (assumption)."""
MIDDLE: Final = 1
"""Skill by whose decay people and employers look around."""
BORDER: Final = 0.7
"""Log cost of a province border: checkpoints, social insurance (assumption)."""
AWAY: Final = 2.0
"""Log cost of working in another county than one's own, on top of the time (assumption: about seven in ten work
in their own county, half a million cross into Beijing)."""
FARTHEST: Final = 120.0
"""Minutes."""
WITHIN: Final = 15.0
"""Minutes of a commute inside a place are at least this."""
FREEZE_SWEEPS: Final = 200


@dataclass(frozen=True)
class Reach:
    """The pairs of home and work within 120 minutes of a year."""

    places: int
    home: NDArray[np.intp]
    """(pairs,) index of the home, ascending."""
    work: NDArray[np.intp]
    """(pairs,) index of the place of work, ascending for each home."""
    decay: Floats
    """(3, pairs) exp(-l_k t - costs) by skill."""

    @cached_property
    def by_work(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(pairs,) the pairs in order of the place of work, those of one place by home; and their homes."""
        turned = np.argsort(self.work, kind="stable")
        return turned, self.home[turned]

    @cached_property
    def ends(self) -> tuple[NDArray[np.uint16], ...]:
        """(pairs,) home and work, and both in the order of `by_work`, in few bytes for a kernel."""
        turned, _ = self.by_work
        home, work = self.home.astype(np.uint16), self.work.astype(np.uint16)
        return home, work, home[turned], work[turned]

    def at_home(self, pairs: Floats) -> Floats:
        """Sums (199,) over places of work of a figure by pair.

        Pairs are turned: neighbours add to different sums, so none waits for the one before; each sum is added up in
        the same order either way.
        """
        turned, home = self.by_work
        return np.asarray(np.bincount(home, pairs[turned], self.places), np.float64)

    def at_work(self, pairs: Floats) -> Floats:
        """Sums (199,) over homes of a figure by pair."""
        return np.asarray(np.bincount(self.work, pairs, self.places), np.float64)

    def matrix(self, pairs: Floats) -> Floats:
        """(199, 199) by home and work; zero beyond reach."""
        full = np.zeros((self.places, self.places))
        full[self.home, self.work] = pairs
        return full


def reach_of(minutes: Floats, province: NDArray[np.uint8], border: Floats | None = None) -> Reach:
    """Pairs within reach.

    Args:
        minutes: fastest travel (199, 199).
        province: of each place (199,).
        border: (199, 199) what remains of the border of each pair (`scenario.borders.border_between`); None: all.
    """
    home, work = np.nonzero(minutes <= FARTHEST)
    remains = (province[home] != province[work]).astype(float) if border is None else border[home, work]
    cost = BORDER * remains + AWAY * (home != work)
    time = np.maximum(minutes[home, work], WITHIN)
    decay = np.exp(-DECAY[:, None] * time - cost)
    return Reach(minutes.shape[0], home, work, decay)


def freeze_reach(
    reach: Reach, skill: int, workers: Floats, jobs: Floats, unemployed: float, vacant: float
) -> tuple[Floats, Floats]:
    """Factors a_r and b_q (199,) with which one skill's market leaves `unemployed` and `vacant` shares.

    Solved by iterative scaling of x y decay to rows (1 - unemployed) workers and columns (1 - vacant) jobs,
    x = sqrt(unemployed workers), y = sqrt(vacant jobs). Where workers and jobs within reach do not balance, the
    rows are met and what remains shows as vacancies or unemployment of the solved market.
    """
    idle, open_ = np.sqrt(unemployed * workers), np.sqrt(vacant * jobs)
    seed = idle[reach.home] * reach.decay[skill] * open_[reach.work]
    rows, columns = (1.0 - unemployed) * workers, (1.0 - vacant) * jobs
    a, b = np.ones(workers.size), np.ones(jobs.size)
    for _ in range(FREEZE_SWEEPS):
        b = _ratio(columns, reach.at_work(seed * a[reach.home]))
        a = _ratio(rows, reach.at_home(seed * b[reach.work]))
    return a, b


def match(reach: Reach, strength: Floats, workers: Floats, jobs: Floats) -> Floats:
    """Flows (pairs,) of one skill for K = strength (pairs,): rows sum to the employed by home, columns to filled jobs.

    Neither unemployment nor vacancies can be negative.
    """
    turned, _ = reach.by_work
    home, work, home_turned, work_turned = reach.ends
    flows = match_pairs(home, work, strength, workers, jobs, home_turned, work_turned, strength[turned])
    return np.asarray(flows)


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros(over.shape), where=under > 0)
