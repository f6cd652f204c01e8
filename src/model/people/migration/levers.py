"""What a scenario says of moves in one year, as plain numbers; and the neutral values that the base is frozen at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.region.names import PROVINCES
from model.region.places import N_CITIES, N_PLACES, Places

if TYPE_CHECKING:
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Levers:
    """The levers that enter utilities."""

    wage_elasticity: float
    """Coefficient of the log wage within reach."""
    gates: Floats
    """(14,) strictness of registration: multiplies the barrier of each city (1 = as in 2020)."""
    subsidy: Floats
    """(14,) added to the wage of people with a bachelor's degree, share of the wage."""
    equalisation: float
    """Share of the service gap to Beijing that is closed."""
    investment: Floats
    """(199,) factor on the service index."""


def levers_of(scenario: "Scenario", places: Places, year: int) -> Levers:
    """The levers in force in a year."""
    receivers = places.province_of_city > 0
    ease = np.where(receivers, scenario.talent.settlement_ease.at(year), 0.0)
    investment = np.ones(N_PLACES)
    for area, factor in scenario.services.investment_per_head.items():
        investment[area_members(places, area)] *= factor
    return Levers(
        wage_elasticity=scenario.migration.wage_elasticity,
        gates=scenario.migration.hukou_strictness.at(year) * (1.0 - ease),
        subsidy=np.where(receivers, scenario.talent.subsidy.at(year), 0.0),
        equalisation=scenario.services.equalisation.at(year),
        investment=investment,
    )


def neutral_levers(scenario: "Scenario") -> Levers:
    """Policy as in 2020, so that the base does not depend on what scenarios differ in.

    The wage elasticity is a parameter of behaviour, not of policy: it is the scenario's.
    """
    return Levers(scenario.migration.wage_elasticity, np.ones(N_CITIES), np.zeros(N_CITIES), 0.0, np.ones(N_PLACES))


def area_members(places: Places, area: str) -> NDArray[np.intp]:
    """Places of a province, city or place; `hebei` is the province, not the district of Tianjin."""
    if area in PROVINCES:
        return np.flatnonzero(places.province == PROVINCES.index(area))
    return places.members(area)


def effective_services(services: Floats, levers: Levers) -> Floats:
    """(199,) service index under the levers: s' = investment s, then 1 - (1 - e)(1 - s') below Beijing's level."""
    invested = services * levers.investment
    effective: Floats = np.where(invested < 1.0, 1.0 - (1.0 - levers.equalisation) * (1.0 - invested), invested)
    return effective
