"""The 14 city governments as columns: their rates, services, works, promises and money on 31 December."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.climate.measures import no_measures
from model.governments.costs import LeverCosts, no_costs
from model.governments.money import TO_YUAN, Budget, Promises, by_city, no_budget
from model.governments.transfers import SHARED_YEARS, net_transfers
from model.governments.works import Works, no_works
from model.region.names import SECTORS
from model.region.places import N_CITIES
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

LONGEST: Final = 10
"""Years for which a subsidy may be promised."""


@dataclass(frozen=True)
class Governments:
    """State of the governments; money in 1e8 yuan at prices of the start year."""

    rate: Floats
    """(14,) subsidy to firms that come, share of their wage bill."""
    services: Floats
    """(199,) service index, Beijing of 2020 = 1."""
    works: Works
    """Protection, and what the year's works cost."""
    subsidies: Promises
    """(10, 14) subsidies promised to firms that came."""
    talent: Promises
    """(10, 14) payments promised to graduates who came."""
    taxes: Promises
    """(3, 14, 14) shares of taxes that the new city of a firm (row) owes the old one."""
    budget: Budget
    """Of the year."""
    fund: Floats
    """(14,) sum of the balances since the start."""
    costs: LeverCosts
    """What the levers cost in the year."""
    jobs_won: float
    """Jobs that the year's subsidies brought to the region, as the logit of location has it."""
    promised: float
    """Subsidies promised in the year for all the years to come."""
    wage_of_services: float
    """Yuan a worker and year at the start: what services cost moves with it."""

    @property
    def subsidy_waste(self) -> float:
        """Yuan promised for each job that the region gains; NaN where it gains none."""
        return self.promised * TO_YUAN / self.jobs_won if self.jobs_won > 0 else float("nan")


def start_governments(region: Region, scenario: Scenario, output: Floats, wage: Floats) -> Governments:
    """Governments on 31 December of the start year: no subsidies, services and works as the tables have them.

    `output` (199, 12) is value added of the start year, 1e8 yuan, `wage` (199, 12) yuan a worker and year.
    """
    nothing = np.zeros(N_CITIES)
    revenue = region.costs.revenue_share * by_city(output.sum(axis=1), region.places)
    people = region.places.population_2020
    spent = by_city(region.economy.prices.services * people * region.costs.services_per_head / TO_YUAN, region.places)
    transfers = net_transfers(region.places, scenario)
    budget = replace(no_budget(N_CITIES), revenue=revenue, transfers=transfers, services=spent)
    return Governments(
        rate=nothing,
        services=region.economy.prices.services,
        works=no_works(no_measures(len(region.places.ids)), region.climate.standard),
        subsidies=Promises(np.zeros((LONGEST, N_CITIES))),
        talent=Promises(np.zeros((LONGEST, N_CITIES))),
        taxes=Promises(np.zeros((SHARED_YEARS, N_CITIES, N_CITIES))),
        budget=budget,
        fund=nothing,
        costs=no_costs(N_CITIES),
        jobs_won=0.0,
        promised=0.0,
        wage_of_services=wage_of_services(wage, region),
    )


def wage_of_services(wage: Floats, region: Region) -> float:
    """Mean wage of public services, yuan a year, over the places of the region by their people of 2020."""
    return float(np.average(wage[:, SECTORS.index("public_services")], weights=region.places.population_2020))
