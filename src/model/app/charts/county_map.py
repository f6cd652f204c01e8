"""An indicator by county, for any year: the slider lies in the chart, so that the browser alone moves it."""

from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from model.app.catalogue import Shown
from model.app.charts import scales
from model.app.charts.dress import Spec, dressed, named
from model.app.charts.ground import city_data, city_lines, city_names, feature, load_ground, on_ground
from model.app.outcome import Outcome
from model.reports import palette
from model.reports.words import LANGS, Lang, Words

Floats = NDArray[np.float64]
GAP = Words("与参照之差", "Difference")


def county_map(outcome: Outcome, reference: Outcome | None, shown: Shown, lang: Lang, *, difference: bool) -> Spec:
    """Map of the 199 counties.

    Args:
        outcome: the run.
        reference: what it is held against, over the same years; None for none.
        shown: the indicator.
        lang: language of names and legend.
        difference: colour the difference to the reference instead of the value.
    """
    side = LANGS.index(lang)
    divisor, digits = shown.measure.divisor[side], shown.measure.digits[side]
    value = outcome.cubes["place", shown.key] / divisor
    other = value if reference is None else reference.cubes["place", shown.key] / divisor
    gap = value - other
    coloured = gap if difference else value
    edges, colours = scales.differences(coloured) if difference else scales.amounts(coloured)
    features = _features(outcome, {"v": value, "d": gap}, digits + 1)
    unit = shown.measure.unit[side]
    words = _with_unit(shown.label.say(lang), unit)
    if difference:
        words = _with_unit(GAP.say(lang), (shown.measure.points or shown.measure.unit)[side])
    year = alt.param(
        name="year",
        value=outcome.end,
        bind=alt.binding_range(min=outcome.start, max=outcome.end, step=1, name=Words("年份", "Year").say(lang) + " "),
    )
    place = f"datum.properties.d[year-{outcome.start}]" if difference else f"datum.properties.v[year-{outcome.start}]"
    tips = [
        alt.Tooltip("properties.name:N", title=Words("县区", "County").say(lang)),
        alt.Tooltip("properties.city:N", title=Words("城市", "City").say(lang)),
        alt.Tooltip("shown_value:Q", title=_with_unit(shown.label.say(lang), unit), format=_digits(digits)),
    ]
    if reference is not None:
        tips.append(alt.Tooltip("gap:Q", title=GAP.say(lang), format="+" + _digits(digits)))
    tips.append(alt.Tooltip("properties.agents:Q", title=Words("居民个体数", "Resident agents").say(lang), format="d"))
    land = (
        alt.Chart(named("places"))
        .mark_geoshape(stroke=palette.PAPER, strokeWidth=0.35)
        .transform_calculate(
            coloured=place,
            shown_value=f"datum.properties.v[year-{outcome.start}]",
            gap=f"datum.properties.d[year-{outcome.start}]",
        )
        .encode(
            color=alt.Color(
                "coloured:Q",
                scale=alt.Scale(type="threshold", domain=edges, range=colours),
                legend=alt.Legend(
                    title=words,
                    orient="bottom-right",
                    type="symbol",
                    format=_digits(digits, edges),
                    symbolType="square",
                    symbolSize=170,
                    rowPadding=1,
                ),
            ),
            tooltip=tips,
        )
        .add_params(year)
    )
    chart = alt.layer(land, city_lines(), city_names(outcome.places, lang))
    whole = on_ground(chart)
    return dressed(whole, {"places": features, **city_data()})


def described(outcome: Outcome, reference: Outcome | None, shown: Shown, lang: Lang, *, difference: bool) -> str:
    """What the map shows in its last year, in words: the largest and the smallest."""
    values = outcome.cubes["place", shown.key][-1]
    if difference and reference is not None:
        values = values - reference.cubes["place", shown.key][-1]
    order = np.argsort(np.nan_to_num(values))
    names = outcome.places.names_zh if lang == "zh" else outcome.places.names_en
    said = [
        f"{names[index]} {shown.measure.text(float(values[index]), lang, signed=difference)}"
        for index in (order[-1], order[0])
    ]
    if lang == "zh":
        what = "与参照之差" if difference else shown.label.zh
        return f"分县区地图，{outcome.end}年，{what}。最大：{said[0]}；最小：{said[1]}。"
    what = "difference to the reference" if difference else shown.label.en
    return f"Map by county, {outcome.end}: {what}. Largest: {said[0]}; smallest: {said[1]}."


def _features(outcome: Outcome, values: dict[str, Floats], digits: int) -> list[dict[str, Any]]:
    ground, places = load_ground(), outcome.places
    agents = np.rint(outcome.cubes["place", "population"][0] / outcome.residents).astype(int)
    features = []
    for index in range(len(places.ids)):
        city = int(places.city[index])
        properties: dict[str, Any] = {
            "id": places.ids[index],
            "agents": int(agents[index]),
            "name": places.names_zh[index],
            "city": places.city_names_zh[city],
        }
        properties |= {key: _numbers(table[:, index], digits) for key, table in values.items()}
        features.append(feature(ground.places[index], **properties))
    return features


def _numbers(series: Floats, digits: int) -> list[float | None]:
    return [round(float(value), digits) if np.isfinite(value) else None for value in series]


def _with_unit(words: str, unit: str) -> str:
    return f"{words} ({unit})" if unit else words


def _digits(digits: int, edges: list[float] | None = None) -> str:
    """A format for so many digits; for edges, as many as tell them apart."""
    if edges is not None:
        digits = next((k for k in range(5) if all(abs(round(e, k) - e) < 1e-9 + abs(e) * 0.02 for e in edges)), 4)
    return f",.{digits}f"
