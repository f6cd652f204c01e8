"""The headline of the page: four large numbers with their course, and the full table beneath."""

from dataclasses import dataclass

import pandas as pd

from model.reports.headline import HeadlineRow, headline
from model.reports.numbers import PERCENT
from model.reports.run_folder import Run
from model.reports.words import Words, same

FIRST = (
    ("population",),
    ("share_65p", "dependency_total"),
    ("relocated_jobs", "jobs"),
    ("loss_expected", "exposure_20mm_expected", "affected_expected"),
)
"""For each card the rows it may show, the first that the run has."""


@dataclass(frozen=True, slots=True)
class Card:
    """One large number."""

    label: Words
    figure: Words
    unit: Words
    note: Words
    """What it was, or over which years it is summed."""
    change: Words | None
    course: str
    """Points of the line `x,y x,y ...` in a box of 100 by 28, empty for none."""
    area: str
    """The same, closed along the ground."""


def cards(run: Run) -> list[Card]:
    """Up to four cards of what the run has."""
    rows = {row.key: row for row in headline(run.indicators)}
    chosen = [next((rows[key] for key in keys if key in rows), None) for keys in FIRST]
    return [_card(run, row) for row in chosen if row is not None]


def _card(run: Run, row: HeadlineRow) -> Card:
    series = run.series(row.key)
    if row.how == "sum":
        series = series.cumsum()
    percent = row.change_percent
    change = None
    if row.start is None:
        note = Words(f"{row.first_year}–{row.last_year}年合计", f"in all, {row.first_year}–{row.last_year}")
    else:
        start = row.measure.words(row.start)
        change = (
            same(PERCENT.text(percent, "zh", signed=True))
            if percent is not None
            else Words(row.measure.change(row.end - row.start, "zh"), row.measure.change(row.end - row.start, "en"))
        )
        note = Words(f"{row.first_year}年 {start.zh}", f"{start.en} in {row.first_year}")
    line, area = course(series)
    year = Words(f"{row.label.zh}，{row.last_year}年", f"{row.label.en}, {row.last_year}")
    return Card(
        label=row.label if row.how == "sum" else year,
        figure=row.measure.numbers(row.end),
        unit=row.measure.units(),
        note=note,
        change=change,
        course=line,
        area=area,
    )


def course(series: "pd.Series[float]", width: float = 100.0, height: float = 28.0) -> tuple[str, str]:
    """A series as the points of a small line, and of the area under it."""
    if len(series) < 2:
        return "", ""
    low, high = float(series.min()), float(series.max())
    span = (high - low) or 1.0
    years = series.index.to_numpy(float)
    x = (years - years[0]) / (years[-1] - years[0]) * width
    y = 2 + (height - 4) * (1 - (series.to_numpy(float) - low) / span)
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    return line, f"0,{height:g} {line} {width:g},{height:g}"
