"""What governments and households have done against floods since the start."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.names import ZONES
from model.region.places import N_PLACES

Floats = NDArray[np.float64]

PROOFING_SAVES: Final = 0.5
"""Part of the damage that a flood-proofed home avoids, in water up to 1 m (DYNAMO-M; its size is an assumption)."""
HOMES: Final = 0.45
"""Share of homes in what water damages (assumption, the weight of the residential curve)."""


@dataclass(frozen=True)
class Measures:
    """The state of protection on 31 December."""

    raised: Floats
    """(199,) years of return period that works have added to the shipped or chosen standard; below 0 where works
    have decayed."""
    proofed: Floats
    """(199, 3) share of homes that are flood-proofed, by zone."""

    @property
    def loss_left(self) -> Floats:
        """(199, 3) part of the direct loss that flood-proofing leaves."""
        left: Floats = 1.0 - PROOFING_SAVES * HOMES * self.proofed
        return left


def no_measures(places: int = N_PLACES) -> Measures:
    """Protection as at the start."""
    return Measures(np.zeros(places), np.zeros((places, ZONES)))
