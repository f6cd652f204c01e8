"""An indicator by county, for any year: the slider lies in the chart, so that the browser alone moves it."""

from math import isfinite
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from model.app.charts import scales
from model.app.charts.dress import Spec, classes, dressed, layers_of, named
from model.app.charts.ground import city_data, city_lines, city_names, feature, load_ground, on_ground
from model.app.outcome import Outcome
from model.reports import palette
from model.reports.catalogue import Shown
from model.reports.words import LANGS, Lang, Words

Floats = NDArray[np.float64]
GAP = Words("与参照之差", "Difference")
YEAR = Words("年份", "Year")


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
    first = outcome.start
    land = alt.Chart(named("places")).mark_geoshape(stroke=palette.PAPER, strokeWidth=0.35)
    land = land.transform_calculate(
        coloured=f"datum.properties.{'d' if difference else 'v'}[year-{first}]",
        shown_value=f"datum.properties.v[year-{first}]",
        gap=f"datum.properties.d[year-{first}]",
    )
    tips = [
        _tip("properties.name", Words("县区", "County").say(lang)),
        _tip("properties.city", Words("城市", "City").say(lang)),
        _tip("shown_value", _with_unit(shown.label.say(lang), unit), _digits(digits)),
        *([] if reference is None else [_tip("gap", GAP.say(lang), "+" + _digits(digits))]),
        _tip("properties.agents", Words("居民个体数", "Resident agents").say(lang), "d"),
    ]
    colour = {
        "field": "coloured",
        "type": "quantitative",
        "scale": {"type": "threshold", "domain": edges, "range": colours},
        "legend": classes(words, _digits(digits, edges)),
    }
    slider = {"input": "range", "min": first, "max": outcome.end, "step": 1, "name": f"{YEAR.say(lang)} "}
    ground = [{**layers_of(land)[0], "encoding": {"color": colour, "tooltip": tips}}, *city_lines(), *city_names(lang)]
    whole = on_ground(ground) | {"params": [{"name": "year", "value": outcome.end, "bind": slider}]}
    return dressed(whole, {"places": features, **city_data()})


def _tip(field: str, title: str, form: str | None = None) -> Spec:
    tip = {"field": field, "title": title, "type": "nominal"}
    return tip if form is None else tip | {"type": "quantitative", "format": form}


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
    series = {key: _numbers(table, digits) for key, table in values.items()}
    features = []
    for index in range(len(places.ids)):
        city = int(places.city[index])
        properties: dict[str, Any] = {
            "id": places.ids[index],
            "agents": int(agents[index]),
            "name": places.names_zh[index],
            "city": places.city_names_zh[city],
        }
        properties |= {key: numbers[index] for key, numbers in series.items()}
        features.append(feature(ground.places[index], **properties))
    return features


def _numbers(table: Floats, digits: int) -> list[list[float | None]]:
    """For each county its values over the years."""
    rounded: list[list[float]] = np.round(table.T, digits).tolist()
    return [[number if isfinite(number) else None for number in numbers] for numbers in rounded]


def _with_unit(words: str, unit: str) -> str:
    return f"{words} ({unit})" if unit else words


def _digits(digits: int, edges: list[float] | None = None) -> str:
    """A format for so many digits; for edges, as many as tell them apart."""
    if edges is not None:
        digits = next((k for k in range(5) if all(abs(round(e, k) - e) < 1e-9 + abs(e) * 0.02 for e in edges)), 4)
    return f",.{digits}f"
