"""Exposure to rain: expected and realised over the years, and what its change is made of."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.reports import palette
from model.reports.exposure_series import PARTS, Exposure, other_paths, read_exposure
from model.reports.lines import end_labels, grid_lines, round_ticks, years_below
from model.reports.numbers import PERSON_EVENTS, number
from model.reports.run_folder import Run
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
PART_WORDS = {
    "climate": Words("气候", "climate"),
    "population": Words("人口", "population"),
    "interaction": Words("交互", "interaction"),
}
PATH_WORDS = {
    "control": Words("对照", "control"),
    "low": Words("低排放", "low"),
    "medium": Words("中排放", "medium"),
    "high": Words("高排放", "high"),
    "custom": Words("自定义", "custom"),
}
PUBLISHED = (25.0, 36.0)
"""Rise of exposed population to 2050 over its three paths, %, as the article prints it; a check, never a target."""
PUBLISHED_YEAR = 2050
SOURCE = Words(
    "日雨量20毫米以上的人次：人口×每年期望日数（封闭形式）；圆点为本次种子的实际值。分解以起始年人口与对照雨率为准。"
    "灰色为文献给出的2021–2050年升幅25–36 %（假定人口增长），仅作对照，非校准目标。低、中两路径不分高下。",
    "Person-events of days above 20 mm: people times expected days a year (closed form); dots are this seed's storms."
    " Decomposed against the starting people and control rates. Grey: the published rise of 25 to 36 % to 2050, which"
    " assumes a growing population; a reference, no target. Low and medium are not ranked.",
)


def exposure(run: Run) -> Picture | None:
    """Exposure by path with its decomposition; None if the run does not hold it."""
    found = read_exposure(run)
    if found is None:
        return None
    last = found.percent[:, -1]
    total = float(last.sum())
    verb = Words("上升" if total >= 0 else "下降", "rises" if total >= 0 else "falls")
    push = PART_WORDS[PARTS[int(np.abs(last).argmax())]]
    path = PATH_WORDS.get(run.pathway, same(run.pathway))
    title = Words(
        f"强降雨暴露{verb.zh}{abs(total):.1f} %：气候{number(last[0], 1, signed=True)}，"
        f"人口{number(last[1], 1, signed=True)}，"
        f"交互{number(last[2], 1, signed=True)}",
        f"Exposure to heavy rain {verb.en} {abs(total):.1f} %: climate {number(last[0], 1, signed=True)}, "
        f"population {number(last[1], 1, signed=True)}, interaction {number(last[2], 1, signed=True)}",
    )
    subtitle = run.subtitle(
        Words(
            f"日雨量20毫米以上的人次（每年）及其相对{run.start}年的变化（%），{path.zh}路径",
            f"Person-events of days above 20 mm a year, and their change from {run.start} in %, {path.en} path",
        )
    )
    start, end = PERSON_EVENTS.words(found.expected[0]), PERSON_EVENTS.words(found.expected[-1])
    whole = number(total, 1, signed=True)
    alt = Words(
        f"左：期望暴露由{start.zh}到{end.zh}，圆点为实际。右：变化的分解，{run.end}年合计{whole} %，"
        f"最大部分为{push.zh}；灰带为文献的25–36 %。",
        f"Left: expected exposure goes from {start.en} to {end.en}; dots are realised. Right: the change by part, "
        f"{whole} % in {run.end}, most of it {push.en}; the grey band is the published 25 to 36 %.",
    )
    return Picture(
        name="exposure",
        title=title,
        subtitle=subtitle,
        alt=alt,
        note=SOURCE,
        data=_shown(found),
        height={"wide": 226.0, "narrow": 400.0},
        draw=lambda sheet: _draw(sheet, run, found),
    )


def _shown(found: Exposure) -> pd.DataFrame:
    frame = pd.DataFrame({"year": found.years, "expected": found.expected, "control_rates": found.control})
    frame["realised"] = found.realised.reindex(found.years).to_numpy(float)
    for k, part in enumerate(PARTS):
        frame[f"{part}_percent"] = found.percent[k]
    frame["total_percent"] = found.percent.sum(0)
    return frame


def _draw(sheet: Sheet, run: Run, found: Exposure) -> None:
    if sheet.narrow:
        line, parts = sheet.panel(30, 22, 168, 150), sheet.panel(30, 216, 168, 160)
    else:
        line, parts = sheet.panel(38, 24, 172, 180), sheet.panel(292, 24, 168, 180)
    _lines(sheet, line, run, found)
    _stack(sheet, parts, run, found)


def _lines(sheet: Sheet, axes: Axes, run: Run, found: Exposure) -> None:
    """Expected as a line, the same people at base rates in grey, realised as dots."""
    seen = np.concatenate([found.expected, found.control, found.realised.to_numpy(float)])
    ticks = round_ticks(float(np.nanmin(seen)), float(np.nanmax(seen)))
    axes.set_ylim(ticks[0], ticks[-1])
    years_below(sheet, axes, found.years)
    grid_lines(
        sheet,
        axes,
        ticks,
        [
            Words(
                number(v / 1e8, 0 if ticks[1] - ticks[0] >= 1e8 else 1 if ticks[1] - ticks[0] >= 1e7 else 2),
                number(v / 1e6),
            )
            for v in ticks
        ],
    )
    colour = palette.PATHS.get(run.pathway, palette.ACCENT)
    sheet.say(
        axes,
        0,
        1,
        Words(
            "暴露（亿人次/年）",
            "Exposure, million person-events a year",
            "Exposure, 100 million person-events a year",
        ),
        size=sheet.size(7, 6.4),
        coords="axes fraction",
        shift=(-20, 15 if sheet.voice == "both" and not sheet.narrow else 10),
        both="below" if not sheet.narrow else "zh",
        colour=palette.TEXT,
        va="center",
    )
    axes.plot(
        found.realised.index, found.realised, "o", ms=2.4, mfc=palette.readable(colour), mec="none", alpha=0.4, zorder=2
    )
    axes.plot(found.years, found.control, color=palette.PATHS["control"], lw=1.2, zorder=3)
    axes.plot(found.years, found.expected, color=colour, lw=1.9, zorder=4, solid_capstyle="round")
    ends = []
    for other, line in other_paths(run, found).items():
        axes.plot(found.years, line, color=palette.PATHS[other], lw=0.7, alpha=0.8, zorder=3)
        ends.append((float(line[-1]), PATH_WORDS[other], palette.PATHS[other]))
    path = PATH_WORDS.get(run.pathway, same(run.pathway))
    ends += [(found.expected[-1], Words(f"{path.zh}·期望", f"{path.en}, expected"), colour)]
    ends.append(
        (
            found.control[-1],
            Words("基期雨率", "base rates")
            if sheet.narrow
            else Words("同样的人·基期雨率", "base rates", "same people, base rates"),
            palette.FAINT,
        )
    )
    end_labels(sheet, axes, found.years[-1], ends)
    if len(found.realised):
        year = int(found.realised.idxmax())
        sheet.say(
            axes,
            year,
            float(found.realised.max()),
            Words("实际（本种子）", "realised, this seed"),
            size=sheet.size(6.2, 5.8),
            colour=palette.FAINT,
            shift=(4, -1),
            va="center",
            halo=1.2,
            both="zh",
            ha="left" if year < found.years.mean() + 5 else "right",
        )


def _stack(sheet: Sheet, axes: Axes, run: Run, found: Exposure) -> None:
    """Parts stacked up and down from zero, the total as a line, the published range in grey."""
    percent = found.percent
    above, below = np.maximum(percent, 0).sum(0), np.minimum(percent, 0).sum(0)
    total = percent.sum(0)
    ticks = round_ticks(min(float(below.min()), 0.0), max(float(above.max()), PUBLISHED[1]), 6)
    axes.set_ylim(ticks[0], ticks[-1])
    years_below(sheet, axes, found.years)
    grid_lines(sheet, axes, ticks, [same(number(v, signed=True) if v else "0") for v in ticks])
    sheet.say(
        axes,
        0,
        1,
        Words(f"相对{run.start}年的变化（%）", f"Change from {run.start}, %"),
        size=sheet.size(7, 6.4),
        coords="axes fraction",
        shift=(-20, 15 if sheet.voice == "both" and not sheet.narrow else 10),
        both="below" if not sheet.narrow else "zh",
        colour=palette.TEXT,
        va="center",
    )
    top, bottom = np.zeros(len(found.years)), np.zeros(len(found.years))
    ends = []
    for k, part in enumerate(PARTS):
        up, down = np.maximum(percent[k], 0), np.minimum(percent[k], 0)
        for start, piece in ((top, up), (bottom, down)):
            if piece.any():
                axes.fill_between(found.years, start, start + piece, color=palette.PARTS[part], lw=0, zorder=2)
        middle = float((top + up / 2)[-1] if up[-1] >= -down[-1] else (bottom + down / 2)[-1])
        ends.append(
            (middle, PART_WORDS[part] + same(f" {number(percent[k, -1], 1, signed=True)}"), palette.PARTS[part])
        )
        top, bottom = top + up, bottom + down
    axes.axhline(0, color=palette.INK, lw=0.6, zorder=4)
    axes.plot(found.years, total, color=palette.PAPER, lw=3.0, zorder=5)
    axes.plot(found.years, total, color=palette.INK, lw=1.5, zorder=6)
    axes.plot(
        found.years[-1], total[-1], "o", ms=4.5, mfc=palette.PAPER, mec=palette.INK, mew=1.3, zorder=7, clip_on=False
    )
    ends.append((float(total[-1]), Words("合计", "total") + same(f" {number(total[-1], 1, signed=True)}"), palette.INK))
    end_labels(sheet, axes, found.years[-1], ends)
    year = min(PUBLISHED_YEAR, int(found.years[-1]))
    low, high = PUBLISHED
    axes.fill_between([found.years[0], found.years[-1]], low, high, color=palette.FAINT, alpha=0.16, lw=0, zorder=1)
    axes.plot([year, year], [low, high], color=palette.FAINT, lw=2.2, zorder=8, solid_capstyle="butt")
    sheet.say(
        axes,
        found.years[0],
        (low + high) / 2,
        Words(f"文献 25–36 %（至{PUBLISHED_YEAR}）", f"published 25–36 % (to {PUBLISHED_YEAR})"),
        size=sheet.size(6.2, 5.8),
        colour=palette.TEXT,
        va="center",
        shift=(4, 0),
        both="zh",
        halo=3.0,
        halo_colour="#E9ECEE",
    )
