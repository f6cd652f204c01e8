"""Why people change place: the causes, their codes, and the book of flows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy import uint32
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.grouping import Total
from model.randomness.kernel import kernel

NONE: Final = 0
LEAVE: Final = 1
"""Leaves the city for another or for the rest of China, by the frozen hazards."""
WITHIN: Final = 2
"""To another place of the same city."""
RETURN: Final = 3
"""Registered elsewhere, 45 to 64, goes home."""
CARE: Final = 4
"""Old and in need of care, to a place with free beds."""
FOLLOW: Final = 5
"""Holder of a directed job, or a member of the household, goes with the job."""
STUDENT_HERE: Final = 6
"""Enters a university of the own city."""
STUDENT_AWAY: Final = 7
"""Enters a university of another city of the region."""
GRADUATE: Final = 8
"""Leaves the quarters of a university at 22."""
ARRIVE: Final = 9
"""Comes from the rest of China."""
ARRIVE_STUDENT: Final = 10
"""Comes from the rest of China to study."""

CAUSES: Final = ("leave", "within_city", "return_home", "care", "follow", "student", "graduate", "arrive")
CAUSE_OF: Final = np.array([-1, 0, 1, 2, 3, 4, 5, 5, 6, 7, 5], np.int64)
"""Position in CAUSES of each code."""
ENDS: Final = 200
"""199 places and the outside."""


@dataclass(frozen=True)
class MoveFlows:
    """Moves of one year in persons."""

    by_cause: dict[str, NDArray[np.int64]]
    """Cause -> (200, 200) persons from origin (row) to destination (column); index 199 is outside."""
    followed: dict[str, int]
    """Directed move -> job holders who followed (households come on top, cause `follow`)."""
    counted: NDArray[np.int64]
    """(199, 2, 101) persons by place, sex and age after the moves."""

    @cached_property
    def total(self) -> NDArray[np.int64]:
        """(200, 200) persons, all causes."""
        total: NDArray[np.int64] = np.sum(list(self.by_cause.values()), axis=0)
        return total


def no_moves(counted: NDArray[np.int64], follows: tuple[str, ...] = ()) -> MoveFlows:
    """A year in which nobody changes place."""
    return MoveFlows({cause: np.zeros((ENDS, ENDS), np.int64) for cause in CAUSES}, dict.fromkeys(follows, 0), counted)


def book(
    cause: NDArray[np.uint8], origin: NDArray[np.int16], destination: NDArray[np.int16], scale: int, crew: Crew
) -> dict[str, NDArray[np.int64]]:
    """Count moves by cause; who stays does not count.

    Args:
        cause: (n,) codes.
        origin: (n,) place, 199 outside.
        destination: (n,) place, 199 outside, -1 for who stays.
        scale: persons per agent.
        crew: threads.
    """
    counted = Total(len(CAUSES), ENDS, ENDS)

    def work(low: int, high: int) -> None:
        part = slice(low, high)
        _count_moves(cause[part], origin[part], destination[part], CAUSE_OF, counted.own())

    crew.each(work, cause.size)
    return dict(zip(CAUSES, counted.counts * scale, strict=True))


@kernel
def _count_moves(
    cause: NDArray[np.uint8],
    origin: NDArray[np.int16],
    destination: NDArray[np.int16],
    cause_of: NDArray[np.int64],
    counts: NDArray[np.uint32],
) -> None:
    for n in range(cause.size):
        if destination[n] >= 0 and destination[n] != origin[n]:
            counts[cause_of[cause[n]], origin[n], destination[n]] += uint32(1)
