"""What a firm sees of the places when it chooses one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Conditions:
    """The economy of one year as a firm sees it, by place (199, order of places.csv) and sector (12).

    Built once a year by the economy (`economy.conditions.conditions_for_firms`); the choice of place reads
    nothing else. All arrays are float64, finite; levels are positive where a logarithm is taken of them.
    """

    jobs: Floats
    """(199,) jobs at the place, pools included, persons."""
    jobs_by_sector: Floats
    """(199, 12) jobs by sector, pools included, persons."""
    wage: Floats
    """(199, 12) yuan a worker and year, for the mix of skills that the sector employs."""
    rent_office: Floats
    """(199,) office rent, index, the six districts of Beijing about 1."""
    rent_industrial: Floats
    """(199,) rent of industrial land, index, the six districts of Beijing about 1."""
    market_access: Floats
    """(199,) demand within reach, discounted by travel time."""
    supplier_access: Floats
    """(199, 12) suppliers of the sector within reach, discounted by travel time."""
    knowledge_access: Floats
    """(199,) knowledge stock within reach."""
    services: Floats
    """(199,) service index, Beijing = 1."""
    cluster: Floats
    """(199, 12) cluster strength: log of the location quotient above 1, 0 to 1.5."""
    park_room: Floats
    """(199,) jobs that the parks of the place can still take."""
    subsidy: Floats
    """(199, 12) subsidy as a share of the wage bill of three years, 0 to 0.1."""
    flood_risk: Floats
    """(199,) ten-year memory of floods: mean share of the place affected a year (0 = none)."""
    minutes: Floats
    """(199, 199) fastest travel in minutes."""
    border: Floats
    """(199, 199) disutility of crossing a border, 0.9 x what remains of it between provinces, 0 inside one."""
    traders: NDArray[np.int64]
    """(199,) self-employed persons of trade and logistics at the place: they leave with a market or depot."""
    outside_appeal: float = 0.0
    """Growth of the appeal of the rest of China since the base (log units)."""
    water: Floats | None = None
    """(199,) share of entry that water forbids; None: none anywhere."""
