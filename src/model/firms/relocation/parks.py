"""Parks: which of the firms that move settle in one, and how many jobs they hold there."""

import numpy as np
from numpy.typing import NDArray

from model.columns import NOWHERE
from model.firms.columns import DIRECTED, IN_PARK, MOVED, PERSON, Firms
from model.firms.relocation.appeal import PARK
from model.randomness.draws import draws_u32, thresholds
from model.randomness.registry import FIRM_PARK
from model.region.places import N_PLACES


def settle_in_parks(
    firms: Firms,
    before: tuple[NDArray[np.uint64], NDArray[np.uint16]],
    room: NDArray[np.float64],
    year: int,
    key: np.uint64,
) -> None:
    """Of the firms that have moved this year, put into a park the share of their sector, where there is room left.

    Offices that came by order are built for and stay outside. Room is that of the year's beginning, so a park may be
    overfilled by the moves of one year.

    Args:
        firms: all firms after the year's moves; the flag IN_PARK of those that moved is set.
        before: ids and places of all slots before the moves.
        room: (199,) jobs that parks can still take.
        year: the year.
        key: key of the run.
    """
    ids, place = before
    known = ids.size
    came = np.flatnonzero((firms.flags[: firms.used] & (MOVED | DIRECTED)) == MOVED)
    came = came[firms.place[came] != NOWHERE]
    old = came[came < known]
    new = (firms.id[old] != ids[old]) | (firms.place[old] != place[old])
    came = np.concatenate([old[new], came[came >= known]])
    chance = thresholds(PARK)[firms.sector[came]]
    enters = (draws_u32(firms.id[came], year, FIRM_PARK, key) < chance) & (room[firms.place[came]] > 0)
    firms.flags[came[enters]] |= np.uint16(IN_PARK)


def jobs_in_parks(firms: Firms) -> NDArray[np.float64]:
    """Jobs (199,) of firms that moved into a park and are still there, persons."""
    inside = np.flatnonzero(firms.flags[: firms.used] & IN_PARK != 0)
    inside = inside[firms.place[inside] != NOWHERE]
    jobs = firms.desired[inside].astype(np.int64) * firms.weight[inside]
    whole = np.zeros(N_PLACES, np.int64)
    np.add.at(whole, firms.place[inside], jobs)
    return whole / PERSON
