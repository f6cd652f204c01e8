"""Map of population change by place, with the cities' balance beside it."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from model.reports import basemap, numbers, palette, typeface
from model.reports.numbers import PERSONS, number
from model.reports.run_folder import Run
from model.reports.shapes import Shapes, load_shapes
from model.reports.sheet import Picture, Sheet
from model.reports.words import LANGS, Words, same

Floats = NDArray[np.float64]
LADDERS = ((1, 2, 5, 10), (2, 5, 10, 20), (5, 10, 20, 40), (10, 20, 40, 60), (15, 30, 50, 80))
NEUTRAL = "#F4F3EE"


def change_map(run: Run) -> Picture:
    """Change of residents by place between the first and the last year, %."""
    shapes, places = load_shapes(), run.places
    then, now = (run.stock(year).sum((1, 2)).astype(float) for year in (run.start, run.end))
    change = 100.0 * (now - then) / np.maximum(then, 1)
    edges = ladder(change)
    by_city = np.bincount(places.city, now - then, minlength=len(places.city_ids)).astype(float)
    falling, best = int((now < then).sum()), int(by_city.argmax())
    total = 100.0 * (now.sum() / then.sum() - 1)
    name = basemap.city_name(places, best)
    gain = numbers.fitted(by_city[best]).words(abs(by_city[best]))
    lead = (
        Words(f"{name.zh}增加最多（{gain.zh}）", f"{name.en} gains most ({gain.en})")
        if by_city[best] > 0
        else Words(f"{name.zh}减少最少（{gain.zh}）", f"{name.en} loses least ({gain.en})")
    )
    verb = Words("增加" if total > 0 else "减少", "grows" if total > 0 else "shrinks")
    title = Words(
        f"199个县区中{falling}个人口减少，{lead.zh}",
        f"Population falls in {falling} of 199 counties and districts; {lead.en}",
    )
    subtitle = run.subtitle(
        Words(
            f"{run.start}至{run.end}年常住人口变化（%），全区{verb.zh}{abs(total):.1f} %",
            f"Change of residents {run.start} to {run.end}, %; the region {verb.en} by {abs(total):.1f} %",
        )
    )
    last = basemap.city_name(places, int(by_city.argmin()))
    most, least = (numbers.fitted(value).words(value, signed=True) for value in (by_city.max(), by_city.min()))
    alt = Words(
        f"分县区地图：棕色为减少，蓝绿为增加。{falling}个县区减少，{199 - falling}个持平或增加。"
        f"变化最有利的是{name.zh}（{most.zh}），最不利的是{last.zh}（{least.zh}）。",
        f"Map by county: brown is loss, blue-green is gain. {falling} places lose residents, {199 - falling} do not. "
        f"Best is {name.en} ({most.en}), last {last.en} ({least.en}).",
    )
    colours = [diverging()[k] for k in palette.classes(change, np.array(edges))]
    data = pd.DataFrame(
        {
            "place_id": places.ids,
            "name_zh": places.names_zh,
            "name_en": places.names_en,
            f"persons_{run.start}": then.astype(np.int64),
            f"persons_{run.end}": now.astype(np.int64),
            "change_percent": np.round(change, 3),
        }
    )
    return Picture(
        name="population-change",
        title=title,
        subtitle=subtitle,
        alt=alt,
        note=basemap.source(Words("人口：2020年普查与模型。", "People: 2020 census and model."), rails=True),
        data=data,
        height={"wide": 420.0, "narrow": 666.0},
        draw=lambda sheet: _draw(sheet, run, shapes, colours, edges, change, now, by_city),
        tips={
            place: f"{zh} {en}  {number(value, 1, signed=True)} %  ({number(a)} → {number(b)} 人 people)"
            for place, zh, en, value, a, b in zip(
                places.ids, places.names_zh, places.names_en, change, then, now, strict=True
            )
        },
    )


def ladder(change: Floats) -> list[float]:
    """Class edges, symmetric about zero, from the ladder of round steps that fits the spread."""
    spread = float(np.quantile(np.abs(change), 0.9))
    steps = next((steps for steps in LADDERS if steps[-1] >= spread * 0.95), LADDERS[-1])
    return [*(-float(k) for k in reversed(steps)), *(float(k) for k in steps)]


def diverging() -> list[str]:
    """Nine colours: loss, about zero, gain."""
    return [*reversed(palette.LESS[1:]), NEUTRAL, *palette.MORE[1:]]


def _draw(
    sheet: Sheet,
    run: Run,
    shapes: Shapes,
    colours: list[str],
    edges: list[float],
    change: Floats,
    now: Floats,
    by_city: Floats,
) -> None:
    if sheet.narrow:
        main = basemap.map_panel(sheet, 4, 0, 244)
        inset = (92.0, 356.0, 156.0)
        legend = (4.0, 356.0, 80.0, 128.0)
        cities = (4.0, 508.0, 244.0, 150.0)
    else:
        main = basemap.map_panel(sheet, 6, 0, 310)
        inset = (330.0, 138.0, 180.0)
        legend = (330.0, 16.0, 180.0, 98.0)
        cities = (330.0, 306.0, 180.0, 108.0)
    basemap.paint_places(main, shapes, colours, run.places.ids)
    basemap.draw_borders(main, shapes)
    basemap.draw_rails(main, shapes, weight=0.8)
    basemap.name_sea(sheet, main)
    basemap.name_cities(sheet, main, shapes, run.places, size=sheet.size(7.6, 6.4))
    basemap.scale_bar(sheet, main, 120, -335)
    basemap.rail_key(sheet, main, 0.0, 0.985)
    basemap.capital_inset(sheet, main, shapes, run.places, colours, *inset)
    _legend(sheet, sheet.panel(*legend), edges, change, now)
    _cities(sheet, sheet.panel(*cities), run, by_city)


def _legend(sheet: Sheet, axes: Axes, edges: list[float], change: Floats, now: Floats) -> None:
    """Classes from gain to loss, each with the people who live in it at the end."""
    classes = palette.classes(change, np.array(edges))
    people = np.bincount(classes, now, minlength=len(edges) + 1)
    places = np.bincount(classes, minlength=len(edges) + 1)
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.2, len(edges) + 1)
    size, swatch = sheet.size(6.2, 5.6), 9 if not sheet.narrow else 20
    sheet.say(
        axes, 0, 1, Words("变化（%）", "Change, %"), size=sheet.size(6.8, 6), coords="axes fraction", shift=(0, 4)
    )
    if not sheet.narrow:
        sheet.say(
            axes,
            0.46,
            1,
            Words("期末人口·个数", "People · places"),
            size=sheet.size(6.8),
            coords="axes fraction",
            shift=(0, 4),
        )
    for k in range(len(edges) + 1):
        axes.add_patch(Rectangle((0, k + 0.12), swatch, 0.76, fc=diverging()[k], ec=palette.FAINT, lw=0.3))
        sheet.say(axes, swatch + 4, k + 0.5, _range(edges, k), size=size, va="center", both="zh")
        if sheet.narrow or not places[k]:
            continue
        length = 28.0 * people[k] / people.max()
        axes.add_patch(Rectangle((46, k + 0.2), length, 0.6, fc=diverging()[k], ec=palette.FAINT, lw=0.3))
        text = Words(
            f"{PERSONS.text(people[k], 'zh')}·{places[k]}", f"{PERSONS.number(people[k], 'en')} m · {places[k]}"
        )
        sheet.say(
            axes, 46 + length, k + 0.5, text, size=5.8, va="center", shift=(2.5, 0), colour=palette.TEXT, both="zh"
        )


def _range(edges: list[float], k: int) -> Words:
    if k == 0:
        return same(f"< {number(edges[0])}")
    if k == len(edges):
        return same(f"> {number(edges[-1], signed=True)}")
    low, high = number(edges[k - 1], signed=True), number(edges[k], signed=True)
    return Words(f"{low} 至 {high}", f"{low} to {high}")


def _cities(sheet: Sheet, axes: Axes, run: Run, by_city: Floats) -> None:
    """The cities' balance, largest gain first: names at the left, bars about a zero line."""
    order = np.argsort(-by_city, kind="stable")
    size = sheet.size(5.8, 5.6)
    measure = numbers.fitted(float(np.abs(by_city).max()))
    unit = max(typeface.width(measure.text(float(by_city.max()), lang, signed=True), size) for lang in LANGS) + 3
    whole = axes.get_position().width * sheet.points
    names, room = 0.24, 30 / whole
    low, high = min(float(by_city.min()), 0.0), max(float(by_city.max()), 0.0)
    scale = (1 - names - room - unit / whole) / max(high - low, 1.0)
    zero = names + room - low * scale
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.plot([zero, zero], [-0.6, len(order) - 0.4], color=palette.INK, lw=0.5)
    sheet.say(
        axes,
        0,
        1,
        Words("各市增减", "Balance by city"),
        size=sheet.size(6.8, 6.2),
        coords="axes fraction",
        shift=(0, 4),
    )
    for row, index in enumerate(order):
        value = float(by_city[index])
        gain = value >= 0
        colour = palette.MORE[3] if gain else palette.LESS[3]
        axes.barh(row, value * scale, left=zero, height=0.68, color=colour, lw=0)
        text = measure.words(value, signed=True) if row == 0 else measure.numbers(value, signed=True)
        sheet.say(
            axes,
            zero + value * scale,
            row,
            text,
            size=size,
            va="center",
            ha="left" if gain else "right",
            shift=(2 if gain else -2, 0),
            colour=palette.TEXT,
            both="zh",
        )
        sheet.say(axes, 0, row, basemap.city_name(run.places, int(index)), size=size, va="center", both="zh")
