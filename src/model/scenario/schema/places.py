"""`places`: what plans say of single places."""

from typing import Annotated

from model.scenario.schema.base import FROM_LIST, DatedLever, Section, lever
from model.scenario.schema.names import AreaId, FunctionZoneId, SectorId

Places_ = Annotated[tuple[AreaId, ...], FROM_LIST]
Sectors_ = Annotated[tuple[SectorId, ...], FROM_LIST]


class PlacesLevers(Section):
    """Park capacity, specialisation, clusters, corridors, gateways, bars and water by place."""

    park_capacity: dict[AreaId, float] = lever(
        {},
        zh="园区容量",
        en="park capacity",
        unit="jobs",
        low=0,
        high=10_000_000,
        grade="assumption",
        source="assumptions_economy.csv: park_capacity_free, 2 % more a year",
    )
    """Jobs that the parks of a place or city can still take; a city's number is shared between its places."""
    specialisation: dict[AreaId, Sectors_] = lever(
        {},
        zh="产业定位",
        en="specialisation",
        grade="choice",
        source="{}: none; the pull on moving firms is 0.5 (assumption)",
    )
    """Sectors that a place is planned for: firms of these that move find it more attractive."""
    clusters: dict[str, Places_] = lever(
        {}, zh="产业集群", en="clusters", grade="choice", source="{}: none; the pull is 0.3 (assumption)"
    )
    """Named lists of places that form a cluster: in the sector in which they are most specialised together, firms that
    move and founders find them more attractive."""
    corridors: dict[str, Places_] = lever(
        {},
        zh="发展走廊",
        en="corridors",
        grade="choice",
        source="named lists of places; the mode `corridor` leads to them",
    )
    """Named lists of places or cities along an axis; empty: the axes of cities.csv (jing_jin, jing_bao_shi,
    jing_tang_qin, jing_xiong_innovation). They guide where `relocation.destination.mode` is `corridor`."""
    gateways: dict[AreaId, float] = lever(
        {},
        zh="门户枢纽",
        en="gateways",
        unit="times the volume of 2019 to 2023",
        low=0,
        high=10,
        grade="choice",
        source="{}: as they are; the pull is half the log of access for the sectors that use them most (assumption)",
    )
    """Factor on the airports and seaports of a place (gateways.csv): whoever is within reach gains, by sector. At a
    place without one it multiplies the access that its own firms see."""
    building: dict[AreaId, DatedLever] = lever(
        {},
        zh="建设投资",
        en="building by plan",
        unit="1e8 yuan a year",
        low=0,
        high=10_000,
        grade="choice",
        source="{}: none beyond the building of 2020, whose jobs are in the stock",
    )
    """Building ordered at a place or city, beyond what demand asks for: construction jobs while it lasts."""
    zone_caps: dict[FunctionZoneId, dict[SectorId, DatedLever]] = lever(
        {},
        zh="四区产业禁限",
        en="bars by functional zone",
        unit="share held back",
        low=0,
        high=1,
        grade="choice",
        source="{}: none; the plan of 2015 names the four zones, no list of barred sectors with shares was found",
    )
    """Share of entry and growth of a sector that a functional zone holds back, 1 bars it: `central_core`,
    `east_coastal`, `south_expansion`, `northwest_ecological` (places.csv). The stricter of it and the negative list
    holds."""
    water_cap: dict[AreaId, DatedLever] = lever(
        {},
        zh="以水定城人口上限",
        en="water cap",
        unit="persons",
        low=0,
        high=200_000_000,
        grade="choice",
        source="{}: none; no account of water by place was found that supports a default",
    )
    """Most residents that the water of a place or city allows: no more move in than it leaves room for, and jobs do
    not grow nor firms move in, the more so from 95 % of it on; what closes is replaced."""
