"""Sensitivity in two figures: which factor moves which outcome, and a tornado for one outcome."""

from typing import Final

import numpy as np
import pandas as pd

from model.experiments.sensitivity.sampling import MORRIS
from model.region.names import read_ids
from model.reports import palette, typeface
from model.reports.headline import named
from model.reports.numbers import number
from model.reports.sheet import Both, Picture, Sheet
from model.reports.words import LANGS, Words, same
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import find_lever

MOST: Final = 18
"""Factors that a figure shows; the others are in its data."""
ROW: Final = 15.0
HEAD: Final = 84.0
"""Points for the names of outcomes, which stand aslant over the matrix."""
SLOPE: Final = 0.75
"""Part of a name's length that it reaches to the right, and up (45 degrees, and the height of its letters)."""
SHADES: Final = palette.steps(("#F7FAFB", *palette.MORE), 7)
LABELS: Final = {
    "dependency_old": Words("老年抚养比", "Old-age dependency"),
    "dependency_total": Words("总抚养比", "Dependency"),
    "exposure_50mm_expected": Words("暴雨暴露（50毫米）", "Exposure to 50 mm of rain"),
    "loss_expected": Words("暴雨损失（期望）", "Storm loss, expected"),
}
"""Outcomes that the headline does not name, or names too long for a column."""
REGIONS: Final = {"bth": Words("京津冀", "region"), "hebei": Words("河北", "Hebei")}
SIGNED: Final = Words(
    "因素走完其范围时结果的平均变动（μ*，结果自身的单位）与95 %区间。",
    "Mean change of the outcome over the whole range of a factor (mu*, in its own unit), 95 % interval. ",
)
SIGNED_NOTE: Final = Words(
    "蓝：因素增大则结果增大；红：减小。虚线：同一种子下各点之差的标准误，短于它的条形不可与随机起伏区分。",
    "Blue: more of the factor gives more of the outcome; red: less. Dotted: standard error over seeds of differences "
    "on one seed; a shorter bar cannot be told from chance.",
)
INDEX: Final = Words(
    "总指数（该因素及其交互所占的方差份额）与95 %区间。",
    "Total index (part of the variance that a factor has a hand in), 95 % interval. ",
)
INDEX_NOTE: Final = Words(
    "各总指数之和可大于1：交互在每个有关因素中都计入。",
    "Total indices may add up to more than 1: an interaction counts for each of its factors.",
)
EDGES: Final = np.array([0.02, 0.05, 0.1, 0.2, 0.35, 0.5])


def sensitivity_pictures(table: pd.DataFrame, how: Words, design: str) -> list[Picture]:
    """The matrix of all outcomes, and one tornado for each.

    Args:
        table: of `experiments.sensitivity.effects.effects`.
        how: design and number of runs, for the subtitle.
        design: morris, whose effects have the outcome's unit and a sign, or saltelli, whose indices have neither.
    """
    return [
        _matrix(table, how),
        *(_tornado(rows, how, signed=design == MORRIS) for _, rows in table.groupby("outcome", sort=False)),
    ]


def _matrix(table: pd.DataFrame, how: Words) -> Picture:
    shares = table.pivot(index="factor", columns="outcome", values="share")
    outcomes = list(dict.fromkeys(table["outcome"]))
    order = shares[outcomes].max(axis=1).sort_values(ascending=False).index[:MOST]
    shown = shares.loc[order, outcomes]
    lead, outcome = np.unravel_index(int(np.argmax(shown.to_numpy())), shown.shape)
    factor, what = factor_words(shown.index[lead]), outcome_words(outcomes[outcome])
    percent = number(100 * float(shown.iloc[lead, outcome]))
    return Picture(
        name="sensitivity-matrix",
        title=Words(
            f"“{factor.zh}”占“{what.zh}”全部影响的{percent} %",
            f"{factor.en[:1].upper()}{factor.en[1:]}: {percent} % of all effect on {what.en}",
        ),
        subtitle=Words("各因素在总影响中所占份额（%）。", "Share of each factor in the total effect, %. ") + how,
        alt=Words(
            "因素与结果的矩阵，颜色越深影响越大。最大：" + f"{factor.zh}对{what.zh}，{percent} %。",
            f"Matrix of factors and outcomes, darker is more. Largest: {factor.en} on {what.en}, {percent} %.",
        ),
        note=Words(
            "份额 = 该因素的总影响 / 各因素总影响之和；范围是批次文件所写的范围。",
            "Share: the factor's total effect over the sum of all; ranges are those of the batch file.",
        ),
        data=table,
        height={"wide": 10.0 + HEAD + ROW * len(shown), "narrow": 10.0 + HEAD + ROW * len(shown)},
        draw=lambda sheet: _draw_matrix(sheet, table, shown),
    )


def _draw_matrix(sheet: Sheet, table: pd.DataFrame, shown: pd.DataFrame) -> None:
    rows, columns = shown.shape
    label = 96.0 if sheet.narrow else 218.0
    small = sheet.size(6.2, 5.4)
    heads = [outcome_words(outcome) for outcome in shown.columns]
    reach = max(typeface.width(words.say(lang), small) for words in heads for lang in LANGS) * SLOPE
    axes = sheet.panel(label, HEAD, sheet.points - label - reach, ROW * rows)
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    values = shown.to_numpy(float)
    for i in range(rows):
        words = factor_words(shown.index[i])
        both: Both = "zh" if sheet.narrow else "beside"
        size = sheet.size(6.4, 5.6)
        sheet.say(axes, 0, i + 0.5, words, size=size, ha="right", va="center", shift=(-5, 0), both=both)
        for j in range(columns):
            kind = int(palette.classes(values[i, j : j + 1], EDGES)[0])
            axes.fill_between([j + 0.03, j + 0.97], i + 0.05, i + 0.95, color=SHADES[kind], lw=0)
            ink = palette.PAPER if kind >= 5 else palette.INK
            if values[i, j] >= 0.02:
                text = same(number(100 * values[i, j]))
                sheet.say(axes, j + 0.5, i + 0.5, text, size=sheet.size(6.2, 5.4), colour=ink, ha="center", va="center")
    for j, words in enumerate(heads):
        sheet.say(axes, j + 0.35, 0, words, size=small, va="bottom", shift=(0, 4), both="zh", rotation=45.0)


def _tornado(rows: pd.DataFrame, how: Words, *, signed: bool) -> Picture:
    outcome = str(rows["outcome"].iloc[0])
    what = outcome_words(outcome)
    shown = rows.head(MOST)
    first = factor_words(str(shown["factor"].iloc[0]))
    title = Words(f"{what.zh}：最敏感的是“{first.zh}”", f"{what.en} is most sensitive to {first.en}")
    if signed and float(shown["total"].max()) < float(shown["seed_noise"].iloc[0]):
        title = Words(f"{what.zh}：没有因素可与随机起伏区分", f"{what.en}: no factor's effect can be told from chance")
    return Picture(
        name="tornado-" + outcome.replace("@", "-"),
        title=title,
        subtitle=(SIGNED if signed else INDEX) + how,
        alt=Words(
            f"条形图：{what.zh}对各因素的敏感性，最大者为{first.zh}。",
            f"Bars: sensitivity of {what.en} to each factor; the largest is {first.en}.",
        ),
        note=SIGNED_NOTE if signed else INDEX_NOTE,
        data=rows,
        height={"wide": 22.0 + ROW * len(shown), "narrow": 22.0 + ROW * len(shown)},
        draw=lambda sheet: _draw_tornado(sheet, shown, signed=signed),
    )


def _draw_tornado(sheet: Sheet, shown: pd.DataFrame, *, signed: bool) -> None:
    label = 96.0 if sheet.narrow else 218.0
    axes = sheet.panel(label, 8, sheet.points - label - 46, ROW * len(shown))
    noise = float(shown["seed_noise"].iloc[0]) if signed else np.nan
    top = float(np.nanmax([(shown["total"] + shown["error"]).max(), noise])) or 1.0
    axes.set_xlim(0, top)
    axes.set_ylim(len(shown), 0)
    digits = max(0, 2 - int(np.floor(np.log10(top)))) if top > 0 else 0
    for i, row in enumerate(shown.itertuples()):
        up = not signed or float(row.effect) >= 0
        colour = palette.ACCENT if up else palette.WARM
        axes.fill_between([0, float(row.total)], i + 0.2, i + 0.8, color=colour, lw=0, zorder=3)
        low, high = max(float(row.total) - float(row.error), 0.0), float(row.total) + float(row.error)
        axes.plot([low, high], [i + 0.5, i + 0.5], color=palette.INK, lw=0.8, zorder=4)
        both: Both = "zh" if sheet.narrow else "beside"
        size, words = sheet.size(6.4, 5.6), factor_words(str(row.factor))
        sheet.say(axes, 0, i + 0.5, words, size=size, ha="right", va="center", shift=(-5, 0), both=both)
        figure = same(number(float(row.total) if up else -float(row.total), digits))
        sheet.say(axes, high, i + 0.5, figure, size=size - 0.4, colour=palette.TEXT, va="center", shift=(4, 0))
    if noise > 0:
        axes.plot([noise, noise], [0, len(shown)], color=palette.FAINT, lw=0.8, ls=(0, (2, 2)), zorder=5)


def factor_words(key: str) -> Words:
    """A lever's label in both languages; its key where it has none."""
    found = find_lever(Scenario, key.split("."))
    evidence = (found.evidence if found else None) or {}
    return Words(str(evidence.get("zh") or key), str(evidence.get("en") or key))


def outcome_words(outcome: str) -> Words:
    """An outcome's label: indicator and area."""
    indicator, area, *year = outcome.split("@")
    label = LABELS.get(indicator) or named(indicator, "")[0]
    place = _area(area)
    return Words(
        place.zh + label.zh + (f"（{year[0]}年）" if year else ""),
        f"{label.en}, {place.en}" + (f", {year[0]}" if year else ""),
    )


def _area(area: str) -> Words:
    """Names of an area; of a place with that of its city."""
    if area in REGIONS:
        return REGIONS[area]
    for table, column in (("cities.csv", "city_id"), ("places.csv", "place_id")):
        ids = read_ids(table, column)
        if area in ids:
            at = ids.index(area)
            return Words(read_ids(table, "name_zh")[at], read_ids(table, "name_en")[at])
    return same(area)
