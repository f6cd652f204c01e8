"""What lies between two places in a year: minutes and borders, and what trade, visits and commuting make of them.

Lines open and borders are cut in few years, so most years share one network, and what follows from it alone is
computed once for all of them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.commuting import Reach, reach_of
from model.economy.income import visit_nearness
from model.economy.supply import supply_nearness

Floats = NDArray[np.float64]

MARKET_DECAY: Final = 0.018
"""Decay per minute of markets, suppliers and knowledge within reach (derived from branches of firms)."""


@dataclass(frozen=True)
class Between:
    """One network; all matrices are (199, 199) float64 and read-only."""

    minutes: Floats
    """Fastest travel."""
    border: Floats
    """Share of the border of 2020 that remains (`scenario.borders.border_between`)."""
    province: NDArray[np.uint8]
    """(199,)"""

    def stands(self, minutes: Floats, border: Floats) -> bool:
        """Whether this is the network of these minutes and borders still."""
        return self.minutes is minutes and np.array_equal(self.border, border)

    @cached_property
    def markets(self) -> Floats:
        """exp(-0.018 t): how near demand, suppliers and knowledge are to firms."""
        return _kept(np.exp(-MARKET_DECAY * self.minutes))

    @cached_property
    def supply(self) -> Floats:
        """`supply_nearness`."""
        return _kept(supply_nearness(self.minutes, self.border))

    @cached_property
    def visits(self) -> Floats:
        """`visit_nearness`."""
        return _kept(visit_nearness(self.minutes))

    @cached_property
    def reach(self) -> Reach:
        """Pairs of home and work within reach."""
        return reach_of(self.minutes, self.province, self.border)


def _kept(matrix: Floats) -> Floats:
    matrix.setflags(write=False)
    return matrix
