"""The effects of a batch in figures: four large ones, and the table of all, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite, log10
from typing import TYPE_CHECKING, Final

from model.reports.cards import course
from model.reports.cast import Panel, panels
from model.reports.ensemble import Ensemble
from model.reports.headline import named
from model.reports.numbers import Measure, number
from model.reports.words import LANGS, Lang, Words

if TYPE_CHECKING:
    import pandas as pd

OTHERS: Final = 3
"""Further scenarios that a card names."""
MOST_DIGITS: Final = 3
COLUMNS: Final = 5
"""Scenarios beside each other in a table."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference with its interval, in words."""

    scenario: Words
    figure: Words
    interval: Words
    clear: bool
    since: int | None = None
    """First year from which on the difference is clear of zero; None if it is not in the last."""


@dataclass(frozen=True, slots=True)
class EffectCard:
    """One of the four large figures: the scenario that changes it most, and a few others."""

    label: Words
    unit: Words
    lead: Effect
    others: list[Effect]
    course: str
    """Points of the difference over the years in a box of 100 by 28."""
    zero: float
    """Height of the zero line in that box."""


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One indicator of the table: the baseline's mean and a cell for each scenario."""

    label: Words
    baseline: Words
    cells: list[Effect | None]


@dataclass(frozen=True, slots=True)
class EffectTable:
    """The differences of a few scenarios."""

    scenarios: list[Words]
    rows: list[EffectRow]


def effect_cards(batch: Ensemble) -> list[EffectCard]:
    """Up to four cards."""
    return [card for card in (_card(batch, panel) for panel in panels(batch)) if card is not None]


def effect_tables(batch: Ensemble, names: Sequence[str]) -> list[EffectTable]:
    """The table of some scenarios, cut so that each part fits on paper."""
    parts = [names[low : low + COLUMNS] for low in range(0, len(names), COLUMNS)]
    return [EffectTable([batch.title(name) for name in part], effect_rows(batch, part)) for part in parts]


def effect_rows(batch: Ensemble, names: Sequence[str]) -> list[EffectRow]:
    """All headline indicators of the region in the last year."""
    table = batch.comparison.differences
    last = table[(table["year"] == batch.end) & (table["level"] == "region")]
    timing = batch.comparison.timing
    timing = timing[(timing["level"] == "region") & timing["clear_from"].notna()]
    since = {(row["scenario"], row["indicator"]): int(row["clear_from"]) for row in timing.to_dict("records")}
    out = []
    for indicator in dict.fromkeys(last["indicator"]):
        rows = last[last["indicator"] == indicator].set_index("scenario")
        label, measure = named(str(indicator), str(rows["unit"].iloc[0]))
        cells = [
            replace(effect(batch, name, rows.loc[name], measure), since=since.get((name, indicator)))
            if name in rows.index
            else None
            for name in names
        ]
        unit = measure.units()
        if measure.points is not None:
            unit = Words(f"{unit.zh}；差：{measure.points[0]}", f"{unit.en}; differences in {measure.points[1]}")
        out.append(
            EffectRow(
                Words(f"{label.zh}（{unit.zh}）", f"{label.en}, {unit.en}"),
                measure.numbers(float(rows["baseline_mean"].iloc[0])),
                cells,
            )
        )
    return out


def effect(batch: Ensemble, name: str, row: "pd.Series", measure: Measure) -> Effect:
    """A difference and its interval with as many digits as the interval deserves."""
    low, high, middle = (float(row[key]) for key in ("low", "high", "difference"))
    figures, intervals = [], []
    for lang in LANGS:
        digits = digits_for(low, high, measure, lang)
        divisor = measure.divisor[LANGS.index(lang)]
        figures.append(number(middle / divisor, digits, signed=True))
        span = [number(value / divisor, digits, signed=True) for value in (low, high)]
        intervals.append(f"{span[0]} 至 {span[1]}" if lang == "zh" else f"{span[0]} to {span[1]}")
    if not isfinite(low):
        intervals = ["一个种子，无区间", "one seed, no interval"]
    return Effect(batch.title(name), Words(*figures), Words(*intervals), bool(row["clear"]))


def digits_for(low: float, high: float, measure: Measure, lang: Lang) -> int:
    """Digits after the point so that the half-width shows one or two figures."""
    side = LANGS.index(lang)
    half = (high - low) / 2 / measure.divisor[side]
    if not isfinite(half) or half <= 0:
        return measure.digits[side] + 1
    return min(max(-int(log10(half) // 1), 0), MOST_DIGITS)


def _card(batch: Ensemble, panel: Panel) -> EffectCard | None:
    table = batch.difference(panel.indicator, panel.area, panel.level)
    last = table[table["year"] == batch.end]
    if last.empty:
        return None
    order = last.assign(size=last["difference"].abs()).sort_values(
        ["clear", "size", "scenario"], ascending=[False, False, True]
    )
    effects = [effect(batch, str(row["scenario"]), row, panel.measure) for _, row in order.iterrows()]
    lead = str(order["scenario"].iloc[0])
    line = table[table["scenario"] == lead].sort_values("year").set_index("year")["difference"]
    points, _ = course(line)
    low, high = float(line.min()), float(line.max())
    zero = 2 + 24 * (1 - (0 - low) / ((high - low) or 1.0))
    zh, en = panel.measure.points or panel.measure.unit
    return EffectCard(
        label=panel.label,
        unit=Words(zh, en),
        lead=effects[0],
        others=effects[1 : 1 + OTHERS],
        course=points,
        zero=min(max(zero, 0.0), 28.0),
    )
