"""Water as a limit on people and firms (以水定城): areas that a scenario caps, and how full they are."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

NEARLY_FULL: Final = 0.95
"""Share of the limit from which on growth is held back, all of it at the limit (assumption)."""


def water_caps(region: Region, scenario: Scenario, year: int) -> list[tuple[NDArray[np.intp], float]]:
    """Places and cap (persons) of every area that `places.water_cap` names, in the order of the file."""
    return [(region.places.members(area), cap.at(year)) for area, cap in scenario.places.water_cap.items()]


def water_holds(
    region: Region, scenario: Scenario, year: int, jobs: Floats, start: tuple[Floats, Floats]
) -> list[tuple[NDArray[np.intp], float]] | None:
    """Places of every area with a cap, and the share R of its growth of jobs that water forbids; None without a cap.

        R = clip((jobs / limit - 0.95) / 0.05, 0, 1),    limit = cap x jobs per resident of the area at the start

    So jobs are held by their own number: where residents stand at the cap but jobs have room, jobs may grow.

    Args:
        region: the places.
        scenario: `places.water_cap` is read.
        year: the year.
        jobs: (199,) desired jobs at the beginning of the year.
        start: jobs and residents of the start (199,) each.
    """
    holds = []
    for members, cap in water_caps(region, scenario, year):
        limit = cap * float(start[0][members].sum()) / max(float(start[1][members].sum()), 1.0)
        full = float(jobs[members].sum()) / max(limit, 1.0)
        holds.append((members, min(max((full - NEARLY_FULL) / (1.0 - NEARLY_FULL), 0.0), 1.0)))
    return holds or None


def water_restriction(
    region: Region, scenario: Scenario, year: int, jobs: Floats, start: tuple[Floats, Floats]
) -> Floats | None:
    """R (199,) that water puts on firms that would move in, the tightest where areas overlap; None without a cap.

    Arguments as in `water_holds`.
    """
    holds = water_holds(region, scenario, year, jobs, start)
    if holds is None:
        return None
    held = np.zeros(jobs.size)
    for members, share in holds:
        held[members] = np.maximum(held[members], share)
    return held
