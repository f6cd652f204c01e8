"""`climate`: storms, their number and strength, and whether agents feel them."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from model.scenario.schema.base import FROM_LIST, Section, lever
from model.scenario.schema.names import EventId

MOST_STORMS: Final = 4.5
"""Largest multiplier of storms that is drawn; the bounds of rise, ramp and base rate stay below it."""


class Increase(Section):
    """Rise of the number of days above 20 mm at the end of the ramp, by path."""

    low: float = lever(
        0.18,
        zh="低排放增幅",
        en="low path",
        unit="share",
        low=-0.5,
        high=1.0,
        grade="seed",
        source="the article, T060: +18 %",
        known="2024",
    )
    """Low emissions."""
    medium: float = lever(
        0.20,
        zh="中排放增幅",
        en="medium path",
        unit="share",
        low=-0.5,
        high=1.0,
        grade="seed",
        source="the article, T061: +20 %",
        known="2024",
    )
    """Medium emissions."""
    high: float = lever(
        0.27,
        zh="高排放增幅",
        en="high path",
        unit="share",
        low=-0.5,
        high=1.0,
        grade="seed",
        source="the article, T062: +27 %",
        known="2024",
    )
    """High emissions."""
    custom: float = lever(
        0.0,
        zh="自定增幅",
        en="custom path",
        unit="share",
        low=-0.5,
        high=1.0,
        grade="choice",
        source="read when pathway is custom",
    )
    """Read when `pathway: custom`."""


class Ramp(Section):
    """How the rise is reached."""

    shape: Literal["linear_to_end", "mean_over_horizon", "step"] = lever(
        "linear_to_end", zh="上升形状", en="shape", grade="choice", source="the article leaves it open"
    )
    """linear_to_end: reached in the last year; mean_over_horizon: the mean over the years; step: at once."""
    base_year: int = lever(
        2020,
        zh="基年",
        en="base year",
        unit="year",
        low=2010,
        high=2060,
        grade="choice",
        source="the article says the next 30 years; start year of the model",
    )
    """Last year without a rise."""
    years: int = lever(
        30, zh="年数", en="years", unit="years", low=1, high=100, grade="choice", source="T060 to T062: 2021 to 2050"
    )
    """Years from the base year to the full rise."""


class Replay(Section):
    """A historical storm in a chosen year."""

    event: EventId
    """Event of rain_replay.csv."""
    year: int = Field(ge=2011, le=2060)
    """Year in which it falls."""


class Climate(Section):
    """Storms, their number and strength, and whether agents feel them."""

    pathway: Literal["control", "low", "medium", "high", "custom"] = lever(
        "medium", zh="排放路径", en="emission path", grade="choice", source="the article's paths, T060 to T062"
    )
    """Path of emissions; control keeps the rates of the reference period."""
    increase: Increase = Field(default_factory=Increase)
    ramp: Ramp = Field(default_factory=Ramp)
    tail_scaling: float | None = lever(
        None,
        zh="极端尾部变化",
        en="scaling of the tail",
        unit="percent a degree",
        low=-50,
        high=100,
        grade="assumption",
        source="evidence has both signs (SOURCES-climate.md, The emission multipliers)",
    )
    """Percent by which the rate of damaging storms changes per degree of warming; null: as the days above 20 mm."""
    reference_period: Literal["file"] | Annotated[tuple[int, int], FROM_LIST] = lever(
        "file",
        zh="参照期",
        en="reference period",
        unit="years",
        low=1950,
        high=2030,
        grade="choice",
        source="file: that of warming.csv, 1995 to 2014",
    )
    """Years, first and last, whose rates are the base; the warming of `tail_scaling` counts from their middle."""
    feedback: Literal["none", "expected", "realised"] = lever(
        "realised", zh="气候反馈", en="feedback", grade="choice", source="what each means: docs/climate.md, Feedback"
    )
    """none: agents do not feel storms; expected: they feel the year's mean; realised: the year's storms."""
    rate_share: float = lever(
        1.0,
        zh="频率份额",
        en="share by number",
        unit="share",
        low=0,
        high=1,
        grade="assumption",
        source="1: all in number; rarer rain may rise more (SOURCES-climate.md)",
    )
    """Part of the rise that comes as more storms; the rest as heavier rain."""
    overdispersion_k: float | None = lever(
        None,
        zh="过离散",
        en="overdispersion",
        unit="shape of the gamma mixture",
        low=0.5,
        high=1000,
        grade="assumption",
        source="null: off; Beijing gauge 1951-2012: variance over mean 1.20 at 50 mm, so about 9",
    )
    """Shape of the gamma mixture of yearly counts; null: Poisson."""
    baseline_rate_scale: float = lever(
        1.0,
        zh="基准频率倍数",
        en="scale of the base rate",
        unit="times",
        low=0.5,
        high=1.5,
        grade="assumption",
        source="assumption, range 0.7 to 1.2: 24 h maxima fell 30 to 41 % in the north, 1956-2009",
    )
    """Multiplies all rates of storms."""
    upstream_weight: float = lever(
        0.8,
        zh="上游来水权重",
        en="weight of rain upstream",
        unit="times",
        low=0,
        high=2,
        grade="assumption",
        source="assumption: basins.csv knows no reservoirs and no routing; 0 turns the rule off",
    )
    """Share of the return period of the rain upstream that counts in lowland places."""
    loss_scale: float = lever(
        1.0,
        zh="损失倍数",
        en="scale of losses",
        unit="times",
        low=0,
        high=5,
        grade="assumption",
        source="assumption, range 0.5 to 2.5: replayed losses are 0.4 to 5.7 times the record",
    )
    """Multiplies direct losses."""
    seed: int | None = lever(
        None,
        zh="天气随机种子",
        en="seed of the weather",
        low=0,
        high=2**63 - 1,
        grade="choice",
        source="null: the run's seed",
    )
    """Seed of the storms; null: follows the run's seed."""
    replay: Annotated[tuple[Replay, ...], FROM_LIST] = lever(
        (),
        zh="历史暴雨重演",
        en="replay",
        grade="choice",
        source="events of rain_replay.csv; 11 of 796 county totals verified",
    )
    """Historical storms laid on chosen years."""

    @model_validator(mode="after")
    def _reference_runs_forward(self) -> Self:
        if self.reference_period != "file" and self.reference_period[0] > self.reference_period[1]:
            raise ValueError("reference_period: the first year is after the last")
        return self
