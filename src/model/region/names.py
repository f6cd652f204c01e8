"""The ids that scenarios may name, read without pandas so that `jjj check` answers at once."""

import csv
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"
SECTORS: Final = (
    "agriculture",
    "mining_utilities",
    "manuf_general",
    "manuf_advanced",
    "construction",
    "trade_logistics",
    "finance",
    "business_realestate",
    "ict",
    "science_tech",
    "public_services",
    "consumer_services",
)
PROVINCES: Final = ("beijing", "tianjin", "hebei")
OUTSIDE: Final = "outside"
PROTECTED, UNPROTECTED, DETENTION = range(3)
"""Exposure zones of a place: index of arrays (199, 3)."""
ZONES: Final = 3


@cache
def place_ids() -> tuple[str, ...]:
    """The 199 counties and districts, in the order of every array over places."""
    return read_ids("places.csv", "place_id")


@cache
def city_ids() -> tuple[str, ...]:
    """The 14 cities, in the order of every array over cities."""
    return read_ids("cities.csv", "city_id")


@cache
def zone_ids() -> tuple[str, ...]:
    """The demonstration zones named in places.csv."""
    names = {part for cell in read_ids("places.csv", "coop_zone") for part in cell.split(";") if part}
    return tuple(sorted(names))


@cache
def function_zone_ids() -> tuple[str, ...]:
    """The four functional zones of the region, as places.csv names them."""
    return tuple(sorted(set(read_ids("places.csv", "function_zone"))))


@cache
def event_ids() -> tuple[str, ...]:
    """The historical storms that can be replayed."""
    return tuple(dict.fromkeys(read_ids("rain_replay.csv", "event_id")))


@cache
def directed_ids() -> tuple[str, ...]:
    """The shipped directed moves."""
    return read_ids("directed_moves.csv", "id")


@cache
def corridors() -> dict[str, tuple[str, ...]]:
    """The axes of cities.csv: name -> cities on it, without Beijing, which is what firms leave."""
    axes = [tuple(cell.split(";")) if cell else () for cell in read_ids("cities.csv", "corridors")]
    names = dict.fromkeys(name for axis in axes for name in axis)
    on_axis = list(zip(city_ids(), axes, strict=True))
    return {name: tuple(city for city, axis in on_axis if name in axis and city != "beijing") for name in names}


def read_ids(name: str, column: str, folder: Path = DATA) -> tuple[str, ...]:
    """One column of a shipped table as it stands."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return tuple(row[column] for row in csv.DictReader(file))
