"""Firms that an order or a quota may take: those of a sector in some places that the state has not placed."""

import numpy as np
from numpy.typing import NDArray

from model.columns import NOWHERE
from model.firms.columns import DIRECTED, Firms


def undirected_at(firms: Firms, here: NDArray[np.bool_], sector: int) -> NDArray[np.intp]:
    """Agents of a sector at the places where `here` (199,) holds, without those that came by order; ascending."""
    slots: NDArray[np.intp] = np.flatnonzero(firms.sector[: firms.used] == sector)
    inside = np.zeros(int(NOWHERE) + 1, np.bool_)
    inside[: here.size] = here
    slots = slots[inside[firms.place[slots]]]
    free: NDArray[np.intp] = slots[firms.flags[slots] & DIRECTED == 0]
    return free
