"""Caps on Beijing and on its six central districts: acceptance of inflow, and nothing else.

a = min(1, max(0, cap - stayers) / inflow), with the stayers counted after the year's departures: those who leave
make room. Who is turned away is drawn by id; from the six districts to another district, from the city not at all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.people.migration.causes import FOLLOW, STUDENT_AWAY, STUDENT_HERE
from model.randomness.draws import draws_u32, thresholds
from model.randomness.kernel import kernel
from model.randomness.registry import Draw


@dataclass
class Proposals:
    """Moves that are wanted, residents first, then arrivals; (n,) each. `destination` -1: nobody moves."""

    id: NDArray[np.uint64]
    cause: NDArray[np.uint8]
    origin: NDArray[np.int16]
    """Place, 199 outside."""
    destination: NDArray[np.int16]


@dataclass(frozen=True)
class Crossings:
    """Moves over the border of an area."""

    asking: NDArray[np.intp]
    """Positions of those who want in and may be turned away."""
    exempt: int
    """Who comes in any case: with a job, or to study."""
    leaving: int


def crossings(proposals: Proposals, inside: NDArray[np.bool_]) -> Crossings:
    """Who crosses the border of an area; `inside` (200,) says which places are in it, False for outside."""
    asking = np.empty(proposals.cause.size, np.int64)
    number, exempt, leaving = _cross(proposals.cause, proposals.origin, proposals.destination, inside, asking)
    return Crossings(asking[:number].copy(), exempt, leaving)


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
    crossing = crossings(proposals, inside)
    asking = crossing.asking
    room = cap - (people - crossing.leaving + crossing.exempt)
    if asking.size <= room:
        return np.zeros(0, np.intp)
    accept = thresholds(np.array([max(room, 0.0) / asking.size]))[0]
    refused: NDArray[np.intp] = asking[draws_u32(proposals.id[asking], year, draw, key) >= accept]
    return refused


@kernel
def _cross(
    cause: NDArray[np.uint8],
    origin: NDArray[np.int16],
    destination: NDArray[np.int16],
    inside: NDArray[np.bool_],
    asking: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Fills `asking`; returns how many ask, how many come in any case, and how many leave."""
    number, exempt, leaving = 0, 0, 0
    for n in range(cause.size):
        if destination[n] < 0 or inside[destination[n]] == inside[origin[n]]:
            continue
        if inside[origin[n]]:
            leaving += 1
        elif cause[n] == FOLLOW or cause[n] == STUDENT_HERE or cause[n] == STUDENT_AWAY:
            exempt += 1
        else:
            asking[number] = n
            number += 1
    return number, exempt, leaving
