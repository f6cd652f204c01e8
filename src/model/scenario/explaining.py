"""Where a value comes from: the schema's default, each parent, the file, `--set`."""

from dataclasses import dataclass
from typing import Any

from model.scenario.checks import value_at
from model.scenario.loading import Loaded
from model.scenario.problems import Mark, Problem, ScenarioError
from model.scenario.schema.descriptions import description
from model.scenario.schema.plain import default_tree
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import Found, find_lever, levers
from model.scenario.sentences import bounds, in_line, unknown_key
from model.scenario.settings import trail_of
from model.scenario.tree import follow, plain


@dataclass(frozen=True, slots=True)
class Step:
    """One layer's word on a lever."""

    origin: str
    """`default`, `parent`, `file` or `--set`."""
    mark: Mark | None
    """Where it stands; None for the default."""
    value: str
    """As it is written there, in one line."""


@dataclass(frozen=True, slots=True)
class Story:
    """A lever's evidence and ancestry."""

    key: str
    zh: str
    en: str
    description: str
    unit: str
    low: str | None
    high: str | None
    choices: tuple[Any, ...]
    grade: str
    source: str
    steps: tuple[Step, ...]
    value: str
    """What holds in the end, in one line."""


def explain(loaded: Loaded, key: str) -> list[Story]:
    """The stories of a lever, or of all levers of a section, or of one entry inside a lever.

    Raises:
        ScenarioError: the schema has no such key; the message has the nearest.
    """
    trail = trail_of(key)
    inside = [found for found in levers(Scenario) if found.trail[: len(trail)] == trail]
    if inside:
        return [_story(loaded, found, found.trail) for found in inside]
    found_one = find_lever(Scenario, [step for step in trail if isinstance(step, str | int)])
    known = found_one is not None and found_one.shape.kind in ("dated", "map", "rows", "list")
    if found_one is None or not known or len(found_one.trail) == 0:
        raise ScenarioError([Problem(Mark("explain"), key, unknown_key(trail))])
    return [_story(loaded, found_one, found_one.trail)]


def _story(loaded: Loaded, found: Found, trail: tuple[str | int, ...]) -> Story:
    evidence = found.evidence or {"zh": "", "en": "", "grade": "choice", "source": ""}
    low, high, unit = bounds(found)
    return Story(
        key=".".join(map(str, trail)),
        zh=evidence["zh"],
        en=evidence["en"],
        description=description(found.owner, found.name),
        unit=unit,
        low=low,
        high=high,
        choices=found.shape.choices,
        grade=evidence["grade"],
        source=evidence["source"],
        steps=tuple(_steps(loaded, trail)),
        value=in_line(value_at(loaded.scenario.resolved(), trail)),
    )


def _steps(loaded: Loaded, trail: tuple[str | int, ...]) -> list[Step]:
    own = [layer.label for layer in loaded.layers if layer.label != "--set"][-1]
    steps = [Step("default", None, in_line(value_at(default_tree(Scenario), trail)))]
    for layer in loaded.layers:
        node, key_mark, taken = follow(layer.tree, trail)
        if taken == len(trail):
            origin = "--set" if layer.label == "--set" else "file" if layer.label == own else "parent"
            steps.append(Step(origin, key_mark, in_line(plain(node))))
    return steps
