"""`--set KEY=VALUE` as a tree: the schema says where a key with dots ends."""

from collections.abc import Mapping, Sequence
from typing import Any

from model.scenario.problems import Mark, Problem, ScenarioError
from model.scenario.reading import read_value
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import Shape, shape_of
from model.scenario.tree import Entry, Key, Map, Node, planted

SOURCE = "--set"
Settings = Mapping[str, Any] | Sequence[str]
"""Changes to a scenario: a map from key to a Python value, or texts `KEY=VALUE`."""


def settings_tree(settings: Settings) -> tuple[Map, list[Problem]]:
    """A tree of settings; line n of the source `--set` is the n-th setting.

    Args:
        settings: `KEY=VALUE` texts of the command line, or a map from key to a Python value.

    Returns:
        the tree, and the settings that say a key twice.

    Raises:
        ScenarioError: a setting is not of the form KEY=VALUE, or its value is not YAML.
    """
    tree = Map(Mark(SOURCE))
    problems: list[Problem] = []
    for line, (key, value, mark) in enumerate(_pairs(settings), 1):
        try:
            if isinstance(settings, Mapping):
                node: Node = planted(value, mark)
            else:
                node, inside = read_value(value, mark)
                problems += inside
            _plant(tree, trail_of(key), node, Mark(SOURCE, line), key)
        except ScenarioError as error:
            problems += [Problem(one.mark, one.key or key, one.text) for one in error.problems]
    return tree, problems


def trail_of(key: str) -> tuple[Key, ...]:
    """A key as steps down the tree: `places.park_capacity.beijing.tongzhou` has three, the last is a place.

    Steps that the schema does not know are kept as they are, so that the check can name them.
    """
    steps: list[Key] = []
    parts = key.split(".")
    section: Any = Scenario
    while parts:
        part = parts.pop(0)
        steps.append(part)
        shape = shape_of(section, part)
        if shape is None:
            return (*steps, *parts)
        if shape.kind == "section":
            section = shape.section
            continue
        steps += _inside(shape, parts)
        return tuple(steps)
    return tuple(steps)


def _inside(shape: Shape, parts: list[str]) -> list[Key]:
    """Steps inside a lever's value."""
    if not parts:
        return []
    if shape.kind == "dated":
        return [int(part) if part.isdecimal() else part for part in parts]
    if shape.kind == "map" and shape.inner is not None:
        year = [int(parts.pop())] if shape.inner.kind == "dated" and len(parts) > 1 and parts[-1].isdecimal() else []
        return [".".join(parts), *year]
    return list(parts)


def _pairs(settings: Settings) -> list[tuple[str, Any, Mark]]:
    if isinstance(settings, Mapping):
        return [(key, value, Mark(SOURCE, line)) for line, (key, value) in enumerate(settings.items(), 1)]
    pairs = []
    for line, text in enumerate(settings, 1):
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            sentence = f"'{text}' is not of the form KEY=VALUE, as `--set climate.pathway=high`"
            raise ScenarioError([Problem(Mark(SOURCE, line), "", sentence)])
        pairs.append((key.strip(), value, Mark(SOURCE, line, len(key) + 2)))
    return pairs


def _plant(tree: Map, trail: tuple[Key, ...], node: Node, mark: Mark, key: str) -> None:
    for step in trail[:-1]:
        entry = tree.entries.setdefault(step, Entry(mark, Map(mark)))
        if not isinstance(entry.node, Map):
            text = f"setting {entry.key_mark.line} gives '{step}' a value already"
            raise ScenarioError([Problem(mark, key, text)])
        tree = entry.node
    if trail[-1] in tree.entries:
        earlier = tree.entries[trail[-1]].key_mark.line
        raise ScenarioError([Problem(mark, key, f"this key is set twice; first by setting {earlier}")])
    tree.entries[trail[-1]] = Entry(mark, node)
