"""What residents feel of the economy and of the storms: the plain arrays that other rooms hand to this one.

Places are in the order of places.csv (199), skills low, mid, high (below college, college, bachelor and above).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Signals:
    """The economy as a resident of each place sees it in one year."""

    jobs: Floats
    """(199,) filled jobs at the place."""
    jobs_reachable: Floats
    """(199,) jobs within reach by commuting, discounted by time."""
    wage_reachable: Floats
    """(199, 3) yuan a year, by skill: what a resident of the place can earn by commuting, without the growth that is
    common to the region and the rest of China."""
    employed_share: Floats
    """(199,) employed over active residents: 1 - unemployment rate."""
    rent: Floats
    """(199,) yuan per m2 and month."""
    services: Floats
    """(199,) service index, Beijing = 1."""
    housing: Floats
    """(199,) persons that the housing stock holds."""
    job_loss: Floats
    """(199,) share of its jobs that the place lost in the year beyond the region, directed moves excepted; signed."""
    sector_jobs: Floats | None = None
    """(199, 12) jobs that residents of the place hold, by sector; None stands for the shares of the census."""
    job_finding: Floats | None = None
    """(199, 3) employed over active by skill as the labour market has them, by home; None: the same everywhere."""


@dataclass(frozen=True)
class Hazard:
    """What the storms of a year do to the people of each place."""

    death: Floats
    """(199, 101) probability of dying by flood in the year, by single age."""
    leave_factor: Floats
    """(199,) multiplies the hazard of leaving (1 = none)."""
    arrive_factor: Floats
    """(199,) multiplies the attraction to arrivals (1 = none)."""


@dataclass(frozen=True)
class Follow:
    """Staff who follow a relocated employer: holders of jobs of a sector go from some places to one."""

    cause: str
    """Id of the directed move."""
    sector: int
    origins: NDArray[np.intp]
    destination: int
    holders: int
    """Persons, job holders alone; their households come on top."""


def calm(places: int = 199, ages: int = 101) -> Hazard:
    """A year without storms."""
    return Hazard(np.zeros((places, ages)), np.ones(places), np.ones(places))
