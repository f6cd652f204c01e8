"""What every map shares: land in colour, borders by rank, rails, seats and names, scale bar, the capital region."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from model.region.places import Places
from model.reports import palette, typeface
from model.reports.shapes import Shapes
from model.reports.sheet import Sheet
from model.reports.words import LANGS, Words, same

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]

REGION_KM: Box = (-318.0, 246.0, -342.0, 416.0)
"""West, east, south, north of the whole map, km."""
CAPITAL_KM: Box = (-112.0, 46.0, -6.0, 124.0)
"""The same of the inset."""
CITY_LABELS: Mapping[str, tuple[float, float, str]] = {
    "beijing": (-9, 11, "center"),
    "tianjin": (7, -13, "left"),
    "shijiazhuang": (-6, 6, "right"),
    "tangshan": (3, 8, "left"),
    "qinhuangdao": (-4, 13, "center"),
    "handan": (-7, -12, "center"),
    "xingtai": (-7, 3, "right"),
    "baoding": (-7, -2, "right"),
    "zhangjiakou": (-6, 12, "center"),
    "chengde": (-3, 11, "center"),
    "cangzhou": (7, -4, "left"),
    "langfang": (8, -1, "left"),
    "hengshui": (2, -13, "center"),
    "xiongan": (-2, -12, "center"),
}
"""Where a city's name stands beside its seat: points east and north, alignment."""
INSET_NAMES = (
    "beijing.haidian", "beijing.chaoyang", "beijing.tongzhou", "beijing.daxing", "langfang.sanhe", "langfang.guan",
    "langfang.bazhou", "tianjin.wuqing", "baoding.zhuozhou", "xiongan.xiongxian", "tianjin.baodi",
    "beijing.fengtai", "beijing.shunyi", "beijing.fangshan", "langfang.dachanghui", "langfang.xianghe",
    "langfang.yongqing", "langfang.guangyang", "xiongan.rongcheng", "baoding.gaobeidian", "tianjin.jizhou",
)  # fmt: skip
"""Places named in the inset, those that a small one keeps first."""


def frame(axes: Axes, box: Box) -> None:
    """Show `box` (km) in a panel, the same scale both ways."""
    axes.set_xlim(box[0], box[1])
    axes.set_ylim(box[2], box[3])
    axes.set_aspect("equal")


def map_panel(sheet: Sheet, left: float, top: float, width: float, box: Box = REGION_KM) -> Axes:
    """A panel for `box`, as high as its width asks."""
    axes = sheet.panel(left, top, width, width * (box[3] - box[2]) / (box[1] - box[0]))
    frame(axes, box)
    return axes


# Patches go in by add_artist: add_patch would walk every curve to find limits that are set already.
def paint_places(axes: Axes, shapes: Shapes, colours: Sequence[str], ids: Sequence[str] = ()) -> None:
    """Fill each place; with `ids`, each shape can carry a tip."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    for index, rings in enumerate(shapes.coverage.rings):
        points = np.concatenate(rings)
        low, high = points.min(axis=0), points.max(axis=0)
        if high[0] < west or low[0] > east or high[1] < south or low[1] > north:
            continue
        codes = np.concatenate([_ring_codes(len(ring)) for ring in rings])
        patch = PathPatch(
            Outline(points, codes), facecolor=colours[index], edgecolor=colours[index], linewidth=0.25, zorder=1
        )
        if ids:
            patch.set_gid(f"tip-{ids[index]}")
        axes.add_artist(patch)


def paint_land(axes: Axes, shapes: Shapes, colour: str) -> None:
    """All places in one colour, as one shape."""
    rings = [ring for area in shapes.coverage.rings for ring in area]
    outline = Outline(np.concatenate(rings), np.concatenate([_ring_codes(len(ring)) for ring in rings]))
    axes.add_artist(PathPatch(outline, facecolor=colour, edgecolor=colour, linewidth=0.25, zorder=1))


def _ring_codes(points: int) -> NDArray[np.uint8]:
    codes = np.full(points, Outline.LINETO, np.uint8)
    codes[0], codes[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return codes


def draw_borders(axes: Axes, shapes: Shapes, *, weight: float = 1.0) -> None:
    """Counties thin and white; cities and the region dark over a white casing."""
    counties = strokes(_seen(axes, shapes.county_borders))
    axes.add_artist(PathPatch(counties, fill=False, ec=palette.PAPER, lw=0.3 * weight, alpha=0.75, zorder=2))
    cities = strokes(_seen(axes, shapes.city_borders))
    for colour, width, depth in ((palette.PAPER, 1.5, 3), (palette.INK, 0.55, 4)):
        axes.add_artist(
            PathPatch(
                cities, fill=False, ec=colour, lw=width * weight, zorder=depth, capstyle="round", joinstyle="round"
            )
        )


def strokes(lines: Sequence[Floats]) -> Outline:
    """Many lines as one path, which a file holds once."""
    codes = [np.append(np.uint8(Outline.MOVETO), np.full(len(line) - 1, Outline.LINETO, np.uint8)) for line in lines]
    return Outline(np.concatenate(lines), np.concatenate(codes))


def _seen(axes: Axes, lines: Sequence[Floats]) -> list[Floats]:
    """Lines that reach into the panel; the rest would only swell the file."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    return [
        line
        for line in lines
        if line[:, 0].max() >= west
        and line[:, 0].min() <= east
        and line[:, 1].max() >= south
        and line[:, 1].min() <= north
    ]


def draw_rails(axes: Axes, shapes: Shapes, *, weight: float = 1.0) -> None:
    """Rails over a white casing; planned lines dashed."""
    for rail in shapes.rails:
        axes.plot(*rail.line.T, color=palette.PAPER, lw=1.5 * weight, zorder=5, solid_capstyle="round")
        axes.plot(
            *rail.line.T,
            color=palette.RAIL,
            lw=0.7 * weight,
            zorder=6,
            linestyle=(0, (3, 2)) if rail.planned else "solid",
            solid_capstyle="round",
        )


def name_cities(sheet: Sheet, axes: Axes, shapes: Shapes, places: Places, *, size: float) -> None:
    """Seats as white dots, names beside them with a white halo, Chinese over English."""
    for index, city in enumerate(places.city_ids):
        x, y = shapes.seats[index]
        axes.plot(x, y, "o", ms=2.9, mfc=palette.PAPER, mec=palette.INK, mew=0.6, zorder=8)
        dx, dy, side = CITY_LABELS[city]
        words = city_name(places, index)
        factor = 1.2 if city in ("beijing", "tianjin") else 1.0
        scale = 0.78 if sheet.narrow else 1.0
        sheet.say(
            axes,
            x,
            y,
            words,
            size=size * factor,
            ha=side,
            va="center",
            shift=(dx * scale, dy * scale),
            both="below",
            halo=1.8,
            zorder=12,
        )


def city_name(places: Places, index: int) -> Words:
    """A city's name without the word city."""
    english = places.city_names_en[index].removesuffix(" New Area")
    return Words(places.city_names_zh[index].removesuffix("市"), english)


def place_name(places: Places, index: int) -> Words:
    """A place's name, short enough for a map: 通州, Tongzhou."""
    chinese = places.names_zh[index]
    if len(chinese) > 2 and chinese[-1] in "区县市" and "自治" not in chinese and not chinese.endswith("新区"):
        chinese = chinese[:-1]
    elif "自治" in chinese:
        chinese = chinese[:2]
    return Words(chinese, places.names_en[index].split(" ")[0])


def capital_inset(
    sheet: Sheet,
    main: Axes,
    shapes: Shapes,
    places: Places,
    colours: Sequence[str],
    left: float,
    top: float,
    width: float,
) -> Axes:
    """The capital region enlarged, its frame marked in the main map; the north three counties are seen apart."""
    axes = map_panel(sheet, left, top, width, CAPITAL_KM)
    paint_places(axes, shapes, colours, places.ids)
    draw_borders(axes, shapes, weight=1.2)
    draw_rails(axes, shapes, weight=1.1)
    size = sheet.size(5.6, 5.0)
    per_km = width / (CAPITAL_KM[1] - CAPITAL_KM[0])
    for name in INSET_NAMES[: 11 if sheet.narrow else None]:
        index = places.index(name)
        x, y = shapes.centres[index]
        words = place_name(places, index)
        half = max(typeface.width(words.say(lang), size) for lang in LANGS) / 2 / per_km
        if CAPITAL_KM[0] + half < x < CAPITAL_KM[1] - half and CAPITAL_KM[2] + 4 < y < CAPITAL_KM[3] - 4:
            sheet.say(axes, x, y, words, size=size, ha="center", va="center", both="zh", halo=1.5, zorder=12)
    for city in ("beijing", "tianjin"):
        x, y = shapes.seats[places.city_ids.index(city)]
        axes.plot(x, y, "o", ms=3.2, mfc=palette.PAPER, mec=palette.INK, mew=0.7, zorder=8)
    west, east, south, north = CAPITAL_KM
    for panel, weight, dashes in ((axes, 0.8, "solid"), (main, 0.6, (0, (3, 2)))):
        size_km = (east - west, north - south)
        panel.add_artist(
            Rectangle(
                (west, south), *size_km, fill=False, ec=palette.INK, lw=weight, ls=dashes, zorder=20, clip_on=False
            )
        )
    sheet.say(
        axes, 0, 1, Words("首都圈放大", "Capital region"), size=sheet.size(7.2), coords="axes fraction", shift=(0, 4)
    )
    return axes


def scale_bar(sheet: Sheet, axes: Axes, x: float, y: float) -> None:
    """A bar of 100 km whose west end is at (x, y) km."""
    axes.add_artist(Rectangle((x, y), 50, 4.5, fc=palette.INK, ec=palette.INK, lw=0.5, zorder=9))
    axes.add_artist(Rectangle((x + 50, y), 50, 4.5, fc=palette.PAPER, ec=palette.INK, lw=0.5, zorder=9))
    for k, text in ((0, "0"), (50, "50"), (100, "100 km")):
        sheet.say(
            axes, x + k, y + 4.5, same(text), size=sheet.size(5.8, 5.4), ha="center", shift=(0, 2), colour=palette.TEXT
        )


def name_sea(sheet: Sheet, axes: Axes) -> None:
    """The Bohai Sea."""
    sheet.say(
        axes,
        165,
        -25,
        Words("渤 海", "Bohai Sea"),
        size=sheet.size(7.5, 6.5),
        colour="#9FB3C2",
        ha="center",
        va="center",
        both="below",
    )


def rail_key(sheet: Sheet, axes: Axes, x: float, y: float) -> None:
    """The key of rails at axes fractions (x, y)."""
    for k, (words, dashes) in enumerate(
        ((Words("高铁·城际 已开通", "rail, open"), "solid"), (Words("在建或规划", "planned"), (0, (3, 2))))
    ):
        height = y - k * 0.026
        axes.plot(
            [x, x + 0.055], [height, height], color=palette.RAIL, lw=1.1, ls=dashes, transform=axes.transAxes, zorder=9
        )
        sheet.say(
            axes,
            x + 0.07,
            height,
            words,
            size=sheet.size(5.8, 5.4),
            va="center",
            coords="axes fraction",
            colour=palette.TEXT,
        )


def source(more: Words, *, rails: bool = False) -> Words:
    """Note of a map: where its numbers come from, and what its borders are and are not."""
    straight = Words("线路为车站间直线示意。", " Rails drawn straight between stations.") if rails else same("")
    return (
        more
        + Words(
            "示意图，非法定界线。行政区划：国家基础地理信息中心·天地图公开数据。",
            " Schematic map, borders without legal meaning: NGCC / Tianditu public data.",
        )
        + straight
        + Words("阿尔伯斯等积投影。", " Albers equal-area projection.")
    )
