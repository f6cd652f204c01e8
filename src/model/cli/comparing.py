"""A comparison on a terminal: one table a scenario, never wider than 80 columns without one."""

from math import ceil, isfinite, log10
from typing import TYPE_CHECKING, Final

from rich.table import Table

from model.cli.show import plain_table, with_unit
from model.cli.tongue import language
from model.reports.headline import named
from model.reports.numbers import Measure, number
from model.reports.words import LANGS, Lang

if TYPE_CHECKING:
    import pandas as pd

_HEADS: Final = {
    "en": ("", "reference", "difference", "±paired", "±unpaired", "var.", "seeds"),
    "zh": ("", "参照", "差值", "±成对", "±非成对", "方差比", "种子"),
}
_MOST: Final = 9999


def difference_table(rows: "pd.DataFrame", name: str, baseline: str, seeds: int) -> Table:
    """Differences of one scenario in one year.

    Args:
        rows: rows of `Comparison.differences`.
        name: the scenario.
        baseline: what it is held against.
        seeds: pairs.
    """
    lang = language()
    side = LANGS.index(lang)
    shown = []
    for row in rows.to_dict("records"):
        label, measure = labelled(str(row["indicator"]), str(row["unit"]), lang)
        if row["level"] != "region":
            label = f"{row['area_id']}: {label}"
        divisor = measure.divisor[side]
        half, free = (
            (row[high] - row[low]) / 2 / divisor for high, low in (("high", "low"), ("unpaired_high", "unpaired_low"))
        )
        digits = fine(half if isfinite(half) and half > 0 else row["difference"] / divisor, measure.digits[side])
        text = number(row["difference"] / divisor, digits, signed=True)
        shown.append(
            (
                label,
                measure.number(row["baseline_mean"], lang),
                text if row["clear"] else f"({text})",
                number(half, digits),
                number(free, digits),
                _count(row["variance_ratio"]),
                _count(row["seeds_needed"]),
            )
        )
    year = rows["year"].iloc[0]
    title = {
        "en": f"{year}: {name} less {baseline}, {seeds} paired {'seed' if seeds == 1 else 'seeds'}, 90 % intervals",
        "zh": f"{year}年：{name}减{baseline}，{seeds}对种子，90 %区间",
    }[lang]
    return plain_table(title, _HEADS[lang], shown, gap=1)


def labelled(indicator: str, unit: str, lang: Lang) -> tuple[str, Measure]:
    """What an indicator is called, with its unit, and how its figures are shown."""
    label, measure = named(indicator, unit)
    return with_unit(label, measure, lang), measure


def fine(half: float, digits: int) -> int:
    """Digits after the point so that two figures of the half-width are seen, within reason."""
    if not isfinite(half) or half == 0:
        return digits
    return min(max(1 - ceil(log10(abs(half))) + 1, 0), 5)


def _count(value: float) -> str:
    if not isfinite(value):
        return "-"
    return f">{_MOST}" if value > _MOST else f"{value:.0f}" if value >= 10 else f"{value:.2g}"
