"""Building by plan: what a scenario spends on building at a place, beyond demand, as construction jobs there."""

import numpy as np
from numpy.typing import NDArray

from model.economy.demand import Demand, DemandBase
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
_CONSTRUCTION = SECTORS.index("construction")


def jobs_of_building(base: DemandBase, region: Region, scenario: Scenario, year: int) -> Floats:
    """Construction jobs (199,) that the budgets of `places.building` ask for in a year.

    jobs = budget x value added per output of construction / value added per job of the place at the start. The budget
    of a city is shared by area, as new towns are built on open land (assumption).
    """
    jobs = np.zeros(len(region.places.ids))
    share = region.economy.accounts.value_added[_CONSTRUCTION]
    for area, budget in scenario.places.building.items():
        here = region.places.members(area)
        part = region.places.area_km2[here] / region.places.area_km2[here].sum()
        jobs[here] += budget.at(year) * part * share / base.value[here, _CONSTRUCTION]
    return jobs


def order_building(demand: Demand, base: DemandBase, region: Region, scenario: Scenario, year: int) -> None:
    """Add this year's change of building by plan to the demand that the state has placed; none before the start."""
    if not scenario.places.building:
        return
    before = year - 1 > scenario.years.start
    last = jobs_of_building(base, region, scenario, year - 1) if before else 0.0
    demand.placed[:, _CONSTRUCTION] += jobs_of_building(base, region, scenario, year) - last
