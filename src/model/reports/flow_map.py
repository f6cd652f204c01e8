"""The largest moves of people, as arrows on a plain map and as a list."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, PathPatch
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from model.region.names import OUTSIDE
from model.reports import basemap, numbers, palette, typeface
from model.reports.flows import arc, group_name
from model.reports.run_folder import Run
from model.reports.shapes import Shapes, load_shapes
from model.reports.sheet import Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
LARGEST = 10
OUTSIDE_KM = np.array([205.0, -175.0])
"""Where a flow map puts the rest of China: at sea, since it lies all round."""
REGION_AND_SEA_KM: basemap.Box = (-318.0, 262.0, -342.0, 416.0)


def flow_map(sheet: Sheet, axes: Axes, rows: Axes, run: Run, people: pd.DataFrame) -> None:
    """The largest moves as arrows on a plain map, and beside it the list."""
    shapes = load_shapes()
    basemap.paint_land(axes, shapes, palette.LAND)
    axes.add_artist(PathPatch(basemap.strokes(shapes.city_borders), fill=False, ec=palette.PAPER, lw=0.7, zorder=3))
    largest = people.head(LARGEST)
    most = float(largest["persons"].max()) if len(largest) else 1.0
    measure = numbers.fitted(most)
    rows.set_xlim(0, 1)
    rows.set_ylim(LARGEST - 0.4, -1.2)
    head = sheet.size(7, 6.4)
    unit, largest_moves = measure.units(), "Ten largest moves of people"
    sheet.say(
        axes,
        0,
        1,
        Words(
            f"最大的十条人口流（{unit.zh}）", f"{largest_moves}, {unit.en}", f"{largest_moves}, {unit.english_beside}"
        ),
        size=head,
        coords="axes fraction",
        shift=(0, 4 if sheet.narrow else 8),
        colour=palette.TEXT,
    )
    points = _nodes(run, shapes)
    for rank, row in reversed(list(enumerate(largest.itertuples()))):
        weight = float(row.persons) / most
        ends = (str(row.origin), str(row.destination))
        _arrow(sheet, axes, points[ends[0]], points[ends[1]], weight, rank, _flow_colour(*ends))
    used = set(largest["origin"]) | set(largest["destination"])
    for name in sorted(used):
        at = points[name]
        axes.plot(*at, "o", ms=3.0 if name != OUTSIDE else 5.5, mfc=palette.PAPER, mec=palette.INK, mew=0.7, zorder=9)
        dx, dy, side = basemap.CITY_LABELS.get(name, (0, -9, "center"))
        if sheet.narrow and side == "right":  # no room to the west in a column
            dx, dy, side = 0, -10, "center"
        scale = 0.75 if sheet.narrow else 0.8
        sheet.say(
            axes,
            float(at[0]),
            float(at[1]),
            group_name(run, name),
            size=sheet.size(6.2, 5.6),
            ha=side,
            va="center",
            shift=(dx * scale, dy * scale),
            halo=1.8,
            zorder=12,
            both="zh",
        )
    for rank, row in enumerate(largest.itertuples()):
        start, end = group_name(run, str(row.origin)), group_name(run, str(row.destination))
        figure = measure.numbers(float(row.persons))
        size = sheet.size(6.3, 5.7)
        text = f"{start.en} → {end.en}"
        room = 0.86 * rows.get_position().width * sheet.points - typeface.width(figure.en, size)
        small = min(size, size * room / typeface.width(text, size))
        sheet.say(
            rows,
            0,
            rank,
            same(chr(ord("①") + rank)),
            size=size,
            va="center",
            colour=_flow_colour(str(row.origin), str(row.destination)),
        )
        sheet.say(rows, 0.12, rank, Words(f"{start.zh}→{end.zh}", text), size=small, va="center", both="zh")
        sheet.say(rows, 1, rank, figure, size=size, va="center", ha="right", colour=palette.TEXT, both="zh")


def _nodes(run: Run, shapes: Shapes) -> dict[str, Floats]:
    cities = {city: shapes.seats[k] for k, city in enumerate(run.places.city_ids)}
    return {**cities, OUTSIDE: OUTSIDE_KM}


def _flow_colour(origin: str, destination: str) -> str:
    if origin == OUTSIDE:
        return palette.PARTS["population"]
    return palette.WARM if destination == OUTSIDE else palette.OLD


def _arrow(sheet: Sheet, axes: Axes, start: Floats, end: Floats, weight: float, rank: int, colour: str) -> None:
    line = arc(start, end, 0.16)[1:-2]
    axes.add_artist(
        FancyArrowPatch(
            path=Outline(line),
            arrowstyle=f"-|>,head_length={2.4 + 2.4 * weight},head_width={1.2 + 1.8 * weight}",
            lw=0.6 + 4.2 * weight,
            color=colour,
            alpha=0.72,
            zorder=5,
            capstyle="butt",
            joinstyle="miter",
        )
    )
    at = line[len(line) // 2]
    sheet.say(
        axes,
        float(at[0]),
        float(at[1]),
        same(chr(ord("①") + rank)),
        size=sheet.size(6.4, 6),
        ha="center",
        va="center",
        halo=2.2,
        zorder=11,
    )
