"""A resolved scenario as a file that can be read again, every default spelled out."""

import json
import re
from collections.abc import Mapping
from typing import Any

from model.scenario.schema.scenario import Scenario

_WORD = re.compile(r"[^\W\d_][\w-]*(\.[^\W\d_][\w-]*)*")
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""Letters that YAML reads as line ends or not at all; JSON leaves them as they are."""
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "nan", "inf"})


def dump(scenario: Scenario) -> str:
    """YAML 1.2 of the resolved scenario; `load_scenario` of it gives an equal scenario."""
    lines: list[str] = []
    _write(scenario.resolved(), 0, lines)
    return "\n".join(lines) + "\n"


def _write(tree: Mapping[Any, Any], depth: int, lines: list[str]) -> None:
    for key, value in tree.items():
        head = "  " * depth + f"{_scalar(key)}:"
        if isinstance(value, Mapping) and value:
            lines.append(head)
            _write(value, depth + 1, lines)
        elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            lines.append(head)
            lines.extend("  " * (depth + 1) + f"- {_flow(item)}" for item in value)
        else:
            lines.append(f"{head} {_flow(value)}")


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    text = str(value)
    plain = _WORD.fullmatch(text) and text.lower() not in _RESERVED
    if plain:
        return text
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
