"""`relocation`: quotas, directed moves, and where they go."""

from typing import Annotated, Literal

from pydantic import Field

from model.scenario.schema.base import FROM_LIST, Dated, DatedLever, Section, lever
from model.scenario.schema.names import EndId, SectorId


class Quota(Section):
    """Firms or sites a year that must leave Beijing or close."""

    manuf_general: DatedLever = lever(
        Dated(50, {2022: 40, 2023: 30}),
        zh="一般制造业疏解",
        en="general manufacturing",
        unit="firms a year",
        low=0,
        high=100_000,
        source="from 2021; the years before stand in quota_history.csv",
    )
    """Firms of general manufacturing."""
    trade_logistics_sites: DatedLever = lever(
        Dated(34, {2024: 20}),
        zh="批发市场与物流基地疏解",
        en="markets and logistics sites",
        unit="sites a year",
        low=0,
        high=10_000,
        source="from 2021; the years before stand in quota_history.csv",
    )
    """Sites of wholesale and logistics, each with its traders."""


class Directed(Section):
    """One move that the state directs."""

    id: str
    """An id of directed_moves.csv replaces that row; `jobs: 0` takes it out."""
    what: str = ""
    """Description."""
    sector: SectorId = "public_services"
    """Sector of the jobs."""
    jobs: int = Field(default=0, ge=0, le=10_000_000)
    """Jobs moved, exact."""
    from_: EndId = Field(default="beijing", alias="from")
    """Origin: a place or a city."""
    to: EndId = "xiongan"
    """Destination: a place, a city, or `outside`."""
    start: int = Field(default=2028, ge=2010, le=2060)
    """First year of the move."""
    years: int = Field(default=1, ge=1, le=30)
    """Years over which the jobs move, in equal parts."""
    accompany: Literal["tongzhou", "xiongan", "other"] = "other"
    """Class of following: who goes along with the job."""


class Destination(Section):
    """Where quota moves go."""

    mode: Literal["market", "concentrated", "corridor", "dispersed"] = lever(
        "market", zh="承接地模式", en="mode of destination", grade="choice", source="the four modes of the study"
    )
    """market: no steering; concentrated: Xiong'an, Tongzhou; corridor: the chosen axes; dispersed: every node."""
    weight: float = lever(
        1.0,
        zh="引导强度",
        en="strength of steering",
        unit="times the mode's utility",
        low=0,
        high=10,
        grade="assumption",
        source="1 is +1.5, +0.8 or +0.5 in utility",
    )
    """Multiplies the utility that the mode adds."""
    share_following: float = lever(
        0.7, zh="服从引导比例", en="share that follows", low=0, high=1, grade="assumption", source="assumption"
    )
    """Share of the quota moves that the steering reaches."""


class Relocation(Section):
    """Moving non-capital functions out of Beijing."""

    intensity: DatedLever = lever(
        Dated(1.0),
        zh="疏解强度",
        en="intensity of quotas",
        unit="times the quotas",
        low=0,
        high=10,
        grade="choice",
        source="1 is as announced",
    )
    """Multiplies every quota; directed moves are not touched."""
    quota: Quota = Field(default_factory=Quota)
    close_share: float = lever(
        0.6,
        zh="关停比例",
        en="share that closes",
        low=0,
        high=1,
        grade="assumption",
        source="range 0.4 to 0.8; the official count mixes both",
    )
    """Share of the firms of a quota that close instead of moving."""
    directed: Annotated[tuple[Directed, ...], FROM_LIST] = lever(
        (), zh="定向搬迁", en="directed moves", grade="choice", source="rows on top of directed_moves.csv"
    )
    """Rows added to directed_moves.csv; a row with an id of the table replaces it."""
    destination: Destination = Field(default_factory=Destination)
    siting: Literal["plan", "avoid_flood_prone", "nearest"] = lever(
        "plan", zh="选址方式", en="siting", grade="choice", source="switch"
    )
    """Exposure zone inside a place that a move goes to."""
