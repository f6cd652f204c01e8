"""Types of keys and values that name a place, a city, a sector: checked, with the nearest id in the error."""

from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from model.region.names import (
    OUTSIDE,
    PROVINCES,
    SECTORS,
    city_ids,
    event_ids,
    function_zone_ids,
    place_ids,
    zone_ids,
)


def hint(name: str, allowed: tuple[str, ...]) -> str:
    """`; did you mean X?`, or all that are allowed if they are few, or nothing."""
    few = f"; allowed: {', '.join(allowed)}" if len(allowed) <= 20 else ""
    return _nearest(name, allowed) or few


def _nearest(name: str, allowed: tuple[str, ...]) -> str:
    lowered = name.lower()
    if lowered in allowed:
        return f"; did you mean '{lowered}'?"
    tails = [known for known in allowed if known.rpartition(".")[2] == lowered.rpartition(".")[2]]
    close = tails or get_close_matches(lowered, allowed, n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def _check(name: str, what: str, allowed: tuple[str, ...]) -> str:
    if name in allowed:
        return name
    raise PydanticCustomError("name", "{text}", {"text": f"'{name}' is no {what}", "name": name, "allowed": allowed})


def _place(name: str) -> Any:
    return _check(name, "place of places.csv", place_ids())


def _city(name: str) -> Any:
    return _check(name, "city of cities.csv", city_ids())


def _area(name: str) -> Any:
    return _check(name, "place or city id", (*city_ids(), *place_ids()))


def _end(name: str) -> Any:
    return _check(name, "place or city id (nor `outside`)", (*city_ids(), *place_ids(), OUTSIDE))


def _region(name: str) -> Any:
    return _check(name, "province, city or place id", (*PROVINCES, *city_ids(), *place_ids()))


def _sector(name: str) -> Any:
    return _check(name, "sector of sectors.csv", SECTORS)


def _zone(name: str) -> Any:
    return _check(name, "demonstration zone of places.csv", zone_ids())


def _function_zone(name: str) -> Any:
    return _check(name, "functional zone of places.csv", function_zone_ids())


def _event(name: str) -> Any:
    return _check(name, "event of rain_replay.csv", event_ids())


PlaceId = Annotated[str, AfterValidator(_place)]
CityId = Annotated[str, AfterValidator(_city)]
AreaId = Annotated[str, AfterValidator(_area)]
"""A place or a city; a city stands for its places."""
EndId = Annotated[str, AfterValidator(_end)]
"""Where a move starts or ends: a place, a city, or `outside`."""
RegionId = Annotated[str, AfterValidator(_region)]
"""A province, a city or a place; the larger stands for its places."""
SectorId = Annotated[str, AfterValidator(_sector)]
ZoneId = Annotated[str, AfterValidator(_zone)]
FunctionZoneId = Annotated[str, AfterValidator(_function_zone)]
EventId = Annotated[str, AfterValidator(_event)]
