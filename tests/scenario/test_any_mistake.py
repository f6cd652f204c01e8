"""Whatever stands where a lever's value should be: it is taken, or refused in one line at its own place."""

import re
from pathlib import Path

import pytest

from model.scenario import Scenario, ScenarioError, load_scenario
from model.scenario.schema.shape import Found, levers

LINE = re.compile(r"my\.yaml:(\d+):(\d+): ([^:]+): (.+)")
WRONG = """
zz | -1e12 | 1e300 | true | null | [] | [1, x] | {} | {a: 1} | {2030: x} | {2030: -1e12} | [{id: q}] | .nan | 3 | 3.5
'' | [[1]] | {xiongan: {2030: -5}} | {xiongan: [no-sector]} | {nowhere: 1}
"""
VALUES = [value.strip() for line in WRONG.strip().splitlines() for value in line.split("|")]


@pytest.mark.parametrize("found", levers(Scenario), ids=lambda found: ".".join(map(str, found.trail)))
def test_a_wrong_value_is_refused_at_its_place(found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    head = "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(found.trail[:-1]))
    indent = "  " * (len(found.trail) - 1)
    line = len(found.trail)
    refusals = 0
    for wrong in VALUES:
        Path("my.yaml").write_text(f"{head}{indent}{found.trail[-1]}: {wrong}\n", encoding="utf-8")
        try:
            load_scenario("my.yaml")
        except ScenarioError as error:
            refusals += 1
            for problem in error.problems:
                said = LINE.fullmatch(str(problem))
                assert said is not None, str(problem)
                assert 1 <= int(said[1]) <= line, str(problem)
                own = said[3].startswith(".".join(map(str, found.trail)))
                assert not own or int(said[1]) == line, str(problem)
    assert refusals >= 5
