"""What plans add to the appeal of places: specialisation, clusters, gateways.

They act on firms that move, and on founders by a fifth of it. Without plans nothing is added, bit for bit.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.products import product
from model.region.gateways import KINDS
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

SPECIALISED: Final = 0.5
"""Utility that a plan adds to a place in the sectors it names (assumption)."""
CLUSTERED: Final = 0.3
"""Utility that a named cluster adds to its places in its sector: that of one unit of cluster strength (assumption)."""
GATEWAY: Final = 0.5
"""Utility of the log of access to a gateway, for the sectors that use it most (assumption)."""
FOUNDERS: Final = 0.2
"""Part of these utilities that founders answer: most open where they live (assumption)."""
DECAY: Final = 0.018
"""Decay of access per minute, as for markets."""
USES: Final = np.array(
    [
        [0, 0, 0, 1, 0, 0, 1, 1, 0.5, 0.5, 0, 0.3],
        [0, 1, 1, 0.5, 0, 1, 0, 0, 0, 0, 0, 0],
    ]
)
"""How far sectors use airports and ports (2, 12) (assumption)."""
_LOCAL: Final = [SECTORS.index(name) for name in ("agriculture", "public_services")]


def plans_for_movers(region: Region, scenario: Scenario, minutes: Floats) -> Floats:
    """(199, 12) utility that plans add to places for firms that move.

    0.5 in the sectors a place is planned for; 0.3 in the sector of a cluster it belongs to; 0.5 x use of the sector x
    ln of access to airports or ports with the factors of `places.gateways` over access without; 0.5 ln of the factor
    at a place of that lever that has no gateway in gateways.csv.
    """
    levers = scenario.places
    plans = np.zeros((len(region.places.ids), len(SECTORS)))
    for area, sectors in levers.specialisation.items():
        for sector in sectors:
            plans[region.places.members(area), SECTORS.index(sector)] += SPECIALISED
    for areas in levers.clusters.values():
        members = np.unique(np.concatenate([region.places.members(area) for area in areas]))
        plans[members, cluster_sector(region, scenario, members)] += CLUSTERED
    return plans + _gateways(region, scenario, minutes) if levers.gateways else plans


def plans_for_founders(region: Region, scenario: Scenario, minutes: Floats) -> Floats | None:
    """(199, 12) what plans add to the log of entrants; None without plans."""
    levers = scenario.places
    if not (levers.specialisation or levers.clusters or levers.gateways):
        return None
    return FOUNDERS * plans_for_movers(region, scenario, minutes)


def cluster_sector(region: Region, scenario: Scenario, members: NDArray[np.intp]) -> int:
    """The sector in which places are most specialised together at the start, farming and public services apart."""
    stocks = region.economy.stocks
    jobs = stocks.get(scenario.years.start, stocks[2020]).jobs.astype(float)
    share = jobs[members].sum(axis=0) / max(float(jobs[members].sum()), 1.0)
    quotient = share / (jobs.sum(axis=0) / jobs.sum())
    quotient[_LOCAL] = 0.0
    return int(np.argmax(quotient))


def _gateways(region: Region, scenario: Scenario, minutes: Floats) -> Floats:
    table = region.gateways
    factor = np.ones(table.place.size)
    pull = np.zeros((len(region.places.ids), len(SECTORS)))
    for area, times in scenario.places.gateways.items():
        members = region.places.members(area)
        here = np.isin(table.place, members)
        factor[here] *= times
        if not here.any():
            pull[members] += GATEWAY * np.log(max(times, 1e-6))
    near = np.exp(-DECAY * minutes[:, table.place])
    for kind in range(len(KINDS)):
        of_kind = table.kind == kind
        if (factor[of_kind] != 1.0).any():
            volume = table.volume * of_kind
            access = product(near, volume * factor) / product(near, volume)
            pull += GATEWAY * np.log(np.maximum(access, 1e-6))[:, None] * USES[kind]
    return pull
