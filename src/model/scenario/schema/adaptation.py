"""`adaptation`: what is done against floods."""

from typing import Literal

from pydantic import Field

from model.scenario.schema.base import DatedOverrideLever, Section, lever
from model.scenario.schema.names import AreaId


class ProtectionStandard(Section):
    """Return period against which dykes and drains protect."""

    default: Literal["file"] = lever(
        "file",
        zh="默认标准",
        en="default",
        grade="assumption",
        source="rain_hazard.csv: plans (recalled), else the lower bound of the class of GB 50201-2014",
    )
    """The shipped standards."""
    overrides: dict[AreaId, DatedOverrideLever] = lever(
        {},
        zh="指定标准",
        en="chosen standards",
        unit="years",
        low=1.5,
        high=10_000,
        grade="choice",
        source="{}: the shipped standards",
    )
    """Standard of single places or cities, years of return period; `{2030: 200}` keeps the shipped one until 2029."""


class ZoneStandard(Section):
    """Standard of the exposure zones of a place, relative to the place's own."""

    protected: float = lever(
        1.0, zh="受保护区标准倍数", en="protected zone", unit="times", low=0.1, high=10, source="1: the place's own"
    )
    """Built-up land behind dykes."""
    unprotected: float = lever(
        1.0, zh="未保护区标准倍数", en="unprotected zone", unit="times", low=0.1, high=10, source="1: the place's own"
    )
    """Land beyond the town; it takes the first water in any case."""
    detention: float = lever(
        1.0, zh="蓄滞洪区标准倍数", en="detention land", unit="times", low=0.1, high=10, source="1: the place's own"
    )
    """Land that is flooded on purpose; this standard is for the other water."""


class ZoneCapacity(Section):
    """How far ordinary growth may fill the exposure zones of a place."""

    protected: float = lever(
        1.5,
        zh="受保护区容量",
        en="protected zone",
        unit="times the start",
        low=1,
        high=100,
        source="no plan by zone was found",
    )
    """People that the protected zone holds, over those at the start."""
    unprotected: float = lever(
        1.5,
        zh="未保护区容量",
        en="unprotected zone",
        unit="times the start",
        low=1,
        high=100,
        source="no plan by zone was found",
    )
    """People that the unprotected zone holds, over those at the start."""
    detention: float = lever(
        1.2,
        zh="蓄滞洪区容量",
        en="detention land",
        unit="times the start",
        low=1,
        high=100,
        source="no plan by zone was found",
    )
    """People that detention land holds, over those at the start."""


class HouseholdUptake(Section):
    """Flood-proofing by households."""

    enabled: bool = lever(
        True,
        zh="家庭防护",
        en="households protect themselves",
        grade="assumption",
        source="form as in DYNAMO-M (SOURCES-climate.md, Vulnerability)",
    )
    """Whether households protect their homes where they find it worth its cost."""
    subsidy: float = lever(
        0.0,
        zh="家庭防护补贴",
        en="subsidy",
        unit="share of the cost",
        low=0,
        high=1,
        grade="choice",
        source="0: no subsidy known",
    )
    """Share of the cost that cities pay."""


class Adaptation(Section):
    """What is done against floods."""

    protection_standard: ProtectionStandard = Field(default_factory=ProtectionStandard)
    zone_standard: ZoneStandard = Field(default_factory=ZoneStandard)
    zone_capacity: ZoneCapacity = Field(default_factory=ZoneCapacity)
    detention_share_scale: float = lever(
        1.0,
        zh="蓄滞洪区人口比例倍数",
        en="scale of the people on detention land",
        unit="times",
        low=0,
        high=10,
        source="the shares are assumptions but for Zhuozhou; at most 0.85 of a place",
    )
    """Multiplies the share of people on detention land at the start."""
    strategy: Literal["none", "maintain", "reactive", "proactive"] = lever(
        "maintain",
        zh="防护策略",
        en="strategy",
        grade="assumption",
        source="form as in DYNAMO-M (SOURCES-climate.md, Vulnerability)",
    )
    """none: no upkeep; maintain: as they are; reactive: a class higher after a flood; proactive: where it pays."""
    sponge_coverage_2030: float = lever(
        0.8,
        zh="2030年海绵城市覆盖率",
        en="sponge coverage in 2030",
        unit="share",
        low=0,
        high=1,
        grade="verified",
        source="national target of 80 % by 2030 (SOURCES-climate.md, sponge_cov_2023)",
        known="2015",
    )
    """Share of the built-up area that keeps its rain by 2030."""
    use_detention: bool = lever(
        True,
        zh="启用蓄滞洪区",
        en="detention areas are used",
        grade="verified",
        source="used in 2023 (flood_detention_places.csv)",
        known="2023",
    )
    """False: detention areas stay dry and places downstream lose protection."""
    warning_and_evacuation: float = lever(
        0.4,
        zh="预警转移能力",
        en="warning and evacuation",
        unit="share evacuated",
        low=0,
        high=1,
        grade="verified",
        source="0.26 to 0.45 of the affected in 2023 (rain_events.csv)",
        known="2023",
    )
    """Share of the affected who are brought away in time."""
    household_uptake: HouseholdUptake = Field(default_factory=HouseholdUptake)
    insurance_share: float = lever(
        0.05,
        zh="投保比例",
        en="insured share",
        unit="share",
        low=0,
        high=1,
        grade="derived",
        source="insured loss about 5 % of direct loss in 2023 (SOURCES-climate.md, Vulnerability)",
        known="2024",
    )
    """Share of assets that are insured."""
