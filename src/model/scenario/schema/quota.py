"""`relocation.quota`: how many firms and sites must close or leave, in which ring, and which go first."""

from typing import Self

from pydantic import Field, model_validator

from model.region.names import SECTORS
from model.scenario.schema.base import Dated, DatedLever, Section, lever

SITES = "trade_logistics_sites"
ITEMS = (*SECTORS[1:], SITES)
"""What a quota can count: firms of a sector (farming has none), or markets and depots."""

# Enterprises that left, by year: quota_history.csv (L001 to L011); from 2024 on as in 2023.
_MANUFACTURING = Dated(
    0,
    {
        2013: 288,
        2014: 392,
        2015: 326,
        2016: 335,
        2017: 651,
        2018: 656,
        2019: 399,
        2020: 113,
        2021: 50,
        2022: 40,
        2023: 30,
    },
)
# Markets and depots, by year: quota_history.csv (L023, L024, L027, L028); 20 a year from 2024 on.
_SITES = Dated(0, {2014: 148, 2016: 149, 2018: 204, 2019: 66, 2020: 34, 2024: 20})


def _quota(
    default: Dated,
    zh: str,
    en: str,
    unit: str = "firms a year",
    source: str = "no quota is known",
    known: str | None = None,
) -> DatedLever:
    quota: DatedLever = lever(
        default,
        zh=zh,
        en=en,
        unit=unit,
        source=source,
        low=0,
        high=1_000_000,
        known=known,
    )
    return quota


class Quota(Section):
    """Firms that Beijing asks to close or leave, by item and year (before `relocation.intensity`)."""

    mining_utilities: DatedLever = _quota(Dated(0), "采矿与公用事业", "Mining and utilities")
    """Firms of mining and utilities."""
    manuf_general: DatedLever = _quota(
        _MANUFACTURING,
        "一般制造业",
        "General manufacturing",
        source="quota_history.csv, L001 to L011; constant after 2023",
        known="2023",
    )
    """Firms of general manufacturing: 2,992 from 2014 to 2023."""
    manuf_advanced: DatedLever = _quota(Dated(0), "先进制造业", "Advanced manufacturing")
    """Firms of advanced manufacturing."""
    construction: DatedLever = _quota(Dated(0), "建筑业", "Construction")
    """Firms of construction."""
    trade_logistics: DatedLever = _quota(Dated(0), "商贸物流企业", "Trade and logistics firms")
    """Firms of trade and logistics one by one; markets and depots are counted by `trade_logistics_sites`."""
    finance: DatedLever = _quota(Dated(0), "金融业", "Finance")
    """Firms of finance."""
    business_realestate: DatedLever = _quota(Dated(0), "商务与房地产", "Business services and real estate")
    """Firms of business services and real estate."""
    ict: DatedLever = _quota(Dated(0), "信息服务业", "Information services")
    """Firms of information services."""
    science_tech: DatedLever = _quota(Dated(0), "科技服务业", "Science and technical services")
    """Firms of science and technical services."""
    public_services: DatedLever = _quota(Dated(0), "公共服务", "Public services")
    """Units of public services; moves ordered by the state are rows of `relocation.directed`."""
    consumer_services: DatedLever = _quota(Dated(0), "生活服务业", "Consumer services")
    """Firms of consumer services."""
    trade_logistics_sites: DatedLever = _quota(
        _SITES,
        "批发市场与物流中心",
        "Markets and depots",
        "sites a year",
        "quota_history.csv, L023 to L028; 20 a year from 2024",
        "2023",
    )
    """Wholesale markets and logistics centres: one operator and about 480 self-employed traders each."""

    def of(self, item: str, year: int) -> float:
        """The quota of an item in a year, before `relocation.intensity`."""
        dated: Dated = getattr(self, item)
        return dated.at(year)


class RingPair(Section):
    """How a year's number is shared between the six central districts and the rest of Beijing."""

    core6: float = lever(
        0.57,
        zh="中心六区份额",
        en="Share of the six districts",
        unit="share",
        source="A07 in SOURCES-economy.md: job shares of 2010, weight e^0.8 inside",
        low=0,
        high=1,
    )
    """Weight of the six central districts; the two weights are scaled to sum to one."""
    outer: float = lever(
        0.43,
        zh="外围区份额",
        en="Share of the other districts",
        unit="share",
        source="A07 in SOURCES-economy.md: job shares of 2010, weight e^0.8 inside",
        low=0,
        high=1,
    )
    """Weight of the other ten districts."""

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if self.core6 + self.outer <= 0:
            raise ValueError("the two ring weights are both zero; one of them must be positive")
        return self


class RingWeights(Section):
    """Shares of the rings: one pair for every item (`core6`, `outer`), else a pair by item."""

    core6: float | None = lever(
        None,
        zh="中心六区份额（全部）",
        en="Share of the six districts, every item",
        unit="share",
        source="by item unless set",
        low=0,
        high=1,
    )
    """Weight of the six districts for every item; with `outer` it goes before the pairs by item."""
    outer: float | None = lever(
        None,
        zh="外围区份额（全部）",
        en="Share of the other districts, every item",
        unit="share",
        source="by item unless set",
        low=0,
        high=1,
    )
    """Weight of the other districts for every item."""
    manuf_general: RingPair = Field(default_factory=RingPair)
    """General manufacturing, and every item without a pair of its own."""
    trade_logistics_sites: RingPair = Field(default_factory=lambda: RingPair(core6=0.80, outer=0.20))
    """Markets and depots."""

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.core6 is None) != (self.outer is None):
            raise ValueError("core6 and outer go together: give both or neither")
        if self.core6 is not None and self.outer is not None and self.core6 + self.outer <= 0:
            raise ValueError("the two ring weights are both zero; one of them must be positive")
        return self

    def core_share(self, item: str) -> float:
        """Share of an item's number that the six districts bear."""
        pair = self.trade_logistics_sites if item == SITES else self.manuf_general
        core, outer = (pair.core6, pair.outer) if self.core6 is None or self.outer is None else (self.core6, self.outer)
        return core / (core + outer)


class Selection(Section):
    """Which firms a quota takes first: the largest score land * a + low productivity * b, plus Gumbel noise."""

    land: float = lever(
        1.0,
        zh="用地权重",
        en="Weight of land per job",
        unit="log odds per log",
        source="assumption: to free land is an aim (11 km2 from 1,992 firms, L020)",
        low=0,
        high=10,
    )
    """Weight of the log of land per job (land grows with staff to the power 0.7)."""
    low_productivity: float = lever(
        0.5,
        zh="低效权重",
        en="Weight of low productivity",
        unit="log odds per log",
        source="assumption: half the weight of land; no list of the firms was found",
        low=0,
        high=10,
    )
    """Weight of the firm's log productivity, with the sign turned."""
