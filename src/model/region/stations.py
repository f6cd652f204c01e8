"""Trains and stations as the tables have them: rows of the timetable, stations of counties, ways to them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.places import Places
from model.region.tables import read_table, real, require, text, whole
from model.region.travel import TravelRules, great_circle_km

Floats = NDArray[np.float64]

HUBS: Final = ("beijing", "tianjin", "shijiazhuang")
"""The stations to which stations.csv gives minutes, in the order of its columns."""


@dataclass(frozen=True)
class Line:
    """A row of rail_lines.csv."""

    start: int
    end: int
    line: str
    first_year: int | None
    """First model year of service (opened by 1 July); None for a proposed line, which never opens by itself."""
    minutes: float


def load_lines(nodes: tuple[str, ...], folder: Path = DATA) -> tuple[Line, ...]:
    """Read and check rail_lines.csv.

    Raises:
        TableError: a row has an unknown node, no minutes, or no first year although it is not proposed.
    """
    name = "rail_lines.csv"
    frame = read_table(
        name,
        {
            "from": text(nodes),
            "to": text(nodes),
            "line": text(),
            "first_year": whole(1990, 2100, blank=True),
            "minutes": real(1, 600),
            "status": text(["open", "planned", "proposed"]),
        },
        folder,
    )
    proposed = (frame["status"] == "proposed").to_numpy()
    undated = frame["first_year"].isna().to_numpy()
    for wrong, problem in (
        (undated & ~proposed, "a line that is open or planned needs a year"),
        (~undated & proposed, "a proposed line has no year"),
    ):
        require(name, "first_year", not wrong.any(), problem, int(wrong.argmax()) + 2)
    same = (frame["from"] == frame["to"]).to_numpy()
    require(name, "to", not same.any(), "the line ends where it starts", int(same.argmax()) + 2)
    return tuple(
        Line(nodes.index(start), nodes.index(end), line, None if np.isnan(first) else int(first), float(minutes))
        for start, end, line, first, minutes in zip(
            frame["from"],
            frame["to"],
            frame["line"],
            frame["first_year"].to_numpy(float),
            frame["minutes"],
            strict=True,
        )
    )


def load_stations(
    places: Places, rules: TravelRules, point: Floats, folder: Path = DATA
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Stations that have a time to a hub: first year (n,), access (199, n), minutes to the hubs (n, 3).

    Args:
        places: the places, for the county code of each station.
        rules: access to a station.
        point: (199, 2) degrees east and north where a place's trips start.
        folder: where the table is.

    Raises:
        TableError: a station stands in no county, or a figure is out of range.
    """
    name = "stations.csv"
    columns = [f"min_to_{hub}" for hub in HUBS]
    frame = read_table(
        name,
        {
            "station": text(),
            "lon": real(113, 120),
            "lat": real(36, 43),
            "county_code": text(places.codes),
            "first_year": whole(1990, 2100),
            **{column: real(0, 600, blank=True) for column in columns},
        },
        folder,
    )
    frame = frame[frame[columns].notna().any(axis=1)]
    where = frame[["lon", "lat"]].to_numpy(float)
    access = rules.county_access_fixed_min + rules.access_min_per_km * great_circle_km(point, where)
    minutes = frame[columns].to_numpy(float)
    return frame["first_year"].to_numpy(np.int64), access, np.where(np.isnan(minutes), np.inf, minutes)


def own_station(access: Floats, places: Places, folder: Path = DATA) -> Floats:
    """The access matrix (199, nodes) with each place's way to its own city's station as in county_access.csv.

    Raises:
        TableError: a county is missing, in another city.
    """
    name = "geo/county_access.csv"
    frame = read_table(
        name,
        {"code": text(places.codes), "city": text(places.city_ids), "gc_km": real(0, 400), "access_min": real(0, 600)},
        folder,
    )
    line_of = {code: row for row, code in enumerate(frame["code"])}
    out = access.copy()
    for i, code in enumerate(places.codes):
        require(name, "code", code in line_of, f"no row for {code} ({places.ids[i]})")
        row = line_of[code]
        city = places.city_ids[places.city[i]]
        found = frame["city"].iloc[row]
        require(name, "city", found == city, f"{found} stands for {places.ids[i]}, which is in {city}", row + 2)
        out[i, places.city[i]] = frame["access_min"].iloc[row]
    return out
