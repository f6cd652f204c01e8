"""Where what left Beijing went, and who moved between cities: an ordered list and the ten largest flows on a map."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from model.app.charts.dress import Spec, dressed, layers_of, named
from model.app.charts.ground import HEIGHT, city_data, city_lines, city_names, feature, load_ground, on_ground
from model.app.outcome import Outcome
from model.region.names import OUTSIDE
from model.reports import basemap, palette
from model.reports.flows import CAUSE_WORDS, arc
from model.reports.words import Lang, Words

LARGEST = 10
CAUSE_COLOURS = {"directed": palette.DEEP, "quota": palette.ACCENT, "chosen": "#A9C9D8"}


def destinations(outcome: Outcome, lang: Lang) -> Spec:
    """Jobs that left Beijing, or its centre, by destination and cause, the largest first."""
    found = outcome.relocation
    table = found.table.head(14)
    divisor = 1e4 if lang == "zh" else 1e3
    rows = [
        {
            "to": row["name_zh"] if lang == "zh" else row["name_en"],
            "cause": CAUSE_WORDS[cause].say(lang) if cause in CAUSE_WORDS else cause,
            "jobs": float(row[f"jobs_{cause}"]) / divisor,
            "order": k,
        }
        for _, row in table.iterrows()
        for k, cause in enumerate(found.causes)
    ]
    names = [CAUSE_WORDS[cause].say(lang) for cause in found.causes if cause in CAUSE_WORDS]
    colours = [CAUSE_COLOURS[cause] for cause in found.causes if cause in CAUSE_COLOURS]
    order = list(table["name_zh" if lang == "zh" else "name_en"])
    chart = (
        alt.Chart(pd.DataFrame(rows, columns=["to", "cause", "jobs", "order"]))
        .mark_bar(height={"band": 0.66})
        .encode(
            y=alt.Y("to:N", sort=order, axis=alt.Axis(title=None, labelFontSize=13, labelColor=palette.INK)),
            x=alt.X("jobs:Q", axis=alt.Axis(title=Words("万个岗位", "thousand jobs").say(lang), tickCount=5)),
            color=alt.Color(
                "cause:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend(title=None, orient="top")
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("to:N", title=Words("去向", "to").say(lang)),
                alt.Tooltip("cause:N", title=""),
                alt.Tooltip("jobs:Q", title=Words("万个岗位", "thousand jobs").say(lang), format=",.2f"),
            ],
        )
    )
    return dressed(chart.properties(height=alt.Step(31), width="container"))


def largest_moves(outcome: Outcome, lang: Lang) -> pd.DataFrame:
    """The ten largest flows of people between two cities of the region: origin, destination, persons, names."""
    inside = outcome.moves[(outcome.moves["origin"] != OUTSIDE) & (outcome.moves["destination"] != OUTSIDE)]
    table = inside.head(LARGEST).copy()
    names = {city: basemap.city_name(outcome.places, k).say(lang) for k, city in enumerate(outcome.places.city_ids)}
    table["from_name"], table["to_name"] = table["origin"].map(names), table["destination"].map(names)
    return table


def move_map(outcome: Outcome, lang: Lang) -> Spec:
    """The ten largest flows of people between cities, width by size."""
    table, ground = largest_moves(outcome, lang), load_ground()
    cities = list(outcome.places.city_ids)
    most = float(table["persons"].max()) if len(table) else 1.0
    divisor = 1e4 if lang == "zh" else 1e3
    features = []
    for row in table.itertuples():
        start, end = ground.seats[cities.index(str(row.origin))], ground.seats[cities.index(str(row.destination))]
        line = [[round(float(x), 1), round(float(y), 1)] for x, y in arc(start, end, 0.16)]
        tip = _head(np.array(line[-2]), np.array(line[-1]), 7 + 9 * float(row.persons) / most)
        properties = {
            "from": row.from_name,
            "to": row.to_name,
            "persons": float(row.persons) / divisor,
            "width": 1.2 + 7.5 * float(row.persons) / most,
        }
        features.append(feature({"type": "LineString", "coordinates": line}, **properties, part="line"))
        features.append(feature(tip, **properties, part="head"))
    land = alt.Chart(named("land")).mark_geoshape(fill=palette.LAND, stroke=palette.PAPER, strokeWidth=0.3)
    tips = [
        alt.Tooltip("properties.from:N", title=Words("自", "from").say(lang)),
        alt.Tooltip("properties.to:N", title=Words("至", "to").say(lang)),
        alt.Tooltip("properties.persons:Q", title=Words("万人次", "thousand moves").say(lang), format=",.1f"),
    ]
    data = named("flows")
    lines = (
        alt.Chart(data)
        .mark_geoshape(filled=False, stroke=palette.WARM, opacity=0.75)
        .transform_filter("datum.properties.part == 'line'")
        .encode(strokeWidth=alt.StrokeWidth("properties.width:Q", scale=None), tooltip=tips)
    )
    heads = (
        alt.Chart(data)
        .mark_geoshape(fill=palette.WARM)
        .transform_filter("datum.properties.part == 'head'")
        .encode(tooltip=tips)
    )
    drawn = [layer for chart in (lines, heads) for layer in layers_of(chart)]
    whole = on_ground([*layers_of(land), *city_lines(0.7), *drawn, *city_names(lang)], HEIGHT - 60)
    return dressed(whole, {"land": [feature(shape) for shape in ground.places], "flows": features, **city_data()})


def _head(before: Any, end: Any, size: float) -> dict[str, Any]:
    """The point of an arrow, as a triangle of `size` km."""
    along = (end - before) / max(float(np.hypot(*(end - before))), 1e-9)
    across = np.array([-along[1], along[0]])
    points = [end, end - along * size + across * size * 0.42, end - along * size - across * size * 0.42, end]
    return {"type": "Polygon", "coordinates": [[[round(float(x), 1), round(float(y), 1)] for x, y in points]]}
