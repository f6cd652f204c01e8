"""From what the schema found wrong to sentences: where, what, what is allowed, and the nearest right word."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from model.scenario.full_width import blamed, in_key
from model.scenario.problems import Mark, Problem, dotted
from model.scenario.schema.names import hint
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import Found, fields_of, find_lever, levers
from model.scenario.tree import Map, Scalar, follow

RENAMED: dict[str, str] = {}
"""Keys of earlier versions and what they are called now; every renaming of a key adds a line here."""

MOST_NEAR = 40
"""Wrong keys and names of a file for which the nearest right one is sought; it takes a millisecond each."""

_KINDS = {bool: "true or false", str: "a text", list: "a list", dict: "a map", type(None): "nothing"}


def problems_of(error: ValidationError, tree: Map, fallback: Mark) -> list[Problem]:
    """One problem for each thing that the schema refused, at its place in the tree."""
    problems: list[Problem] = []
    for number, detail in enumerate(error.errors(include_url=False)):
        steps = _cleaned(detail["loc"])
        context = detail.get("ctx", {})
        if detail["type"] == "inside":
            problems += [_said((*steps, *trail), text, tree, fallback) for trail, text in context["values"]]
            problems += [_said((*steps, *trail), text, tree, fallback, True) for trail, text in context["keys"]]
        else:
            problems.append(_problem(detail, steps, tree, fallback, near=number < MOST_NEAR))
    return _one_for_each_place(problems)


def _problem(detail: Mapping[str, Any], steps: tuple[Any, ...], tree: Map, fallback: Mark, *, near: bool) -> Problem:
    kind: str = detail["type"]
    if kind in ("extra_forbidden", "invalid_key"):
        return _unknown(steps, tree, fallback, near)
    if kind == "missing":
        node, mark, _ = follow(tree, steps[:-1])
        mark = node.mark if isinstance(node, Map) else mark
        return Problem(_known(mark, fallback), dotted(steps), "is missing" + _expected(steps))
    text = _text(detail, steps)
    if kind == "name" and near:
        text += hint(detail["ctx"]["name"], detail["ctx"]["allowed"])
    return _said(steps, text, tree, fallback, on_key="[key]" in detail["loc"])


def _said(steps: tuple[Any, ...], text: str, tree: Map, fallback: Mark, on_key: bool = False) -> Problem:
    node, key_mark, taken = follow(tree, steps)
    mark = key_mark if on_key or taken < len(steps) else node.mark
    given = node.value if isinstance(node, Scalar) else None
    return Problem(_known(mark, fallback), dotted(steps), text if on_key else text + allowed(steps, given))


def _unknown(steps: tuple[Any, ...], tree: Map, fallback: Mark, near: bool) -> Problem:
    """A key that the schema does not have."""
    _, mark, _ = follow(tree, steps)
    return Problem(_known(mark, fallback), dotted(steps), unknown_key(steps) if near else "there is no such key")


def unknown_key(steps: Sequence[Any]) -> str:
    """`there is no such key`, with the nearest key, or the same key elsewhere, or all that are allowed."""
    if dotted(steps) in RENAMED:
        return f"this key is now called '{RENAMED[dotted(steps)]}'"
    key = str(steps[-1])
    wide = in_key(key)
    if wide is not None:
        return f"there is no such key; {blamed(wide, 'in it')}"
    known = _keys_at(steps[:-1])
    close = get_close_matches(key, known, n=1, cutoff=0.6)
    elsewhere = [dotted(found.trail) for found in levers(Scenario) if found.trail[-1] == key]
    if close:
        return f"there is no such key; did you mean '{dotted((*steps[:-1], close[0]))}'?"
    if elsewhere:
        return f"there is no such key; did you mean '{elsewhere[0]}'?"
    return "there is no such key" + (f"; allowed: {', '.join(known)}" if known else "")


def _keys_at(steps: Sequence[Any]) -> list[str]:
    if not steps:
        return ["extends", *fields_of(Scenario)]
    found = find_lever(Scenario, list(steps))
    shape = None if found is None else found.shape
    while shape is not None and shape.section is None and shape.inner is not None:
        shape = shape.inner
    return [] if shape is None or shape.section is None else list(fields_of(shape.section))


def _text(detail: Mapping[str, Any], steps: tuple[Any, ...]) -> str:
    """What is wrong, without what is allowed."""
    kind: str = detail["type"]
    value = detail.get("input")
    if kind == "name" or (kind == "dated" and isinstance(value, Mapping)):
        return str(detail["msg"])
    if kind == "dated":
        return f"{shown(value)} stands where {detail['msg']}"
    if kind == "string_type" and "[key]" in detail["loc"]:
        return f"the key {value} is a number where an id or a name is expected"
    if kind in ("value_error", "assertion_error"):
        return str(detail["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if kind == "finite_number":
        return f"{value} is not a finite number"
    found = find_lever(Scenario, list(steps))
    if kind == "literal_error" and found is not None and found.shape.choices:
        return f"{shown(value)} is not a choice here"
    if kind.endswith(("_than", "_than_equal")):
        return f"{value} is {'below' if kind.startswith('greater') else 'above'} the range"
    expected = _expected(steps).removeprefix("; ")
    return f"{shown(value)} stands where {expected or 'another kind of value is expected'}"


def _expected(steps: Sequence[Any]) -> str:
    """`; a number is expected`, as far as the schema says."""
    found = find_lever(Scenario, list(steps))
    if found is None:
        return ""
    shape = found.shape
    for _ in range(len(steps) - len(found.trail)):
        if shape.inner is None:
            break
        shape = shape.inner
    return f"; {shape.expected} is expected" if not shape.choices else ""


def allowed(steps: Sequence[Any], given: Any = None) -> str:
    """`; allowed: 0 to 1 (share)`, or the choices with the one nearest to what was given, or nothing."""
    found = find_lever(Scenario, list(steps))
    if found is None:
        return ""
    choices = found.shape.choices
    if choices and len(steps) == len(found.trail):
        close = (
            get_close_matches(str(given), list(map(str, choices)), n=1, cutoff=0.6) if isinstance(given, str) else []
        )
        return f"; allowed: {', '.join(map(str, choices))}" + (f"; did you mean '{close[0]}'?" if close else "")
    low, high, unit = bounds(found)
    if low is None and high is None:
        return ""
    span = (
        f"{low} to {high}"
        if low is not None and high is not None
        else f"from {low}"
        if high is None
        else f"up to {high}"
    )
    return f"; allowed: {span}" + (f" ({unit})" if unit else "")


def bounds(found: Found) -> tuple[str | None, str | None, str]:
    """Lowest and highest value of a lever as text, and its unit."""
    evidence = found.evidence
    low = high = None
    if evidence is not None:
        low, high = evidence["low"], evidence["high"]
    for limit in found.field.metadata:
        low = getattr(limit, "ge", getattr(limit, "gt", None)) if low is None else low
        high = getattr(limit, "le", getattr(limit, "lt", None)) if high is None else high
    return (
        None if low is None else in_line(low),
        None if high is None else in_line(high),
        "" if evidence is None else evidence["unit"],
    )


def shown(value: Any) -> str:
    """A value as a reader of the file knows it, with its kind where that is the trouble."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text '{value if len(value) <= 40 else value[:37] + '...'}'"
    if isinstance(value, tuple):
        return "a list"
    return _KINDS.get(type(value), type(value).__name__)


def _cleaned(steps: Sequence[Any]) -> tuple[Any, ...]:
    """Steps of the file only: the checker's own words about unions and keys are left out."""
    return tuple(step for step in steps if not (isinstance(step, str) and ("[" in step or step in _BRANCHES)))


_BRANCHES = ("float", "int", "str", "bool", "Dated", "function-before", "function-after")


def _known(mark: Mark, fallback: Mark) -> Mark:
    """The place, or that of the file when a default of the schema is meant."""
    return mark if mark.source else fallback


def _one_for_each_place(problems: list[Problem]) -> list[Problem]:
    """A value that fits no branch of a union is said to be wrong once."""
    kept: dict[tuple[Mark, str], Problem] = {}
    for problem in problems:
        kept.setdefault((problem.mark, problem.key), problem)
    return list(kept.values())


def in_line(value: Any) -> str:
    """A plain value in one line of YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {in_line(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(in_line(inner) for inner in value) + "]"
    return str(value)
