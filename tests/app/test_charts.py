"""Charts carry all they need, name no address, and show what the run says."""

import json

import altair as alt
import pytest

from model.app.charts import county_map, flows, lines, pyramid, rain, ranking, scales
from model.app.charts.ground import load_ground
from model.app.outcome import pyramid_areas
from model.reports.catalogue import INDICATORS, shown
from model.reports.numbers import number
from model.reports.words import LANGS

CHARTS = {
    "map": lambda run, lang: county_map.county_map(run, run, shown("population"), lang, difference=False),
    "difference": lambda run, lang: county_map.county_map(run, run, shown("population"), lang, difference=True),
    "course": lambda run, lang: lines.course(run, run, shown("population"), "bth", lang),
    "multiples": lambda run, lang: lines.small_multiples(run, None, shown("population"), lang),
    "pyramid": lambda run, lang: pyramid.pyramid(run, "bth", run.end, lang),
    "ranking": lambda run, lang: ranking.ranking(run, run, shown("population"), run.end, lang),
    "destinations": flows.destinations,
    "moves": flows.move_map,
    "paths": rain.exposure_by_path,
    "parts": rain.parts_of_change,
    "storms": lambda run, lang: rain.storm_map(run, run.end, lang),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_holds_its_data_and_no_address_but_that_of_the_schema(name, lang, outcome):
    spec = CHARTS[name](outcome, lang)
    text = json.dumps({key: value for key, value in spec.items() if key != "$schema"})
    assert "http" not in text
    assert '"url"' not in text
    assert "NaN" not in text
    assert not names_of_data(spec) - set(spec.get("datasets", ()))


def names_of_data(node):
    """Names under which a specification asks for data."""
    if isinstance(node, list):
        return {name for inner in node for name in names_of_data(inner)}
    if not isinstance(node, dict):
        return set()
    own = {node["data"]["name"]} if "name" in (node.get("data") or {}) else set()
    return own.union(*(names_of_data(inner) for key, inner in node.items() if key not in ("data", "datasets")))


def test_figures_are_parted_as_on_the_cards(outcome):
    parted = CHARTS["map"](outcome, "en")["config"]["locale"]["number"]["thousands"]
    assert number(12_345.0) == f"12{parted}345"


@pytest.mark.parametrize(("lang", "name"), [("zh", "保定"), ("en", "Baoding")])
@pytest.mark.parametrize("chart", ["map", "moves", "storms"])
def test_a_map_names_the_cities(chart, lang, name, outcome):
    rows = [row for layer in CHARTS[chart](outcome, lang)["layer"] for row in layer["data"]["values"]]
    assert name in {row.get("name") for row in rows}


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_what_vega_lite_allows(chart, outcome):
    spec = CHARTS[chart](outcome, "zh")
    alt.Chart.from_dict({key: value for key, value in spec.items() if key not in ("padding", "$schema")})


def features(spec):
    return next(layer["data"]["values"] for layer in spec["layer"] if "properties" in str(layer.get("data"))[:90000])


def test_the_map_has_every_county_with_a_value_for_every_year(outcome):
    spec = CHARTS["map"](outcome, "zh")
    land = spec["layer"][0]["data"]["values"]
    assert [one["properties"]["id"] for one in land] == list(outcome.places.ids)
    assert {len(one["properties"]["v"]) for one in land} == {len(outcome.years)}
    first = outcome.cubes["place", "population"][0, 0] / 1e4
    assert land[0]["properties"]["v"][0] == pytest.approx(first, rel=1e-3)


def test_a_run_held_against_itself_differs_nowhere(outcome):
    land = CHARTS["difference"](outcome, "en")["layer"][0]["data"]["values"]
    assert {value for one in land for value in one["properties"]["d"] if value is not None} == {0.0}


def test_colours_of_a_difference_are_symmetric_about_zero(outcome):
    gap = outcome.cubes["place", "population"][-1] - outcome.cubes["place", "population"][0]
    edges, colours = scales.differences(gap)
    assert [-edge for edge in reversed(edges)] == edges
    assert len(colours) == len(edges) + 1


def test_every_class_of_amounts_has_a_colour_of_its_own(outcome):
    edges, colours = scales.amounts(outcome.cubes["place", "population"])
    assert edges == sorted(set(edges))
    assert len(set(colours)) == len(edges) + 1


def test_neighbours_on_the_ground_share_their_border():
    corners = [
        {tuple(point) for polygon in place["coordinates"] for ring in polygon for point in ring}
        for place in load_ground().places
    ]
    assert all(any(own & other for other in corners if other is not own) for own in corners)


def test_every_indicator_that_is_offered_exists_in_a_run(outcome):
    assert sum(outcome.has(one.key) for one in INDICATORS) > 10
    assert all(one.label.zh and one.label.en for one in INDICATORS)


def test_the_pyramid_counts_everybody_once(outcome):
    areas = pyramid_areas(outcome.places)
    people = outcome.pyramid.sum((2, 3))
    region = outcome.cubes["region", "population"][:, 0]
    assert people[:, 0] == pytest.approx(region, rel=1e-6)
    cities = [k for k, name in enumerate(areas) if name not in ("bth", "hebei")]
    assert (people[:, cities].sum(1) == people[:, 0]).all()


def test_descriptions_name_what_is_largest(outcome):
    said = county_map.described(outcome, None, shown("population"), "en", difference=False)
    values = outcome.cubes["place", "population"][-1]
    assert outcome.places.names_en[int(values.argmax())] in said
