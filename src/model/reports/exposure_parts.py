"""Exposure by emission path, and what its change is made of, cross-evaluated with the twin in the climate of today."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from model.experiments.twins import PARTS
from model.reports import palette
from model.reports.bands import QUANTILES, head, tick_words
from model.reports.ensemble import Ensemble
from model.reports.exposure import PATH_WORDS, PUBLISHED, PUBLISHED_YEAR
from model.reports.lines import end_labels, grid_lines, round_ticks, years_below
from model.reports.numbers import Measure, number
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
INDICATOR = "exposure_20mm_expected"
ORDER = ("control", "low", "medium", "high", "custom")
COLOURS = {
    "climate": palette.PARTS["climate"],
    "exogenous": palette.PARTS["population"],
    "induced": "#46A3A6",
    "interaction": palette.PARTS["interaction"],
}
NAMES = {
    "climate": Words("气候", "climate"),
    "exogenous": Words("人口（外生）", "population, exogenous"),
    "induced": Words("人口（暴雨引起）", "population, induced"),
    "interaction": Words("交互", "interaction"),
    "total": Words("合计", "total"),
}
MOST = 4
PERSON_EVENTS = Measure((1e8, 1e6), ("亿人次", "million person-events"), (2, 0))


def exposure_parts(batch: Ensemble) -> Picture | None:
    """Exposure by path, and its change by part for each path with a twin; None without twins."""
    table = batch.comparison.decomposition
    if table.empty:
        return None
    shown = table[(table["level"] == "region") & table["scenario"].isin(_chosen(batch))]
    last = shown[shown["year"] == batch.end]
    names = [name for name in _chosen(batch) if name in set(last["scenario"])]
    lead = max(names, key=lambda name: ORDER.index(batch.pathway(name)))
    values = last[last["scenario"] == lead].set_index("part")["percent"]
    path = PATH_WORDS.get(batch.pathway(lead), same(batch.pathway(lead)))
    signed = {part: number(float(values[part]), 1, signed=True) for part in PARTS}
    control = batch.title(batch.twins[lead][0])
    title = Words(
        f"{path.zh}路径下{batch.end}年暴露{signed['total']} %：气候{signed['climate']}，人口{signed['exogenous']}，"
        f"暴雨引起的人口变动{signed['induced']}",
        f"Exposure {signed['total']} % by {batch.end} on the {path.en} path: climate {signed['climate']}, "
        f"population {signed['exogenous']}, people moved by storms {signed['induced']}",
    )
    return Picture(
        name="exposure-parts",
        title=title,
        subtitle=batch.said(
            Words(
                f"日雨量20毫米以上的人次（期望，每年）；右：相对{batch.start}年起始人口与对照雨率的变化（%）",
                "Person-events of days above 20 mm, expected a year; right: change from the people of "
                f"{batch.start} at control rates, %",
            )
        ),
        alt=Words(
            f"左：各路径的期望暴露。右：各路径{batch.end}年变化的分解。" + _said(batch, last, names, "zh"),
            f"Left: expected exposure by path. Right: parts of the change by {batch.end}. "
            + _said(batch, last, names, "en"),
        ),
        note=Words(
            f"交叉分解，参照“{control.zh}”的同一种子：气候 = Pc(f1–f0)，外生人口 = (Pc–P0)f0，"
            "引起的人口 = (P1–Pc)f0，交互 = (P1–Pc)(f1–f0)；"
            "恒等式，不是证据。灰色为文献的25–36 %（假定人口增长），仅作对照。低、中两路径不分高下。",
            f"Cross-evaluated against {control.en} on the same seeds: climate Pc(f1–f0), exogenous (Pc–P0)f0, induced"
            " (P1–Pc)f0, interaction (P1–Pc)(f1–f0); an identity, no evidence. Grey: the published 25 to 36 %, which"
            " assumes a growing population. Low and medium are not ranked.",
        ),
        data=shown.drop(columns=["level", "threshold"]),
        height={"wide": 240.0, "narrow": 432.0},
        draw=lambda sheet: _draw(sheet, batch, last, names),
    )


def _chosen(batch: Ensemble) -> list[str]:
    """One scenario a path: the baseline's own twins first, in the order of the paths, never of their effect."""
    by_path: dict[str, str] = {}
    base = batch.pairs.baseline
    control = batch.twins.get(base, (base, ""))[0]
    for name in batch.pairs.scenarios:
        if name in batch.twins and (batch.twins[name][0] == control or control not in batch.pairs.scenarios):
            by_path.setdefault(batch.pathway(name), name)
    if not by_path:
        for name in batch.twins:
            by_path.setdefault(batch.pathway(name), name)
    return [by_path[path] for path in ORDER if path in by_path][:MOST]


def _said(batch: Ensemble, last: pd.DataFrame, names: list[str], lang: str) -> str:
    out = []
    for name in names:
        values = last[last["scenario"] == name].set_index("part")["percent"]
        path = PATH_WORDS.get(batch.pathway(name), same(batch.pathway(name)))
        parts = [
            f"{NAMES[part].zh if lang == 'zh' else NAMES[part].en} {number(float(values[part]), 1, signed=True)}"
            for part in PARTS
        ]
        out.append(f"{path.zh if lang == 'zh' else path.en}: " + ("、" if lang == "zh" else ", ").join(parts))
    return ("；" if lang == "zh" else "; ").join(out) + ("。" if lang == "zh" else ".")


def _draw(sheet: Sheet, batch: Ensemble, last: pd.DataFrame, names: list[str]) -> None:
    if sheet.narrow:
        line, parts = sheet.panel(34, 26, 156, 150), sheet.panel(34, 232, 136, 168)
    else:
        line, parts = sheet.panel(40, 26, 150, 184), sheet.panel(284, 26, 144, 184)
    _lines(sheet, line, batch, names)
    _bars(sheet, parts, batch, last, names)


def _lines(sheet: Sheet, axes: Axes, batch: Ensemble, names: list[str]) -> None:
    """Expected exposure of each path with its control, mean and 90 % band over seeds."""
    series = batch.series(INDICATOR, "bth", "region")
    control = batch.twins[names[0]][0]
    drawn = [control, *names]
    seen = np.concatenate([series[name].ravel() for name in drawn])
    ticks = round_ticks(float(np.nanmin(seen)), float(np.nanmax(seen)))
    axes.set_ylim(ticks[0], ticks[-1])
    years = np.arange(batch.start, batch.end + 1)
    years_below(sheet, axes, years)
    grid_lines(sheet, axes, ticks, tick_words(ticks, PERSON_EVENTS))
    exposure = "Exposure, million person-events a year"
    head(sheet, axes, Words("期望暴露（亿人次/年）", exposure, exposure.replace("million", "100 million")))
    ends = []
    for name in drawn:
        path = batch.pathway(name)
        ink = palette.PATHS.get(path, palette.ACCENT)
        low, high = np.nanquantile(series[name], QUANTILES, axis=0)
        mean = np.nanmean(series[name], axis=0)
        axes.fill_between(years, low, high, color=ink, alpha=0.16, lw=0, zorder=2)
        axes.plot(years, mean, color=ink, lw=1.7, zorder=3, solid_capstyle="round")
        ends.append((float(mean[-1]), PATH_WORDS.get(path, same(path)), ink))
    end_labels(sheet, axes, batch.end, ends)


def _bars(sheet: Sheet, axes: Axes, batch: Ensemble, last: pd.DataFrame, names: list[str]) -> None:
    """One stack a path, up and down from zero, the total marked with its interval."""
    wide = last.pivot(index="scenario", columns="part", values="percent").loc[names]
    stack = wide[list(COLOURS)].to_numpy(float)
    up, down = np.maximum(stack, 0).sum(1).max(), np.minimum(stack, 0).sum(1).min()
    ticks = round_ticks(min(float(down), 0.0), max(float(up), PUBLISHED[1]), 6)
    axes.set_ylim(ticks[0], ticks[-1])
    axes.set_xlim(-0.75, len(names) - 0.7)
    grid_lines(sheet, axes, ticks, [same(number(tick, signed=True) if tick else "0") for tick in ticks])
    head(sheet, axes, Words(f"{batch.end}年相对{batch.start}年的变化（%）", f"Change {batch.start} to {batch.end}, %"))
    axes.axhspan(*PUBLISHED, color=palette.FAINT, alpha=0.16, lw=0, zorder=1)
    sheet.say(
        axes,
        -0.56,
        PUBLISHED[1],
        Words(f"文献 25–36 %（至{PUBLISHED_YEAR}）", f"published 25–36 % (to {PUBLISHED_YEAR})"),
        size=sheet.size(6, 5.4),
        colour=palette.TEXT,
        va="top",
        shift=(1, -3),
        both="zh",
    )
    width, ends = 0.5, list[tuple[float, Words, str]]()
    for k, name in enumerate(names):
        rows = last[last["scenario"] == name].set_index("part")
        top = bottom = 0.0
        for part, ink in COLOURS.items():
            value = float(rows.at[part, "percent"])
            start = top if value >= 0 else bottom + value
            axes.add_artist(
                Rectangle((k - width / 2, start), width, abs(value), fc=ink, ec=palette.PAPER, lw=0.5, zorder=3)
            )
            middle = start + abs(value) / 2
            if k == len(names) - 1:
                ends.append((middle, NAMES[part] + same(f" {number(value, 1, signed=True)}"), ink))
            elif abs(value) > 0.06 * (ticks[-1] - ticks[0]):
                sheet.say(
                    axes,
                    k,
                    start,
                    same(number(value, 1, signed=True)),
                    size=sheet.size(6.2, 5.4),
                    colour=palette.PAPER,
                    ha="center",
                    va="bottom",
                    shift=(0, 2.5),
                    zorder=8,
                )
            if value >= 0:
                top += value
            else:
                bottom += value
        total = float(rows.at["total", "percent"])
        low, high = (float(rows.at["total", key]) for key in ("percent_low", "percent_high"))
        if np.isfinite(low):
            axes.plot([k, k], [low, high], color=palette.INK, lw=1.2, zorder=6)
        axes.plot([k], [total], "o", ms=5, mfc=palette.PAPER, mec=palette.INK, mew=1.3, zorder=7)
        sheet.say(
            axes,
            k - width / 2,
            total,
            same(number(total, 1, signed=True)),
            size=sheet.size(6.6, 5.8),
            ha="right",
            va="center",
            shift=(-3, 0),
            bold=0.15,
        )
        path = PATH_WORDS.get(batch.pathway(name), same(batch.pathway(name)))
        sheet.say(
            axes,
            k,
            0,
            path,
            size=sheet.size(7, 6.2),
            ha="center",
            va="top",
            shift=(0, -6),
            coords=axes.get_xaxis_transform(),
            both="below" if not sheet.narrow else "zh",
            colour=palette.readable(palette.PATHS.get(batch.pathway(name), palette.ACCENT)),
        )
    axes.axhline(0, color=palette.INK, lw=0.7, zorder=5)
    end_labels(sheet, axes, len(names) - 1 + width / 2, ends)
