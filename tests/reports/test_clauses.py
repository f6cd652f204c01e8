"""Every sentence that the code can say of an error or on its way has its Chinese, whoever comes to say it."""

import ast
import re
from pathlib import Path

import pytest

import model
from model.reports.chinese import in_chinese, is_known
from model.reports.clauses import CLAUSES
from model.reports.typeface import missing
from model.scenario import Scenario, ScenarioError, load_scenario
from model.scenario.schema.shape import levers

ROOT = Path(model.__file__).parent
SAID_BY = {
    "Problem": 2,
    "_refusal": 1,
    "wrong": 1,
    "BadParameter": 0,
    "OptionError": 0,
    "tell": 0,
    "say": 0,
    "_refuse": 0,
}
"""Functions that take a sentence, and which of their arguments it is."""
HELD = {
    "_size(": "7.0 GB", "_free(": "7.0 GB are", "way": "this is the coarsest scale", "hint": "", "more": "",
    "least": "7.0 GB on disk, 3.0 GB are free in out", "_near(": "; `jjj new NAME` makes one", "_expected(": "",
    "found": "there is no such lever", "which": "all", "{ord(": "00FF", "kind": "slurm", "allowed": "1, 10",
    "error.strerror": "Permission denied", "estimate.say": "about 7 s for 7 runs (7.0 s each), 7 MB of memory a worker,"
    " 7 MB on disk", "text!r": "'x'", "set.": "", "factors.": "", "problem": "x", "_plainly": "x",
    "'s' if": "s", "sorted({y": "[2010, 2020]", "said": "x",
}  # fmt: skip
"""What stands for what a sentence holds, by the beginning of the expression; `7` for all others."""
EXACT = {"experiments/compare.py": ("7 7", "area x"), "cli/bench.py": ("7: 7", "--scales: 'x'")}
"""What a gap must hold in a file where little fits."""


def errors():
    """Names of the errors whose message is for a user."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                flags = {
                    target.id
                    for each in node.body
                    if isinstance(each, ast.Assign)
                    for target in each.targets
                    if isinstance(target, ast.Name)
                }
                if flags & {"bad_input", "plain"}:
                    yield node.name


def filled(node):
    """A text of the code with something in each of its gaps; None for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (filled(node.left) or "") + (filled(node.right) or "") or None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = []
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            parts.append(piece.value)
        else:
            held = ast.unparse(piece.value)
            parts.append(next((said for begin, said in HELD.items() if held.startswith(begin)), "7"))
    return "".join(parts)


def sentences():
    """Where a sentence stands, and the sentence."""
    positions = dict.fromkeys(errors(), 0) | {"NoFolderError": 0} | SAID_BY
    for room in ("scenario", "experiments", "reports/run_folder.py", "cli"):
        for path in sorted([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    at = positions.get(name)
                    text = filled(node.args[at]) if at is not None and len(node.args) > at else None
                elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("text", "complaint"):
                    text = filled(node.value) if path.parts[-2] != "cli" else None
                else:
                    continue
                if text is not None:
                    text = text.replace(*EXACT.get(str(path.relative_to(ROOT)), ("", "")))
                if text is not None and re.search(r"[a-z]{2,} [a-z]", text):
                    yield pytest.param(text, id=f"{path.relative_to(ROOT)}:{node.lineno}")


FOUND = list(sentences())


def test_the_sentences_are_found():
    assert len(FOUND) > 100


@pytest.mark.parametrize("text", FOUND)
def test_a_sentence_of_the_code_has_its_chinese(text):
    assert is_known(text), text
    assert not missing(in_chinese(text))


def test_no_pattern_is_there_twice():
    patterns = [pattern for pattern, _ in CLAUSES]
    assert sorted(set(patterns)) == sorted(patterns)


VALUES = """
zz | -1e12 | 1e300 | true | null | [] | [1, x] | {} | {a: 1} | {2030: x} | {2030: -1e12} | [{id: q}] | .nan | 3 | 3.5
'' | [[1]] | {xiongan: {2030: -5}} | {xiongan: [no-sector]} | {nowhere: 1} | {before: x} | {beijing: {2030: [1]}}
[{id: 3}] | [{id: a, from: x}] | {Beijing: 1} | [beijing.tongzhuo] | {2030: null} | 'a; b' | {x: {y: {z: 1}}}
"""
NAMES = {"nan", "core6", "outer", "from_ring", "beijing", "low", "medium", "high", "start", "end"}


@pytest.mark.parametrize("found", levers(Scenario), ids=lambda found: ".".join(map(str, found.trail)))
def test_whatever_is_wrong_with_a_lever_is_said_in_chinese(found, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    head = "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(found.trail[:-1]))
    indent = "  " * (len(found.trail) - 1)
    refused = 0
    for wrong in (value.strip() for line in VALUES.strip().splitlines() for value in line.split("|")):
        Path("my.yaml").write_text(f"{head}{indent}{found.trail[-1]}: {wrong}\n", encoding="utf-8")
        try:
            load_scenario("my.yaml")
        except ScenarioError as error:
            refused += 1
            for problem in error.problems:
                said = in_chinese(problem.text)
                assert is_known(problem.text), problem.text
                assert not english(said), said
    assert refused >= 5


def english(text):
    """Two English words that follow each other, and single ones that are no names, in a Chinese sentence."""
    text = re.sub(r"`[^`]*`|“[^”]*”|'[^']*'|\w+\.(?:csv|yaml)|(?<=可取：)[\w、.-]+", "", text)
    return set(re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)) | (
        set(re.findall(r"[a-z_]{3,}\d?", text)) - NAMES - {"true", "false", "null", "name", "from", "reference_period"}
    )


NOT_YAML = (
    "a: @b", 'a: "\\q"', "a: 'x", "a: [1,2\nb: 1", "a: {b: 1", "a: b: c", " a: 1\nb: 2", "- a\nb: 1", "a: - b",
    "a: &", "a: |x\n b", "a: ]", "a: >0\n b", "a: 'b' c", "!<", "a: !e!x 1", "%FOO", 'a: "b\n---\nc"', "a:\n\tb: 1",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_YAML)
def test_what_is_not_yaml_is_refused_in_chinese(text, tmp_path):
    (tmp_path / "my.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(tmp_path / "my.yaml")
    for problem in refused.value.problems:
        assert is_known(problem.text)
        assert not english(in_chinese(problem.text))


def test_a_kind_of_value_is_said_in_whole():
    said = in_chinese("the text 'abc' stands where a number, or a map from year to number, is expected")
    assert said == "文字'abc'：此处应为数或由年份到数的映射"
    assert in_chinese("nothing stands where one of low, high or a list, or null is expected") == (
        "空：此处应为`low`、`high`之一、列表或null"
    )
