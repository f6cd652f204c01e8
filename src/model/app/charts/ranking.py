"""The 14 cities in order: their value in a year, and where the reference has them."""

import altair as alt
import numpy as np
import pandas as pd

from model.app.charts.dress import Spec, dressed
from model.app.outcome import Outcome
from model.reports import basemap, palette
from model.reports.catalogue import Shown
from model.reports.words import LANGS, Lang, Words


def described(outcome: Outcome, shown: Shown, year: int, lang: Lang) -> str:
    """The cities in order with their values, in words."""
    values = outcome.cubes["city", shown.key][year - outcome.start]
    names = [basemap.city_name(outcome.places, index).say(lang) for index in range(len(values))]
    order = [int(k) for k in np.argsort(-values, kind="stable") if np.isfinite(values[k])]
    said = [f"{names[k]} {shown.measure.text(float(values[k]), lang)}" for k in order]
    return f"{shown.label.say(lang)}, {year}: " + Words("；", "; ").say(lang).join(said)


def ranking(outcome: Outcome, reference: Outcome | None, shown: Shown, year: int, lang: Lang) -> Spec:
    """Cities by value, the largest first; a tick marks the reference."""
    if reference is not None and reference.folder == outcome.folder:
        reference = None  # nothing to tell apart
    side = LANGS.index(lang)
    places, row = outcome.places, year - outcome.start
    divisor, digits = shown.measure.divisor[side], shown.measure.digits[side]
    value = outcome.cubes["city", shown.key][row] / divisor
    other = value if reference is None else reference.cubes["city", shown.key][row] / divisor
    table = pd.DataFrame(
        {
            "city": [basemap.city_name(places, index).say(lang) for index in range(len(places.city_ids))],
            "value": value,
            "other": other,
            "gap": value - other,
        }
    ).sort_values("value", ascending=False)
    table["text"] = [
        shown.measure.number(float(v) * divisor, lang)
        + (f"  ({shown.measure.number(float(g) * divisor, lang, signed=True)})" if reference is not None else "")
        for v, g in zip(table["value"], table["gap"], strict=True)
    ]
    y = alt.Y("city:N", sort=list(table["city"]), axis=alt.Axis(title=None, labelFontSize=13, labelColor=palette.INK))
    top = float(max(table["value"].max(), table["other"].max()))
    x = alt.X(
        "value:Q",
        axis=alt.Axis(title=shown.measure.unit[side] or None, tickCount=5),
        scale=alt.Scale(domain=[min(0.0, float(table["value"].min())), top * 1.22]),
    )
    tips = [
        alt.Tooltip("city:N", title=""),
        alt.Tooltip("value:Q", title=shown.label.say(lang), format=f",.{digits}f"),
        alt.Tooltip("gap:Q", title=Words("与参照之差", "difference").say(lang), format=f"+,.{digits}f"),
    ]
    base = alt.Chart(table).encode(y=y, tooltip=tips)
    bars = base.mark_bar(color=palette.ACCENT, height={"band": 0.62}, cornerRadiusEnd=2).encode(x=x)
    text = base.mark_text(align="left", dx=7, color=palette.TEXT, fontSize=12).encode(x=x, text="text:N")
    layers = [bars, text]
    if reference is not None:
        layers.append(base.mark_tick(color=palette.INK, thickness=2, height={"band": 0.86}).encode(x="other:Q"))
    return dressed(alt.layer(*layers).properties(height=alt.Step(31), width="container"))
