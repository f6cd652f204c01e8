"""The pyramid then and now: the starting year as an outline, a later year filled, the old in a darker tone."""

from typing import Any

import altair as alt
import pandas as pd

from model.app.charts.dress import Spec, dressed
from model.app.outcome import BAND, BANDS, Outcome, pyramid_areas
from model.reports import palette
from model.reports.words import Lang, Words

EVERY_OTHER = "datum.value == '100+' || toNumber(split(datum.value, '–')[0]) % 10 == 0 ? datum.label : ''"
"""Ages that are named on the axis."""
OLD = 65 // BAND
"""First band of the old."""


def pyramid(outcome: Outcome, area: str, year: int, lang: Lang) -> Spec:
    """Residents of an area by sex and five-year group.

    Args:
        outcome: the run.
        area: `bth`, a province or a city.
        year: the filled year.
        lang: language.
    """
    place = pyramid_areas(outcome.places).index(area)
    divisor = 1e4 if lang == "zh" else 1e3
    sexes = (Words("男", "men").say(lang), Words("女", "women").say(lang))
    bands = [f"{BAND * k}–{BAND * k + BAND - 1}" if k < BANDS - 1 else "100+" for k in range(BANDS)]
    rows = []
    for when, stock in (("then", outcome.pyramid[0, place]), ("now", outcome.pyramid[year - outcome.start, place])):
        for sex, sign in ((0, -1), (1, 1)):
            rows += [
                {
                    "when": when,
                    "sex": sexes[sex],
                    "band": bands[k],
                    "order": k,
                    "persons": sign * float(stock[sex, k]) / divisor,
                    "size": float(stock[sex, k]) / divisor,
                    "tone": palette.OLD if k >= OLD else palette.WORKING if k >= 3 else palette.YOUNG,
                }
                for k in range(BANDS)
            ]
    table = pd.DataFrame(rows)
    unit = Words("万人", "thousand").say(lang)
    y = alt.Y(
        "band:O",
        sort=list(reversed(bands)),
        axis=alt.Axis(title=None, labelExpr=EVERY_OTHER),
        scale=alt.Scale(paddingInner=0.12),
    )
    x = alt.X(
        "persons:Q",
        axis=alt.Axis(
            title=unit, labelExpr="format(abs(datum.value), ',')", tickCount=7, labelOverlap="parity", labelSeparation=6
        ),
    )
    tips = [
        alt.Tooltip("sex:N", title=""),
        alt.Tooltip("band:N", title=Words("年龄", "age").say(lang)),
        alt.Tooltip("size:Q", title=unit, format=",.1f"),
    ]
    now = (
        alt.Chart(table[table["when"] == "now"])
        .mark_bar()
        .encode(x=x, y=y, color=alt.Color("tone:N", scale=None), tooltip=tips)
    )
    then = (
        alt.Chart(table[table["when"] == "then"])
        .mark_bar(filled=False, stroke=palette.INK, strokeWidth=1.1)
        .encode(x=x, y=y, tooltip=tips)
    )
    names = [
        _head(sexes[0]).mark_text(align="left", baseline="top", fontSize=13, dx=4).encode(x=alt.value(0), **HEAD),
        _head(sexes[1])
        .mark_text(align="right", baseline="top", fontSize=13, dx=-4)
        .encode(x=alt.value("width"), **HEAD),
    ]
    return dressed(alt.layer(now, then, *names).properties(height=470, width="container"))


HEAD: dict[str, Any] = {"y": alt.value(2), "text": alt.Text("words:N")}


def _head(words: str) -> alt.Chart:
    return alt.Chart(pd.DataFrame({"words": [words]}))


def described(outcome: Outcome, area: str, year: int, lang: Lang) -> str:
    """What the pyramid shows, in words."""
    place = pyramid_areas(outcome.places).index(area)
    stocks = (outcome.pyramid[0, place], outcome.pyramid[year - outcome.start, place])
    shares = [100 * stock[:, OLD:].sum() / max(stock.sum(), 1) for stock in stocks]
    if lang == "zh":
        return f"人口金字塔：65岁及以上占比由{outcome.start}年的{shares[0]:.1f} %到{year}年的{shares[1]:.1f} %。"
    return f"Population pyramid: 65 and over from {shares[0]:.1f} % in {outcome.start} to {shares[1]:.1f} % in {year}."
