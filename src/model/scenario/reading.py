"""From the text of a YAML 1.2 file to a tree with places; crafted files are refused as they are read.

A scenario is plain data. Tags, anchors, aliases and several documents in one file are refused, as are files over
1 MB, nesting deeper than 20, and more lines, values or letters of one text than a file of levers can need. Nothing is
built from the text but numbers, texts, true, false, null, maps and lists.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from model.scenario.full_width import before, blamed
from model.scenario.problems import Mark, Problem, ScenarioError, dotted
from model.scenario.tree import Entry, Map, Node, Row, Scalar

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_LINES = 10_000
MAX_VALUES = 10_000
"""Keys and values of a file, maps and lists among them; as many are read in half a second."""
MAX_LETTERS = 10_000
"""Letters of one text or key."""
MAX_LINE = 200_000
"""Letters of one line."""

_WHOLE = re.compile(r"[-+]?[0-9]+")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read_file(path: Path) -> tuple[Map, list[Problem]]:
    """Read one file.

    Returns:
        its tree (a map), and the keys that stand twice; the first of two counts.

    Raises:
        ScenarioError: the file cannot be read, or is refused, or is not a map.
    """
    start = Mark(str(path))
    try:
        if not path.is_file():
            kind = "this is a folder, not a file" if path.is_dir() else "this is not an ordinary file"
            raise _refusal(start, kind if path.exists() else "there is no such file")
        if path.stat().st_size > MAX_BYTES:
            raise _refusal(start, "the file is over 1 MB; a scenario is a small file of levers")
        content = path.read_bytes()
    except OSError as error:
        raise _refusal(start, f"the file cannot be read ({error.strerror or error})") from error
    return read_text(_decoded(content, start), start)


def read_text(text: str, start: Mark) -> tuple[Map, list[Problem]]:
    """Read a file's text; see `read_file`."""
    node, problems = read_value(text, start)
    if isinstance(node, Scalar) and node.value is None:
        raise _refusal(start, "the file is empty; `jjj new NAME` makes one that works")
    if not isinstance(node, Map):
        kind = "a list" if isinstance(node, Row) else "a single value"
        raise _refusal(start, f"a scenario is a map of keys and values, and this is {kind}")
    return node, problems


def read_value(text: str, start: Mark) -> tuple[Node, list[Problem]]:
    """Read any YAML value whose text begins at `start`; see `read_file`."""
    if text.count("\n") > MAX_LINES:
        raise _refusal(start, f"there are over {MAX_LINES:,} lines; a scenario is a small file of levers")
    if max(map(len, text.split("\n"))) > MAX_LINE:
        raise _refusal(start, f"a line has over {MAX_LINE:,} letters; a scenario is a small file of levers")
    bad = _UNPRINTABLE.search(text)
    if bad:
        raise _refusal(
            _place_of(text, bad.start(), start), f"the character U+{ord(bad[0]):04X} does not belong in a text"
        )
    try:
        return _Builder(start).build(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wide = before(text, mark.line) if mark is not None else None
        if wide is not None:
            position, sign = wide
            raise _refusal(_place_of(text, position, start), f"this is not YAML: {blamed(sign, 'here')}") from error
        raise _refusal(_Builder(start).place(mark), _plainly(error, text)) from error
    except (YAMLError, RecursionError) as error:
        raise _refusal(start, f"this is not YAML ({type(error).__name__})") from error


class _Builder:
    """Builds the tree from the parser's events, and stops at the first thing that is refused."""

    def __init__(self, start: Mark) -> None:
        self._start = start
        self._problems: list[Problem] = []
        self._values = 0

    def build(self, text: str) -> tuple[Node, list[Problem]]:
        events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
        root: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                if root is not None:
                    raise _refusal(
                        self.place(event.start_mark), "a second document (`---`) begins here; only one is read"
                    )
                if event.tags or (event.version and tuple(event.version) != (1, 2)):
                    raise _refusal(self.place(event.start_mark), "directives (`%`) are not used in scenarios")
            elif isinstance(event, AliasEvent | ScalarEvent | MappingStartEvent | SequenceStartEvent):
                root = self._node(event, events, ())
        return (Scalar(None, self._start) if root is None else root), self._problems

    def place(self, mark: Any) -> Mark:
        """A place of the parser (from 0, in the text) as a place in the source."""
        if mark is None:
            return self._start
        column = mark.column + (self._start.column if mark.line == 0 else 1)
        return Mark(self._start.source, self._start.line + mark.line, column)

    def _node(self, event: Any, events: Iterator[Any], trail: tuple[Any, ...]) -> Node:
        mark = self.place(event.start_mark)
        self._refuse_crafted(event, mark)
        if isinstance(event, ScalarEvent):
            return Scalar(self._value(event, mark), mark)
        if len(trail) >= MAX_DEPTH:
            raise _refusal(mark, f"values are nested more than {MAX_DEPTH} deep")
        if isinstance(event, SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), SequenceEndEvent):
                items.append(self._node(event, events, (*trail, len(items))))
            return Row(mark, tuple(items))
        entries: dict[Any, Entry] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            key_mark = self.place(event.start_mark)
            self._refuse_crafted(event, key_mark)
            if not isinstance(event, ScalarEvent):
                raise _refusal(key_mark, "a key is a word or a year, not a map or a list")
            key = self._value(event, key_mark)
            value = self._node(next(events), events, (*trail, key))
            if key in entries:
                first = entries[key].key_mark
                self._problems.append(
                    Problem(key_mark, dotted((*trail, key)), f"this key stands twice; first on line {first.line}")
                )
            else:
                entries[key] = Entry(key_mark, value)
        return Map(mark, entries)

    def _refuse_crafted(self, event: Any, mark: Mark) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise _refusal(mark, f"there are over {MAX_VALUES:,} values; a scenario is a small file of levers")
        if isinstance(event, AliasEvent):
            raise _refusal(mark, f"aliases (`*{event.anchor}`) are not used in scenarios; write the value out")
        if event.anchor is not None:
            raise _refusal(mark, f"anchors (`&{event.anchor}`) are not used in scenarios")
        if event.ctag is not None:
            raise _refusal(mark, f"tags (`{event.ctag}`) are not used in scenarios")

    def _value(self, event: ScalarEvent, mark: Mark) -> Any:
        text: str = event.value
        if len(text) > MAX_LETTERS:
            raise _refusal(mark, f"this text has over {MAX_LETTERS:,} letters")
        if event.style not in (None, ""):
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text):
            if len(text) > 20:
                raise _refusal(mark, "this number has more than 20 digits")
            return int(text)
        if _REAL.fullmatch(text):
            return float(text)
        if _INFINITE.fullmatch(text):
            return float(text.replace(".", ""))
        return float("nan") if text in (".nan", ".NaN", ".NAN") else text


def _decoded(content: bytes, start: Mark) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = error.start - (before.rfind(b"\n") + 1)
        raise _refusal(
            Mark(start.source, before.count(b"\n") + 1, column + 1), "the file is not UTF-8 text; save it as UTF-8"
        ) from error


def _place_of(text: str, position: int, start: Mark) -> Mark:
    line = text.count("\n", 0, position)
    column = position - (text.rfind("\n", 0, position) + 1)
    return Mark(start.source, start.line + line, column + (start.column if line == 0 else 1))


def _refusal(mark: Mark, text: str) -> ScenarioError:
    return ScenarioError([Problem(mark, "", text)])


_SENTENCES = (
    ("'\\t'", "a tab stands here; YAML is indented with spaces"),
    (
        "mapping values are not allowed",
        "a colon stands where none can be; is the indentation right?",
    ),
    ("could not find expected ':'", "a key without a colon (`key: value`)"),
    ("did not find expected ',' or ']'", "a list that begins with `[` is not closed"),
    ("expected ',' or ']'", "a list that begins with `[` is not closed"),
    ("expected ',' or '}'", "a map that begins with `{` is not closed"),
    ("end of stream", "a quote or a bracket is not closed"),
    ("expected <block end>", "the indentation does not fit the lines above"),
)


def _plainly(error: MarkedYAMLError, text: str) -> str:
    """The parser's complaint in a plain sentence."""
    complaint = str(error.problem)
    mark = error.problem_mark
    line = text.splitlines()[mark.line] if mark is not None and mark.line < len(text.splitlines()) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "this is not YAML: a tab stands here; indent with spaces"
    for sign, sentence in _SENTENCES:
        if sign in complaint:
            return f"this is not YAML: {sentence}"
    return f"this is not YAML: {complaint}"
