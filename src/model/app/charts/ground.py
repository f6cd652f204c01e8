"""The ground of the page's maps: outlines in kilometres, cut small enough to travel with each chart."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

import altair as alt
import numpy as np
from numpy.typing import NDArray

from model.app.charts.dress import Spec, layers_of, named
from model.region.places import load_places
from model.reports import basemap, palette
from model.reports.basemap import CITY_LABELS
from model.reports.shapes import load_shapes
from model.reports.simplify import simplify_coverage
from model.reports.words import Lang

DETAIL_KM: Final = 1.2
CITIES: Final = "cities"
"""Name of the data that `city_lines` draws; see `city_data`."""
HEIGHT: Final = 620
Side = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Ground:
    """Geometry as GeoJSON, coordinates in km with one decimal."""

    places: tuple[dict[str, Any], ...]
    """One geometry for each place, in the order of places.csv."""
    cities: dict[str, Any]
    """Borders between cities, and of the region."""
    centres: NDArray[np.float64]
    city_centres: NDArray[np.float64]
    seats: NDArray[np.float64]


@cache
def load_ground() -> Ground:
    """Simplify the reports' outlines once more (once a process; about half a second)."""
    shapes = load_shapes()
    coverage = simplify_coverage(shapes.coverage.rings, DETAIL_KM)
    city = load_places().city
    lines = [arc.line for arc in coverage.arcs if len(arc.areas) == 1 or city[arc.areas[0]] != city[arc.areas[1]]]
    return Ground(
        places=tuple(
            {"type": "MultiPolygon", "coordinates": [[_rounded(ring)] for ring in rings]} for rings in coverage.rings
        ),
        cities={"type": "MultiLineString", "coordinates": [_rounded(line) for line in lines]},
        centres=shapes.centres,
        city_centres=shapes.city_centres,
        seats=shapes.seats,
    )


@cache
def city_lines(weight: float = 1.0) -> list[Spec]:
    """Layers: borders of cities, dark over a white casing."""
    data = named(CITIES)
    casing = alt.Chart(data).mark_geoshape(filled=False, stroke=palette.PAPER, strokeWidth=2.2 * weight)
    line = alt.Chart(data).mark_geoshape(filled=False, stroke=palette.INK, strokeWidth=0.8 * weight)
    return [*layers_of(casing), *layers_of(line)]


def on_ground(layers: list[Spec], height: int = HEIGHT) -> Spec:
    """Layers whose points are kilometres of the reports' projection already; north is up."""
    return {
        "layer": layers,
        "projection": {"type": "identity", "reflectY": True},
        "height": height,
        "width": "container",
    }


def city_data() -> dict[str, list[dict[str, Any]]]:
    """What `city_lines` draws."""
    return {CITIES: [feature(load_ground().cities)]}


def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@cache
def city_names(lang: Lang) -> list[Spec]:
    """Layers: seats as dots and names beside them, with a white halo."""
    ground, places = load_ground(), load_places()
    rows = []
    for index, city in enumerate(places.city_ids):
        dx, dy, side = CITY_LABELS[city]
        x, y = ground.seats[index]
        rows.append(
            {
                "x": round(float(x), 1),
                "y": round(float(y), 1),
                "x_name": round(float(x) + dx * 1.25, 1),
                "y_name": round(float(y) + dy * 1.25, 1),
                "name": basemap.city_name(places, index).say(lang),
                "side": side,
            }
        )
    seats = alt.Chart(alt.InlineData(values=rows)).mark_circle(
        size=26, color=palette.PAPER, stroke=palette.INK, strokeWidth=1.1, opacity=1
    )
    layers = layers_of(seats.encode(longitude="x:Q", latitude="y:Q"))
    sides: tuple[Side, ...] = ("left", "center", "right")
    for side in sides:
        own = alt.InlineData(values=[row for row in rows if row["side"] == side])
        for colour, width in ((palette.PAPER, 3.4), (palette.INK, 0.0)):
            mark = alt.Chart(own).mark_text(
                align=side, baseline="middle", fontSize=12.5, color=colour, stroke=colour, strokeWidth=width,
                strokeJoin="round",
            )  # fmt: skip
            layers += layers_of(mark.encode(longitude="x_name:Q", latitude="y_name:Q", text="name:N"))
    return layers


def _rounded(line: NDArray[np.float64]) -> list[list[float]]:
    return [[round(float(x), 1), round(float(y), 1)] for x, y in line]
