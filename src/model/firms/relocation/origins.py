"""Firms that an order or a quota may take: those of a sector in some places that the state has not placed."""

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import DIRECTED, Firms


def undirected_at(firms: Firms, here: NDArray[np.bool_], sector: int) -> NDArray[np.intp]:
    """Agents of a sector at the places where `here` (199,) holds, without those that came by order; ascending."""
    members = np.flatnonzero(here)
    if members.size == 0:
        return members
    # Most firms are in other sectors or far away, which two numbers say of each; only the others are looked up.
    first, last, place = int(members[0]), int(members[-1]), firms.place[: firms.used]
    slots = np.flatnonzero((firms.sector[: firms.used] == sector) & (place >= first) & (place <= last))
    slots = slots[here[firms.place[slots]]]
    free: NDArray[np.intp] = slots[firms.flags[slots] & DIRECTED == 0]
    return free
