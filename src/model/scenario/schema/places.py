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
        source="plans; empty: room without limit",
    )
    """Jobs that the parks of a place or city can take from relocation."""
    specialisation: dict[AreaId, Sectors_] = lever(
        {}, zh="产业定位", en="specialisation", grade="choice", source="plans", later="pull of specialised places"
    )
    """Sectors that a place is planned for."""
    clusters: dict[str, Places_] = lever(
        {}, zh="产业集群", en="clusters", grade="choice", source="named lists of places", later="pull of clusters"
    )
    """Named lists of places that form a cluster."""
    corridors: dict[str, Places_] = lever(
        {},
        zh="发展走廊",
        en="corridors",
        grade="choice",
        source="named lists of places; the mode `corridor` steers to them",
    )
    """Named lists of places or cities along an axis; empty uses the corridors of cities.csv."""
    gateways: dict[AreaId, float] = lever(
        {},
        zh="门户枢纽",
        en="gateways",
        unit="times the access of the place",
        low=0,
        high=10,
        grade="choice",
        source="plans",
        later="gateways in market access",
    )
    """Factor on the market access of ports and airports."""
