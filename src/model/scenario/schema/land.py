"""`land`: building land cut in Beijing and what becomes of it."""

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, Section, lever


class Reuse(Section):
    """What the freed land becomes; the shares sum to one."""

    green: float = lever(
        0.6,
        zh="绿地",
        en="green",
        unit="share",
        low=0,
        high=1,
        source="assumption; no account by use was found (L020 has the area alone)",
        later="built-up land",
    )
    """Parks and woods."""
    high_end: float = lever(
        0.3,
        zh="高精尖产业",
        en="high-end industry",
        unit="share",
        low=0,
        high=1,
        source="assumption; no account by use was found (L020 has the area alone)",
        later="built-up land",
    )
    """Sites of high-end industry."""
    housing: float = lever(
        0.1,
        zh="住房",
        en="housing",
        unit="share",
        low=0,
        high=1,
        source="assumption; no account by use was found (L020 has the area alone)",
        later="built-up land",
    )
    """Homes."""


class Land(Section):
    """Building land cut in Beijing and what becomes of it."""

    beijing_cut_km2_per_year: DatedLever = lever(
        Dated(10.0),
        zh="北京建设用地减量",
        en="building land cut in Beijing",
        unit="km2 a year",
        low=0,
        high=500,
        source="order of magnitude of Beijing's master plan 2016-2035, recalled",
        later="built-up land",
    )
    """Building land taken back each year."""
    reuse: Reuse = Field(default_factory=Reuse)
