"""Firms that an order or a quota may take: those of a sector in some places that the state has not placed."""

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import DIRECTED, Firms
from model.randomness.kernel import kernel


def undirected_at(firms: Firms, here: NDArray[np.bool_], sector: int) -> NDArray[np.intp]:
    """Agents of a sector at the places where `here` (199,) holds, without those that came by order; ascending."""
    slots: NDArray[np.intp] = np.flatnonzero(
        _undirected(firms.place, firms.sector, firms.flags, firms.used, here, sector, DIRECTED)
    )
    return slots


@kernel
def _undirected(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    flags: NDArray[np.uint16],
    used: int,
    here: NDArray[np.bool_],
    wanted: int,
    directed: int,
) -> NDArray[np.bool_]:
    found = np.zeros(used, np.bool_)
    for i in range(used):
        if sector[i] == wanted and place[i] != 65535:
            found[i] = here[place[i]] and flags[i] & directed == 0
    return found
