"""What leaves the region, and what it costs: two tables of a batch's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, log10
from typing import Final

from model.experiments.indicators import COST, plain_name
from model.reports.ensemble import Ensemble
from model.reports.headline import named
from model.reports.numbers import fitted, number
from model.reports.words import Words

_AREAS: Final = ("beijing", "tianjin", "hebei", "region")
_NAMES: Final = {"jobs": Words("岗位", "jobs"), "population": Words("常住人口", "residents")}
_PLACES: Final = {"beijing": Words("北京", "Beijing: ")}
"""What stands before an outcome that is not the region's."""
_COSTS: Final = {
    "relocation": Words("疏解", "relocation"),
    "services": Words("公共服务", "services"),
    "talent": Words("人才", "talent"),
    "subsidies": Words("企业补贴", "subsidies to firms"),
    "protection": Words("防洪", "protection from floods"),
    "compensation": Words("生态补偿", "eco-compensation"),
    "rail": Words("铁路", "rail"),
}
_MONEY: Final = "100 million yuan"
"""As the indicators have it; followed by `a year` where it is expected."""
_COUNTED: Final = {"persons": "人", "jobs": "个", "firms": "家"}
"""Classifiers of what is counted."""
_UNIT_OF_OUTCOME: Final = {
    "persons": ("人", "a person"),
    "jobs": ("岗位", "a job"),
    "firms": ("家", "a firm"),
    "persons a year": ("（人/年）", "one person a year"),
    _MONEY: ("元", "a yuan"),
    f"{_MONEY} a year": ("（元/年）", "one yuan a year"),
}
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
    cost: Words
    spent: Words
    outcome: Words
    change: Words
    each: Words


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
        unit, area = str(row["outcome_unit"]), _PLACES.get(str(row["area_id"]), Words("", ""))
        label, _ = named(str(row["outcome"]), unit)
        cost = plain_name(str(row["cost"])).removeprefix(COST)
        out.append(
            PriceRow(
                batch.title(str(row["scenario"])),
                _COSTS.get(cost, Words(cost, cost)),
                _money(1e8 * float(row["spent"])),
                Words(area.zh + label.zh, area.en + label.en),
                _amount(float(row["change"]), unit),
                _each(1e8 * each, unit),
            )
        )
    return out


def _money(yuan: float) -> Words:
    """Money with three significant digits, in words of either language."""
    size = abs(yuan)
    zh = next(((1.0 / each, name) for each, name in ((1e8, "亿元"), (1e4, "万元")) if size >= each), (1.0, "元"))
    en = next(
        (
            (1.0 / each, f"{name} yuan")
            for each, name in ((1e9, "bn"), (1e6, "million"), (1e3, "thousand"))
            if size >= each
        ),
        (1.0, "yuan"),
    )
    return Words(f"{three_figures(yuan * zh[0])}{zh[1]}", f"{three_figures(yuan * en[0])} {en[1]}")


def _amount(value: float, unit: str) -> Words:
    """An outcome's difference with its unit."""
    if unit.startswith(_MONEY):
        money = _money(1e8 * value)
        return Words(f"{money.zh}/年", f"{money.en} a year") if unit != _MONEY else money
    noun = unit.removesuffix(" a year")
    if noun not in _COUNTED:
        return Words(f"{three_figures(value)} {unit}", f"{three_figures(value)} {unit}")
    measure = fitted(value, _COUNTED[noun], noun)
    zh, en = (three_figures(value / divisor) for divisor in measure.divisor)
    yearly = unit != noun
    return Words(
        f"{zh}{measure.unit[0]}{'/年' if yearly else ''}", f"{en} {measure.unit[1]}{' a year' if yearly else ''}"
    )


def _each(value: float, unit: str) -> Words:
    """Money for one unit of an outcome; `value` is in yuan for a unit as the indicator has it."""
    if unit.startswith(_MONEY):
        value /= 1e8  # for a yuan, not for 1e8
    zh, en = _UNIT_OF_OUTCOME.get(unit, (unit, unit))
    money = _money(value)
    return Words(f"{money.zh}/{zh}", f"{money.en} for {en}")


def three_figures(value: float) -> str:
    """A signed figure with three significant digits.

    >>> three_figures(-1234.5), three_figures(0.01234)
    ('–1234', '+0.0123')
    """
    digits = 2 - int(log10(abs(value)) // 1) if value else 0
    return number(value, max(0, digits), signed=True)
