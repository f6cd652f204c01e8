"""`population`: births, deaths, school, work and retirement."""

from typing import Literal

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, Section, lever

Variant = Literal["low", "medium", "high"]


class Retirement(Section):
    """The retirement reform of 2025 to 2039."""

    reform: bool = lever(
        True,
        zh="延迟退休改革",
        en="retirement reform goes on",
        grade="verified",
        source="Decision of September 2024: men 60 to 63, women 55 to 58 and 50 to 55 by 2039",
    )
    """Retirement ages rise step by step from 2025; false keeps those of 2024."""
    pace: float = lever(
        1.0,
        zh="改革速度",
        en="pace of the reform",
        unit="times the decided pace",
        low=0,
        high=3,
        grade="choice",
        source="1 is the decided pace",
    )
    """Multiplies the years by which the retirement age has risen."""


class Population(Section):
    """Births, deaths, school, work and retirement."""

    seed: int | None = lever(
        None,
        zh="初始人口随机种子",
        en="seed of the start population",
        low=0,
        high=2**63 - 1,
        grade="choice",
        source="constant over replicates unless set",
    )
    """Seed of the start population; null uses the same one in every replicate, so that it is built once and shared."""
    fertility: Variant = lever(
        "medium", zh="生育率方案", en="fertility path", grade="assumption", source="fertility.csv tfr_path"
    )
    """Path of the total fertility rate of each province."""
    mortality: Variant = lever(
        "medium",
        zh="死亡率方案",
        en="mortality path",
        grade="assumption",
        source="mortality.csv; low and high multiply risks",
    )
    """Path of the risks of death; low means fewer deaths."""
    pronatal: DatedLever = lever(
        Dated(1.0),
        zh="鼓励生育倍数",
        en="pro-natal multiplier",
        unit="times the fertility rate",
        low=0.2,
        high=3,
        grade="choice",
        source="1 is no further policy",
    )
    """Multiplies the total fertility rate."""
    retirement: Retirement = Field(default_factory=Retirement)
