"""What a scenario says of moves in one year, as plain numbers; and the neutral values that the base is frozen at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.region.places import N_CITIES, Places

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


def levers_of(scenario: "Scenario", places: Places, year: int) -> Levers:
    """The levers in force in a year."""
    receivers = places.province_of_city > 0
    ease = np.where(receivers, scenario.talent.settlement_ease.at(year), 0.0)
    return Levers(
        wage_elasticity=scenario.migration.wage_elasticity,
        gates=scenario.migration.hukou_strictness.at(year) * (1.0 - ease),
        subsidy=np.where(receivers, scenario.talent.subsidy.at(year), 0.0),
    )


def neutral_levers(scenario: "Scenario") -> Levers:
    """Policy as in 2020, so that the base does not depend on what scenarios differ in.

    The wage elasticity is a parameter of behaviour, not of policy: it is the scenario's.
    """
    return Levers(scenario.migration.wage_elasticity, np.ones(N_CITIES), np.zeros(N_CITIES))
