"""Courses over the years: a run and what it is held against, for one area or for all cities side by side."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from model.app.charts.dress import Spec, dressed, years_axis
from model.app.outcome import Outcome
from model.reports import basemap, palette
from model.reports.catalogue import Shown
from model.reports.words import LANGS, Lang, Words

LEGEND = alt.Legend(title=None, orient="bottom", symbolType="stroke", symbolStrokeWidth=3, offset=6)
THIS = Words("本情景", "this scenario")
OTHER = Words("参照", "reference")


def course(
    outcome: Outcome,
    reference: Outcome | None,
    shown: Shown,
    area: str,
    lang: Lang,
    height: int = 250,
    *,
    key: bool = True,
) -> Spec:
    """One indicator of one area over all years; `key` says which line is which."""
    table = _table(outcome, reference, shown, {area: area}, lang)
    chart = _lines(table, outcome, shown, lang, key=key)
    return dressed(chart.properties(height=height, width="container"))


def described(outcome: Outcome, reference: Outcome | None, shown: Shown, area: str, lang: Lang) -> str:
    """What a course shows, in words: where it begins, where it ends, and where the reference does."""
    values = outcome.series(shown.key, area)
    seen = np.flatnonzero(np.isfinite(values))
    if not len(seen):
        return shown.label.say(lang)
    first, last = int(seen[0]), int(seen[-1])
    start, end = (shown.measure.text(float(values[row]), lang) for row in (first, last))
    years = outcome.years
    said = Words(
        f"{shown.label.zh}：{years[first]}年{start}，{years[last]}年{end}",
        f"{shown.label.en}: {start} in {years[first]}, {end} in {years[last]}",
    ).say(lang)
    if reference is None or reference.folder == outcome.folder:
        return said
    other = shown.measure.text(float(reference.series(shown.key, area)[last]), lang)
    return said + Words(f"，参照为{other}", f", the reference {other}").say(lang)


def small_multiples(outcome: Outcome, reference: Outcome | None, shown: Shown, lang: Lang, columns: int = 4) -> Spec:
    """One small course for each city, each on its own scale."""
    places = outcome.places
    names = {city: basemap.city_name(places, index).say(lang) for index, city in enumerate(places.city_ids)}
    table = _table(outcome, reference, shown, names, lang)
    chart = _lines(table, outcome, shown, lang, small=True).properties(width=190, height=105)
    faceted = chart.facet(
        facet=alt.Facet("area:N", sort=list(names.values()), header=alt.Header(labelAnchor="start")),
        columns=columns,
        spacing={"row": 18, "column": 26},
    )
    return dressed(faceted.resolve_scale(y="independent"))


def _table(
    outcome: Outcome, reference: Outcome | None, shown: Shown, areas: dict[str, str], lang: Lang
) -> pd.DataFrame:
    side = LANGS.index(lang)
    parts = []
    runs = [(THIS, outcome)]
    if reference is not None and reference.folder != outcome.folder:  # else one line would lie on the other
        runs.append((OTHER, reference))
    for words, run in runs:
        for area, name in areas.items():
            values = run.series(shown.key, area) / shown.measure.divisor[side]
            parts.append(pd.DataFrame({"year": run.years, "value": values, "area": name, "run": words.say(lang)}))
    table = pd.concat(parts, ignore_index=True)
    return table[np.isfinite(table["value"])]


def _lines(
    table: pd.DataFrame, outcome: Outcome, shown: Shown, lang: Lang, *, small: bool = False, key: bool = True
) -> Any:
    side = LANGS.index(lang)
    looks = {OTHER.say(lang): (palette.FAINT, [5, 3]), THIS.say(lang): (palette.WARM, [1, 0])}
    names = [name for name in looks if name in set(table["run"])]
    tips = [
        alt.Tooltip("run:N", title=""),
        alt.Tooltip("year:Q", title=Words("年份", "year").say(lang), format="d"),
        alt.Tooltip("value:Q", title=shown.measure.unit[side] or shown.label.say(lang), format=",.2f"),
    ]
    unit = None if small else (shown.measure.unit[side] or None)
    x = years_axis(lang, outcome.start, outcome.end)
    if small:
        x = alt.X(
            "year:Q",
            axis=alt.Axis(format="d", values=[outcome.start, outcome.end], grid=False, title=None),
            scale=alt.Scale(domain=[outcome.start, outcome.end], nice=False),
        )
    return (
        alt.Chart(table)
        .mark_line(strokeWidth=1.8 if small else 2.4, strokeCap="round")
        .encode(
            x=x,
            y=alt.Y(
                "value:Q",
                axis=alt.Axis(
                    title=unit, tickCount=3 if small else 5, titleAngle=0, titleAlign="left", titleY=-12, titleX=0
                ),
                scale=alt.Scale(zero=False),
            ),
            color=alt.Color(
                "run:N",
                scale=alt.Scale(domain=names, range=[looks[name][0] for name in names]),
                legend=LEGEND if key and len(names) > 1 else None,
            ),
            strokeDash=alt.StrokeDash(
                "run:N", scale=alt.Scale(domain=names, range=[looks[name][1] for name in names]), legend=None
            ),
            tooltip=tips,
        )
    )
