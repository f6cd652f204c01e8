"""Where branches open: a logit over the other cities and the rest of China.

    V_oq = ln M_q - theta (t_oq + e (t_oq(year) - t_oq)) - b_oq,   V_outside = constant

M: residents with a bachelor degree, t: minutes by the fastest way of 2020, t(year): those of the year, theta = 0.018
per minute (derived: it splits the branches of 2020 between Tianjin and Hebei), b: what remains of the province
border. A change of travel time is answered by the part e = 0.15 only (assumption): theta compares places, and what
differs between near and far places besides the minutes does not come with a railway.
"""

import numpy as np
from numpy.typing import NDArray

from model.region.links import LinkTables
from model.region.places import N_CITIES

Floats = NDArray[np.float64]


def felt_minutes(usual: Floats, now: Floats, response: float) -> Floats:
    """Minutes that links answer to: the usual ones and a part of what has changed since."""
    return np.asarray(usual + response * (now - usual))


def appeal(mass: Floats, minutes: Floats, border: Floats, tables: LinkTables) -> Floats:
    """exp V of the 14 cities for each city of origin, (14, 14); none to the own city.

    Args:
        mass: (14,) residents with a bachelor degree.
        minutes: (14, 14) minutes that links answer to.
        border: (14, 14) share of the border that remains, 0 inside a province.
        tables: the rules.
    """
    cost = tables.rule("minute_decay") * minutes + tables.rule("border") * border
    return np.asarray(mass[None, :] * np.exp(-cost) * (1.0 - np.eye(N_CITIES)))


def destinations(weight: Floats, outside: float) -> Floats:
    """Shares of the 14 cities and the rest of China in what each city opens, (14, 15); rows sum to one."""
    every = np.hstack([weight, np.full((N_CITIES, 1), outside)])
    return np.asarray(every / every.sum(axis=1, keepdims=True))
