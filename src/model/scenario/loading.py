"""From a file's name to a scenario that has been checked; every problem of a file and its parents in one list."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from model.scenario.checks import checked, late_steps, warned
from model.scenario.finding import locate
from model.scenario.layers import OWN, Layer, read_layers
from model.scenario.merging import merged
from model.scenario.problems import Mark, Problem, ScenarioError, dotted
from model.scenario.schema.plain import default_tree
from model.scenario.schema.scenario import Scenario
from model.scenario.sentences import problems_of
from model.scenario.settings import Settings
from model.scenario.tree import Entry, Map, Scalar, follow, plain, planted


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario with the story of where its values come from."""

    scenario: Scenario
    layers: tuple[Layer, ...]
    """Farthest parent first, `--set` last."""
    tree: Map
    """All layers in one, over the schema's defaults; defaults stand at a mark without a source."""
    warnings: tuple[Problem, ...]


def load_scenario(path_or_name: str | Path, set: Settings | None = None) -> Scenario:  # noqa: A002
    """Read, resolve and check a scenario.

    Args:
        path_or_name: a file, or the name of a scenario in ./scenarios or among the shipped ones (`emissions/high`).
        set: levers to change, by full key: `{"climate.pathway": "high", "relocation.intensity": 2}`,
            or as the command line has them: `["climate.pathway=high"]`.

    Raises:
        ScenarioError: with all problems of the file, its parents and the settings.
    """
    return read_scenario(path_or_name, set or {}).scenario


def read_scenario(path_or_name: str | Path, settings: Settings = ()) -> Loaded:
    """As `load_scenario`, with the layers that it is made of."""
    path = locate(path_or_name)
    layers = read_layers(path, settings)
    file = Mark(str(path))
    tree = _resolved(layers, path)
    problems = [problem for layer in layers for problem in layer.problems]
    scenario: Scenario | None = None
    try:
        scenario = Scenario.model_validate(plain(tree))
    except ValidationError as error:
        problems += problems_of(error, tree, file)
    if scenario is not None and not any(layer.orphan for layer in layers):
        problems += [_placed(trail, text, tree, file) for trail, text in checked(scenario)]
    if problems or scenario is None:
        raise ScenarioError(sorted(problems, key=lambda problem: _order(problem, layers)))
    warnings = [_placed(trail, text, tree, file) for trail, text in warned(scenario)]
    own = {layer.label for layer in layers[_last_file(layers) :]}  # a parent may well look farther ahead
    late = [(trail, text) for trail, text in late_steps(scenario) if follow(tree, trail)[1].source in own]
    warnings += [_placed(trail, text, tree, file) for trail, text in late]
    return Loaded(scenario, tuple(layers), tree, tuple(warnings))


@cache
def defaults() -> Map:
    """The schema's defaults as a tree without places."""
    tree = planted(default_tree(Scenario), Mark(""))
    assert isinstance(tree, Map)
    return Map(tree.mark, {key: entry for key, entry in tree.entries.items() if key not in OWN})


def stacked(layers: list[Layer]) -> Map:
    """The layers in one tree over the schema's defaults, without what a child does not inherit."""
    tree = defaults()
    for position, layer in enumerate(layers):
        own = {"extends"} if position >= _last_file(layers) else {*OWN}
        newer = {key: entry for key, entry in layer.tree.entries.items() if layer.label == "--set" or key not in own}
        tree = merged(Scenario, tree, Map(layer.tree.mark, newer))
    return tree


def _resolved(layers: list[Layer], path: Path) -> Map:
    tree = stacked(layers)
    entries = dict(tree.entries)
    if "name" not in entries or _is_null(entries["name"]):
        mark = Mark(str(path))
        entries["name"] = Entry(mark, Scalar(path.stem, mark))
    return Map(tree.mark, entries)


def _last_file(layers: list[Layer]) -> int:
    return max(position for position, layer in enumerate(layers) if layer.label != "--set")


def _is_null(entry: Entry) -> bool:
    return isinstance(entry.node, Scalar) and entry.node.value is None


def _placed(trail: tuple[Any, ...], text: str, tree: Map, file: Mark) -> Problem:
    node, key_mark, taken = follow(tree, trail)
    mark = node.mark if taken == len(trail) else key_mark
    return Problem(mark if mark.source else file, dotted(trail), text)


def _order(problem: Problem, layers: list[Layer]) -> tuple[int, int, int]:
    labels = [layer.label for layer in reversed(layers)]
    source = problem.mark.source
    return (labels.index(source) if source in labels else len(labels), problem.mark.line, problem.mark.column)
