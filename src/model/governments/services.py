"""The service index of places: what is invested, what is made equal, what neighbours share, and how slowly it moves.

    s'  = f s0                                   `services.investment_per_head`, s0 the index of 2020
    s'' = s' + e max(1 - s', 0)                  `services.equalisation`: the part e of the gap to Beijing is closed
    s*  = s'' + k sum_j w_qj max(s_j'' - s_q'', 0) / sum_j w_qj,   w_qj = people_j e^(-t_qj / 30)
    s(t) = s(t-1) + 0.25 (s* - s(t-1))

The third line is `services.cooperation_strength`: residents use the better schools and hospitals near by, in the
measure k in which places share them. The index of a place counts education and health jobs a resident, Beijing's mean
is 1; residents and firms see s(t).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.places import N_PLACES, Places
from model.scenario.schema.services import Services

Floats = NDArray[np.float64]

SPEED: Final = 0.25
"""Part of the gap to what is aimed at that is closed in a year: schools and hospitals take some four years to build
and to staff (assumption, range 0.1 to 0.5)."""
NEAR_MINUTES: Final = 30.0
"""Travel time over which the use of a neighbour's services falls by e (assumption)."""


def aimed_services(
    start: Floats, places: Places, levers: Services, year: int, people: Floats, minutes: Floats
) -> Floats:
    """The index (199,) that governments aim at in a year.

    Args:
        start: (199,) index of 2020.
        places: the places.
        levers: investment, equalisation, cooperation.
        year: the year.
        people: (199,) residents.
        minutes: (199, 199) fastest travel.
    """
    factor = np.ones(N_PLACES)
    for area, times in levers.investment_per_head.items():
        factor[places.members(area)] *= times
    invested = start * factor
    equal = invested + levers.equalisation.at(year) * np.maximum(1.0 - invested, 0.0)
    if levers.cooperation_strength == 0.0:
        return equal
    near = people * np.exp(-minutes / NEAR_MINUTES)
    better = np.maximum(equal[None, :] - equal[:, None], 0.0)
    shared = (near * better).sum(axis=1) / np.maximum(near.sum(axis=1), 1e-9)
    return np.asarray(equal + levers.cooperation_strength * shared)


def next_services(now: Floats, aim: Floats) -> Floats:
    """The index (199,) a year later."""
    return np.asarray(now + SPEED * (aim - now))
