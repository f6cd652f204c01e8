"""Loading a scenario (thin: pydantic errors as they come)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from model.scenario.schema.scenario import Scenario


class ScenarioError(ValueError):
    """All problems of a scenario."""


def load_scenario(path_or_name: str | Path, set: Mapping[str, Any] | None = None) -> Scenario:  # noqa: A002
    """Read a scenario file."""
    tree = YAML(typ="safe").load(Path(path_or_name)) or {}
    for key, value in (set or {}).items():
        *way, last = key.split(".")
        node = tree
        for step in way:
            node = node.setdefault(step, {})
        node[last] = value
    return Scenario.model_validate(tree)
