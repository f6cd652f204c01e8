"""Parks: which of the firms that move settle in one, and how many jobs they hold there."""

import numpy as np
from numpy.typing import NDArray

from model.columns import NOWHERE
from model.firms.columns import IN_PARK, PERSON, Firms
from model.firms.relocation.appeal import PARK
from model.randomness.draws import draws_u32, thresholds
from model.randomness.registry import FIRM_PARK
from model.region.places import N_PLACES


def settle_in_parks(firms: Firms, came: NDArray[np.intp], room: NDArray[np.float64], year: int, key: np.uint64) -> None:
    """Of the firms that have moved this year, put into a park the share of their sector, where there is room left.

    Offices that came by order are built for and stay outside. Room is that of the year's beginning, so a park may be
    overfilled by the moves of one year.

    Args:
        firms: all firms after the year's moves; the flag IN_PARK of those that moved is set.
        came: slots of the firms that moved this year, by quota or by choice, each once.
        room: (199,) jobs that parks can still take.
        year: the year.
        key: key of the run.
    """
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
