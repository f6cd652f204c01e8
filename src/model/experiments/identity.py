"""What makes a run the run it is: scenario, seed, scale, sources, shipped data, and the libraries of numbers.

Threads, workers, paths and times never enter. Two runs of one identity have the same results, so the second
need not be made.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import model

if TYPE_CHECKING:
    from model.scenario.schema.scenario import Scenario

NUMBERS: Final = ("numpy", "numba", "scipy")
"""Libraries whose version can change the last bit of a result."""
_LENGTH: Final = 12


def run_id(scenario: "Scenario") -> str:
    """The name of a run's folder, 12 hexadecimal digits.

    The scenario holds its seed and scale; its name and title do not count.
    """
    from model.scenario.identity import scenario_hash

    identity = {
        "scenario": scenario_hash(scenario),
        "sources": sources_sha256(),
        "data": data_sha256(),
        "versions": {name: version_of(name) for name in NUMBERS},
    }
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def code_sha256() -> str:
    """Hash of all that a result depends on beside the scenario: sources, shipped data, libraries of numbers."""
    return code_sha256_of(sources_sha256(), data_sha256(), {name: version_of(name) for name in NUMBERS})


def code_sha256_of(sources: str, data: str, versions: Mapping[str, str | None]) -> str:
    """The same from the parts that a manifest has."""
    parts = {"sources": sources, "data": data, "versions": dict(versions)}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def version_of(library: str) -> str:
    """Its version, looked up once a process."""
    return version(library)


@cache
def sources_sha256() -> str:
    """Hash of the sources of the package, shipped data and scenario library apart."""
    root = _package()
    return _files_sha256(root, (root / "region" / "data", root / "scenario" / "library"))


@cache
def data_sha256() -> str:
    """Hash of the shipped data."""
    return _files_sha256(_package() / "region" / "data", ())


def _package() -> Path:
    return Path(str(model.__file__)).parent


def _files_sha256(root: Path, left_out: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if "__pycache__" in parts or any(part.startswith(".") for part in parts) or not path.is_file():
            continue
        if any(path.is_relative_to(folder) for folder in left_out):
            continue
        content = path.read_bytes()
        digest.update(f"{'/'.join(parts)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
