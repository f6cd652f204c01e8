"""Rain: exposure by path, what its change is made of, and the storms of a year on the map."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from model.app.charts.dress import Spec, classes, dressed, layers_of, named, years_axis
from model.app.charts.ground import city_data, city_lines, city_names, feature, load_ground, on_ground
from model.app.outcome import Outcome
from model.reports import palette
from model.reports.exposure import PART_WORDS, PATH_WORDS
from model.reports.exposure_series import PARTS
from model.reports.storms import RAIN_COLOURS, RAIN_EDGES
from model.reports.words import Lang, Words


def exposure_by_path(outcome: Outcome, lang: Lang) -> Spec:
    """Expected exposure to days above 20 mm: this path, the same people on the others, and the storms as dots."""
    found = outcome.exposure
    assert found is not None
    divisor = 1e8 if lang == "zh" else 1e6
    lines = {outcome.pathway: found.expected, "control": found.control, **outcome.other_paths}
    table = pd.concat(
        pd.DataFrame({"year": found.years, "value": line / divisor, "path": PATH_WORDS[path].say(lang)})
        for path, line in lines.items()
    )
    dots = pd.DataFrame({"year": found.realised.index, "value": found.realised.to_numpy() / divisor})
    own = [PATH_WORDS[path].say(lang) for path in lines]
    colours = [palette.PATHS.get(path, palette.ACCENT) for path in lines]
    unit = Words("亿人次/年", "million person-events a year").say(lang)
    y = alt.Y(
        "value:Q",
        axis=alt.Axis(title=unit, tickCount=5, titleAngle=0, titleAlign="left", titleY=-12, titleX=0),
        scale=alt.Scale(zero=False),
    )
    x = years_axis(lang, outcome.start, outcome.end)
    tips = [
        alt.Tooltip("year:Q", title=Words("年份", "year").say(lang), format="d"),
        alt.Tooltip("value:Q", title=unit, format=",.2f"),
    ]
    realised = alt.Chart(dots).mark_circle(size=22, color=palette.FAINT, opacity=0.55).encode(x=x, y=y, tooltip=tips)
    drawn = (
        alt.Chart(table)
        .mark_line(strokeCap="round")
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "path:N",
                scale=alt.Scale(domain=own, range=colours),
                legend=alt.Legend(title=None, orient="bottom", symbolType="stroke", symbolStrokeWidth=3),
            ),
            strokeWidth=alt.condition(f"datum.path === '{own[0]}'", alt.value(3), alt.value(1.3)),
            tooltip=[alt.Tooltip("path:N", title=""), *tips],
        )
    )
    return dressed(alt.layer(realised, drawn).properties(height=300, width="container"))


def exposure_described(outcome: Outcome, lang: Lang) -> str:
    """Expected exposure at the start and at the end, on this path and the others, in words."""
    found = outcome.exposure
    assert found is not None
    lines = {outcome.pathway: found.expected, "control": found.control, **outcome.other_paths}
    divisor = 1e8 if lang == "zh" else 1e6
    ends = "; ".join(f"{PATH_WORDS[path].say(lang)} {line[-1] / divisor:,.2f}" for path, line in lines.items())
    return Words(
        f"强降雨暴露（亿人次/年）：{outcome.start}年{found.expected[0] / divisor:,.2f}；{outcome.end}年各路径：{ends}",
        f"Exposure to heavy rain, million person-events a year: {found.expected[0] / divisor:,.0f} in {outcome.start}; "
        f"in {outcome.end} by path: {ends}",
    ).say(lang)


def parts_of_change(outcome: Outcome, lang: Lang) -> Spec:
    """Change of expected exposure against the start, by part, in per cent; the total as a line."""
    found = outcome.exposure
    assert found is not None
    names = [PART_WORDS[part].say(lang) for part in PARTS]
    table = pd.concat(
        pd.DataFrame({"year": found.years, "value": found.percent[k], "part": names[k]}) for k in range(len(PARTS))
    )
    total = pd.DataFrame({"year": found.years, "value": found.percent.sum(0)})
    unit = Words(f"相对{outcome.start}年，%", f"% of {outcome.start}").say(lang)
    x = years_axis(lang, outcome.start, outcome.end)
    axis = alt.Axis(title=unit, tickCount=6, titleAngle=0, titleAlign="left", titleY=-12, titleX=0)
    tips = [
        alt.Tooltip("part:N", title=""),
        alt.Tooltip("year:Q", title=Words("年份", "year").say(lang), format="d"),
        alt.Tooltip("value:Q", title="%", format="+.1f"),
    ]
    areas = (
        alt.Chart(table)
        .mark_area(opacity=0.9)
        .encode(
            x=x,
            y=alt.Y("value:Q", axis=axis, stack="zero"),
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=names, range=[palette.PARTS[part] for part in PARTS]),
                legend=alt.Legend(title=None, orient="bottom"),
            ),
            tooltip=tips,
        )
    )
    line = alt.Chart(total).encode(x=x, y="value:Q", tooltip=tips[1:])
    chart = alt.layer(areas, line.mark_line(color=palette.PAPER, strokeWidth=4), line.mark_line(color=palette.INK))
    return dressed(chart.properties(height=300, width="container"))


def storm_map(outcome: Outcome, year: int, lang: Lang) -> Spec:
    """Largest 72-hour rain of a year by county, and people affected as circles."""
    ground, places = load_ground(), outcome.places
    rows = outcome.storms[outcome.storms["year"] == year].set_index("place").reindex(range(len(places.ids))).fillna(0.0)
    divisor = 1e4 if lang == "zh" else 1e3
    features: list[dict[str, Any]] = []
    circles: list[dict[str, Any]] = []
    for index, row in enumerate(rows.itertuples()):
        rain, affected, loss = float(row.rain72), float(row.affected), float(row.loss)
        properties = {
            "name": places.names_zh[index] if lang == "zh" else places.names_en[index],
            "rain": round(rain, 1),
            "affected": affected / divisor,
            "loss": loss,
        }
        features.append(feature(ground.places[index], **properties))
        if affected > 0:
            x, y = ground.centres[index]
            circles.append({**properties, "x": float(x), "y": float(y)})
    people = Words("受影响人口（万人）", "affected, thousand").say(lang)
    rain_words = Words("72小时雨量（毫米）", "72-hour rain, mm").say(lang)
    loss_words = Words("直接损失（亿元）", "loss, 100 million yuan").say(lang)

    def tips(prefix: str) -> list[alt.Tooltip]:
        return [
            alt.Tooltip(f"{prefix}name:N", title=""),
            alt.Tooltip(f"{prefix}rain:Q", title=rain_words, format=".0f"),
            alt.Tooltip(f"{prefix}affected:Q", title=people, format=",.1f"),
            alt.Tooltip(f"{prefix}loss:Q", title=loss_words, format=",.2f"),
        ]

    land = (
        alt.Chart(named("places"))
        .mark_geoshape(stroke=palette.PAPER, strokeWidth=0.35)
        .encode(
            color=alt.Color(
                "properties.rain:Q",
                scale=alt.Scale(type="threshold", domain=list(RAIN_EDGES), range=list(RAIN_COLOURS)),
                legend=alt.Legend(**classes(rain_words, ".0f")),
            ),
            tooltip=tips("properties."),
        )
    )
    most = max((circle["affected"] for circle in circles), default=1.0)
    hit = (
        alt.Chart(named("hit"))
        .mark_circle(color=palette.WARM, opacity=0.7, stroke=palette.PAPER, strokeWidth=0.6)
        .encode(
            longitude="x:Q",
            latitude="y:Q",
            size=alt.Size("affected:Q", scale=alt.Scale(domain=[0, most], range=[0, 620]), legend=None),
            tooltip=tips(""),
        )
    )
    whole = on_ground([*layers_of(land), *city_lines(), *(layers_of(hit) if circles else []), *city_names(lang)])
    circles.sort(key=lambda circle: -float(circle["affected"]))  # small ones last, so that they stay seen
    return dressed(whole, {"places": features, "hit": circles, **city_data()})


def storms_described(outcome: Outcome, year: int, lang: Lang) -> str:
    """What the map of storms shows, in words."""
    rows = outcome.storms[outcome.storms["year"] == year]
    if rows.empty:
        return Words(f"{year}年无暴雨过程。", f"No storms in {year}.").say(lang)
    wet = int(rows.iloc[int(np.argmax(rows["rain72"]))]["place"])
    names = outcome.places.names_zh if lang == "zh" else outcome.places.names_en
    most, people, loss = float(rows["rain72"].max()), float(rows["affected"].sum()), float(rows["loss"].sum())
    if lang == "zh":
        rain = f"{year}年：{names[wet]}72小时雨量最大，{most:.0f}毫米"
        return f"{rain}；受影响{people / 1e4:,.1f}万人；直接损失{loss:,.1f}亿元。"
    return (
        f"{year}: most rain in {names[wet]}, {most:.0f} mm in 72 hours; {people / 1e3:,.0f} thousand people affected; "
        f"direct loss {loss / 10:,.2f} bn yuan."
    )
