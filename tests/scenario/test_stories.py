"""explain tells where a value comes from, diff what differs."""

import pytest

from model.scenario import Scenario, ScenarioError, load_scenario
from model.scenario.differing import differences
from model.scenario.explaining import explain


def test_a_story_names_every_layer_with_its_place(loaded, write) -> None:
    write("climate:\n  rate_share: 0.5\n", "parent.yaml")
    found = loaded("extends: parent\nclimate: {rate_share: 0.7}\n", ("climate.rate_share=0.9",))
    (story,) = explain(found, "climate.rate_share")
    assert [(step.origin, str(step.mark or ""), step.value) for step in story.steps] == [
        ("default", "", "1"),
        ("parent", "parent.yaml:2:3", "0.5"),
        ("file", "my.yaml:2:11", "0.7"),
        ("--set", "--set:1:1", "0.9"),
    ]
    assert (story.value, story.unit, story.low, story.high) == ("0.9", "share", "0", "1")
    assert story.zh
    assert story.en
    assert story.source
    assert story.description


def test_a_layer_that_says_nothing_is_not_in_the_story(loaded) -> None:
    (story,) = explain(loaded("extends: baseline\n"), "population.fertility_multiplier")
    assert [step.origin for step in story.steps] == ["default"]


def test_a_section_is_told_lever_by_lever(loaded) -> None:
    stories = explain(loaded("seed: 1\n"), "relocation.quota")
    assert len(stories) == len(type(Scenario().relocation.quota).model_fields)
    assert all(story.key.startswith("relocation.quota.") for story in stories)


def test_a_key_that_does_not_exist_is_answered_with_the_nearest(loaded) -> None:
    found = loaded("seed: 1\n")
    for key, hint in (
        ("climat", "'climate'"),
        ("climate.pathwy", "'climate.pathway'"),
        ("pathway", "'climate.pathway'"),
    ):
        with pytest.raises(ScenarioError, match=hint):
            explain(found, key)


def test_nothing_differs_from_itself() -> None:
    assert differences(Scenario(), Scenario()) == []


def test_differences_are_those_of_the_resolved_scenarios(loaded) -> None:
    two = loaded(
        "name: b\ntitle: {zh: 乙, en: b}\nseed: 1\nclimate: {pathway: high}\n"
        "places: {park_capacity: {xiongan: 5}}\nrelocation: {directed: [{id: x, jobs: 7}]}\n"
    ).scenario
    found = {one.key: (one.first, one.second) for one in differences(Scenario(), two)}
    assert found == {
        "climate.pathway": ("medium", "high"),
        "places.park_capacity.xiongan": ("-", "5"),
        "relocation.directed[x]": ("-", "{jobs: 7}"),
    }


def test_a_difference_seen_from_the_other_side_is_the_same_difference() -> None:
    one, two = load_scenario("baseline"), load_scenario("relocation/none")
    there = {(a.key, a.first, a.second) for a in differences(one, two)}
    back = {(a.key, a.second, a.first) for a in differences(two, one)}
    assert there == back
    assert there
