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
from typing import Any, Final

import model

NUMBERS: Final = ("numpy", "numba")
"""Libraries whose version can change the last bit of a result."""
_LENGTH: Final = 12
_NAMES: Final = frozenset({"name", "title"})


def run_id(resolved: Mapping[str, Any], seed: int, scale: Mapping[str, int]) -> str:
    """The name of a run's folder, 12 hexadecimal digits.

    Args:
        resolved: the scenario with every default spelled out; `name` and `title` do not count.
        seed: the seed of the run.
        scale: persons and firms for each agent, `residents` and `firms`.
    """
    settings = {key: value for key, value in resolved.items() if key not in _NAMES}
    identity = {
        "scenario": {**settings, "seed": seed, "scale": dict(scale)},
        "sources": sources_sha256(),
        "data": data_sha256(),
        "versions": {name: version(name) for name in NUMBERS},
    }
    return hashlib.sha256(canonical(identity)).hexdigest()[:_LENGTH]


def canonical(value: object) -> bytes:
    """JSON of one form for one content: keys sorted as text, no spaces."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


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


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
