"""The page's controls are those of the schema, and what they say is what a file would say."""

import pytest

from model.app import wording
from model.app.draft import Start, start_values
from model.app.levers import APART, GROUPS, Written, changed, controls, first_of, group_of, more_of, written
from model.scenario import Scenario, load_scenario
from model.scenario.schema.shape import levers


@pytest.fixture(scope="module")
def baseline():
    return start_values(Start())


def test_every_lever_of_the_schema_has_a_control_in_one_group():
    keys = {".".join(map(str, found.trail)) for found in levers(Scenario) if found.evidence is not None}
    keys = {key for key in keys if key.partition(".")[0] not in APART}
    shown = [control.key for group in GROUPS for control in (*first_of(group), *more_of(group))]
    assert sorted(shown) == sorted(keys)


def test_every_section_belongs_to_a_named_group():
    named = {section for group in GROUPS for section in group.sections}
    assert {control.section for control in controls().values()} <= named


def test_a_control_carries_label_range_grade_and_source():
    control = controls()["relocation.intensity"]
    assert (control.low, control.high, control.dated, control.kind) == (0, 20, True, "slider")
    assert all((control.label.zh, control.label.en, control.grade, control.source.en, control.about.en))


@pytest.mark.parametrize("key", [control.key for group in GROUPS for control in first_of(group)])
def test_what_is_seen_first_needs_no_yaml_and_has_words_for_its_choices(key):
    control = controls()[key]
    assert control.kind != "text"
    assert all(str(one) in wording.CHOICES for one in control.choices)
    assert group_of(control).label.zh


def test_a_control_that_stands_where_it_stood_says_nothing(baseline):
    for control in controls().values():
        before = control.value_in(baseline)
        if control.kind != "text":
            assert changed(control, before, before, 2021) is None, control.key


def test_a_dated_lever_changes_from_its_year_and_no_other_lever_does(baseline):
    dated, plain = controls()["relocation.intensity"], controls()["relocation.close_share"]
    assert changed(dated, 2.0, 1.0, 2030) == {2030: 2.0}
    assert changed(plain, 0.5, 0.6, 2030) == 0.5


@pytest.mark.parametrize("key", [key for key, control in controls().items() if control.kind == "slider"])
def test_a_slider_reaches_both_ends_of_its_range_and_the_baseline_lies_on_its_way(key, baseline):
    control = controls()[key]
    assert control.low <= control.value_in(baseline) <= control.high
    assert control.step > 0
    assert (control.high - control.low) / control.step <= 260


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (None, "null"),
        (0.5, "0.5"),
        ("high", "high"),
        ({2030: 2.0}, "{2030: 2.0}"),
        (Written("[1]"), "[1]"),
    ],
)
def test_values_are_written_as_yaml(value, text):
    assert written(value) == text


def test_every_control_can_be_moved_without_a_complaint_from_the_schema(baseline):
    for control in controls().values():
        if control.kind != "choice":
            continue
        for value in control.choices:
            scenario = load_scenario("baseline", [f"{control.key}={written(value)}"])
            assert control.value_in(scenario) == value
