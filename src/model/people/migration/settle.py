"""Movers carried out: the new place of those who stay in the region, the holes of those who leave it."""

import numpy as np
from numpy import uint8
from numpy.typing import NDArray

from model.people.columns import EMPLOYED, FEMALE, NO_SECTOR, REGISTERED_HERE, STUDENT
from model.people.migration.causes import FOLLOW, GRADUATE, STUDENT_AWAY, STUDENT_HERE
from model.randomness.kernel import kernel

_NOWHERE = 0xFFFF
_OUTSIDE = 199
_FEMALE, _HERE, _STUDENT, _EMPLOYED = FEMALE, REGISTERED_HERE, STUDENT, EMPLOYED
_NO_SECTOR = NO_SECTOR


@kernel
def recount(
    slots: NDArray[np.intp],
    origin: NDArray[np.int16],
    destination: NDArray[np.int16],
    age: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    scale: int,
    counted: NDArray[np.int64],
) -> None:
    """Those who change place leave `counted` (199, 2, 101), persons, where they were, and enter it where they go."""
    for n in range(slots.size):
        if destination[n] < 0 or destination[n] == origin[n]:
            continue
        sex, years = traits[slots[n]] & _FEMALE, age[slots[n]]
        if origin[n] != _OUTSIDE:
            counted[origin[n], sex, years] -= scale
        if destination[n] != _OUTSIDE:
            counted[destination[n], sex, years] += scale


@kernel
def settle(
    slots: NDArray[np.intp],
    cause: NDArray[np.uint8],
    origin: NDArray[np.int16],
    destination: NDArray[np.int16],
    city: NDArray[np.uint8],
    place: NDArray[np.uint16],
    traits: NDArray[np.uint8],
    sector: NDArray[np.uint8],
    home: NDArray[np.uint8],
    years_since_move: NDArray[np.uint8],
) -> None:
    """New place and traits of residents who move; graduates lose the student bit even where they stay.

    In another city one is registered if it is the city of registration, and looks for work, but for who follows a job.
    Who goes to study gives work up.
    """
    for n in range(slots.size):
        i, why, to = slots[n], cause[n], destination[n]
        bits = traits[i]
        enters = why in (STUDENT_HERE, STUDENT_AWAY)
        if why == GRADUATE:
            bits &= uint8(0xFF & ~_STUDENT)
        if enters and to >= 0:
            bits |= uint8(_STUDENT)
        if to == _OUTSIDE:
            place[i] = _NOWHERE
        elif to >= 0 and to != origin[n]:
            place[i] = to
            years_since_move[i] = 0
            across = city[origin[n]] != city[to]
            if across:
                bits &= uint8(0xFF & ~_HERE)
                if home[i] == city[to]:
                    bits |= uint8(_HERE)
            if enters or (across and why != FOLLOW):
                bits &= uint8(0xFF & ~_EMPLOYED)
                sector[i] = _NO_SECTOR
        traits[i] = bits
