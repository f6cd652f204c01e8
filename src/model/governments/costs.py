"""What levers cost in a year, by group and city: so that an effect can be set against its price."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON
from model.firms.relocation.flows import CAUSES, CLOSED, RelocationFlows
from model.governments.money import TO_YUAN, by_city
from model.region.governments import UnitCosts
from model.region.places import Places
from model.scenario.schema.transport import RailLine

Floats = NDArray[np.float64]

KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class LeverCosts:
    """1e8 yuan of the year by city (14,), at prices of the start year: what is spent beyond the policy of 2020."""

    relocation: Floats
    """Jobs moved or closed by order and quota, by the city they leave; paid by the state and the firms, not by the
    city's budget."""
    services: Floats
    """Services beyond the index of 2020."""
    talent: Floats
    """Graduates and newcomers."""
    subsidies: Floats
    """To firms that came, as paid in the year."""
    protection: Floats
    """Works, aid to households, and upkeep beyond that of the shipped standards."""
    compensation: Floats
    """Paid to other cities; what these receive is the same sum."""
    rail: Floats
    """Lines that a scenario adds, in the year in which they open, half to each end; paid by the state."""


def no_costs(cities: int) -> LeverCosts:
    """A year in which no lever costs anything."""
    return LeverCosts(*(np.zeros(cities) for _ in fields(LeverCosts)))


def relocation_cost(flows: RelocationFlows, places: Places, costs: UnitCosts) -> Floats:
    """(14,) what moving and closing by order and quota costs, by the city of origin."""
    moves = flows.moves
    closed = moves.destination == CLOSED
    directed, quota = (moves.cause == CAUSES.index(cause) for cause in ("directed", "quota"))
    jobs = moves.jobs / PERSON + moves.traders * quota
    paid = np.zeros(len(places.ids))
    kinds = {"closed_job": closed, "directed_job": directed & ~closed, "moved_job": quota & ~closed}
    for price, kind in kinds.items():
        # Jobs are summed before they are priced: 1/256 adds up exactly, in whatever order the firms stand.
        paid += getattr(costs, price) * np.bincount(moves.origin[kind], jobs[kind], len(places.ids)) / TO_YUAN
    return by_city(paid, places)


def rail_cost(lines: tuple[RailLine, ...], year: int, places: Places, costs: UnitCosts) -> Floats:
    """(14,) what the lines cost that open in a year: length of the line x cost a km, half to each end's city."""
    total = np.zeros(len(places.city_ids))
    for line in lines:
        if line.year == year:
            ends = [places.members(end) for end in (line.from_, line.to)]
            length = costs.rail_detour * distance_km(*(_middle(end, places) for end in ends))
            for end in ends:
                total[places.city[end[0]]] += 0.5 * length * costs.rail_km / TO_YUAN
    return total


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Straight distance of two points (longitude, latitude in degrees), km; good to 1 % inside the region."""
    east = (first[0] - second[0]) * np.cos(np.radians(0.5 * (first[1] + second[1])))
    return float(KM_PER_DEGREE * np.hypot(east, first[1] - second[1]))


def _middle(members: NDArray[np.intp], places: Places) -> tuple[float, float]:
    weight = places.population_2020[members]
    return float(np.average(places.lon[members], weights=weight)), float(
        np.average(places.lat[members], weights=weight)
    )
