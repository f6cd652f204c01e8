"""Land: what is built up, what of it Beijing takes back, and the homes and work sites that stand on it.

Land that firms under a quota leave (0.55 ha each) counts against `land.beijing_cut_km2_per_year`; the rest of the cut
is village land of Beijing, in proportion to what is left of it. What is taken becomes green land, sites of high-end
industry and homes in the proportions of `land.reuse`. Homes and sites are built where they are dear.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.appeal import LAND, OFFICE
from model.firms.relocation.flows import CAUSES, LAND_OF_FIRM, OUTSIDE, RelocationFlows
from model.products import product
from model.region.economy_prices import MOST_BUILT
from model.region.names import SECTORS
from model.region.places import N_PLACES
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

VILLAGE_M2: Final = 200.0
"""Village land a rural resident, m2 (assumption, rule built_village_per_rural_resident)."""
WORKSHOPS: Final = 1800.0
"""Jobs of workshops on a km2 of village land: half of it, at the 36 jobs a ha that firms under a quota have on their
0.55 ha (assumption)."""
HIGH_END: Final = 10_000.0
"""Jobs on a km2 of high-end sites (assumption, range 5,000 to 20,000)."""
DEAR: Final = 0.1
"""Log of rent over rent at the start at which building is at its fastest (assumption)."""
_QUOTA: Final = CAUSES.index("quota")
_MANUFACTURING: Final = [SECTORS.index("manuf_general"), SECTORS.index("manuf_advanced")]


@dataclass(frozen=True)
class Land:
    """Land and what stands on it on 31 December, float64 (199,)."""

    built: Floats
    """Built-up land, km2."""
    village: Floats
    """Village land that may still be taken back, km2; none outside Beijing."""
    most: Floats
    """Most residents that the place has had since the start, persons: land is not given up as people go."""
    homes: Floats
    """Persons that the homes hold."""
    office: Floats
    """Jobs that office sites hold, those at the start filling them."""
    industrial: Floats
    """Jobs that industrial sites hold, those at the start filling them."""
    high_end: Floats
    """Jobs of `office` that stand on land taken back: room that parks offer."""


def start_land(region: Region, people: Floats, jobs: Floats) -> Land:
    """The land of the start.

    Args:
        region: the tables.
        people: (199,) residents.
        jobs: (199, 12) filled jobs, persons.
    """
    places, prices = region.places, region.economy.prices
    rural = (places.population_2020 - places.urban_population_2020) * VILLAGE_M2 / 1e6
    beijing = np.isin(np.arange(rural.size), places.members("beijing"))
    office, industrial = jobs_on_sites(jobs)
    return Land(
        built=prices.built_km2.copy(),
        village=np.where(beijing, np.minimum(rural, prices.built_km2), 0.0),
        most=np.maximum(people, places.population_2020),
        homes=prices.housing.copy(),
        office=office,
        industrial=industrial,
        high_end=np.zeros(rural.size),
    )


def jobs_on_sites(jobs: Floats) -> tuple[Floats, Floats]:
    """Jobs (199,) in offices and on industrial sites, one at least, by the land and office shares of the sectors."""
    return np.maximum(product(jobs, OFFICE), 1.0), np.maximum(product(jobs, (1.0 - OFFICE) * LAND), 1.0)


def build(
    land: Land, region: Region, scenario: Scenario, year: int, people: Floats, dear: Floats, flows: RelocationFlows
) -> Land:
    """The land a year later.

    Homes grow by at most the addition of rule housing_addition, sites by 2 % (park_capacity_addition), both times
    clip(ln(rent / rent at the start) / 0.1, 0, 1); in the new town at full pace while rents are those of the start.
    Built-up land grows by 70 m2 for each resident above the most so far and by 0.55 ha for each manufacturer that a
    quota brings, up to 0.85 of the area; it shrinks by the green part of what is taken back.

    Args:
        land: of a year ago.
        region: the tables.
        scenario: `land` is read.
        year: the year.
        people: (199,) residents.
        dear: (3, 199) ln(rent / rent at the start) of homes, offices, industrial sites.
        flows: relocation of the year.
    """
    prices = region.economy.prices
    pace = np.clip(dear / DEAR, 0.0, 1.0)
    planned = np.clip(1.0 + dear[0] / DEAR, 0.0, 1.0)
    homes = land.homes * (1.0 + prices.housing_growth * pace[0]) + prices.housing_added * planned
    extension = region.economy.park_growth
    village, freed = taken_back(land, scenario, year, flows.land_freed_ha() / 100.0)
    taken, reuse = village + freed, scenario.land.reuse
    most = np.maximum(land.most, people)
    arrived = LAND_OF_FIRM / 100.0 * manufacturers_received(flows)
    growth = region.economy.land_per_urban * (most - land.most) / 1e6 + arrived
    limit = np.maximum(MOST_BUILT * region.places.area_km2, land.built)
    return replace(
        land,
        built=np.minimum(land.built + growth, limit) - reuse.green * taken,
        village=land.village - village,
        most=most,
        homes=homes - 1e6 / VILLAGE_M2 * village + 1e6 / region.economy.land_per_urban * reuse.housing * taken,
        office=land.office * (1.0 + extension * pace[1]) + HIGH_END * reuse.high_end * taken,
        industrial=np.maximum(land.industrial * (1.0 + extension * pace[2]) - WORKSHOPS * village, 1.0),
        high_end=land.high_end + HIGH_END * reuse.high_end * taken,
    )


def taken_back(land: Land, scenario: Scenario, year: int, freed: Floats) -> tuple[Floats, Floats]:
    """Village land, and land left by firms, that is taken back in a year, km2 (199,) each.

    `freed` (199,) km2 counts first, as far as the cut goes; village land makes up the rest, as far as it lasts.
    """
    cut = scenario.land.beijing_cut_km2_per_year.at(year)
    left = float(freed.sum())
    from_firms = freed * min(1.0, cut / left) if left > 0 else np.zeros(freed.size)
    stock = float(land.village.sum())
    rest = max(cut - left, 0.0)
    village = land.village * min(1.0, rest / stock) if stock > 0 else np.zeros(freed.size)
    return village, from_firms


def manufacturers_received(flows: RelocationFlows) -> Floats:
    """(199,) manufacturers that quotas brought to a place."""
    moves = flows.moves
    came = (moves.cause == _QUOTA) & (moves.destination < OUTSIDE) & np.isin(moves.sector, _MANUFACTURING)
    return np.bincount(moves.destination[came], moves.firms[came], minlength=N_PLACES).astype(float)
