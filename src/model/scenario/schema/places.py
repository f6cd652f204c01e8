"""`places`: what plans say of single places."""

from typing import Annotated

from model.scenario.schema.base import FROM_LIST, Section, lever
from model.scenario.schema.names import AreaId, SectorId

Places_ = Annotated[tuple[AreaId, ...], FROM_LIST]
Sectors_ = Annotated[tuple[SectorId, ...], FROM_LIST]


class PlacesLevers(Section):
    """Park capacity, specialisation, clusters, corridors and gateways by place."""

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
        {}, zh="产业集群", en="clusters", grade="choice", source="named lists of places", later="pull of clusters"
    )
    """Named lists of places that form a cluster."""
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
        unit="times the access of the place",
        low=0,
        high=10,
        grade="choice",
        source="{}: none; the pull is half the log of the factor (assumption)",
    )
    """Factor on the market access that moving firms see at a place, such as one with a port or an airport."""
