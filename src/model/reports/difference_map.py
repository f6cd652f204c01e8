"""Map of what a scenario changes: residents by place, less those of the reference on the same seeds."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.reports import basemap, numbers, palette, typeface
from model.reports.clear_map import ClearMap
from model.reports.ensemble import Ensemble
from model.reports.numbers import number
from model.reports.sheet import Picture, Sheet
from model.reports.words import LANGS, Words

Floats = NDArray[np.float64]


def difference_map(batch: Ensemble) -> Picture | None:
    """Residents by place in the last year: the scenario in focus less the reference, % of the reference."""
    places, name = batch.places, batch.focus
    rows = batch.by_place[batch.by_place["scenario"] == name].set_index("area_id").reindex(list(places.ids))
    change = 100.0 * (rows["difference"] / rows["baseline_mean"]).to_numpy(float)
    clear = rows["clear"].to_numpy(bool)
    city = _cities(batch, name)
    counties = ClearMap(places, change, clear, Words("与参照之差（%）·个数", "Difference, % · places"))
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
                f"{batch.end}年常住人口之差，占参照的%", f"Difference of residents in {batch.end}, % of the reference"
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
        draw=lambda sheet: _draw(sheet, batch, counties, city),
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
            f"{title.zh}：没有一个市的人口与参照明确不同",
            f"{title.en}: no city's population differs clearly from the reference",
        )
    said = []
    for k in sure:
        gain = numbers.fitted(abs(float(city[k, 0]))).words(float(city[k, 0]), signed=True)
        where = basemap.city_name(batch.places, k)
        said.append(Words(f"{where.zh}{gain.zh}", f"{where.en} {gain.en}"))
    return Words(
        f"{title.zh}：{batch.end}年人口较参照{'，'.join(words.zh for words in said)}",
        f"{title.en}: {', '.join(words.en for words in said)} against the reference in {batch.end}",
    )


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


def _draw(sheet: Sheet, batch: Ensemble, counties: ClearMap, city: Floats) -> None:
    counties.draw(sheet, inset=(330.0, 138.0, 180.0), key=(330.0, 16.0, 180.0, 98.0))
    box = (4.0, 508.0, 244.0, 150.0) if sheet.narrow else (330.0, 306.0, 180.0, 108.0)
    _balance(sheet, sheet.panel(*box), batch, city)


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
