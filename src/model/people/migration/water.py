"""Water caps: an area takes no more people in than its cap leaves room for, to the last resident."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.people.migration.caps import Proposals, crossings
from model.randomness.draws import draws_u32
from model.randomness.registry import WATER_CAP

Whole = NDArray[np.int64]


def hold_to_water(
    proposals: Proposals, caps: Sequence[tuple[NDArray[np.intp], float]], people: Whole, year: int, key: np.uint64
) -> None:
    """Cancel moves into areas beyond their caps; `proposals.destination` is changed to -1 (nobody moves).

    Into an area may come as many as its cap leaves over those who stay; the draw of a resident says who comes first,
    so a larger cap takes the same people and more. Who follows a job, and students, are never turned away, but take
    room. Who is turned away stays where they were, which may fill another area: areas are gone through until none is
    beyond its cap by people who came. An area that is beyond it already takes nobody in.

    Args:
        proposals: all moves wanted.
        caps: places and cap in residents of the run's scale, by area.
        people: (199,) residents before the year's moves.
        year: the year.
        key: key of the run.
    """
    refused = True
    while refused:
        refused = False
        for members, cap in caps:
            inside = np.zeros(people.size + 1, np.bool_)
            inside[members] = True
            crossing = crossings(proposals, inside)
            asking = crossing.asking
            room = cap - (int(people[members].sum()) - crossing.leaving + crossing.exempt)
            beyond = asking.size - max(int(np.floor(room)), 0)
            if beyond > 0:
                draw = draws_u32(proposals.id[asking], year, WATER_CAP, key)
                last = np.lexsort((proposals.id[asking], draw))[asking.size - beyond :]
                proposals.destination[asking[last]] = -1
                refused = True
