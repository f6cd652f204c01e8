"""Relocation: jobs and firms from Beijing to their destinations, and the ten largest moves of people."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from model.region.names import OUTSIDE
from model.reports import basemap, numbers, palette
from model.reports.flow_map import LARGEST, REGION_AND_SEA_KM, flow_map
from model.reports.flows import CAUSE_WORDS, ORDERED, Relocation, group_name, migration_between, relocation_of
from model.reports.numbers import number
from model.reports.run_folder import Run
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
CAUSE_COLOURS = {"directed": "#2F4B82", "quota": "#2E9AA3", "chosen": "#C9B37E"}


def relocation(run: Run) -> Picture:
    """Where relocated jobs and firms went, and the largest migration flows."""
    moved, people = relocation_of(run), migration_between(run)
    jobs_shown = numbers.fitted(moved.jobs, "个")
    shown = numbers.fitted(float(people["persons"].max()) if len(people) else 0.0)
    title = _title(run, moved)
    subtitle = run.subtitle(
        Words(
            f"左：{run.start + 1}–{run.end}年迁离北京（或由中心六区迁往郊区）的岗位与企业，按去向；右："
            "城市之间及与区外之间最大的十条人口流",
            f"Left: jobs and firms that left Beijing, or its six central districts, {run.start + 1}–{run.end}, "
            "by destination. "
            "Right: the ten largest moves of people between cities and the rest of China",
        )
    )
    largest = people.head(LARGEST)
    listed = [
        (group_name(run, str(row.origin)), group_name(run, str(row.destination)), float(row.persons))
        for row in largest.itertuples()
    ]
    alt = Words(
        "疏解去向："
        + "、".join(f"{row.name_zh}{jobs_shown.text(row.jobs, 'zh')}" for row in moved.table.head(6).itertuples())
        + "。最大人口流："
        + "、".join(f"{a.zh}至{b.zh}{shown.text(v, 'zh')}" for a, b, v in listed[:5])
        + "。",
        "Destinations of jobs: "
        + ", ".join(f"{row.name_en} {jobs_shown.text(row.jobs, 'en')}" for row in moved.table.head(6).itertuples())
        + ". Largest moves: "
        + ", ".join(f"{a.en} to {b.en} {shown.text(v, 'en')}" for a, b, v in listed[:5])
        + ".",
    )
    jobs = moved.table.rename(columns={"destination": "destination_id"}).assign(kind="relocation", origin_id="beijing")
    moves = largest.rename(columns={"origin": "origin_id", "destination": "destination_id"}).assign(kind="people")
    return Picture(
        name="relocation",
        title=title,
        subtitle=subtitle,
        alt=alt,
        note=Words(
            "岗位为法人单位的岗位；北京郊区指中心六区以外的十区。人口流为各年之和，市内迁移不计；区外位置仅为示意。",
            "Jobs of legal units; outer Beijing is its ten districts beyond the central six. Moves of people "
            "are summed over"
            " the years, those within a city left out; where the outside stands means nothing.",
        ),
        data=pd.concat([jobs, moves], ignore_index=True),
        height={"wide": 268.0, "narrow": 440.0},
        draw=lambda sheet: _draw(sheet, run, moved, people),
    )


def _title(run: Run, moved: Relocation) -> Words:
    if moved.jobs == 0:
        return Words("本情景没有岗位迁离北京", "No jobs leave Beijing in this scenario")
    measure = numbers.fitted(moved.jobs, "个")
    away = 100 * float(moved.table.loc[moved.table["destination"] == OUTSIDE, "jobs"].sum()) / moved.jobs
    inside = moved.table[moved.table["destination"] != OUTSIDE]
    ordered = sum(float(moved.table[f"jobs_{cause}"].sum()) for cause in moved.causes if cause in ORDERED)
    share = f"{100 * ordered / moved.jobs:.0f} %"
    lead = Words(
        f"北京迁出岗位{measure.text(moved.jobs, 'zh')}（{share}为指令与配额）",
        f"{measure.text(moved.jobs, 'en')} jobs leave Beijing ({share} by order or quota)",
    )
    if inside.empty:
        return lead + Words("，全部去了区外", ", all of them for outside the region")
    first = inside.iloc[0]
    return lead + Words(
        f"，{away:.0f} %去了区外，区内{first['name_zh']}最多",
        f": {away:.0f} % go outside the region, within it {first['name_en']} takes most",
    )


def _draw(sheet: Sheet, run: Run, moved: Relocation, people: pd.DataFrame) -> None:
    if sheet.narrow:
        ribbons = sheet.panel(4, 34, 244, 184)
        main = basemap.map_panel(sheet, 2, 250, 138, REGION_AND_SEA_KM)
        rows = sheet.panel(148, 262, 100, 160)
    else:
        ribbons = sheet.panel(10, 36, 238, 220)
        main = basemap.map_panel(sheet, 268, 22, 168, REGION_AND_SEA_KM)
        rows = sheet.panel(436, 40, 76, 200)
    _ribbons(sheet, ribbons, moved)
    flow_map(sheet, main, rows, run, people)


def _ribbons(sheet: Sheet, axes: Axes, moved: Relocation) -> None:
    """One bar that left, a ribbon to every destination, coloured by cause."""
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    head = sheet.size(7, 6.4)
    sheet.say(
        axes,
        0,
        1,
        Words("岗位去向", "Where jobs went"),
        size=head,
        coords="axes fraction",
        shift=(0, 20),
        colour=palette.TEXT,
    )
    if moved.jobs == 0:
        sheet.say(axes, 0.5, 0.5, Words("无", "none"), size=head, ha="center", colour=palette.FAINT)
        return
    x = 0.0
    for cause in moved.causes:
        words = CAUSE_WORDS.get(cause, same(cause))
        axes.add_artist(Rectangle((x, 1.043), 0.022, 0.02, fc=_colour(cause), lw=0, clip_on=False))
        sheet.say(axes, x + 0.03, 1.045, words, size=sheet.size(6.2, 5.6), colour=palette.TEXT, both="zh")
        x += 0.19 if sheet.narrow else 0.2
    table = moved.table
    gap = 0.022
    room = 1 - gap * (len(table) - 1)
    least = 0.021
    heights = np.maximum(table["jobs"].to_numpy(float) / moved.jobs * room, least)
    heights *= room / heights.sum()
    left, right = 0.015, 0.42 if not sheet.narrow else 0.5
    source, target = 0.98, 0.98
    shrink = 0.96 / 1.0
    causes = [f"jobs_{cause}" for cause in moved.causes]
    bottom_left = source
    size = sheet.size(6.6, 6.0)
    measure = numbers.fitted(float(table["jobs"].max()), "个")
    for k, row in table.iterrows():
        height = heights[int(str(k))] * shrink
        thick = float(row["jobs"]) / moved.jobs * shrink * 0.86
        y_left, y_right = bottom_left - 0.02, target
        for cause, column in zip(moved.causes, causes, strict=True):
            part = float(row[column]) / float(row["jobs"])
            if part > 0:
                _ribbon(
                    axes,
                    (left, right),
                    (y_left, y_left - thick * part),
                    (y_right, y_right - height * part),
                    _colour(cause),
                )
            y_left -= thick * part
            y_right -= height * part
        bottom_left -= thick
        middle = target - height / 2
        name = Words(str(row["name_zh"]), str(row["name_en"]))
        figure = measure.words(float(row["jobs"])) if k == 0 else measure.numbers(float(row["jobs"]))
        sheet.say(
            axes, right, middle, name, size=size, va="center", shift=(5, 0), both="beside" if not sheet.narrow else "zh"
        )
        sheet.say(
            axes,
            0.83 if not sheet.narrow else 0.8,
            middle,
            figure,
            size=size,
            va="center",
            ha="right",
            colour=palette.TEXT,
            both="zh",
        )
        firms = Words(
            f"{number(row['firms'])}家" if k == 0 else number(row["firms"]),
            f"{number(row['firms'])} firms" if k == 0 else number(row["firms"]),
        )
        sheet.say(
            axes,
            1.0,
            middle,
            firms,
            size=sheet.size(6.0, 5.6),
            va="center",
            ha="right",
            colour=palette.FAINT,
            both="zh",
        )
        target -= height + gap * shrink
    axes.add_artist(Rectangle((left - 0.012, bottom_left - 0.02), 0.012, source - bottom_left, fc=palette.INK, lw=0))
    sheet.say(
        axes,
        left - 0.012,
        source - 0.02,
        Words("北京", "Beijing"),
        size=sheet.size(7.2, 6.6),
        shift=(0, 2.5),
        bold=0.15,
    )


def _colour(cause: str) -> str:
    return CAUSE_COLOURS.get(cause, palette.FAINT)


def _ribbon(
    axes: Axes, x: tuple[float, float], start: tuple[float, float], end: tuple[float, float], colour: str
) -> None:
    """A band that leaves level and arrives level."""
    middle = (x[0] + x[1]) / 2
    points = [
        (x[0], start[0]),
        (middle, start[0]),
        (middle, end[0]),
        (x[1], end[0]),
        (x[1], end[1]),
        (middle, end[1]),
        (middle, start[1]),
        (x[0], start[1]),
        (x[0], start[0]),
    ]
    codes = [Outline.MOVETO, *[Outline.CURVE4] * 3, Outline.LINETO, *[Outline.CURVE4] * 3, Outline.CLOSEPOLY]
    axes.add_artist(PathPatch(Outline(points, codes), fc=colour, ec=palette.PAPER, lw=0.25, alpha=0.86))
