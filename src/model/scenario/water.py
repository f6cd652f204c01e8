"""Water as a limit on people and firms (以水定城): areas that a scenario caps, and how full they are."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

NEARLY_FULL: Final = 0.95
"""Share of the cap from which on growth is held back, all of it at the cap (assumption)."""


def water_caps(region: Region, scenario: Scenario, year: int) -> list[tuple[NDArray[np.intp], float]]:
    """Places and cap (persons) of every area that `places.water_cap` names, in the order of the file."""
    return [(region.places.members(area), cap.at(year)) for area, cap in scenario.places.water_cap.items()]


def water_restriction(region: Region, scenario: Scenario, year: int, people: Floats) -> Floats | None:
    """R (199,) that water puts on growth and on firms that would move in, 0 to 1; None without a cap.

    clip((people / cap - 0.95) / 0.05, 0, 1) of the area, the tightest where areas overlap.

    Args:
        region: the places.
        scenario: `places.water_cap` is read.
        year: the year.
        people: (199,) residents at the beginning of the year.
    """
    caps = water_caps(region, scenario, year)
    if not caps:
        return None
    held = np.zeros(people.size)
    for members, cap in caps:
        full = float(people[members].sum()) / max(cap, 1.0)
        held[members] = np.maximum(held[members], np.clip((full - NEARLY_FULL) / (1.0 - NEARLY_FULL), 0.0, 1.0))
    return held
