"""What firms are told of the places before they choose one."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.between import Between
from model.economy.cells import Cells
from model.economy.land import Land
from model.economy.rents import Rents, seen_by_firms
from model.economy.wages import wage_of_sector
from model.firms.columns import PERSON, Firms
from model.firms.location import Conditions
from model.products import product
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

BORDER: Final = 0.9
"""Disutility of a province border to firms (assumption)."""
STRONGEST: Final = 1.5
"""Highest cluster strength (rule cluster_strength)."""
_TRADE: Final = SECTORS.index("trade_logistics")


def conditions_for_firms(
    cells: Cells,
    firms: Firms,
    region: Region,
    scenario: Scenario,
    year: int,
    between: Between,
    flood_risk: Floats,
    park_taken: Floats | None = None,
    rents: Rents | None = None,
    land: Land | None = None,
    water: Floats | None = None,
    staff: NDArray[np.int64] | None = None,
    wage: Floats | None = None,
) -> Conditions:
    """The economy of the year as firms see it.

    Args:
        cells: state of the cells.
        firms: the stock.
        region: the tables.
        scenario: the levers of parks.
        year: the year.
        between: minutes and borders of the year.
        flood_risk: ten-year memory of floods by place (199,).
        park_taken: jobs of firms that moved into parks (199,).
        rents: rents of the year; None: those of the start.
        land: land of the year, for the room on land taken back; None: that of the start.
        water: share of entry that water forbids (199,); None: none anywhere.
        staff: `count_jobs` of the stock, where it is known already.
        wage: yuan a year by place and skill (199, 3), without growth that is common to all places; None: the tables'.
    """
    jobs = cells.jobs(firms, staff) / PERSON
    total = jobs.sum(axis=1)
    near = between.markets
    prices = region.economy.prices
    output = cells.output_per_job * jobs
    start_jobs = region.economy.stocks[cells.price_base].jobs.astype(float)
    start_output = region.economy.gdp[cells.price_base]
    demand = at_size_of(output.sum(axis=1), start_output.sum(axis=1))
    return Conditions(
        jobs=at_size_of(total, start_jobs.sum(axis=1)),
        jobs_by_sector=at_size_of(jobs, start_jobs),
        wage=wage_of_sector(prices.wage if wage is None else wage, region),
        rent_office=prices.rent_office if rents is None else seen_by_firms(rents.office, prices.rent_office),
        rent_industrial=(
            prices.rent_industrial if rents is None else seen_by_firms(rents.industrial, prices.rent_industrial)
        ),
        market_access=product(near, demand),
        supplier_access=product(near, at_size_of(output, start_output)),
        knowledge_access=product(near, prices.research),
        services=prices.services,
        cluster=cluster_strength(jobs),
        park_room=park_room(region, scenario, year, park_taken, land),
        subsidy=np.zeros(jobs.shape),
        flood_risk=flood_risk,
        minutes=between.minutes,
        border=BORDER * between.border,
        traders=np.asarray(cells.pool[:, _TRADE] // PERSON),
        outside_appeal=scenario.economy.outside_growth_gap * (year - scenario.years.start),
        water=water,
    )


def at_size_of(values: Floats, start: Floats) -> Floats:
    """Values by place (199, ...), scaled to sum over places to what they summed to at the start.

    A firm weighs places against the rest of China, which grows and shrinks in the same manner: growth common to the
    region draws nobody. What sets the two apart is `economy.outside_growth_gap`.
    """
    total = np.asarray(values.sum(axis=0))
    factor = np.divide(start.sum(axis=0), total, out=np.ones_like(total), where=total > 0)
    return np.asarray(values * factor)


def cluster_strength(jobs: Floats) -> Floats:
    """Log of the location quotient of the sector above 1, within 0 to 1.5 (199, 12)."""
    share = jobs / np.maximum(jobs.sum(axis=1, keepdims=True), 1.0)
    region = jobs.sum(axis=0) / max(float(jobs.sum()), 1.0)
    strength: Floats = np.log(np.maximum(share / np.maximum(region, 1e-12), 1.0))
    return np.minimum(strength, STRONGEST)


def park_room(
    region: Region, scenario: Scenario, year: int, taken: Floats | None = None, land: Land | None = None
) -> Floats:
    """Jobs that parks can still take (199,): the room of 2020 and 2 % a year, or what the scenario says.

    On top comes the room of high-end sites on land taken back.
    """
    prices = region.economy.prices
    room = prices.park_room * (1.0 + region.economy.park_growth) ** max(0, year - 2020)
    for area, jobs in scenario.places.park_capacity.items():
        here = region.places.members(area)
        weight = prices.park_room[here]
        room[here] = jobs * weight / weight.sum() if weight.sum() > 0 else jobs / here.size
    if land is not None:
        room = room + land.high_end
    return np.maximum(room - (0.0 if taken is None else taken), 0.0)
