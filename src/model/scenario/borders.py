"""What remains of the borders between provinces: cut everywhere, and further inside demonstration zones."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.products import product
from model.region.names import corridors
from model.region.places import N_CITIES, N_PLACES, Places
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

COORDINATION_2020: Final = 0.3
"""Coordination of cities that the borders of 2020 go with: the default of `governance.coordination` (assumption)."""
CUT_BY_COORDINATION: Final = 0.5
"""Part of a border that full coordination takes away (assumption, range 0 to 0.8)."""


def border_between(region: Region, scenario: Scenario, year: int) -> Floats:
    """Share of the border of 2020 that remains between each pair of places, float64 (199, 199), symmetric.

    Between two provinces (1 - barrier_cut) x the product of (1 - cut) over the demonstration zones and the axes that
    both places belong to x what coordination leaves (`left_by_coordination`); 0 inside one province. Whoever weighs a
    border (commuters, firms, links, movers) multiplies its own disutility by it, so a zone is felt by all of them at
    once. Without a cut it is exactly 1 or 0.

    Args:
        region: places and their zones (`coop_zone` of places.csv).
        scenario: `integration` and `governance.coordination` are read.
        year: the year.
    """
    places, levers = region.places, scenario.integration
    left = (1.0 - levers.barrier_cut.at(year)) * (places.province[:, None] != places.province[None, :])
    cuts = [(zone_members(places, zone), cut) for zone, cut in levers.demonstration_zones.items()]
    cuts += [(axis_members(places, scenario, axis), cut) for axis, cut in levers.axis_cut.items()]
    for inside, cut in cuts:
        left[np.ix_(inside, inside)] *= 1.0 - cut.at(year)
    return np.asarray(left * left_by_coordination(scenario.governance.coordination.at(year)))


def left_by_coordination(coordination: float) -> float:
    """Factor on every border between provinces: 1 at the coordination of 2020, 0.5 at full coordination, linear.

    Less coordination than in 2020 raises borders, by a fifth at none.
    """
    return 1.0 - CUT_BY_COORDINATION * (coordination - COORDINATION_2020) / (1.0 - COORDINATION_2020)


def zone_members(places: Places, zone: str) -> NDArray[np.intp]:
    """Places of a demonstration zone, ascending."""
    return np.flatnonzero([zone in named.split(";") for named in places.coop_zone])


def axis_members(places: Places, scenario: Scenario, axis: str) -> NDArray[np.intp]:
    """Places of an axis of the scenario, or of the cities on one of cities.csv and of Beijing, ascending."""
    own = scenario.places.corridors.get(axis)
    areas = ("beijing", *corridors()[axis]) if own is None else own
    return np.unique(np.concatenate([places.members(area) for area in areas]))


def cut_between_cities(region: Region, scenario: Scenario, year: int, weight: Floats) -> Floats:
    """Share of the border of 2020 that is gone between each pair of cities, float64 (14, 14).

    Mean over the pairs of their places, weighted by `weight` (199,) at both ends; exactly 0 without a cut.
    """
    places = region.places
    gone = (places.province[:, None] != places.province[None, :]) - border_between(region, scenario, year)
    member = np.zeros((N_PLACES, N_CITIES))
    member[np.arange(N_PLACES), places.city] = weight
    member /= member.sum(axis=0)
    return product(product(member.T, gone), member)
