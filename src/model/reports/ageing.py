"""Ageing by city: the share aged 65 and over, then and now, and who carries it."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.reports import basemap, palette
from model.reports.numbers import PERSONS, number
from model.reports.run_folder import Run
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
SOURCE = Words(
    "65岁及以上人口占常住人口之比，12月31日。起始年为普查，之后为模型。",
    "People aged 65 and over among residents, 31 December. Starting year: census; later: model.",
)


def ageing(run: Run) -> Picture:
    """Share aged 65 and over by city in the first and the last year, %."""
    table = shown(run)
    oldest, youngest = table.iloc[0], table.iloc[-1]
    gap_then = float(table["share_start"].max() - table["share_start"].min())
    gap_now = float(oldest["share_end"] - youngest["share_end"])
    wider = gap_now > gap_then
    title = Words(
        f"{run.end}年{oldest['name_zh']}最老（{oldest['share_end']:.1f} %），"
        f"{youngest['name_zh']}最年轻（{youngest['share_end']:.1f} %），"
        f"差距{'扩大' if wider else '缩小'}",
        f"By {run.end} {oldest['name_en']} is oldest ({oldest['share_end']:.1f} %) and {youngest['name_en']} "
        "youngest "
        f"({youngest['share_end']:.1f} %); the cities drift {'apart' if wider else 'together'}",
    )
    subtitle = run.subtitle(
        Words(
            f"65岁及以上占比（%），{run.start}年（空心）与{run.end}年（实心）；"
            f"最高与最低相差{gap_then:.1f}→{gap_now:.1f}个百分点",
            f"Share aged 65 and over, %, {run.start} (open) and {run.end} (filled); highest less lowest "
            f"{gap_then:.1f} → {gap_now:.1f} points",
        )
    )
    alt = Words(
        "各市65岁及以上占比："
        + "；".join(f"{row.name_zh}{row.share_start:.1f} %到{row.share_end:.1f} %" for row in table.itertuples())
        + "。",
        "Share aged 65 and over by city: "
        + "; ".join(f"{row.name_en} {row.share_start:.1f} % to {row.share_end:.1f} %" for row in table.itertuples())
        + ".",
    )
    return Picture(
        name="ageing-by-city",
        title=title,
        subtitle=subtitle,
        alt=alt,
        note=SOURCE,
        data=table,
        height={"wide": 262.0, "narrow": 300.0},
        draw=lambda sheet: _draw(sheet, run, table),
    )


def shown(run: Run) -> pd.DataFrame:
    """One row a city, oldest at the end first: shares at start and end (%), people of 65 and over at both."""
    places = run.places
    rows = []
    stocks = [run.stock(year).sum(1).astype(float) for year in (run.start, run.end)]
    for index, city in enumerate(places.city_ids):
        name = basemap.city_name(places, index)
        mine = [stock[places.city == index].sum(0) for stock in stocks]
        old = [float(people[65:].sum()) for people in mine]
        shares = [100 * part / people.sum() for part, people in zip(old, mine, strict=True)]
        rows.append((city, name.zh, name.en, *shares, *old))
    columns = ["city_id", "name_zh", "name_en", "share_start", "share_end", "persons_65p_start", "persons_65p_end"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["share_end", "city_id"], ascending=[False, True], ignore_index=True)


def _draw(sheet: Sheet, run: Run, table: pd.DataFrame) -> None:
    rows = len(table)
    if sheet.narrow:
        axes = sheet.panel(54, 20, 160, 262)
        bars = None
    else:
        axes = sheet.panel(84, 22, 268, 224)
        bars = sheet.panel(392, 22, 88, 224)
    low = max(0.0, 5 * np.floor(float(table[["share_start", "share_end"]].min().min()) / 5 - 0.5))
    high = 5 * np.ceil(float(table[["share_start", "share_end"]].max().max()) / 5)
    axes.set_xlim(low, high)
    axes.set_ylim(rows - 0.4, -0.6)
    for x in np.arange(low, high + 0.1, 5):
        axes.axvline(x, color=palette.GRID, lw=0.5, zorder=0)
        sheet.say(
            axes,
            x,
            0,
            same(f"{x:.0f}" if x < high else f"{x:.0f} %"),
            size=sheet.size(6.2),
            colour=palette.FAINT,
            ha="center",
            va="top",
            shift=(0, -3),
            coords=axes.get_xaxis_transform(),
        )
    region = [_region(run, year) for year in (run.start, run.end)]
    for value, year in zip(region, (run.start, run.end), strict=True):
        axes.axvline(value, color=palette.TEXT, lw=0.7, ls=(0, (2, 2)), zorder=1)
        sheet.say(
            axes,
            value,
            1,
            Words(f"全区 {number(value, 1)}", f"region {number(value, 1)}"),
            size=sheet.size(6.2, 5.8),
            colour=palette.TEXT,
            ha="center",
            coords=axes.get_xaxis_transform(),
            shift=(0, 10 if not sheet.narrow else 9),
            both="zh",
        )
        sheet.say(
            axes,
            value,
            1,
            same(str(year)),
            size=sheet.size(6.2, 5.8),
            colour=palette.TEXT,
            ha="center",
            coords=axes.get_xaxis_transform(),
            shift=(0, 3),
        )
    tones = _tones(table)
    for row, city in table.iterrows():
        _dumbbell(sheet, axes, int(str(row)), city, tones[int(str(row))])
    if bars is not None:
        _old_people(sheet, bars, table, tones)


def _dumbbell(sheet: Sheet, axes: Axes, row: int, city: "pd.Series[float]", colour: str) -> None:
    start, end = float(city["share_start"]), float(city["share_end"])
    axes.plot([start, end], [row, row], color=colour, alpha=0.35, lw=2.6, solid_capstyle="butt", zorder=2)
    axes.plot(start, row, "o", ms=4.6, mfc=palette.PAPER, mec=palette.FAINT, mew=1.0, zorder=3)
    axes.plot(end, row, "o", ms=6.2, mfc=colour, mec=palette.PAPER, mew=0.6, zorder=4)
    size = sheet.size(7.2, 6.4)
    sheet.say(
        axes,
        0,
        row,
        Words(str(city["name_zh"]), str(city["name_en"])),
        size=size,
        ha="right",
        va="center",
        shift=(-6, 0),
        coords=axes.get_yaxis_transform(),
        both="beside" if not sheet.narrow else "zh",
    )
    right = end >= start
    for value, side in ((start, -1 if right else 1), (end, 1 if right else -1)):
        sheet.say(
            axes,
            value,
            row,
            same(number(value, 1)),
            size=sheet.size(6.2, 5.8),
            va="center",
            ha="left" if side > 0 else "right",
            shift=(5.5 * side, 0),
            colour=palette.INK if value == end else palette.FAINT,
            halo=2.2,
        )


def _tones(table: pd.DataFrame) -> list[str]:
    """Darker with age, over the range of the cities."""
    shares = table["share_end"].to_numpy(float)
    ladder = palette.steps(palette.AMOUNTS[3:], 12)
    part = (shares - shares.min()) / max(float(np.ptp(shares)), 1e-9)
    return [ladder[round(11 * float(each))] for each in part]


def _old_people(sheet: Sheet, axes: Axes, table: pd.DataFrame, tones: list[str]) -> None:
    """How many people that is."""
    top = float(table[["persons_65p_start", "persons_65p_end"]].max().max())
    axes.set_xlim(0, top * 1.15)
    axes.set_ylim(len(table) - 0.4, -0.6)
    sheet.say(
        axes,
        0,
        1,
        Words("65岁及以上人数", "People of 65 and over"),
        size=6.2,
        colour=palette.TEXT,
        coords="axes fraction",
        shift=(0, 3),
        both="below",
    )
    for row, city in table.iterrows():
        y, end = int(str(row)), float(city["persons_65p_end"])
        axes.barh(y, end, height=0.62, color=tones[y], alpha=0.85, lw=0)
        start = float(city["persons_65p_start"])
        axes.plot([start, start], [y - 0.31, y + 0.31], color=palette.PAPER, lw=1.1)
        text = PERSONS.words(end) if y == 0 else PERSONS.numbers(end)
        sheet.say(axes, end, y, text, size=6.2, va="center", shift=(3, 0), colour=palette.TEXT, both="zh")


def _region(run: Run, year: int) -> float:
    people = run.stock(year).sum((0, 1)).astype(float)
    return float(100 * people[65:].sum() / people.sum())
