"""The shapes of the maps: 199 places, borders by rank, rails; in kilometres of the Albers projection."""

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.places import Places, load_places
from model.reports.projection import MAP
from model.reports.simplify import Coverage, simplify_coverage
from model.reports.words import Words

Floats = NDArray[np.float64]
GEO = DATA / "geo"
DETAIL_KM = 0.6
"""Largest shift of a border by simplification, km: a third of a point on a map of 183 mm."""


@dataclass(frozen=True)
class Rail:
    """A line as drawn: straight from station to station."""

    line: Floats
    first_year: int
    planned: bool
    """Not yet open when the table was made."""
    name: Words


@dataclass(frozen=True)
class Shapes:
    """What a map is drawn from. Places in the order of places.csv."""

    coverage: Coverage
    county_borders: tuple[Floats, ...]
    """Between places of one city."""
    city_borders: tuple[Floats, ...]
    """Between cities, and of the region."""
    outline: tuple[Floats, ...]
    """Of the region."""
    centres: Floats
    """Label points (199, 2): the centre of the largest circle inside each place."""
    city_centres: Floats
    """Label points of the 14 cities (14, 2)."""
    seats: Floats
    """Where each city's government sits (14, 2)."""
    rails: tuple[Rail, ...]
    attribution: str


@cache
def load_shapes() -> Shapes:
    """Read, project and simplify the shipped geometry (once a process; about half a second)."""
    places = load_places()
    with (GEO / "counties.geojson").open(encoding="utf-8") as file:
        document = json.load(file)
    rings = {item["properties"]["code"]: _rings(item["geometry"]) for item in document["features"]}
    coverage = simplify_coverage([rings[code] for code in places.codes], DETAIL_KM)
    inner, between, outer = [], [], []
    for arc in coverage.arcs:
        cities = {int(places.city[area]) for area in arc.areas}
        if len(arc.areas) == 1:
            outer.append(arc.line)
        elif len(cities) == 1:
            inner.append(arc.line)
        else:
            between.append(arc.line)
    return Shapes(
        coverage=coverage,
        county_borders=tuple(inner),
        city_borders=(*between, *outer),
        outline=tuple(outer),
        centres=_label_points("places_geometry.csv", "code", places.codes),
        city_centres=_label_points("cities_geometry.csv", "city", places.city_ids),
        seats=_seats(places),
        rails=_rails(),
        attribution=str(document["attribution"]),
    )


def _rings(geometry: dict[str, object]) -> list[Floats]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    assert isinstance(polygons, list)
    return [MAP.project(np.array(ring, float)) for polygon in polygons for ring in polygon]


def _label_points(table: str, key: str, wanted: tuple[str, ...]) -> Floats:
    frame = pd.read_csv(GEO / table, dtype={key: str}).set_index(key)
    return MAP.project(frame.loc[list(wanted), ["label_lon", "label_lat"]].to_numpy(float))


def _seats(places: Places) -> Floats:
    nodes = pd.read_csv(DATA / "city_nodes.csv").set_index("node")
    return MAP.project(nodes.loc[list(places.city_ids), ["centre_lon", "centre_lat"]].to_numpy(float))


def _rails() -> tuple[Rail, ...]:
    with (GEO / "rail_schematic.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    return tuple(
        Rail(
            line=MAP.project(np.array(item["geometry"]["coordinates"], float)),
            first_year=int(item["properties"]["first_year"]),
            planned=item["properties"]["status"] != "open",
            name=Words(item["properties"]["name_zh"], item["properties"]["line"]),
        )
        for item in features
    )
