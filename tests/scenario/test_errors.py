"""Every mistake is one line: file, line, column, key, what is wrong and what is allowed; all of them at once."""

import re
from pathlib import Path

import pytest

from model.scenario import Scenario, ScenarioError, load_scenario
from model.scenario.schema.shape import levers
from model.scenario.sentences import MOST_NEAR, RENAMED

LINE = re.compile(r"[^:\n]+:\d+:\d+: .+")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("climte: {pathway: high}", "my.yaml:1:1: climte: there is no such key; did you mean 'climate'?"),
        (
            "climate:\n  pathwy: high",
            "my.yaml:2:3: climate.pathwy: there is no such key; did you mean 'climate.pathway'?",
        ),
        ("pathway: high", "my.yaml:1:1: pathway: there is no such key; did you mean 'climate.pathway'?"),
        (
            "climate: {pathway: hihg}",
            "my.yaml:1:20: climate.pathway: the text 'hihg' is not a choice here; allowed: control, low, medium, high",
        ),
        (
            "climate: {rate_share: lots}",
            "my.yaml:1:23: climate.rate_share: the text 'lots' stands where a number is expected; allowed: 0 to 1",
        ),
        (
            "climate: {rate_share: true}",
            "my.yaml:1:23: climate.rate_share: true stands where a number is expected; allowed: 0 to 1 (share)",
        ),
        (
            "climate: {rate_share: 1.5}",
            "my.yaml:1:23: climate.rate_share: 1.5 is above the range; allowed: 0 to 1 (share)",
        ),
        (
            "climate: {rate_share: .nan}",
            "my.yaml:1:23: climate.rate_share: nan is not a finite number; allowed: 0 to 1 (share)",
        ),
        (
            "years: {start: 1990}",
            "my.yaml:1:16: years.start: the number 1990 is not a choice here; allowed: 2010, 2013, 2020",
        ),
        (
            "scale: {residents: 7}",
            "my.yaml:1:20: scale.residents: the number 7 is not a choice here; allowed: 1, 10, 100, 1000",
        ),
        ("years: {end: 2100}", "my.yaml:1:14: years.end: 2100 is above the range; allowed: 2011 to 2055 (year)"),
        ("years: {end: 2030.5}", "my.yaml:1:14: years.end: the number 2030.5 stands where a whole number is expected"),
        (
            "places: {park_capacity: {xiongn: 5}}",
            "my.yaml:1:26: places.park_capacity.xiongn: 'xiongn' is no place or city id; did you mean 'xiongan'?",
        ),
        (
            "places: {park_capacity: {tongzhou: 5}}",
            "my.yaml:1:26: places.park_capacity.tongzhou: 'tongzhou' is no place or city id; did you mean 'beijing.to",
        ),
        (
            "climate:\n  replay:\n    - {event: E2023-07-29, year: 2030}\n    - {event: E2023-07-29, year: 1999}",
            "my.yaml:4:34: climate.replay[1].year: 1999 is below the range; allowed: 2011 to 2060",
        ),
        (
            "climate:\n  replay:\n    - {year: 2030}",
            "my.yaml:3:7: climate.replay[0].event: is missing; a text is expected",
        ),
        ("climate: 3", "my.yaml:1:10: climate: the number 3 stands where a map of keys is expected"),
        (
            "relocation: {intensity: {2030: ten}}",
            "my.yaml:1:32: relocation.intensity.2030: a finite number is expected; allowed: 0 to 20 (times the quotas)",
        ),
        (
            "relocation: {intensity: {2030: 99}}",
            "my.yaml:1:32: relocation.intensity.2030: 99 is above the range; allowed: 0 to 20 (times the quotas)",
        ),
        (
            "relocation: {intensity: {1990: 1}}",
            "my.yaml:1:26: relocation.intensity.1990: the year 1990 is outside 2010 to 2060",
        ),
        (
            "years: {start: 2020, end: 2015}",
            "my.yaml:1:27: years.end: 2015 is not after years.start (2020); allowed: to 2055",
        ),
        ("land: {reuse: {green: 0.9}}", "my.yaml:1:15: land.reuse: the shares sum to 1.3; they must sum to 1"),
        ("2025: 1", "my.yaml:1:1: 2025: there is no such key"),
    ],
)
def test_a_mistake_is_one_line_with_its_place_and_what_is_allowed(refused, text: str, said: str) -> None:
    problems = refused(text)
    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_a_wrong_choice_is_answered_with_the_nearest_right_one(refused) -> None:
    assert refused("climate: {pathway: hihg}")[0].endswith("did you mean 'high'?")
    assert refused("places: {park_capacity: {tongzhou: 5}}")[0].endswith("did you mean 'beijing.tongzhou'?")


def test_all_mistakes_of_all_kinds_come_in_one_list_in_the_order_of_the_file(refused) -> None:
    problems = refused(
        "seed: -1\nclimte: 1\nyears: {start: 1990}\nscale: {residents: 7}\n"
        "climate:\n  loss_scale: .inf\n  loss_scale: 1\n"
    )
    assert [problem.split(": ")[1] for problem in problems] == [
        "seed",
        "climte",
        "years.start",
        "scale.residents",
        "climate.loss_scale",
        "climate.loss_scale",
    ]
    assert all(LINE.fullmatch(problem) for problem in problems)


def test_a_mistake_in_a_parent_points_into_the_parents_file(refused, write) -> None:
    write("name: p\n\nclimate:\n  rate_share: 2\n", "parent.yaml")
    problems = refused("extends: parent\nseed: x\n")
    assert problems == [
        "my.yaml:2:7: seed: the text 'x' stands where a whole number is expected; allowed: 0 to 9223372036854775807",
        "parent.yaml:4:15: climate.rate_share: 2 is above the range; allowed: 0 to 1 (share)",
    ]


def test_a_child_can_mend_its_parents_value(loaded, write) -> None:
    write("name: p\nclimate:\n  rate_share: 2\n", "parent.yaml")
    assert loaded("extends: parent\nclimate: {rate_share: 1}\n").scenario.climate.rate_share == 1


@pytest.mark.parametrize("name", ["a/b", "a b", "", "-x", "..", "a.b", "x" * 61, "a\u202eb"])
def test_names_that_cannot_be_folders_are_refused(refused, name: str) -> None:
    problems = refused(f'name: "{name}"\n')
    assert problems[0].startswith("my.yaml:1:7: name: ")


@pytest.mark.parametrize("name", ["基准", "xiongan-high_2", "2030", "Ünïcode", "シナリオ"])
def test_names_are_letters_of_any_script(loaded, name: str) -> None:
    assert loaded(f'name: "{name}"\n').scenario.name == name


def test_a_file_without_a_name_is_called_as_the_file(loaded) -> None:
    assert loaded("seed: 2\n", name="集中.yaml").scenario.name == "集中"


def test_rain_that_would_leave_the_nested_paths_is_refused(refused, loaded) -> None:
    high = "climate: {pathway: high, increase: {high: -0.1}}"
    assert refused(high)[0].startswith("my.yaml:1:43: climate.increase.high: rain would become 0.9 times")
    assert loaded("climate: {pathway: high, ramp: {shape: mean_over_horizon}}").warnings == ()
    assert loaded("climate: {pathway: high, tail_scaling: -20}").scenario.climate.tail_scaling == -20


def test_paths_out_of_order_and_steps_after_the_end_are_warned_of(loaded) -> None:
    found = loaded("climate: {increase: {low: 0.3}}\nyears: {end: 2030}\nrelocation: {intensity: {2040: 0}}\n").warnings
    assert [warning.key for warning in found] == ["climate.increase", "relocation.intensity.2040"]
    assert str(found[1].mark) == "my.yaml:3:32"


def test_a_key_of_an_earlier_version_is_answered_with_its_new_name(refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RENAMED, "climate.scenario", "climate.pathway")
    assert refused("climate: {scenario: high}") == [
        "my.yaml:1:11: climate.scenario: this key is now called 'climate.pathway'"
    ]


def test_what_keys_were_renamed_to_exists() -> None:
    known = {".".join(map(str, found.trail)) for found in levers(Scenario)}
    assert set(RENAMED.values()) <= known
    assert not set(RENAMED) & known


def test_of_very_many_wrong_keys_the_first_are_told_what_is_near_and_all_are_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    keys = "".join(f"  feedbac{number:04}: 1\n" for number in range(4000))
    path.write_text("extends: baseline\nclimate:\n" + keys, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(path)
    texts = [problem.text for problem in refused.value.problems]
    assert len(texts) == 4000
    assert sum("did you mean" in text for text in texts) == MOST_NEAR
