"""The pages and the JSON schema are made from the section classes, and the pages in docs/ are fresh."""

import difflib
from pathlib import Path
from typing import Any

import pytest

from model.scenario import Scenario, ScenarioError, load_scenario
from model.scenario.json_schema import json_schema
from model.scenario.reference import holdings_page, levers_page
from model.scenario.schema.shape import levers

DOCS = Path(__file__).parents[2] / "docs"


def fresh(name: str, made: str, command: str) -> None:
    stored = (DOCS / name).read_text(encoding="utf-8")
    changed = list(
        difflib.unified_diff(stored.splitlines(), made.splitlines(), f"docs/{name}", "made now", lineterm="", n=0)
    )
    assert not changed, "\n".join([f"run `{command} > docs/{name}`:", *changed[:40]])


def test_the_page_of_levers_is_fresh() -> None:
    fresh("levers.md", levers_page(), "jjj schema --page")


def test_the_table_of_the_baseline_is_fresh() -> None:
    fresh("baseline.md", holdings_page(load_scenario("baseline")), "jjj schema --levers baseline")


def test_every_lever_is_on_the_page() -> None:
    page = levers_page()
    for found in levers(Scenario):
        if found.trail[0] not in ("name", "title"):
            assert f"| `{'.'.join(map(str, found.trail))}` |" in page


def test_the_table_gives_the_value_by_year_within_the_run(loaded) -> None:
    page = holdings_page(loaded("years: {end: 2030}\nrelocation: {intensity: {2025: 2, 2040: 3}}\n").scenario)
    (row,) = [line for line in page.splitlines() if line.startswith("| `relocation.intensity`")]
    assert "| 2021: 1; 2025: 2 |" in row


def test_the_table_lists_the_directed_moves_in_force() -> None:
    baseline, none = holdings_page(load_scenario("baseline")), holdings_page(load_scenario("relocation/none"))
    assert baseline.count("\n| D") == 15
    assert none.count("\n| D") == 0


def properties(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    reference = part.get("$ref")
    return (
        properties(schema, schema["$defs"][reference.rpartition("/")[2]]) if reference else part.get("properties", {})
    )


def test_the_json_schema_knows_every_key_with_its_bounds() -> None:
    schema = json_schema()
    assert "extends" in schema["properties"]
    for found in levers(Scenario):
        part: dict[str, Any] = schema
        for step in found.trail:
            part = properties(schema, part)[str(step)]
        evidence = found.evidence
        assert part.get("description") or evidence is None
        if evidence is not None and part.get("type") in ("number", "integer"):
            assert part.get("minimum") == evidence["low"]
            assert part.get("maximum") == evidence["high"]


def test_the_json_schema_of_a_section_stands_alone_and_a_wrong_one_is_said() -> None:
    assert set(json_schema("relocation.quota")["properties"]) == set(type(Scenario().relocation.quota).model_fields)
    with pytest.raises(ScenarioError, match="did you mean 'climate'"):
        json_schema("climte")
    with pytest.raises(ScenarioError, match="not a section"):
        json_schema("seed")


EXAMPLES = (DOCS / "scenarios.md").read_text(encoding="utf-8").split("```yaml\n")[1:]


@pytest.mark.parametrize("example", [text.partition("```")[0] for text in EXAMPLES])
def test_the_examples_of_the_guide_are_right(loaded, example: str) -> None:
    assert loaded(example).warnings == ()
