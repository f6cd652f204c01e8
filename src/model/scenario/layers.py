"""The files and settings that a scenario is made of, from its farthest parent to `--set`."""

from dataclasses import dataclass
from pathlib import Path

from model.scenario.finding import find_named, shelves
from model.scenario.problems import Problem, ScenarioError
from model.scenario.reading import read_file
from model.scenario.settings import SOURCE, Settings, settings_tree
from model.scenario.tree import Map, Node, Scalar

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
    orphan: bool = False
    """Whether its parent could not be read."""


def read_layers(path: Path, settings: Settings = ()) -> list[Layer]:
    """A file's parents, the file, and the settings over it; the farthest parent first.

    A parent that is missing, wrong in itself or part of a circle is a problem of the layer that names it, and the
    chain ends there: the rest of the file can still be checked.

    Raises:
        ScenarioError: the file itself cannot be read.
    """
    chain = [_read(path)]
    seen = [path.resolve()]
    while (said := chain[-1].tree.entries.get("extends")) is not None:
        try:
            parent = _parent(said.node, Path(chain[-1].label).parent, seen)
            if parent is None:
                break
            layer = _read(parent)
        except ScenarioError as error:
            child = chain[-1]
            chain[-1] = Layer(child.label, child.tree, (*child.problems, *error.problems), orphan=True)
            break
        seen.append(parent.resolve())
        chain.append(layer)
    chain.reverse()
    if settings:
        tree, problems = settings_tree(settings)
        chain.append(Layer(SOURCE, tree, tuple(problems)))
    return chain


def _read(path: Path) -> Layer:
    tree, problems = read_file(path)
    return Layer(str(path), tree, tuple(problems))


def _parent(node: Node, own: Path, seen: list[Path]) -> Path | None:
    """The file that `extends` means; None where it says nothing."""
    if isinstance(node, Scalar) and node.value is None:
        return None
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        text = "the name of one scenario is expected: `extends: baseline`"
        raise ScenarioError([Problem(node.mark, "extends", text)])
    parent = find_named(node.value, shelves(own), node.mark, "extends")
    if parent.resolve() in seen:
        circle = [*(file.name for file in seen[seen.index(parent.resolve()) :]), parent.name]
        text = f"the parents go round in a circle ({' -> '.join(circle)}); a file cannot extend itself"
        raise ScenarioError([Problem(node.mark, "extends", text)])
    if len(seen) >= MAX_PARENTS:
        raise ScenarioError([Problem(node.mark, "extends", f"more than {MAX_PARENTS} parents")])
    return parent
