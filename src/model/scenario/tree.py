"""A scenario file as a tree of values that remember where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from model.scenario.problems import Mark

Key = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, a text, true, false or null."""

    value: Any
    mark: Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a map with the place of its key."""

    key_mark: Mark
    node: "Node"


@dataclass(frozen=True, slots=True)
class Map:
    """A map from keys to values, in the order of the file."""

    mark: Mark
    entries: dict[Key, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A list."""

    mark: Mark
    items: tuple["Node", ...] = ()


Node = Scalar | Map | Row


def plain(node: Node) -> Any:
    """The tree without its places: what a schema can check."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Row):
        return [plain(item) for item in node.items]
    return {key: plain(entry.node) for key, entry in node.entries.items()}


def planted(value: Any, mark: Mark) -> Node:
    """A tree of Python values, all standing at one place."""
    if isinstance(value, Mapping):
        return Map(mark, {key: Entry(mark, planted(inner, mark)) for key, inner in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return Row(mark, tuple(planted(inner, mark) for inner in value))
    return Scalar(value, mark)


def follow(node: Node, trail: Sequence[Any]) -> tuple[Node, Mark, int]:
    """Walk down as far as the tree goes.

    Returns:
        the node reached, the place of its key (its own place for items of lists), and how many steps were taken.
    """
    key_mark, taken = node.mark, 0
    for step in trail:
        if isinstance(node, Map) and step in node.entries:
            entry = node.entries[step]
            node, key_mark = entry.node, entry.key_mark
        elif isinstance(node, Row) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            key_mark = node.mark
        else:
            break
        taken += 1
    return node, key_mark, taken
