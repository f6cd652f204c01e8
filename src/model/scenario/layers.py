"""The files and settings that a scenario is made of, from its farthest parent to `--set`."""

from dataclasses import dataclass
from pathlib import Path

from model.scenario.finding import find_named, shelves
from model.scenario.problems import Mark, Problem, ScenarioError
from model.scenario.reading import read_file
from model.scenario.settings import Settings, settings_tree
from model.scenario.tree import Map, Scalar

MAX_PARENTS = 20
OWN = ("extends", "name", "title")
"""Keys that a child does not take from its parent."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One file, or the settings of a call."""

    label: str
    """The file, or `--set`."""
    tree: Map
    problems: tuple[Problem, ...] = ()
    """What was wrong while it was read, without keeping it from being read."""


def read_layers(path: Path, settings: Settings = ()) -> list[Layer]:
    """A file's parents, the file, and the settings over it; the farthest parent first.

    Raises:
        ScenarioError: a file cannot be read, a parent is missing, or parents form a circle.
    """
    chain: list[Layer] = []
    seen: list[Path] = []
    current: Path | None = path
    said: tuple[Mark, str] | None = None
    while current is not None:
        if current.resolve() in seen and said is not None:
            circle = " -> ".join(str(file.name) for file in [*seen[seen.index(current.resolve()) :], current])
            text = f"the parents go round in a circle ({circle}); a file cannot extend itself"
            raise ScenarioError([Problem(said[0], "extends", text)])
        if len(seen) >= MAX_PARENTS:
            raise ScenarioError([Problem(Mark(str(current)), "extends", f"more than {MAX_PARENTS} parents")])
        seen.append(current.resolve())
        tree, problems = read_file(current)
        assert isinstance(tree, Map)
        chain.append(Layer(str(current), tree, tuple(problems)))
        said = _parent_of(tree)
        current = None if said is None else find_named(said[1], shelves(current.parent), said[0], "extends")
    chain.reverse()
    if settings:
        tree, problems = settings_tree(settings)
        chain.append(Layer("--set", tree, tuple(problems)))
    return chain


def _parent_of(tree: Map) -> tuple[Mark, str] | None:
    """The name of the parent and where it stands."""
    entry = tree.entries.get("extends")
    if entry is None:
        return None
    node = entry.node
    if isinstance(node, Scalar) and node.value is None:
        return None
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        raise ScenarioError(
            [Problem(node.mark, "extends", "the name of one scenario is expected: `extends: baseline`")]
        )
    return node.mark, node.value
