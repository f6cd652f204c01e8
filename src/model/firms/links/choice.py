"""Where branches open: a logit over the other cities and the rest of China.

    V_oq = ln M_q - theta t_oq - e ln(t_oq(year) / t_oq) - b_oq,   V_outside = constant

M: residents with a bachelor degree, t: minutes by the fastest way of 2020, t(year): those of the year, theta = 0.018
per minute (derived: it splits the branches of 2020 between Tianjin and Hebei), b: the province border. A change of
travel time is answered with the elasticity e = 0.15 (assumption): theta compares places, and what differs between
near and far places besides the minutes does not come with a railway. With theta for both, 30 minutes saved would add
70 %, where the one study of direct lines found 8 %.
"""

import numpy as np
from numpy.typing import NDArray

from model.region.links import LinkTables
from model.region.places import N_CITIES

Floats = NDArray[np.float64]


def faster(usual: Floats, now: Floats, elasticity: float) -> Floats:
    """Factor on links where minutes are no longer the usual ones, (usual / now)^e; exactly 1 where they are."""
    ratio = np.divide(usual, now, out=np.ones(now.shape), where=now > 0)
    return np.asarray(ratio**elasticity)


def appeal(mass: Floats, usual: Floats, now: Floats, border: Floats, tables: LinkTables) -> Floats:
    """exp V of the 14 cities for each city of origin, (14, 14); none to the own city.

    Args:
        mass: (14,) residents with a bachelor degree.
        usual: (14, 14) minutes of 2020.
        now: (14, 14) minutes of the year.
        border: (14, 14) share of the border that remains, 0 inside a province.
        tables: the rules.
    """
    cost = tables.rule("minute_decay") * usual + tables.rule("border") * border
    near = np.exp(-cost) * faster(usual, now, tables.rule("time_elasticity"))
    return np.asarray(mass[None, :] * near * (1.0 - np.eye(N_CITIES)))


def destinations(weight: Floats, outside: float) -> Floats:
    """Shares of the 14 cities and the rest of China in what each city opens, (14, 15); rows sum to one."""
    every = np.hstack([weight, np.full((N_CITIES, 1), outside)])
    return np.asarray(every / every.sum(axis=1, keepdims=True))
