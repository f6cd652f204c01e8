"""Caps on Beijing and on its six central districts: acceptance of inflow, and nothing else.

a = min(1, max(0, cap - stayers) / inflow), with the stayers counted after the year's departures: those who leave
make room. Who is turned away is drawn by id; from the six districts to another district, from the city not at all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.people.migration.causes import FOLLOW, STUDENT_AWAY, STUDENT_HERE
from model.randomness.draws import draws_u32, thresholds
from model.randomness.registry import Draw


@dataclass
class Proposals:
    """Moves that are wanted, residents first, then arrivals; (n,) each. `destination` -1: nobody moves."""

    id: NDArray[np.uint64]
    cause: NDArray[np.uint8]
    origin: NDArray[np.int64]
    """Place, 199 outside."""
    destination: NDArray[np.int64]


def turned_away(
    proposals: Proposals, inside: NDArray[np.bool_], people: int, cap: float, year: int, draw: Draw, key: np.uint64
) -> NDArray[np.intp]:
    """Positions of proposals that the cap turns away.

    Args:
        proposals: all moves wanted.
        inside: (200,) places under the cap; False for outside.
        people: agents in them before the year's moves.
        cap: agents allowed.
        year: the year.
        draw: lane of the acceptance.
        key: key of the run.
    """
    wanted = proposals.destination >= 0
    goes_in = wanted & inside[proposals.destination] & ~inside[proposals.origin]
    goes_out = wanted & inside[proposals.origin] & ~inside[proposals.destination]
    exempt = np.isin(proposals.cause, (FOLLOW, STUDENT_HERE, STUDENT_AWAY))
    asking = np.flatnonzero(goes_in & ~exempt)
    room = cap - (people - int(goes_out.sum()) + int((goes_in & exempt).sum()))
    if asking.size <= room:
        return np.zeros(0, np.intp)
    accept = thresholds(np.array([max(room, 0.0) / asking.size]))[0]
    refused: NDArray[np.intp] = asking[draws_u32(proposals.id[asking], year, draw, key) >= accept]
    return refused
