"""A scenario is known by what it says; what is written is read again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.scenario import Scenario, dump, load_scenario, scenario_hash
from model.scenario.finding import library, names_on
from model.scenario.problems import Mark
from model.scenario.reading import read_text
from model.scenario.tree import plain
from model.scenario.writing import _write

SHIPPED = names_on((library(),))
KEYS = st.text(min_size=1, max_size=12)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def test_name_and_title_do_not_count(loaded) -> None:
    one = loaded("name: a\ntitle: {zh: 一, en: one}\nseed: 3\n").scenario
    two = loaded("name: b\ntitle: {zh: 二, en: two}\nseed: 3\n").scenario
    assert scenario_hash(one) == scenario_hash(two)


@pytest.mark.parametrize(
    "change",
    ["seed: 2", "years: {end: 2054}", "climate: {rate_share: 0.999999}", "relocation: {intensity: {2055: 0}}",
     "places: {park_capacity: {xiongan: 1}}", "scale: {residents: 10}"],
)  # fmt: skip
def test_any_lever_counts(loaded, change: str) -> None:
    assert scenario_hash(loaded(change).scenario) != scenario_hash(Scenario())


@pytest.mark.parametrize(
    "same",
    ["", "seed: 1", "climate: {loss_scale: 1}", "relocation: {intensity: {2030: 1}}", "extends: twin", "climate:"],
)
def test_the_way_of_saying_it_does_not(loaded, write, same: str) -> None:
    write("name: twin\n", "twin.yaml")
    assert scenario_hash(loaded("name: a\n" + same).scenario) == scenario_hash(Scenario())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_resolved_scenario_is_read_as_it_was_written(write, name: str) -> None:
    scenario = load_scenario(name)
    again = load_scenario(write(dump(scenario), "resolved.yaml"))
    assert again == scenario
    assert scenario_hash(again) == scenario_hash(scenario)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_any_plain_data_is_read_as_it_was_written(tree) -> None:
    lines: list[str] = []
    _write(tree, 0, lines)
    node, problems = read_text("\n".join(lines), Mark("f"))
    assert plain(node) == tree
    assert not problems
