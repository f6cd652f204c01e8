"""Scenario discovery in one figure: how coverage is paid with density, and the limits of the first box."""

from typing import Final

import pandas as pd

from model.experiments.sensitivity.outcomes import Outcome
from model.reports import palette
from model.reports.numbers import number
from model.reports.sensitivity import factor_words, outcome_words
from model.reports.sheet import Both, Picture, Sheet
from model.reports.terms import span
from model.reports.words import Words, same

ROW: Final = 17.0
CURVE: Final = 118.0
"""Height of the panel of coverage and density, points."""


def boxes_picture(limits: pd.DataFrame, way: pd.DataFrame, outcome: Outcome, bad: Words) -> Picture:
    """The first box and the way to it.

    Args:
        limits: of `experiments.discovery.prim.tables_of`.
        way: the same.
        outcome: what was asked.
        bad: which figures are bad, as `above 12`.
    """
    first = limits[limits["box"] == 1]
    what = outcome_words(str(outcome))
    lead = factor_words(str(first["factor"].iloc[0]))
    coverage, density = (number(100 * float(first[name].iloc[0])) for name in ("coverage", "density"))
    return Picture(
        name="discovery-" + str(outcome).replace("@", "-"),
        title=Words(f"{what.zh}变差，首先取决于“{lead.zh}”", f"{what.en} turns bad first of all by {lead.en}"),
        subtitle=Words(
            f"框内含{coverage} %的不利情形，框内{density} %为不利。不利：{bad.zh}。",
            f"The box has {coverage} % of the bad runs; {density} % of its runs are bad. Bad: {bad.en}.",
        ),
        alt=Words(
            "上：逐步收缩时覆盖率与密度的关系；下：框在各因素范围中的位置。",
            "Above: coverage against density as the box shrinks; below: where the box lies in each factor's range.",
        ),
        note=Words(
            "PRIM（Friedman与Fisher 1999）；圆点为所选框。p值：去掉该限制后偶然得到同样密度的概率。",
            "PRIM (Friedman, Fisher 1999); the dot is the box chosen. p: chance of such a density without the limit.",
        ),
        data=limits,
        height=dict.fromkeys(("wide", "narrow"), CURVE + 52.0 + ROW * len(first)),
        draw=lambda sheet: _draw(sheet, first, way[way["box"] == 1]),
    )


def _draw(sheet: Sheet, limits: pd.DataFrame, way: pd.DataFrame) -> None:
    label = 96.0 if sheet.narrow else 218.0
    room = sheet.points - label - 52
    size = sheet.size(6.4, 5.6)
    curve = sheet.panel(label, 8, room, CURVE - 20)
    curve.set_xlim(0, 100)
    curve.set_ylim(0, 103)
    for share in (0, 50, 100):
        curve.plot([0, 100], [share, share], color=palette.GRID, lw=0.6, zorder=1)
        sheet.say(curve, 0, share, same(f"{share} %"), size=size - 0.6, ha="right", va="center", shift=(-5, 0))
        sheet.say(curve, share, 0, same(f"{share} %"), size=size - 0.6, ha="center", va="top", shift=(0, -3))
    curve.plot(
        100 * way["coverage"],
        100 * way["density"],
        color=palette.ACCENT,
        lw=1.2,
        marker="o",
        ms=2,
        zorder=3,
        clip_on=False,
    )
    chosen = way[way["chosen"]].iloc[0]
    curve.plot(
        [100 * chosen["coverage"]], [100 * chosen["density"]], "o", color=palette.WARM, ms=5, zorder=4, clip_on=False
    )
    sheet.say(curve, 0, 100, Words("密度", "density"), size=size, ha="right", va="bottom", shift=(-5, 6))
    sheet.say(curve, 100, 0, Words("覆盖率", "coverage"), size=size, ha="right", va="top", shift=(0, -12))
    axes = sheet.panel(label, CURVE + 26, room, ROW * len(limits))
    axes.set_xlim(0, 1)
    axes.set_ylim(len(limits), 0)
    both: Both = "zh" if sheet.narrow else "beside"
    for i, row in enumerate(limits.itertuples()):
        words = factor_words(str(row.factor))
        sheet.say(axes, 0, i + 0.5, words, size=size, ha="right", va="center", shift=(-5, 0), both=both)
        axes.fill_between([0, 1], i + 0.3, i + 0.7, color=palette.GRID, lw=0)
        axes.fill_between([row.share_low, row.share_high], i + 0.2, i + 0.8, color=palette.WARM, lw=0, zorder=3)
        inside = Words(span(str(row.inside)), str(row.inside))
        sheet.say(axes, 0.5, i + 0.5, inside, size=size - 0.6, ha="center", va="center", halo=1.6, both="zh")
        sheet.say(axes, 1, i + 0.5, same(f"p {row.chance:.1g}"), size=size - 0.6, va="center", shift=(4, 0))
