"""Where policy leads the firms under a quota that move: market, concentrated, corridor, dispersed."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.location import Conditions
from model.region.names import corridors
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

CONCENTRATED: Final = ("xiongan", "beijing.tongzhou")
LARGEST_SHARE: Final = 3.0
"""Bound of (mean size / size) in the dispersed mode, so that the smallest county does not take all."""


def guidance(region: Region, scenario: Scenario, conditions: Conditions) -> NDArray[np.float64]:
    """omega (199,): what the destination policy adds to the utility of each place for those who follow it.

    `market` 0; `concentrated` the weight at Xiong'an and Tongzhou; `corridor` the weight at places on the chosen
    axes; `dispersed` the weight x min(mean jobs / jobs, 3) at every place outside Beijing.
    """
    places, policy = region.places, scenario.relocation.destination
    omega = np.zeros(len(places.ids))
    if policy.mode == "concentrated":
        for area in CONCENTRATED:
            omega[places.members(area)] = policy.strength
    elif policy.mode == "corridor":
        for area in corridor_areas(scenario):
            omega[places.members(area)] = policy.strength
        omega[places.core6] = 0.0
    elif policy.mode == "dispersed":
        jobs = np.maximum(conditions.jobs, 1.0)
        omega = policy.strength * np.minimum(jobs.mean() / jobs, LARGEST_SHARE)
        omega[places.members("beijing")] = 0.0
    return omega


def corridor_areas(scenario: Scenario) -> tuple[str, ...]:
    """Places and cities on the chosen axes: those of `places.corridors`, or of cities.csv where none are given.

    Raises:
        ValueError: `destination.corridors` names an axis that does not exist.
    """
    known: dict[str, tuple[str, ...]] = {name: tuple(areas) for name, areas in scenario.places.corridors.items()}
    if not known:
        known = corridors()
    chosen = scenario.relocation.destination.corridors or tuple(known)
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise ValueError(f"relocation.destination.corridors: {unknown[0]!r} is not one of {', '.join(known)}")
    return tuple(dict.fromkeys(area for name in chosen for area in known[name]))
