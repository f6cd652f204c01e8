"""What leaves the region, and what it costs: two tables of a batch's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, log10
from typing import Final

from model.reports.effects import named
from model.reports.ensemble import Ensemble
from model.reports.numbers import fitted, number
from model.reports.words import Words

_AREAS: Final = ("beijing", "tianjin", "hebei", "region")
_NAMES: Final = {"jobs": Words("岗位", "jobs"), "population": Words("常住人口", "residents")}
_CLASSIFIERS: Final = {"jobs": "个", "population": "人"}


@dataclass(frozen=True, slots=True)
class LeakRow:
    """What becomes of Beijing's difference in one scenario."""

    scenario: Words
    label: Words
    figures: list[Words]
    """Beijing, Tianjin, Hebei, the region."""
    leak: str
    """Per cent."""
    interval: Words


@dataclass(frozen=True, slots=True)
class PriceRow:
    """Money for a unit of an outcome."""

    scenario: Words
    cost: str
    spent: str
    unit: str
    outcome: Words
    change: str
    outcome_unit: str
    each: str


def leak_rows(batch: Ensemble, names: Sequence[str]) -> list[LeakRow]:
    """Those of some scenarios in which Beijing's jobs or residents differ clearly from the baseline's."""
    out = []
    for row in batch.comparison.leakage.to_dict("records"):
        values = [float(row[area]) for area in _AREAS]
        if row["scenario"] not in names or not isfinite(float(row["leak"])):
            continue
        indicator = str(row["indicator"])
        measure = fitted(max(map(abs, values)), _CLASSIFIERS[indicator], "")
        zh, en = measure.unit
        label = _NAMES[indicator]
        leak, low, high = (float(row[key]) for key in ("leak", "low", "high"))
        out.append(
            LeakRow(
                batch.title(str(row["scenario"])),
                Words(f"{label.zh}（{zh}）", f"{label.en}, {en}" if measure.divisor[1] > 1 else label.en),
                [measure.numbers(value, signed=True) for value in values],
                number(leak),
                Words(f"{number(low)} 至 {number(high)}", f"{number(low)} to {number(high)}"),
            )
        )
    return out


def price_rows(batch: Ensemble, names: Sequence[str]) -> list[PriceRow]:
    """Costs for a unit in some scenarios, where both are clear of zero."""
    out = []
    for row in batch.comparison.costs.to_dict("records"):
        each = float(row["per_unit"])
        if row["scenario"] not in names or not isfinite(each):
            continue
        label, _ = named(str(row["outcome"]), str(row["outcome_unit"]))
        out.append(
            PriceRow(
                batch.title(str(row["scenario"])),
                str(row["cost"]),
                three_figures(float(row["spent"])),
                str(row["unit"]),
                label,
                three_figures(float(row["change"])),
                str(row["outcome_unit"]),
                f"{three_figures(each)} {row['unit']}",
            )
        )
    return out


def three_figures(value: float) -> str:
    """A signed figure with three significant digits.

    >>> three_figures(-1234.5), three_figures(0.01234)
    ('–1234', '+0.0123')
    """
    digits = 2 - int(log10(abs(value)) // 1) if value else 0
    return number(value, max(0, digits), signed=True)
