"""How rare a year of losses is: realised regional losses of all seeds against their return period, by path."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.reports import palette
from model.reports.bands import head, tick_words
from model.reports.ensemble import Ensemble
from model.reports.exposure import PATH_WORDS
from model.reports.exposure_parts import ORDER
from model.reports.lines import end_labels, grid_lines, round_ticks
from model.reports.numbers import MONEY, number
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
INDICATOR = "loss_realised"
WINDOW = 20
"""Last years that are pooled: the climate changes over them, and longer would mix more of it."""
LEAST = 40
"""Seed-years below which no curve is drawn."""


def return_periods(batch: Ensemble) -> Picture | None:
    """Losses against return period, one curve a path; None where there are too few years."""
    first = max(batch.start + 1, batch.end - WINDOW + 1)
    years = list(range(first, batch.end + 1))
    if len(years) * batch.seeds < LEAST:
        return None
    by_path: dict[str, str] = {}
    for name in batch.pairs.scenarios:
        by_path.setdefault(batch.pathway(name), name)
    names = [by_path[path] for path in ORDER if path in by_path]
    values = batch.yearly(INDICATOR, years)
    if any(np.isnan(values[name]).any() for name in names):
        return None
    period = periods(len(years) * batch.seeds)
    lead = names[-1]
    wanted = 20.0
    losses = {name: float(np.interp(np.log(wanted), np.log(period), values[name])) for name in names}
    path = PATH_WORDS.get(batch.pathway(lead), same(batch.pathway(lead)))
    amount = MONEY.words(losses[lead])
    title = Words(
        f"{path.zh}路径下，区域年损失约每二十年一次达{amount.zh}以上",
        f"On the {path.en} path the region loses {amount.en} or more about once in twenty years",
    )
    return Picture(
        name="return-periods",
        title=title,
        subtitle=batch.said(
            Words(
                f"{first}–{batch.end}年的年损失（实际），各路径{period.size}个种子年合并排序",
                f"Realised loss a year, {first}–{batch.end}, {period.size} seed-years of each path ranked together",
            )
        ),
        alt=Words(
            "各路径年损失与重现期。二十年一遇："
            + "、".join(f"{_path(batch, name).zh}{MONEY.text(losses[name], 'zh')}" for name in names)
            + "。",
            "Loss against return period. Once in twenty years: "
            + ", ".join(f"{_path(batch, name).en} {MONEY.text(losses[name], 'en')}" for name in names)
            + ".",
        ),
        note=Words(
            "重现期 = (n+1)/名次，经验值，无外推；最右几点由最大的一两次暴雨决定，误差很大。低、中两路径不分高下。",
            "Return period (n + 1) / rank, empirical, not extrapolated; the rightmost points hang on a storm or two. "
            "Low and medium are not ranked.",
        ),
        data=pd.concat(
            [
                pd.DataFrame(
                    {"scenario": name, "pathway": batch.pathway(name), "return_period": period, "loss": values[name]}
                )
                for name in names
            ]
        ),
        height={"wide": 230.0, "narrow": 210.0},
        draw=lambda sheet: _draw(sheet, batch, names, period, values),
    )


def periods(count: int) -> Floats:
    """Return periods in years of values sorted ascending: (n + 1) / rank, rank 1 the largest."""
    return (count + 1) / np.arange(count, 0, -1.0)


def _path(batch: Ensemble, name: str) -> Words:
    return PATH_WORDS.get(batch.pathway(name), same(batch.pathway(name)))


def _draw(sheet: Sheet, batch: Ensemble, names: list[str], period: Floats, values: dict[str, Floats]) -> None:
    axes = sheet.panel(34, 26, 150, 150) if sheet.narrow else sheet.panel(46, 26, 390, 170)
    top = max(float(values[name].max()) for name in names)
    ticks = round_ticks(0.0, top)
    axes.set_ylim(0, ticks[-1])
    axes.set_xlim(0, float(np.log(period[-1])))
    grid_lines(sheet, axes, ticks, tick_words(ticks, MONEY))
    head(
        sheet,
        axes,
        Words("区域年损失（亿元）", "Regional loss a year, bn yuan", "Regional loss a year, 100 million yuan"),
    )
    for mark in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if mark <= period[-1]:
            sheet.say(
                axes,
                float(np.log(mark)),
                0,
                Words(f"{number(mark)}年", f"{number(mark)} yr") if mark in (1, 10, 100) else same(number(mark)),
                size=sheet.size(6.2),
                colour=palette.FAINT,
                ha="center",
                va="top",
                shift=(0, -4),
                both="zh",
            )
    ends = []
    for k, name in enumerate(names):  # the lower paths thinner and on top: the same storms often fill several
        ink = palette.PATHS.get(batch.pathway(name), palette.ACCENT)
        axes.step(np.log(period), values[name], where="mid", color=ink, lw=1.2 + 0.8 * k, zorder=4 - 0.1 * k)
        rare = period > period[-1] / 12
        axes.plot(np.log(period[rare]), values[name][rare], "o", ms=2.6, mfc=palette.PAPER, mec=ink, mew=0.9, zorder=4)
        ends.append((float(values[name][-1]), _path(batch, name), ink))
    end_labels(sheet, axes, float(np.log(period[-1])), ends)
