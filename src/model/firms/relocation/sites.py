"""Jobs by exposure zone: those of firms that moved where they were put, all others as the place's people live."""

import numpy as np
from numpy.typing import NDArray

from model.columns import NOWHERE, add_at
from model.firms.columns import MOVED, PERSON, Firms
from model.region.names import ZONES
from model.region.places import N_PLACES

Floats = NDArray[np.float64]


def jobs_by_zone(firms: Firms, jobs: Floats, zone_share: Floats) -> Floats:
    """Jobs (199, 3) on protected, unprotected and detention land, persons.

    Args:
        firms: all firms; `zone` counts for those that have moved.
        jobs: (199,) jobs of the place, of firms and others together.
        zone_share: (199, 3) shares of the place's zones, rows sum to one.
    """
    moved = np.flatnonzero(firms.flags[: firms.used] & MOVED != 0)
    moved = moved[firms.place[moved] != NOWHERE]
    sited = np.zeros((N_PLACES, ZONES), np.int64)
    staff = firms.staff[moved].astype(np.int64) * firms.weight[moved]
    add_at(sited, firms.place[moved], firms.zone[moved], staff)
    known: Floats = sited / PERSON
    others = np.maximum(jobs - known.sum(axis=1), 0.0)
    zones: Floats = known + others[:, None] * zone_share
    return zones
