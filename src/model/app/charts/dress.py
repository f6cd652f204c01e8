"""How every chart of the page looks: the face, the inks and the quiet grid of the reports."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from model.reports import palette
from model.reports.words import Lang

FACE: Final = "Page Sans, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]


AXIS: Final[Spec] = {
    "aria": False,  # the chart as a whole is said in words; its parts would be said in English
    "labelFont": FACE,
    "titleFont": FACE,
    "labelColor": palette.TEXT,
    "titleColor": palette.TEXT,
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "gridColor": palette.GRID,
    "domain": False,
    "ticks": False,
    "labelPadding": 6,
    "titlePadding": 10,
}
LEGEND: Final[Spec] = {
    "aria": False,
    "labelFont": FACE,
    "titleFont": FACE,
    "labelColor": palette.TEXT,
    "titleColor": palette.TEXT,
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "symbolStrokeWidth": 0,
}
CONFIG: Final[Spec] = {
    "locale": {"number": {"decimal": ".", "thousands": " ", "grouping": [3], "currency": ["", ""]}},  # as the cards
    "background": "transparent",
    "font": FACE,
    "axis": AXIS,
    "legend": LEGEND,
    "header": {"labelFont": FACE, "labelColor": palette.INK, "labelFontSize": 13, "title": None},
    "mark": {"aria": False},
    "title": {"aria": False},
    "view": {"stroke": None},
    "text": {"font": FACE, "color": palette.INK},
}
PADDING: Final[Spec] = {"left": 16, "right": 20, "top": 22, "bottom": 14}


def dressed(chart: Any, data: Mapping[str, Rows] | None = None) -> Spec:
    """The chart in the page's clothes, as a Vega-Lite specification.

    Args:
        chart: any altair chart, or a specification.
        data: rows or GeoJSON features for each `alt.NamedData` of the chart. They are put in at the end, since
            altair would copy each corner of each county many times. Charts are checked against altair's schema by
            the tests, not each time that they are drawn.
    """
    spec: Spec = dict(chart) if isinstance(chart, dict) else chart.to_dict(validate=False)
    spec |= {"config": CONFIG, "padding": PADDING}
    return _filled(spec, data) if data else spec


def layers_of(chart: Any) -> list[Spec]:
    """An altair chart of one layer as a specification, to be laid over others; rows of its own are put in."""
    spec: Spec = chart.to_dict(validate=False)
    rows = spec.pop("datasets", {})
    return [_filled({key: value for key, value in spec.items() if key not in ("$schema", "config")}, rows)]


def classes(title: str, form: str) -> Spec:
    """The legend of a map in classes: a strip beneath it, where it covers nothing on a telephone."""
    return {
        "title": title,
        "format": form,
        "orient": "bottom",
        "direction": "horizontal",
        "gradientLength": 290,
        "labelOverlap": "greedy",
        "labelSeparation": 6,
        "gradientThickness": 13,
        "gradientStrokeColor": palette.FAINT,
        "gradientStrokeWidth": 0.7,
    }


def named(name: str) -> alt.NamedData:
    """Data that `dressed` will put in."""
    return alt.NamedData(name=name)


def _filled(node: Any, data: Mapping[str, Rows]) -> Any:
    """A copy with each `data: {name: ...}` that is known replaced by its values."""
    if isinstance(node, list):
        return [_filled(inner, data) for inner in node]
    if not isinstance(node, dict):
        return node
    source = node.get("data")
    name = str(source.get("name", "")) if isinstance(source, dict) else ""
    own = {"data": {"values": data[name]}} if name in data else {}
    return {key: inner if key == "data" else _filled(inner, data) for key, inner in node.items()} | own


def years_axis(lang: Lang, start: int, end: int) -> alt.X:
    """Whole years along the bottom."""
    ticks = [year for year in range(start, end + 1) if year % 10 == 0 or year in (start, end)]
    ticks = [year for year in ticks if year in (start, end) or min(abs(year - start), abs(year - end)) >= 6]
    axis = alt.Axis(format="d", values=ticks, grid=False, title=None)
    return alt.X("year:Q", axis=axis, scale=alt.Scale(domain=[start, end], nice=False))
