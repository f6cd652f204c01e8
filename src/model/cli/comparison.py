"""Runs of one seed side by side: the first as it is, the others as differences from it."""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.table import Table

from model.cli.show import labelled, plain_table
from model.cli.tongue import language, said
from model.reports.headline import HeadlineRow, headline
from model.reports.numbers import number
from model.reports.words import LANGS, Lang

if TYPE_CHECKING:
    import pandas as pd

KEYS: Final = (
    "population",
    "share_65p",
    "population_beijing",
    "jobs",
    "relocated_jobs",
    "exposure_20mm_expected",
    "affected_expected",
    "loss_expected",
)


def comparison_table(indicators: Mapping[str, "pd.DataFrame"]) -> Table:
    """A table of the last year: figures of the first run, differences of the others.

    Args:
        indicators: the indicators of each run, the reference first.
    """
    reference, *others = indicators
    rows = {name: _rows(table) for name, table in indicators.items()}
    last = next(iter(rows[reference].values())).last_year if rows[reference] else ""
    lang = language()
    shown = []
    for key, row in rows[reference].items():
        differences = [
            _difference(row, rows[name][key].end - row.end, lang) if key in rows[name] else "" for name in others
        ]
        shown.append((labelled(row, lang), row.measure.number(row.end, lang), *differences))
    title = said(
        f"{last}年：{reference}，及其余各情景与它之差",
        f"{last}: {reference}, and by how much the others differ from it",
    )
    return plain_table(title, ("", reference, *others), shown)


def comparison_csv(indicators: Mapping[str, "pd.DataFrame"]) -> str:
    """The same as text: indicator, unit, scenario, value, difference."""
    reference = next(iter(indicators))
    base = _rows(indicators[reference])
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["indicator", "unit", "year", "scenario", "value", "difference"])
    for name, table in indicators.items():
        for key, row in _rows(table).items():
            difference = row.end - base[key].end if key in base else ""
            writer.writerow([key, row.unit, row.last_year, name, row.end, difference])
    return stream.getvalue()


def _difference(row: HeadlineRow, difference: float, lang: Lang) -> str:
    """A difference in the unit of its row, one digit finer than the row."""
    side = LANGS.index(lang)
    return number(difference / row.measure.divisor[side], row.measure.digits[side] + 1, signed=True)


def _rows(indicators: "pd.DataFrame") -> dict[str, HeadlineRow]:
    return {row.key: row for row in headline(indicators, KEYS)}
