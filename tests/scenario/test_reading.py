"""YAML 1.2 is read as plain data, every value keeps its place, and crafted files are refused."""

import math

import pytest

from model.scenario.problems import Mark, ScenarioError
from model.scenario.reading import MAX_BYTES, MAX_DEPTH, MAX_LETTERS, MAX_LINE, MAX_LINES, MAX_VALUES, read_text
from model.scenario.tree import Map, follow, plain

FILE = Mark("f.yaml")


def tree(text: str) -> Map:
    node, problems = read_text(text, FILE)
    assert isinstance(node, Map)
    assert not problems
    return node


def complaint(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_text(text, FILE)
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-07", -7),
        ("1.50", 1.5),
        ("1e-05", 1e-5),
        ("2.", 2.0),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("2025-01-01", "2025-01-01"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("'1'", "1"),
        ('"true"', "true"),
        ("中文", "中文"),
        ("[1, {a: b}]", [1, {"a": "b"}]),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    read = plain(tree(f"key: {text}"))["key"]
    assert read == value
    assert type(read) is type(value)


def test_infinity_and_nan_are_read_so_that_the_schema_can_refuse_them() -> None:
    read = plain(tree("a: .nan\nb: -.inf"))
    assert math.isnan(read["a"])
    assert read["b"] == -math.inf


def test_every_value_knows_its_place() -> None:
    root = tree("a:\n  b: [1,\n    2]\n2025: x\n")
    node, key_mark, taken = follow(root, ("a", "b", 1))
    assert (node.mark, taken) == (Mark("f.yaml", 3, 5), 3)
    assert follow(root, ("a", "b"))[1] == Mark("f.yaml", 2, 3)
    assert follow(root, (2025,))[0].mark == Mark("f.yaml", 4, 7)
    assert key_mark == Mark("f.yaml", 3, 5)


def test_a_doubled_key_is_named_with_both_lines_at_every_depth() -> None:
    _, problems = read_text("a: 1\nb: {c: 1, c: 2}\na: 3\n", FILE)
    assert [str(problem) for problem in problems] == [
        "f.yaml:2:11: b.c: this key stands twice; first on line 2",
        "f.yaml:3:1: a: this key stands twice; first on line 1",
    ]


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a: !!python/object:os.system x", "1:4", "tag"),
        ("a: ! x", "1:4", "tag"),
        ("!thing\na: 1", "1:1", "tag"),
        ("a: 1\nb: &x 1", "2:4", "anchor"),
        ("a: *x", "1:4", "alias"),
        ("a: 1\n---\nb: 1", "2:1", "second document"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "2:1", "directive"),
        ("%YAML 1.1\n---\na: 1", "2:1", "directive"),
        ("? [a]\n: 1", "1:3", "key"),
        ("a: \x00", "1:4", "U+0000"),
        ("a: " + "9" * 400, "1:4", "20 digits"),
        ("", "1:1", "empty"),
        ("# only words\n", "1:1", "empty"),
        ("- 1\n", "1:1", "a list"),
        ("just text", "1:1", "a single value"),
    ],
)
def test_what_no_scenario_needs_is_refused_where_it_stands(text: str, place: str, word: str) -> None:
    said = complaint(text)
    assert said.startswith(f"f.yaml:{place}: ")
    assert word in said


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1, 2", 1), ("a: {b: 1", 1), ("a:\n\tb: 1", 2), ("a: b: c", 1), ("a:\n  b: 1\n c: 2", 3), ('a: "x', 1)],
)
def test_what_is_not_yaml_is_said_in_plain_words(text: str, line: int) -> None:
    said = complaint(text)
    assert said.startswith(f"f.yaml:{line}:")
    assert "this is not YAML: " in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "place", "sign"),
    [
        ("climate：\n  pathway: high", "1:8", "："),
        ("name：a\nextends: baseline", "1:5", "："),
        ("climate: {pathway: high， feedback: none}", "1:24", "，"),
        ("climate: ｛pathway: high｝", "1:10", "｛"),
        ("title: 一：二，三  # a：b\nclimate：\n  pathway: high", "2:8", "："),
    ],
)
def test_a_full_width_sign_meant_for_yaml_is_named_where_it_stands(text: str, place: str, sign: str) -> None:
    said = complaint(text)
    assert said.startswith(f"f.yaml:{place}: this is not YAML: a full-width `{sign}` stands here; in YAML it is ")


def test_a_full_width_space_in_the_indentation_is_named() -> None:
    assert complaint("climate:\u3000\n\u3000pathway: high").startswith(
        "f.yaml:2:1: this is not YAML: a full-width space"
    )


def test_chinese_signs_in_texts_and_comments_are_not_blamed() -> None:
    assert "full-width" not in complaint("title: 一：二，三（四）\n# climate：high\na: [1, 2")
    tree("title: 一：二，三\nnote: a：b，c")


def test_nesting_is_allowed_to_its_limit_and_no_deeper() -> None:
    inner = MAX_DEPTH - 1  # the file itself is the first level
    tree("a: " + "[" * inner + "]" * inner)
    assert f"nested more than {MAX_DEPTH} deep" in complaint("a: " + "[" * (inner + 1) + "]" * (inner + 1))
    assert "nested" in complaint("a: " + "[" * 100_000)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: [" + "1, " * MAX_VALUES + "1]", "values"),
        ("a: [" + "[], " * MAX_VALUES + "[]]", "values"),
        ("".join(f"k{k}: 1\n" for k in range(MAX_VALUES)), "values"),
        ("a: " + "x" * (MAX_LETTERS + 1), "letters"),
        ("x" * (MAX_LETTERS + 1) + ": 1", "letters"),
        ("a: 1" + "\n" * (MAX_LINES + 1), "lines"),
        ("a: 1 #" + "x" * MAX_LINE, "line"),
    ],
)
def test_more_than_a_file_of_levers_can_need_is_refused_in_one_sentence(text: str, word: str) -> None:
    said = complaint(text)
    assert f" {word}" in said
    assert len(said) < 120


def test_a_file_of_many_values_is_read() -> None:
    row = tree("a: [" + "1, " * (MAX_VALUES - 4) + "1]").entries["a"].node
    assert len(row.items) == MAX_VALUES - 3


def test_a_large_file_is_refused_unread(write, refused) -> None:
    text = "# " + "x" * MAX_BYTES + "\nname: big\n"
    assert refused(text) == ["my.yaml:1:1: the file is over 1 MB; a scenario is a small file of levers"]


def test_a_file_that_is_not_utf8_is_said_so_where_it_breaks(refused) -> None:
    assert refused("name: a\ntitle: 中\n".encode("gb18030")) == [
        "my.yaml:2:8: the file is not UTF-8 text; save it as UTF-8"
    ]


def test_a_byte_order_mark_does_no_harm(loaded) -> None:
    assert loaded("\ufeffname: a\n").scenario.name == "a"
