"""Regret in one figure: policies down, outcomes across, the largest regret as a share of the worst in each column."""

from typing import Final

import numpy as np
import pandas as pd

from model.reports import palette
from model.reports.numbers import number
from model.reports.sensitivity import outcome_words
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

ROW: Final = 18.0
MOST: Final = 20
"""Policies that the figure shows; the others are in its data."""
EDGES: Final = np.array([0.02, 0.2, 0.4, 0.6, 0.8, 0.98])
SHADES: Final = palette.steps(("#F7FAFB", *palette.LESS), 7)


def regret_picture(table: pd.DataFrame) -> Picture:
    """The matrix of largest regrets.

    Args:
        table: of `experiments.discovery.regret.regret_table`.
    """
    outcomes = list(dict.fromkeys(table["outcome"]))
    largest = table.pivot(index="policy", columns="outcome", values="max_regret")[outcomes]
    shares = (largest / largest.max().replace(0.0, 1.0)).fillna(0.0)
    shown = shares.assign(order=shares.mean(axis=1)).sort_values("order", kind="stable").index[:MOST]
    worlds = int(table["worlds"].iloc[0])
    firsts = table[table["rank"] == 1].groupby("policy", sort=False).size()
    lead, often = str(firsts.idxmax()), int(firsts.max())
    how = Words(f"{len(largest)}项政策，{worlds}种情形。", f"{len(largest)} policies, {worlds} states of the world.")
    return Picture(
        name="regret-matrix",
        title=Words(
            f"{len(outcomes)}项结果中，“{lead}”在{often}项上最大遗憾值最小",
            f"{lead} has the smallest largest regret in {often} of {len(outcomes)} outcomes",
        ),
        subtitle=Words("最大遗憾值，占该列最大者的比例（%）。", "Largest regret, % of the largest in its column. ")
        + how,
        alt=Words("政策与结果的矩阵，颜色越深遗憾越大。", "Matrix of policies and outcomes, darker is more regret."),
        note=Words(
            "遗憾值 = 同一情形下最优政策与该政策之差；各列单位不同，不可相加。最大值随情形数增加。",
            "Regret: what the best policy has more in the same state of the world; columns have units of their own and"
            " do not add up. The largest grows with the number of states.",
        ),
        data=table,
        height={"wide": 84.0 + ROW * len(shown), "narrow": 84.0 + ROW * len(shown)},
        draw=lambda sheet: _draw(sheet, table, shares.loc[shown]),
    )


def _draw(sheet: Sheet, table: pd.DataFrame, shares: pd.DataFrame) -> None:
    rows, columns = shares.shape
    label = 80.0 if sheet.narrow else 150.0
    axes = sheet.panel(label, 74, sheet.points - label - (34 if sheet.narrow else 60), ROW * rows)
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    for i in range(rows):
        name = same(str(shares.index[i]))
        sheet.say(axes, 0, i + 0.5, name, size=sheet.size(6.4, 5.6), ha="right", va="center", shift=(-5, 0))
        for j in range(columns):
            share = float(shares.iloc[i, j])
            kind = int(palette.classes(np.array([share]), EDGES)[0])
            axes.fill_between([j + 0.03, j + 0.97], i + 0.05, i + 0.95, color=SHADES[kind], lw=0)
            ink = palette.PAPER if kind >= 6 else palette.INK
            words = same(f"{number(100 * share)}")
            sheet.say(axes, j + 0.5, i + 0.5, words, size=sheet.size(6.2, 5.4), colour=ink, ha="center", va="center")
    for j, outcome in enumerate(shares.columns):
        words = outcome_words(str(outcome))
        size = sheet.size(6.2, 5.4)
        sheet.say(axes, j + 0.35, 0, words, size=size, va="bottom", shift=(0, 4), both="zh", rotation=45.0)
