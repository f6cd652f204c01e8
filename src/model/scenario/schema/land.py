"""`land`: building land cut in Beijing and what becomes of it."""

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, Section, lever


class Reuse(Section):
    """What the land taken back becomes; the shares sum to one."""

    green: float = lever(
        0.6,
        zh="绿地",
        en="green",
        unit="share",
        low=0,
        high=1,
        source="assumption; no account by use was found (L020 has the area alone)",
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
    )
    """Homes."""


class Land(Section):
    """Building land cut in Beijing and what becomes of it."""

    beijing_cut_km2_per_year: DatedLever = lever(
        Dated(0.0, {2014: 22.0, 2024: 10.0, 2036: 0.0}),
        zh="北京建设用地减量",
        en="building land cut in Beijing",
        unit="km2 a year",
        low=0,
        high=500,
        grade="recalled",
        source="at six parts green the 130 km2 of 2014 to 2023 (T018, seed); then the order of the master plan to 2035 "
        "(2,860 km2 in 2020, 2,760 in 2035, recalled); nothing is announced beyond",
        known="2023",
    )
    """Building land taken back each year: what firms under a quota leave, then village land of Beijing, as far as it
    lasts."""
    reuse: Reuse = Field(default_factory=Reuse)
