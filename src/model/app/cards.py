"""The headline as cards and as a table: the last year, the change since the start, the difference to the reference."""

from base64 import b64encode
from html import escape

import numpy as np
import pandas as pd

from model.app.outcome import Outcome
from model.app.wording import say
from model.reports import palette
from model.reports.cards import FIRST, course
from model.reports.headline import HeadlineRow
from model.reports.numbers import PERCENT
from model.reports.words import Lang

SHOWN = 0.05
"""Smallest difference in per cent that is said."""
ROWS = (*FIRST[:2], ("population_beijing",), ("gdp",), *FIRST[2:])
"""For each card the rows it may show, the first that the run has."""


def cards(outcome: Outcome, reference: Outcome | None, lang: Lang) -> str:
    """The cards as HTML; all text is escaped."""
    rows = {row.key: row for row in outcome.headline}
    others = {} if reference is None or reference.folder == outcome.folder else _others(reference)
    chosen = [next((rows[key] for key in keys if key in rows), None) for keys in ROWS]
    inside = "".join(_card(outcome, row, others.get(row.key), lang) for row in chosen if row is not None)
    return (
        f'<section class="jjj-cards" lang="{lang}" aria-label="{escape(say("headline").say(lang))}">{inside}</section>'
    )


def table(outcome: Outcome, reference: Outcome | None, lang: Lang) -> str:
    """All rows of the headline as an HTML table."""
    others = _others(reference)
    heads = ["", str(outcome.start), str(outcome.end), "", say("against").say(lang)]
    body = []
    for row in outcome.headline:
        label, start, end, change = row.texts(lang)
        cells = "".join(
            f"<td>{escape(text)}</td>" for text in (start, end, change, _gap(row, others.get(row.key), lang))
        )
        body.append(f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>')
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    inside = f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
    return f'<div class="jjj-scroll"><table class="jjj-table">{inside}</table></div>'


def _others(reference: Outcome | None) -> dict[str, HeadlineRow]:
    return {} if reference is None else {row.key: row for row in reference.headline}


def _gap(row: HeadlineRow, other: HeadlineRow | None, lang: Lang) -> str:
    """The difference to the reference: in its own unit, and in per cent where that says something."""
    if other is None:
        return ""
    gap = row.end - other.end
    if gap == 0:
        return say("equal").say(lang)
    text = row.measure.change(gap, lang)
    if row.measure.points is None and other.end:
        percent = 100 * gap / abs(other.end)
        text += f" ({PERCENT.text(percent, lang, signed=True)})" if abs(percent) >= SHOWN else ""
    return text


def _card(outcome: Outcome, row: HeadlineRow, other: HeadlineRow | None, lang: Lang) -> str:
    label, start, _, change = row.texts(lang)
    year = row.last_year
    head = label if row.how != "level" else f"{label}，{year}年" if lang == "zh" else f"{label}, {year}"
    note = say("was").say(lang).format(year=row.first_year, value=start) if start else f"{row.first_year}–{year}"
    gap = _gap(row, other, lang)
    line, area = _course(outcome, row)
    drawn = f'<div class="course" style="background-image: url({_picture(line, area)})"></div>' if line else ""
    versus = say("against").say(lang)
    kind = "gap same" if gap == say("equal").say(lang) else "gap"
    tail = f'<p class="{kind}"><span>{escape(versus)}</span> <b>{escape(gap)}</b></p>' if gap else ""
    return (
        f'<article class="card"><h3>{escape(head)}</h3>'
        f'<p class="figure"><b>{escape(row.measure.number(row.end, lang))}</b> '
        f"<span>{escape(row.measure.units().say(lang))}</span></p>"
        f'<p class="note">{escape(note)} <em>{escape(change)}</em></p>{tail}{drawn}</article>'
    )


def _picture(line: str, area: str) -> str:
    """A small course as an address of data; the page's cleaner lets no drawing through as it is."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 28" preserveAspectRatio="none">'
        f'<polygon points="{area}" fill="#E3EEF2"/><polyline points="{line}" fill="none" stroke="{palette.ACCENT}" '
        'stroke-width="2" vector-effect="non-scaling-stroke"/></svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode("ascii")


def _course(outcome: Outcome, row: HeadlineRow) -> tuple[str, str]:
    area = "beijing" if row.key.endswith("_beijing") else "bth"
    key = row.key.removesuffix("_beijing")
    level = "region" if area == "bth" else "province"
    if not outcome.has(key, level):
        return "", ""
    series = pd.Series(outcome.series(key, area), index=outcome.years)
    series = series[np.isfinite(series)]
    return course(series.cumsum() if row.how == "sum" else series)
