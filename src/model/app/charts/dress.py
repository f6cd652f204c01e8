"""How every chart of the page looks: the face, the inks and the quiet grid of the reports."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from model.reports import palette
from model.reports.words import Lang

FACE: Final = "Page Sans, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]


def dressed(chart: Any, data: Mapping[str, Rows] | None = None) -> Spec:
    """The chart in the page's clothes, as a Vega-Lite specification.

    Args:
        chart: any altair chart.
        data: rows or GeoJSON features for each `alt.NamedData` of the chart. They are put in at the end, since
            altair would check each corner of each county against its schema.
    """
    axis: dict[str, Any] = {
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
    legend = {
        "labelFont": FACE,
        "titleFont": FACE,
        "labelColor": palette.TEXT,
        "titleColor": palette.TEXT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "symbolStrokeWidth": 0,
    }
    header = {"labelFont": FACE, "labelColor": palette.INK, "labelFontSize": 13, "title": None}
    whole = (
        chart.configure(background="transparent", font=FACE)
        .configure_axis(**axis)
        .configure_legend(**legend)
        .configure_header(**header)
        .configure_view(stroke=None)
        .configure_text(font=FACE, color=palette.INK)
    )
    spec: Spec = whole.to_dict()
    spec["padding"] = {"left": 16, "right": 20, "top": 22, "bottom": 14}
    _fill(spec, data or {})
    return spec


def named(name: str) -> alt.NamedData:
    """Data that `dressed` will put in."""
    return alt.NamedData(name=name)


def _fill(node: Any, data: Mapping[str, Rows]) -> None:
    """Replace each `data: {name: ...}` that is known by its values, in place."""
    if isinstance(node, list):
        for inner in node:
            _fill(inner, data)
    elif isinstance(node, dict):
        source = node.get("data")
        if isinstance(source, dict) and source.get("name") in data:
            node["data"] = {"values": data[source["name"]]}
        for key, inner in node.items():
            if key != "data":
                _fill(inner, data)


def years_axis(lang: Lang, start: int, end: int) -> alt.X:
    """Whole years along the bottom."""
    ticks = [year for year in range(start, end + 1) if year % 10 == 0 or year in (start, end)]
    ticks = [year for year in ticks if year in (start, end) or min(abs(year - start), abs(year - end)) >= 4]
    axis = alt.Axis(format="d", values=ticks, grid=False, title=None)
    return alt.X("year:Q", axis=axis, scale=alt.Scale(domain=[start, end], nice=False))
