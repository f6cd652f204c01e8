"""What differs between two scenarios, lever by lever."""

from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from model.scenario.checks import value_at
from model.scenario.schema.base import Section
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import Found, fields_of, levers
from model.scenario.sentences import in_line


@dataclass(frozen=True, slots=True)
class Difference:
    """A lever with two values."""

    key: str
    zh: str
    en: str
    unit: str
    first: str
    second: str


def differences(first: Scenario, second: Scenario) -> list[Difference]:
    """All levers that differ, in the order of the schema; names and titles are no levers.

    Maps differ key by key, and rows with an id row by row.
    """
    one, two = first.resolved(), second.resolved()
    out = []
    for found in levers(Scenario):
        if found.trail[0] in ("name", "title"):
            continue
        a, b = value_at(one, found.trail), value_at(two, found.trail)
        said = found.evidence or {"zh": "", "en": "", "unit": ""}
        key = ".".join(map(str, found.trail))
        for part, left, right in _parts(found, a, b):
            out.append(Difference(key + part, said["zh"], said["en"], said["unit"], left, right))
    return out


def _parts(found: Found, a: Any, b: Any) -> list[tuple[str, str, str]]:
    """What differs inside one lever: (rest of the key, first value, second value)."""
    if a == b:
        return []
    if found.shape.kind == "map" and isinstance(a, dict) and isinstance(b, dict):
        return _by_key(a, b, ".{}")
    if found.shape.kind == "rows" and found.shape.section is not None:
        bare = {key: field.get_default() for key, field in _columns(found.shape.section)}
        left, right = ({row["id"]: _said(row, bare) for row in rows} for rows in (a, b))
        return _by_key(left, right, "[{}]")
    return [("", in_line(a), in_line(b))]


def _by_key(a: dict[Any, Any], b: dict[Any, Any], form: str) -> list[tuple[str, str, str]]:
    missing = object()
    keys = dict.fromkeys([*a, *b])
    return [
        (form.format(key), in_line(a[key]) if key in a else "-", in_line(b[key]) if key in b else "-")
        for key in keys
        if a.get(key, missing) != b.get(key, missing)
    ]


def _columns(section: type[Section]) -> list[tuple[str, FieldInfo]]:
    return [(key, section.model_fields[name]) for key, name in fields_of(section).items()]


def _said(row: dict[str, Any], bare: dict[str, Any]) -> dict[str, Any]:
    """A row without its id and without what it leaves at the default."""
    kept = {key: value for key, value in row.items() if key != "id" and value != bare[key]}
    return kept or {"jobs": row.get("jobs")}
