"""`negative_list`: what may not open or grow in Beijing."""

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, Section, lever


class Rings(Section):
    """Restriction of one sector, in the six central districts and in the rest of Beijing."""

    core6: DatedLever = lever(
        Dated(0.0),
        zh="核心六区限制",
        en="six central districts",
        unit="share of entry and growth refused",
        low=0,
        high=1,
        source="list as in 2022",
    )
    """Share of entry and of growth refused in the six central districts."""
    outer: DatedLever = lever(
        Dated(0.0),
        zh="其他区限制",
        en="rest of Beijing",
        unit="share of entry and growth refused",
        low=0,
        high=1,
        source="list as in 2022",
    )
    """Share of entry and of growth refused in the other ten districts."""


def _rings(core6: float, outer: float) -> Rings:
    return Rings(core6=Dated(core6), outer=Dated(outer))


class NegativeList(Section):
    """What may not open or grow in Beijing, by sector."""

    agriculture: Rings = Field(default_factory=Rings)
    mining_utilities: Rings = Field(default_factory=Rings)
    manuf_general: Rings = Field(default_factory=lambda: _rings(0.95, 0.7))
    manuf_advanced: Rings = Field(default_factory=Rings)
    construction: Rings = Field(default_factory=Rings)
    trade_logistics: Rings = Field(default_factory=lambda: _rings(0.6, 0.3))
    finance: Rings = Field(default_factory=Rings)
    business_realestate: Rings = Field(default_factory=Rings)
    ict: Rings = Field(default_factory=Rings)
    science_tech: Rings = Field(default_factory=Rings)
    public_services: Rings = Field(default_factory=Rings)
    consumer_services: Rings = Field(default_factory=Rings)
