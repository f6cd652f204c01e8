"""`relocation`: what is moved out of Beijing, how much of it, and where to."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from model.region.names import SECTORS
from model.scenario.schema.base import FROM_LIST, Dated, DatedLever, Section, lever
from model.scenario.schema.names import AreaId, SectorId

Mode = Literal["market", "concentrated", "corridor", "dispersed"]
Siting = Literal["plan", "avoid_flood_prone", "nearest"]
AccompanyClass = Literal["tongzhou", "xiongan", "other"]
SITES = "trade_logistics_sites"
ITEMS = (*SECTORS[1:], SITES)
"""What a quota can count: firms of a sector (farming has none), or markets and depots."""
DEFAULT_WEIGHT: dict[str, float] = {"market": 0.0, "concentrated": 1.5, "corridor": 0.8, "dispersed": 0.5}

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
        source="SOURCES-economy A07",
        low=0,
        high=1,
    )
    """Weight of the six central districts; the two weights are scaled to sum to one."""
    outer: float = lever(
        0.43,
        zh="外围区份额",
        en="Share of the other districts",
        unit="share",
        source="SOURCES-economy A07",
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
        zh="中心六区份额(全部)",
        en="Share of the six districts, every item",
        unit="share",
        source="by item unless set",
        low=0,
        high=1,
    )
    """Weight of the six districts for every item; with `outer` it goes before the pairs by item."""
    outer: float | None = lever(
        None,
        zh="外围区份额(全部)",
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
        source="economy.md 8",
        low=0,
        high=10,
    )
    """Weight of the log of land per job (land grows with staff to the power 0.7)."""
    low_productivity: float = lever(
        0.5,
        zh="低效权重",
        en="Weight of low productivity",
        source="economy.md 8",
        low=0,
        high=10,
    )
    """Weight of the firm's log productivity, with the sign turned."""


class Destination(Section):
    """Where firms under a quota that move, rather than close, are led to."""

    mode: Mode = lever("market", zh="承接模式", en="Destination mode", grade="choice", source="economy.md 8")
    """`market`: nowhere in particular; `concentrated`: Xiong'an and Tongzhou; `corridor`: places on the chosen axes;
    `dispersed`: every node outside Beijing, the small ones more."""
    weight: float | None = lever(
        None,
        zh="引导强度",
        en="Weight of the guidance",
        unit="log odds",
        source="economy.md 8",
        low=0,
        high=10,
    )
    """Added to the utility of the places named; unset: 1.5 concentrated, 0.8 corridor, 0.5 dispersed."""
    share_following: float = lever(
        0.7,
        zh="服从引导比例",
        en="Share that follows",
        unit="share",
        source="economy.md 8",
        low=0,
        high=1,
    )
    """Share of the moves under a quota that follow the guidance; chosen moves never do."""
    corridors: Annotated[tuple[str, ...], FROM_LIST] = lever(
        (), zh="走廊", en="Axes that guide", grade="choice", source="names of places.corridors; empty: all of them"
    )
    """Which of `places.corridors` the mode `corridor` means."""

    @property
    def strength(self) -> float:
        """The weight in force."""
        return DEFAULT_WEIGHT[self.mode] if self.weight is None else self.weight


class Directed(Section):
    """A move ordered by the state. A row with the id of the shipped table replaces it; `jobs: 0` takes it out."""

    id: str
    """Name of the move in flows and ledger; an id of directed_moves.csv replaces that row."""
    what: str = ""
    """What moves, in words."""
    sector: SectorId = "public_services"
    """Sector of the jobs; farming has no firms and cannot be moved."""
    jobs: int = Field(default=0, ge=0, le=5_000_000)
    """Jobs in all; exact at every scale, untouched by `relocation.intensity`."""
    from_: AreaId = Field(default="beijing", alias="from")
    """Place or city that the jobs leave."""
    from_ring: Literal["", "core6", "outer"] = ""
    """Where `from` is beijing: the six districts only, the other ten only, or all (empty)."""
    to: AreaId = "xiongan"
    """Place or city that receives; inside a city `relocation.siting` picks the place."""
    start: int = Field(default=2028, ge=2010, le=2060)
    """First year of the move."""
    years: int = Field(default=1, ge=1, le=30)
    """Years over which the jobs move, in equal parts."""
    accompany: AccompanyClass = "other"
    """How staff follow: `tongzhou` (commuted to), `xiongan` (too far to commute), `other` (by travel time)."""

    @model_validator(mode="after")
    def _two_ends(self) -> Self:
        if self.sector == "agriculture":
            raise ValueError(
                "sector agriculture has no firms that could move; book a farming group as business_realestate"
            )
        if self.from_ == self.to:
            raise ValueError(f"from and to are both {self.to!r}")
        if self.from_ring and self.from_ != "beijing":
            raise ValueError("from_ring can be set only where from is beijing")
        return self


class Relocation(Section):
    """Quotas, directed moves, and where they lead."""

    intensity: DatedLever = lever(
        Dated(1.0),
        zh="疏解强度",
        en="Intensity of relocation",
        unit="times the quotas",
        grade="choice",
        source="economy.md 13",
        low=0,
        high=20,
    )
    """Multiplies every quota; 0 is the same, bit for bit, as no quotas. Directed moves are not touched."""
    quota: Quota = Field(default_factory=Quota)
    """Firms and sites by item and year."""
    ring_weights: RingWeights = Field(default_factory=RingWeights)
    """How numbers are shared between the rings of Beijing."""
    selection: Selection = Field(default_factory=Selection)
    """Which firms go first."""
    close_share: float = lever(
        0.6,
        zh="就地关停比例",
        en="Share that closes",
        unit="share",
        source="economy.md 8, range 0.4 to 0.8",
        low=0,
        high=1,
    )
    """Share of the firms under a quota that close instead of moving; the official count mixes both."""
    voluntary_rate: float = lever(
        0.001,
        zh="自主迁出率",
        en="Rate of chosen moves",
        unit="share of firms a year",
        grade="verified",
        source="781 of Beijing's units in 2018, 7,009 in 2014-2020 (L048, L049)",
        low=0,
        high=0.05,
        known="2020",
    )
    """Share of the firms of a city that leave it by their own choice in a year of base conditions; 0: none ever."""
    directed: Annotated[tuple[Directed, ...], FROM_LIST] = lever(
        (), zh="定向搬迁", en="Directed moves", grade="choice", source="rows on top of directed_moves.csv"
    )
    """Moves ordered by the state, added to the shipped table `directed_moves.csv`."""
    follow: float = lever(
        1.0,
        zh="职工随迁倍数",
        en="Staff who follow",
        unit="times the shares of the class",
        source="0.35 after two years and 0.6 after eight for Xiong'an (economy.md 8)",
        low=0,
        high=1.6,
        known="2025",
    )
    """Multiplies the share of holders of directed jobs who move house with the job."""
    destination: Destination = Field(default_factory=Destination)
    """Guidance for firms under a quota."""
    siting: Siting = lever("plan", zh="选址方式", en="Siting", grade="choice", source="climate.md 9, referee.md 11")
    """Exposure zone inside the receiving place: `plan` protected land of the plan for directed moves and the
    place's own mix for others; `avoid_flood_prone` the least flooded place of the city, protected land;
    `nearest` the place nearest to the origin, unprotected land, in a detention area where there is one."""
