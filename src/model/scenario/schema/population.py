"""Births, deaths, retirement: what a scenario says about the population itself."""

from typing import Literal

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, Section, lever

Fertility = Literal["low", "medium", "high"]
Mortality = Literal["low", "medium", "high"]
MORTALITY_FACTOR: dict[str, float] = {"low": 0.9, "medium": 1.0, "high": 1.1}
"""m of p' = 1 - (1 - p)^m for each variant: the force of mortality is multiplied by it at every age."""


class Retirement(Section):
    """The reform of the statutory retirement age, in force since 1 January 2025.

    c = min(max(pace (min(y, last_year) + 0.5 - 2025), 0), 15) years of the schedule have passed in year y: men retire
    at 60 + 0.2 c, women in cadre posts (here: with college or more) at 55 + 0.2 c, other women at 50 + c / 3.
    """

    reform: bool = lever(
        True,
        zh="延迟退休改革",
        en="Retirement reform",
        grade="verified",
        source="Standing Committee of the National People's Congress, decision of September 2024",
        known="2024",
    )
    """Off: the ages of 2024 (60, 55, 50) stay for ever."""
    pace: float = lever(
        1.0,
        zh="延迟退休速度",
        en="Pace of the reform",
        unit="times the schedule of the decision",
        grade="verified",
        source="the decision itself is 1",
        low=0.0,
        high=3.0,
        known="2024",
    )
    """How fast the schedule is run through; 0 is the same as no reform."""
    last_year: int = lever(
        2040,
        zh="延迟退休最后一年",
        en="Last year of the reform",
        unit="year",
        grade="verified",
        source="the schedule is complete at the end of 2039; read at the middle of a year, in 2040",
        low=2024,
        high=2100,
        known="2024",
    )
    """The ages stand still after this year: an earlier year stops the reform half way."""


class Population(Section):
    """Births, deaths and retirement of residents."""

    seed: int | None = lever(
        None,
        zh="初始人口种子",
        en="Seed of the start population",
        grade="choice",
        source="1 when not set, so that replicates share one start population",
        low=0,
        high=2**31 - 1,
    )
    """Draws who of a cell has which education, registration and work at the start; the counts never depend on it."""
    fertility: Fertility = lever(
        "medium",
        zh="生育方案",
        en="Fertility path",
        grade="assumption",
        source="WPP 2024 median and 80 % bounds, times the province's ratio to the nation in 2022-24 (fertility.csv)",
        known="2024",
    )
    """Total fertility rate of each province by year; the same in all variants to 2024."""
    fertility_multiplier: DatedLever = lever(
        Dated(1.0),
        zh="鼓励生育系数",
        en="Pro-natal multiplier",
        unit="times the total fertility rate",
        grade="choice",
        source="a lever; 1 leaves the path as it is",
        low=0.0,
        high=3.0,
    )
    """Multiplies the total fertility rate of every province from the year given."""
    mortality: Mortality = lever(
        "medium",
        zh="死亡方案",
        en="Mortality path",
        grade="assumption",
        source="mortality.csv; low and high multiply the force of mortality by 0.9 and 1.1",
        known="2024",
    )
    """Level of mortality beside the path of WPP 2024 at the provinces' distance from the nation."""
    mortality_multiplier: DatedLever = lever(
        Dated(1.0),
        zh="死亡力系数",
        en="Mortality multiplier",
        unit="times the force of mortality",
        grade="choice",
        source="a lever; 1 leaves the path as it is",
        low=0.0,
        high=5.0,
    )
    """m in p' = 1 - (1 - p)^m, on top of the variant, from the year given."""
    retirement: Retirement = Field(default_factory=Retirement)
    """The statutory retirement age. It binds employees; farmers and the self-employed work on."""
