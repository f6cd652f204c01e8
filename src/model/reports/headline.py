"""The headline: what a run comes to, in a dozen rows, for the terminal, the report and the comparison."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from model.experiments.indicators import is_total, plain_name
from model.reports import numbers
from model.reports.names import measure_of, name_of
from model.reports.numbers import Measure
from model.reports.words import Lang, Words, same

How = Literal["level", "sum", "mean"]


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One line of the headline.

    `start` and `end` are in the indicator's own unit. A `level` compares the first year with the last; a `sum` or
    a `mean` runs over the simulated years and has neither start nor change.
    """

    key: str
    label: Words
    unit: str
    """As in the indicators table: persons, jobs, %, 1e8 yuan."""
    how: How
    first_year: int
    last_year: int
    start: float | None
    end: float
    measure: Measure

    @property
    def change(self) -> float | None:
        """End less start, in the indicator's unit; for a share, percentage points."""
        return None if self.start is None else self.end - self.start

    @property
    def change_percent(self) -> float | None:
        """Change in per cent of the start; None where that says nothing (shares, a start of zero)."""
        if self.start is None or self.start == 0 or self.measure.points is not None:
            return None
        return 100.0 * (self.end - self.start) / abs(self.start)

    def texts(self, lang: Lang) -> tuple[str, str, str, str]:
        """Label, start, end and change, ready for a table."""
        start = "" if self.start is None else self.measure.text(self.start, lang)
        change = self.change_percent
        if change is not None:
            difference = numbers.PERCENT.text(change, lang, signed=True)
        else:
            difference = "" if self.change is None else self.measure.change(self.change, lang)
        signed = self.key.startswith("net_")
        return self.label.say(lang), start, self.measure.text(self.end, lang, signed=signed), difference


@dataclass(frozen=True, slots=True)
class _Line:
    key: str
    label: Words
    measure: Measure
    how: How = "level"
    area: str = "bth"
    plus: str = ""
    minus: str = ""


LINES = (
    _Line("population", Words("常住人口", "Residents"), numbers.PERSONS),
    _Line("share_65p", Words("65岁及以上占比", "Share aged 65 and over"), numbers.PERCENT),
    _Line("dependency_total", Words("总抚养比", "Dependency ratio"), numbers.PERCENT),
    _Line("dependency_policy", Words("按退休年龄的抚养比", "Dependency by retirement age"), numbers.PERCENT),
    _Line("jobs", Words("就业岗位", "Jobs"), numbers.JOBS),
    _Line("firms", Words("企业法人单位", "Firms"), numbers.FIRMS),
    _Line("gdp", Words("地区生产总值", "GDP"), numbers.MONEY),
    _Line("unemployment_rate", Words("失业率", "Unemployment rate"), numbers.PERCENT),
    _Line("population_beijing", Words("北京常住人口", "Residents of Beijing"), numbers.PERSONS, area="beijing"),
    _Line(
        "net_migration_beijing",
        Words("北京累计净迁入", "Net migration of Beijing, total"),
        numbers.PERSONS_FINE,
        how="sum",
        area="beijing",
        plus="in_migration",
        minus="out_migration",
    ),
    _Line("relocated_jobs", Words("累计疏解岗位", "Jobs relocated, total"), numbers.JOBS_FINE, how="sum"),
    _Line(
        "relocated_firms",
        Words("累计疏解企业", "Firms relocated, total"),
        Measure((1.0, 1.0), ("家", "firms"), (0, 0)),
        how="sum",
    ),
    _Line(
        "exposure_20mm_expected",
        Words("日雨量20毫米以上暴露（期望，每年）", "Exposure to 20 mm days, expected a year"),
        numbers.PERSON_EVENTS,
    ),
    _Line(
        "affected_expected",
        Words("暴雨受影响人口（期望，每年）", "Affected by storms, expected a year"),
        numbers.PERSONS_FINE,
    ),
    _Line(
        "loss_expected",
        Words("暴雨直接损失（期望，每年）", "Storm loss, expected a year"),
        numbers.MONEY_FINE,
    ),
    _Line(
        "loss_realised",
        Words("暴雨直接损失（本次种子，年均）", "Storm loss, this seed, mean a year"),
        numbers.MONEY_FINE,
        how="mean",
    ),
)


def headline(indicators: pd.DataFrame, keys: Sequence[str] | None = None) -> list[HeadlineRow]:
    """The headline rows of an indicators table (year, level, area_id, indicator, unit, value).

    Rows whose indicator the run does not have are left out; nothing is guessed. `keys` picks and orders rows.

    Args:
        indicators: the long table of a run; more levels than needed do no harm.
        keys: names of rows (an indicator, or `population_beijing`, `net_migration_beijing`); all if None.
    """
    wanted = indicators[
        indicators["area_id"].isin(["bth", "beijing"]) & indicators["level"].isin(["region", "province"])
    ]
    lines = {line.key: line for line in LINES}
    rows = [_row(wanted, lines[key]) for key in (lines if keys is None else keys)]
    return [row for row in rows if row is not None]


def named(indicator: str, unit: str) -> tuple[Words, Measure]:
    """What an indicator is called and how its figures are shown; `_total` is a sum over the years so far.

    Args:
        indicator: its name, in the headline or not.
        unit: as the indicators have it, for one that is not in the headline: its figures are shown in it.
    """
    key = plain_name(indicator)
    line = next((line for line in LINES if line.key == key), None)
    if line is None:
        name = name_of(key) or same(key)
        return (name + Words("（累计）", ", total") if is_total(indicator) else name), measure_of(unit)
    if is_total(indicator) and line.how == "mean":
        return Words("暴雨直接损失（实际，累计）", "Storm loss realised, total"), line.measure
    if is_total(indicator) and line.how == "level":
        return line.label + Words("（累计）", ", total"), line.measure
    return line.label, line.measure


def _row(table: pd.DataFrame, line: _Line) -> HeadlineRow | None:
    name = line.plus or line.key.removesuffix(f"_{line.area}")
    series, unit = _series(table, name, line.area)
    if line.minus:
        less, _ = _series(table, line.minus, line.area)
        series = (series - less).dropna()
    if series.empty:
        return None
    first, last = int(series.index[0]), int(series.index[-1])
    if line.how == "level":
        start, end = float(series.iloc[0]), float(series.iloc[-1])
        return HeadlineRow(line.key, line.label, unit, line.how, first, last, start, end, line.measure)
    end = float(series.sum() if line.how == "sum" else series.mean())
    return HeadlineRow(line.key, line.label, unit, line.how, first, last, None, end, line.measure)


def _series(table: pd.DataFrame, name: str, area: str) -> "tuple[pd.Series[float], str]":
    rows = table[(table["indicator"] == name) & (table["area_id"] == area)].sort_values("year")
    unit = str(rows["unit"].iloc[0]) if len(rows) else ""
    return pd.Series(rows["value"].to_numpy(float), index=rows["year"].to_numpy(int)), unit
