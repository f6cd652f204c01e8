"""Map of what a scenario changes: residents by place, less those of the baseline on the same seeds."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from model.reports import basemap, numbers, palette, typeface
from model.reports.change_map import diverging
from model.reports.ensemble import Ensemble
from model.reports.numbers import number
from model.reports.shapes import Shapes, load_shapes
from model.reports.sheet import Picture, Sheet
from model.reports.words import LANGS, Words, same

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STEPS = (1.0, 2.0, 5.0, 10.0)
UNCLEAR = "#E3E6E8"
"""Places whose difference cannot be told from zero."""


def difference_map(batch: Ensemble) -> Picture | None:
    """Residents by place in the last year: the scenario in focus less the baseline, % of the baseline."""
    shapes, places, name = load_shapes(), batch.places, batch.focus
    rows = batch.by_place[batch.by_place["scenario"] == name].set_index("area_id").reindex(list(places.ids))
    change = 100.0 * (rows["difference"] / rows["baseline_mean"]).to_numpy(float)
    clear = rows["clear"].to_numpy(bool)
    edges = ladder(change[clear])
    city = _cities(batch, name)
    colours = [diverging()[k] if sure else UNCLEAR for k, sure in zip(_classes(change, edges), clear, strict=True)]
    base = batch.title(batch.pairs.baseline)
    order = np.argsort(-np.abs(city[:, 0]), kind="stable")
    title = _title(batch, name, city, order)
    alt = Words(
        f"分县区差值地图，蓝绿为多于{base.zh}，棕为少，灰为{batch.seeds}对种子下不能与零区分。",
        f"Map of differences by county: blue-green is more than {base.en}, brown less, grey not clear of zero with "
        f"{batch.seeds} paired seeds.",
    ) + _list(batch, city, order)
    table = rows.reset_index()
    table.insert(1, "name_zh", places.names_zh)
    table.insert(2, "name_en", places.names_en)
    table["difference_percent"] = change
    return Picture(
        name="difference-map",
        title=title,
        subtitle=batch.said(
            Words(
                f"{batch.end}年常住人口之差，占基准的%", f"Difference of residents in {batch.end}, % of the baseline"
            ),
            name,
        ),
        alt=alt,
        note=basemap.source(
            Words(
                f"灰色：90 %区间含零；真无差别的地区也约有十分之一会偶然着色。比例1:{batch.pairs.scale[0]}。",
                "Grey: the 90 % interval holds zero; of places without any effect one in ten is coloured by chance."
                f" Scale 1:{batch.pairs.scale[0]}.",
            )
        ),
        data=table,
        height={"wide": 420.0, "narrow": 666.0},
        draw=lambda sheet: _draw(sheet, batch, shapes, colours, edges, change, clear, city),
        tips={
            place: f"{zh} {en}  {number(value, 2, signed=True)} %" + ("" if sure else "  (~ 0)")
            for place, zh, en, value, sure in zip(
                places.ids, places.names_zh, places.names_en, change, clear, strict=True
            )
        },
    )


def _title(batch: Ensemble, name: str, city: Floats, order: NDArray[np.intp]) -> Words:
    """The two largest differences of cities that are clear of zero."""
    title = batch.title(name)
    sure = [int(k) for k in order if city[k, 1] > 0 or city[k, 2] < 0][:2]
    if not sure:
        return Words(
            f"{title.zh}：没有一个市的人口与基准明确不同",
            f"{title.en}: no city's population differs clearly from the baseline",
        )
    said = []
    for k in sure:
        gain = numbers.fitted(abs(float(city[k, 0]))).words(float(city[k, 0]), signed=True)
        where = basemap.city_name(batch.places, k)
        said.append(Words(f"{where.zh}{gain.zh}", f"{where.en} {gain.en}"))
    return Words(
        f"{title.zh}：{batch.end}年人口较基准{'，'.join(words.zh for words in said)}",
        f"{title.en}: {', '.join(words.en for words in said)} against the baseline in {batch.end}",
    )


def ladder(change: Floats) -> list[float]:
    """Class edges, symmetric about zero: 1, 2, 5, 10 times the power of ten that fits the spread."""
    spread = float(np.quantile(np.abs(change), 0.95)) if change.size else 1.0
    power = 10.0 ** np.floor(np.log10(max(spread, 1e-3)) - 0.5)
    steps = [step * power for step in STEPS]
    return [*(-step for step in reversed(steps)), *steps]


def _classes(change: Floats, edges: list[float]) -> NDArray[np.intp]:
    return palette.classes(change, np.array(edges))


def _cities(batch: Ensemble, name: str) -> Floats:
    """Difference, low and high of residents by city (14, 3)."""
    table = batch.comparison.differences
    rows = table[
        (table["scenario"] == name)
        & (table["indicator"] == "population")
        & (table["level"] == "city")
        & (table["year"] == batch.end)
    ].set_index("area_id")
    values: Floats = rows.reindex(list(batch.places.city_ids))[["difference", "low", "high"]].to_numpy(float)
    return values


def _list(batch: Ensemble, city: Floats, order: NDArray[np.intp]) -> Words:
    measure = numbers.fitted(float(np.abs(city[:, 0]).max()))
    names = [(basemap.city_name(batch.places, int(k)), float(city[k, 0])) for k in order[:5]]
    return Words(
        "、".join(f"{name.zh}{measure.text(value, 'zh', signed=True)}" for name, value in names) + "。",
        " " + ", ".join(f"{name.en} {measure.text(value, 'en', signed=True)}" for name, value in names) + ".",
    )


def _draw(
    sheet: Sheet,
    batch: Ensemble,
    shapes: Shapes,
    colours: list[str],
    edges: list[float],
    change: Floats,
    clear: Flags,
    city: Floats,
) -> None:
    if sheet.narrow:
        main = basemap.map_panel(sheet, 4, 0, 244)
        inset, legend, cities = (92.0, 356.0, 156.0), (4.0, 356.0, 80.0, 128.0), (4.0, 508.0, 244.0, 150.0)
    else:
        main = basemap.map_panel(sheet, 6, 0, 310)
        inset, legend, cities = (330.0, 138.0, 180.0), (330.0, 16.0, 180.0, 98.0), (330.0, 306.0, 180.0, 108.0)
    basemap.paint_places(main, shapes, colours, batch.places.ids)
    basemap.draw_borders(main, shapes)
    basemap.name_sea(sheet, main)
    basemap.name_cities(sheet, main, shapes, batch.places, size=sheet.size(7.6, 6.4))
    basemap.scale_bar(sheet, main, 120, -335)
    basemap.capital_inset(sheet, main, shapes, batch.places, colours, *inset)
    _legend(sheet, sheet.panel(*legend), edges, change, clear)
    _balance(sheet, sheet.panel(*cities), batch, city)


def _legend(sheet: Sheet, axes: Axes, edges: list[float], change: Floats, clear: Flags) -> None:
    """Classes from more to less with the number of places, and the places that cannot be told."""
    count = np.bincount(_classes(change, edges)[clear], minlength=len(edges) + 1)
    rows = len(edges) + 2
    axes.set_xlim(0, 100)
    axes.set_ylim(-1.4, rows - 1)
    size, swatch = sheet.size(6.2, 5.6), 9 if not sheet.narrow else 20
    sheet.say(
        axes,
        0,
        1,
        Words("与基准之差（%）·个数", "Difference, % · places"),
        size=sheet.size(6.8, 6),
        coords="axes fraction",
        shift=(0, 4),
        both="zh" if sheet.narrow else "beside",
    )
    digits = 0 if edges[-4] >= 1 else int(np.ceil(-np.log10(edges[-4])))
    for k in range(len(edges) + 1):
        axes.add_artist(Rectangle((0, k + 0.12), swatch, 0.76, fc=diverging()[k], ec=palette.FAINT, lw=0.3))
        if k == 0:
            words = same(f"< {number(edges[0], digits)}")
        elif k == len(edges):
            words = same(f"> {number(edges[-1], digits, signed=True)}")
        else:
            low, high = (number(edges[j], digits, signed=True) for j in (k - 1, k))
            words = Words(f"{low} 至 {high}", f"{low} to {high}")
        tail = f"  · {count[k]}" if count[k] else ""
        sheet.say(axes, swatch + 4, k + 0.5, words + same(tail), size=size, va="center", both="zh")
    axes.add_artist(Rectangle((0, -1.2), swatch, 0.76, fc=UNCLEAR, ec=palette.FAINT, lw=0.3))
    unclear = int((~clear).sum())
    sheet.say(
        axes,
        swatch + 4,
        -0.82,
        Words(f"不能与零区分  · {unclear}", f"not clear of zero  · {unclear}"),
        size=size,
        va="center",
        both="zh",
    )


def _balance(sheet: Sheet, axes: Axes, batch: Ensemble, city: Floats) -> None:
    """Differences of the cities with intervals, largest first, about a zero line."""
    order = np.argsort(-city[:, 0], kind="stable")
    size = sheet.size(5.8, 5.6)
    measure = numbers.fitted(float(np.abs(city[:, 0]).max()))
    low, high = min(float(np.nanmin(city)), 0.0), max(float(np.nanmax(city)), 0.0)
    unit = max(typeface.width(measure.text(float(city[order[0], 0]), lang, signed=True), size) for lang in LANGS) + 4
    names, room = 0.24, unit / (axes.get_position().width * sheet.points)
    scale = (1 - names - room - 0.02) / max(high - low, 1.0)
    zero = names - low * scale
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.plot([zero, zero], [-0.6, len(order) - 0.4], color=palette.INK, lw=0.6)
    sheet.say(
        axes,
        0,
        1,
        Words("各市之差与90 %区间", "By city, 90 % interval"),
        size=sheet.size(6.8, 6.2),
        coords="axes fraction",
        shift=(0, 4),
    )
    for row, index in enumerate(order):
        value, start, end = (float(x) for x in city[index])
        sure = start > 0 or end < 0
        colour = (palette.MORE[3] if value > 0 else palette.LESS[3]) if sure else palette.FAINT
        axes.barh(row, value * scale, left=zero, height=0.66, color=colour, lw=0, alpha=1 if sure else 0.35)
        if np.isfinite(start):
            axes.plot([zero + start * scale, zero + end * scale], [row, row], color=palette.INK, lw=0.6)
        text = measure.words(value, signed=True) if row == 0 else measure.numbers(value, signed=True)
        sheet.say(axes, 1, row, text, size=size, va="center", ha="right", colour=palette.TEXT, both="zh")
        sheet.say(axes, 0, row, basemap.city_name(batch.places, int(index)), size=size, va="center", both="zh")
