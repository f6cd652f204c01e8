"""What is wrong with a scenario is said in Chinese too, with places, keys, names and numbers as they stand."""

import re

import pytest

from model.experiments.memory import MemoryShortError, require_memory
from model.reports.chinese import in_chinese, problem_in_chinese
from model.reports.typeface import missing
from model.scenario import ScenarioError, load_scenario
from model.scenario.checks import warned
from model.scenario.problems import Mark, Problem

WRONG = {
    "choice": "extends: baseline\nclimate: {pathway: hihg}\n",
    "range": "extends: baseline\nclimate: {loss_scale: 9}\n",
    "key": "extends: baseline\nclimate: {foo: 1}\n",
    "kind": "extends: baseline\nclimate: {loss_scale: abc}\n",
    "list": "extends: baseline\nclimate: {loss_scale: [1]}\n",
    "dated": "extends: baseline\nrelocation: {intensity: {1800: 1}}\n",
    "years": "extends: baseline\nyears: {start: 2020, end: 2015}\n",
    "shares": "extends: baseline\nland: {reuse: {green: 0.1, high_end: 0.1, housing: 0.1}}\n",
    "place": "extends: baseline\nplaces: {park_capacity: {atlantis: 5}}\n",
    "city": "extends: baseline\nadaptation: {protection_standard: {overrides: {atlantis: 5}}}\n",
    "parent": "extends: baselin\n",
    "twice": "extends: baseline\nseed: 1\nseed: 2\n",
    "tag": "a: !!python/object:os.system 1\n",
    "anchor": "a: &b 1\nc: *b\n",
    "open": "a: [1\n",
    "wide sign": "climate：\n  pathway: high\n",
    "wide space": "climate:\u3000\n\u3000pathway: high\n",
    "wide key": "extends: baseline\nclimate: {pathway：high}\n",
    "tab": "a:\n\tb: 1\n",
    "text": "just words\n",
    "empty": "",
    "deep": "a: " + "[" * 40 + "]" * 40 + "\n",
    "circle": "name: mine\nextends: mine\n",
}


def left(text):
    """English words in a Chinese sentence that are no names."""
    text = re.sub(r"可取：.*", "", text)
    for quoted in (r"`[^`]*`", r"“[^”]*”", r"'[^']*'", r"years\.start", r"\w+\.csv", r"mine\.yaml"):
        text = re.sub(quoted, "", text)
    return set(re.findall(r"[A-Za-z]{2,}", text)) - {"YAML", "UTF", "MB", "GB", "scale", "true", "false", "null"}


@pytest.mark.parametrize("name", WRONG)
def test_every_problem_is_said_in_chinese_where_it_stands(name, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(WRONG[name], encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(path)
    for problem in refused.value.problems:
        said = problem_in_chinese(problem)
        assert said.startswith(f"{problem.mark}: ")
        assert not left(in_chinese(problem.text)), said
        assert not missing(in_chinese(problem.text))


def test_names_numbers_and_suggestions_stay():
    problem = Problem(Mark("mine.yaml", 2, 20), "climate.pathway", "the text 'hihg' is not a choice here")
    assert problem_in_chinese(problem) == "mine.yaml:2:20: climate.pathway: 文字'hihg'不是可选项"
    assert in_chinese("9 is above the range; allowed: 0 to 5 (times)") == "9高于范围；可取：0至5（倍）"
    assert in_chinese("there is no such key; did you mean 'seed'?") == "没有这个参数；是否指“seed”？"


def test_warnings_and_short_memory_are_said_in_chinese():
    scenario = load_scenario("baseline", ["climate.increase.low=0.3"])
    ((_, warning),) = warned(scenario)
    assert in_chinese(warning) == "low、medium、high（0.3、0.2、0.27）没有依次增大"
    with pytest.raises(MemoryShortError) as refused:
        require_memory(scenario, 100.0)
    assert not left(in_chinese(str(refused.value)))


def test_a_sentence_that_is_not_known_stays_as_it_is():
    assert in_chinese("the moon is green; so it is") == "the moon is green；so it is"
