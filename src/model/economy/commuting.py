"""Who works where: workers and jobs meet within 120 minutes, with some of both left over.

The flow of skill k from home r to work q is F = x_r y_q K_rq, where x_r^2 = c workers without a job and
y_q^2 = jobs without a worker: the balanced form of F = A_r B_q S_r D_q exp(-l_k t - b) with slack rows and
columns (Choo and Siow's matching). More workers lower vacancies and raise unemployment everywhere within reach.
K_rq = a_r b_q exp(-l_k t_rq - costs) for t up to 120 minutes; a and b are frozen at the start.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DECAY: Final = np.array([0.05, 0.04, 0.035])
"""Decay of commuting per minute, skill low, mid, high (assumption)."""
BORDER: Final = 0.7
"""Log cost of a province border: checkpoints, social insurance (assumption)."""
AWAY: Final = 2.0
"""Log cost of working in another county than one's own, on top of the time (assumption: about seven in ten work
in their own county, half a million cross into Beijing)."""
FARTHEST: Final = 120.0
"""Minutes."""
WITHIN: Final = 15.0
"""Minutes of a commute inside a place are at least this."""
SWEEPS: Final = 60
FREEZE_SWEEPS: Final = 200


def decay_of_travel(minutes: Floats, province: NDArray[np.uint8], border: Floats | None = None) -> Floats:
    """exp(-l_k t - costs) by skill, home and work (3, 199, 199); zero beyond 120 minutes.

    `border` (199, 199) is what remains of the border of each pair (`scenario.borders.border_between`); None: all of it.
    """
    time = np.maximum(minutes, WITHIN)
    remains = (province[:, None] != province[None, :]) if border is None else border
    cost = BORDER * remains + AWAY * (1.0 - np.eye(province.size))
    near = time <= FARTHEST
    return np.asarray(np.exp(-DECAY[:, None, None] * time - cost) * near)


def freeze_reach(
    decay: Floats, workers: Floats, jobs: Floats, unemployed: float, vacant: float
) -> tuple[Floats, Floats]:
    """Factors a_r and b_q (199,) with which one skill's market leaves `unemployed` and `vacant` shares.

    Solved by iterative scaling of x y decay to rows (1 - unemployed) workers and columns (1 - vacant) jobs,
    x = sqrt(unemployed workers), y = sqrt(vacant jobs). Where workers and jobs within reach do not balance, the
    rows are met and what remains shows as vacancies or unemployment of the solved market.
    """
    idle, open_ = np.sqrt(unemployed * workers), np.sqrt(vacant * jobs)
    seed = idle[:, None] * decay * open_[None, :]
    rows, columns = (1.0 - unemployed) * workers, (1.0 - vacant) * jobs
    a, b = np.ones(workers.size), np.ones(jobs.size)
    for _ in range(FREEZE_SWEEPS):
        b = _ratio(columns, seed.T @ a)
        a = _ratio(rows, seed @ b)
    return a, b


def match(reach: Floats, workers: Floats, jobs: Floats) -> Floats:
    """Flows (199, 199) of one skill for K = reach: rows sum to the employed by home, columns to filled jobs.

    Each step solves x^2 + x (K y) = workers for x, then the same for y: it always converges, and neither
    unemployment nor vacancies can be negative.
    """
    x, y = np.sqrt(workers), np.sqrt(jobs)
    for _ in range(SWEEPS):
        x = _root(reach @ y, workers)
        y = _root(reach.T @ x, jobs)
    x = _root(reach @ y, workers)
    return np.asarray(x[:, None] * reach * y[None, :])


def _root(linear: Floats, total: Floats) -> Floats:
    half = linear / 2.0
    return np.asarray(np.sqrt(half * half + total) - half)


def _ratio(over: Floats, under: Floats) -> Floats:
    return np.divide(over, under, out=np.zeros(over.shape), where=under > 0)
