"""The worst year's storms: 72-hour rain by place, and who was affected."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from model.reports import basemap, numbers, palette
from model.reports.numbers import MONEY, number
from model.reports.run_folder import Run
from model.reports.shapes import Shapes, load_shapes
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
RAIN_EDGES = (25.0, 50.0, 100.0, 150.0, 200.0, 300.0, 400.0)
"""72-hour rain, mm."""
RAIN_COLOURS = ("#F4F7F8", "#D6E6EF", "#B3D2E5", "#7FB4D4", "#4C8FBF", "#2F6AA5", "#2A4780", "#2B2550")
BUBBLE = "#C8452F"
NAMED = 8


def worst_year(events: pd.DataFrame) -> int | None:
    """The year whose storms affected most people; by rain where nobody was affected; None without storms."""
    if events.empty:
        return None
    affected = events.groupby("year")["affected"].sum()
    if float(affected.max()) > 0:
        return int(affected.idxmax())
    return int(events.groupby("year")["rain72_mm"].max().idxmax())


def storm_map(run: Run) -> Picture | None:
    """Map of the worst year; None if the run has no storms."""
    year = worst_year(run.events)
    if year is None:
        return None
    rows = run.events[run.events["year"] == year].copy()
    rows["place_id"] = rows["place_id"].astype(str)
    by_place = (
        rows.groupby("place_id")
        .agg(
            rain72_mm=("rain72_mm", "max"),
            rain24_mm=("rain24_mm", "max"),
            affected=("affected", "sum"),
            loss=("loss", "sum"),
            deaths=("deaths", "sum"),
        )
        .reindex(list(run.places.ids))
        .fillna(0.0)
    )
    total = by_place.sum()
    wettest = int(by_place["rain72_mm"].to_numpy().argmax())
    hardest = int(by_place["affected"].to_numpy().argmax())
    wet, hard = basemap.place_name(run.places, wettest), basemap.place_name(run.places, hardest)
    storms = rows["event_id"].nunique()
    most = float(by_place["rain72_mm"].max())
    measure = numbers.fitted(float(total["affected"]))
    one = numbers.fitted(float(by_place["affected"].max()))
    title = Words(
        f"{year}年最重：{wet.zh}72小时降雨{most:.0f}毫米，受影响{measure.text(total['affected'], 'zh')}",
        f"{year} is the worst year: {most:.0f} mm in 72 hours in {wet.en}, "
        f"{measure.text(total['affected'], 'en')} people affected",
    )
    subtitle = run.subtitle(
        Words(
            f"当年{storms}场降雨过程中各地最大72小时雨量（毫米）与受影响人口（圆）；"
            f"直接损失{MONEY.text(total['loss'], 'zh')}。"
            "最坏一年是本种子的一次实现，不是预测",
            f"Largest 72-hour rain of {storms} storms, mm, and people affected (circles); direct loss "
            f"{MONEY.text(total['loss'], 'en')}. "
            "One realisation of this seed, no forecast",
        )
    )
    alt = Words(
        f"分县区降雨地图，{year}年。雨量最大：{wet.zh}{most:.0f}毫米；受影响最多：{hard.zh}"
        f"{one.text(by_place['affected'].iloc[hardest], 'zh')}。",
        f"Map of rain by county in {year}. Most rain: {wet.en}, {most:.0f} mm; most affected: {hard.en}, "
        f"{one.text(by_place['affected'].iloc[hardest], 'en')} people.",
    )
    shapes = load_shapes()
    data = by_place.reset_index().assign(name_zh=run.places.names_zh, name_en=run.places.names_en, year=year)
    return Picture(
        name="worst-year-storms",
        title=title,
        subtitle=subtitle,
        alt=alt,
        note=basemap.source(Words("降雨：模型的暴雨目录。", "Rain: the model's storm catalogue.")),
        data=data,
        height={"wide": 380.0, "narrow": 500.0},
        draw=lambda sheet: _draw(sheet, run, shapes, by_place, year),
        tips={
            place: f"{zh} {en}  72 h: {number(row.rain72_mm)} mm · {number(row.affected)} 人 people"
            for place, zh, en, row in zip(
                run.places.ids, run.places.names_zh, run.places.names_en, by_place.itertuples(), strict=True
            )
        },
    )


def _draw(sheet: Sheet, run: Run, shapes: Shapes, by_place: pd.DataFrame, year: int) -> None:
    if sheet.narrow:
        main = basemap.map_panel(sheet, 4, 0, 244)
        legend = sheet.panel(4, 350, 90, 120)
        rows = sheet.panel(118, 350, 130, 120)
        key = sheet.panel(74, 350, 40, 120)
        years, widest = None, 14.0
    else:
        main = basemap.map_panel(sheet, 6, 0, 280)
        legend = sheet.panel(318, 18, 80, 118)
        rows = sheet.panel(318, 168, 192, 92)
        key = sheet.panel(420, 18, 90, 118)
        years, widest = sheet.panel(330, 296, 176, 58), 17.0
    rain = by_place["rain72_mm"].to_numpy(float)
    colours = [RAIN_COLOURS[k] for k in palette.classes(rain, np.array(RAIN_EDGES))]
    basemap.paint_places(main, shapes, colours, run.places.ids)
    basemap.draw_borders(main, shapes)
    most = float(by_place["affected"].max()) or 1.0
    _bubbles(main, shapes.centres, by_place["affected"].to_numpy(float), most, widest)
    basemap.name_sea(sheet, main)
    basemap.name_cities(sheet, main, shapes, run.places, size=sheet.size(7.0, 6.0))
    basemap.scale_bar(sheet, main, 120, -335)
    _legend(sheet, legend)
    _bubble_key(sheet, key, most, widest)
    _hardest(sheet, rows, run, by_place)
    if years is not None:
        _by_year(sheet, years, run, year)


def _bubbles(axes: Axes, at: Floats, people: Floats, most: float, widest: float) -> None:
    """Circles whose area is the people affected, the largest first so that small ones stay seen."""
    for k in np.argsort(-people, kind="stable"):
        if people[k] >= 0.004 * most:
            size = widest * float(np.sqrt(people[k] / most))
            axes.plot(*at[k], "o", ms=size, mfc=BUBBLE, mec=palette.PAPER, mew=0.5, alpha=0.72, zorder=7)


def _legend(sheet: Sheet, axes: Axes) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.2, len(RAIN_COLOURS))
    sheet.say(
        axes,
        0,
        1,
        Words("72小时雨量（毫米）", "72-hour rain, mm"),
        size=sheet.size(6.8, 6.2),
        coords="axes fraction",
        shift=(0, 4),
        both="zh",
    )
    for k, colour in enumerate(RAIN_COLOURS):
        axes.add_patch(Rectangle((0, k + 0.1), 0.22, 0.8, fc=colour, ec=palette.FAINT, lw=0.3))
        low = f"{RAIN_EDGES[k - 1]:.0f}" if k else ""
        high = f"{RAIN_EDGES[k]:.0f}" if k < len(RAIN_EDGES) else ""
        text = f"< {high}" if not k else f"> {low}" if not high else f"{low} – {high}"
        sheet.say(axes, 0.3, k + 0.5, same(text), size=sheet.size(6.2, 5.6), va="center")


def _bubble_key(sheet: Sheet, axes: Axes, most: float, widest: float) -> None:
    """What the circles' areas mean."""
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    sheet.say(
        axes,
        0,
        1,
        Words("受影响人口", "affected"),
        size=sheet.size(6.8, 6.2),
        coords="axes fraction",
        shift=(0, 4),
        both="zh",
    )
    top = 10.0 ** np.floor(np.log10(most))
    top *= max(k for k in (1, 2, 5) if k * top <= most)
    measure = numbers.fitted(top)
    for k, value in enumerate((top, top / 4, top / 20)):
        y = 0.86 - 0.2 * k
        size = widest * float(np.sqrt(value / most))
        axes.plot(0.12, y, "o", ms=size, mfc=BUBBLE, mec=palette.PAPER, mew=0.5, alpha=0.72, clip_on=False)
        words = measure.words(value) if k == 0 and not sheet.narrow else measure.numbers(value)
        sheet.say(axes, 0.12, y, words, size=sheet.size(6.2, 5.6), va="center", shift=(widest / 2 + 3, 0), both="zh")


def _hardest(sheet: Sheet, axes: Axes, run: Run, by_place: pd.DataFrame) -> None:
    """The places with most people affected."""
    people = by_place["affected"].to_numpy(float)
    order = np.argsort(-people, kind="stable")[:NAMED]
    axes.set_xlim(0, 1)
    axes.set_ylim(NAMED - 0.4, -0.6)
    sheet.say(
        axes,
        0,
        1,
        Words("受影响最多的县区", "Places with most people affected"),
        size=sheet.size(6.8, 6.2),
        coords="axes fraction",
        shift=(0, 4),
        both="zh" if sheet.narrow else "beside",
    )
    most = float(people[order[0]]) or 1.0
    start, room = 0.34, 0.48 if not sheet.narrow else 0.36
    measure = numbers.fitted(most)
    for row, index in enumerate(order):
        if people[index] <= 0:
            break
        size = sheet.size(6.2, 5.7)
        sheet.say(
            axes,
            0,
            row,
            basemap.place_name(run.places, int(index)),
            size=size,
            va="center",
            both="beside" if not sheet.narrow else "zh",
        )
        axes.barh(row, room * people[index] / most, left=start, height=0.6, color=BUBBLE, alpha=0.8, lw=0)
        text = measure.words(people[index]) if row == 0 else measure.numbers(people[index])
        sheet.say(
            axes,
            start + room * people[index] / most,
            row,
            text,
            size=size,
            va="center",
            shift=(3, 0),
            colour=palette.TEXT,
            both="zh",
        )


def _by_year(sheet: Sheet, axes: Axes, run: Run, worst: int) -> None:
    """All years of this seed, the worst marked."""
    affected = run.events.groupby("year")["affected"].sum().reindex(range(run.start + 1, run.end + 1)).fillna(0.0)
    top = float(affected.max()) or 1.0
    axes.set_xlim(run.start + 0.3, run.end + 0.7)
    axes.set_ylim(0, top)
    colours = [BUBBLE if year == worst else "#D9B3A8" for year in affected.index]
    axes.bar(affected.index, affected.to_numpy(float), width=0.72, color=colours, lw=0)
    axes.axhline(0, color=palette.INK, lw=0.5)
    sheet.say(
        axes,
        0,
        1,
        Words(
            f"每年受影响人口（最多{numbers.fitted(top).text(top, 'zh')}）",
            f"affected by year (most {numbers.fitted(top).text(top, 'en')})",
        ),
        size=6.8,
        coords="axes fraction",
        shift=(0, 5),
        both="zh",
    )
    for year in (run.start + 1, worst, run.end):
        if year == worst or abs(year - worst) > 3:
            sheet.say(
                axes,
                year,
                0,
                same(str(year)),
                size=6.2,
                colour=palette.INK if year == worst else palette.FAINT,
                ha="center",
                va="top",
                shift=(0, -3),
            )
