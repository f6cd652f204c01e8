"""`economy`: growth and the way firms and people answer each other."""

from typing import Literal

from model.scenario.schema.base import Section, lever


class Economy(Section):
    """Growth and the way firms and people answer each other."""

    feedback: bool = lever(
        True,
        zh="经济反馈",
        en="firms answer people",
        grade="choice",
        source="switch",
        later="demand that follows people and their incomes",
    )
    """False: people still answer jobs, firms do not answer people."""
    national_growth: Literal["low", "baseline", "high"] = lever(
        "baseline",
        zh="全国增长",
        en="national growth",
        grade="assumption",
        source="assumptions_economy.csv national_growth",
    )
    """Path of national demand by sector."""
    outside_growth_gap: float = lever(
        0.003,
        zh="区外增长差",
        en="growth gap of the outside",
        unit="a year",
        low=-0.05,
        high=0.05,
        grade="assumption",
        source="assumption",
    )
    """By how much the rest of the country grows faster than the region."""
