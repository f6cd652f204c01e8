"""The page of mechanisms says what is true: levers, processes and outputs exist, and every row is answered."""

import difflib
from importlib.util import find_spec
from pathlib import Path

import pytest

from model.region.names import DATA, read_ids
from model.scenario.mechanisms import STATES, Mechanism, is_lever, mechanisms, mechanisms_page

PAGE = Path(__file__).parents[2] / "docs" / "mechanisms.md"
ROWS = mechanisms()
each = pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])


def test_every_row_of_the_article_is_answered_once() -> None:
    article, answers = read_ids("seed_mechanisms.csv", "id"), read_ids("mechanisms.csv", "id")
    assert len(article) == 87
    assert list(article) == list(answers) == [row.id for row in ROWS]


@each
def test_its_levers_exist(row: Mechanism) -> None:
    for name in row.levers:
        assert is_lever(name), name


@each
def test_its_processes_are_modules_of_the_model(row: Mechanism) -> None:
    for name in row.processes:
        assert find_spec(name) is not None, name


@each
def test_its_outputs_are_in_the_tables_of_a_run(row: Mechanism, small_run) -> None:
    result = small_run()
    indicators, flows = set(result.indicators["indicator"].unique()), set(result.flows["kind"].unique())
    for name in row.outputs:
        assert name.removeprefix("flows.") in (flows if name.startswith("flows.") else indicators), name


@each
def test_what_is_built_names_what_moves_and_shows_it_and_what_is_not_says_why(row: Mechanism) -> None:
    assert row.state in STATES
    assert bool(row.answer_en) == bool(row.answer_zh)
    if row.state == "built":
        assert row.processes
        assert row.outputs
    else:
        assert row.answer_en
    if row.state in ("outcome", "part"):
        assert row.outputs


def test_every_core_mechanism_is_in_the_model() -> None:
    missing = [row.id for row in ROWS if row.priority == "core" and row.state not in ("built", "outcome")]
    assert not missing


def test_the_page_is_fresh() -> None:
    stored, made = PAGE.read_text(encoding="utf-8"), mechanisms_page()
    changed = list(difflib.unified_diff(stored.splitlines(), made.splitlines(), lineterm="", n=0))
    assert not changed, "\n".join(["run `jjj schema --mechanisms > docs/mechanisms.md`:", *changed[:20]])
    assert (DATA / "mechanisms.csv").exists()
