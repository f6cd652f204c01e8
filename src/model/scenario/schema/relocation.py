"""`relocation`: what is moved out of Beijing, how much of it, and where to."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from model.scenario.schema.base import FROM_LIST, Dated, DatedLever, Section, lever
from model.scenario.schema.names import AreaId, SectorId
from model.scenario.schema.quota import Quota, RingWeights, Selection

Mode = Literal["market", "concentrated", "corridor", "dispersed"]
Siting = Literal["plan", "avoid_flood_prone", "nearest"]
AccompanyClass = Literal["tongzhou", "xiongan", "other"]
DEFAULT_WEIGHT: dict[str, float] = {"market": 0.0, "concentrated": 1.5, "corridor": 0.8, "dispersed": 0.5}


class Destination(Section):
    """Where firms under a quota that move, rather than close, are led to."""

    mode: Mode = lever(
        "market",
        zh="承接模式",
        en="Destination mode",
        grade="choice",
        source="how the plans differ: docs/relocation.md, Where a moving firm goes",
    )
    """`market`: nowhere in particular; `concentrated`: Xiong'an and Tongzhou; `corridor`: places on the chosen axes;
    `dispersed`: every node outside Beijing, the small ones more."""
    weight: float | None = lever(
        None,
        zh="引导强度",
        en="Weight of the guidance",
        unit="log odds",
        source="assumption: no count of moves by receiving node was found",
        low=0,
        high=10,
    )
    """Added to the utility of the places named; unset: 1.5 concentrated, 0.8 corridor, 0.5 dispersed."""
    share_following: float = lever(
        0.7,
        zh="服从引导比例",
        en="Share that follows",
        unit="share",
        source="assumption: of a market that closed, part of the traders moved to the places named (L031)",
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
        source="1 is the record and announced policy of quota_history.csv; 0 none; 2 twice as many",
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
        source="assumption, range 0.4 to 0.8: the counts L001 to L014 mix closed and moved",
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
        source="assumption: 0.35 after two years, 0.6 after eight; one anchor, homes taken in Xiong'an by 2025 (L088)",
        low=0,
        high=1.6,
        known="2025",
    )
    """Multiplies the share of holders of directed jobs who move house with the job."""
    destination: Destination = Field(default_factory=Destination)
    """Guidance for firms under a quota."""
    siting: Siting = lever(
        "plan",
        zh="选址方式",
        en="Siting",
        grade="choice",
        source="what siting means for floods: docs/relocation.md, Siting; docs/climate.md, Zones",
    )
    """Exposure zone inside the receiving place: `plan` protected land of the plan for directed moves and the
    place's own mix for others; `avoid_flood_prone` the least flooded place of the city, protected land;
    `nearest` the place nearest to the origin, unprotected land, in a detention area where there is one."""
