"""Branches and capital between cities, as stocks of 31 December and flows of a year.

A branch is a link from the city of a head office to another city. It holds no jobs: those who work at a branch are
staff of a local unit, which is among the firms of its place, so no job is counted twice. Nobody draws a link: openings
are expected numbers, booked in whole parts of a link, so a year's balance is exact and a small lever shows.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.names import SECTORS
from model.region.places import N_CITIES

Counts = NDArray[np.int64]

LINK: Final = 65_536
"""Parts of one link, and of one unit of capital."""
ENDS: Final = N_CITIES + 1
"""14 cities and, last, the rest of China."""
GROUPS: Final = ("knowledge", "finance_business", "industry", "trade")
"""Sector groups of head offices."""
_MEMBERS: Final = {
    "knowledge": ("ict", "science_tech"),
    "finance_business": ("finance", "business_realestate"),
    "industry": ("manuf_advanced",),
    "trade": ("trade_logistics",),
}
NO_GROUP: Final = -1
GROUP_OF: Final = np.array(
    [next((g for g, name in enumerate(GROUPS) if sector in _MEMBERS[name]), NO_GROUP) for sector in SECTORS], np.int64
)
"""(12,) group of each sector; firms of the others open no branches in other cities."""


@dataclass
class Links:
    """Stocks between cities, int64 (15, 15, 4) by head office, branch and group; index 14 the rest of China.

    The diagonal is empty (a link joins different cities), as is the corner of the rest of China with itself.
    """

    branches: Counts
    """In 1/65,536 branch."""
    capital: Counts
    """The same branches, each weighted by the staff of its head office to the power 0.8; in 1/65,536."""


@dataclass(frozen=True)
class LinkFlows:
    """What opened and closed in a year; shapes and units as in `Links`."""

    opened: Counts
    closed: Counts
    capital_opened: Counts
    capital_closed: Counts


def whole_links(parts: Counts) -> NDArray[np.float64]:
    """Links by head office and branch, all groups, (15, 15)."""
    return np.asarray(parts.sum(axis=2) / LINK)


def intra_shares(links: NDArray[np.float64], here: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Share of links inside each area, in per cent, (areas,): between its cities, of all with one or both ends in it.

    With one city, the other ends are those of the whole region: what stays near of its links.

    Args:
        links: (15, 15) links by head office and branch.
        here: (areas, 15) cities of each area; the rest of China never belongs to one.
    """
    touching = links * (here[:, :, None] | here[:, None, :])
    every = touching.reshape(len(here), -1).sum(axis=1)
    inside = 100.0 * touching[:, :N_CITIES, :N_CITIES].sum(axis=(1, 2))
    shares: NDArray[np.float64] = np.divide(inside, every, out=np.full(every.shape, np.nan), where=every > 0)
    return shares
