"""The tables as they were read last, so that the next run need not read, check and join forty files of text again.

One file in the user's cache, named after all that it depends on: the bytes of the shipped data, the sources of this
room, and the libraries that read and pickled them. A change of any of these gives another name, so what comes from
the cache is what `load_region` would have built and checked. A damaged file is no file. A process whose sources were
changed under it keeps nothing: what it builds is of the code that it runs, not of the files that name the cache.
"""

import contextlib
import hashlib
import os
import pickle
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import pandas as pd

from model.region.names import DATA

Kept = TypeVar("Kept")
KEPT: Final = 3
"""Files of other data or sources that stay, 2 MB each."""
LOADED: Final = time.time()
"""When the code that runs was read; sources that are younger are not those of this process."""


def kept_or_built(kind: type[Kept], build: Callable[[], Kept], folder: Path | None = None) -> Kept:
    """What the cache holds for the data and sources of this moment, else what `build` gives, which is then kept.

    Args:
        kind: the type that is expected of the file.
        build: makes it from the shipped tables; its errors are raised and nothing is kept.
        folder: where it is kept; `jingjinji/tables` in the user's cache if None.
    """
    if folder is None:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jingjinji" / "tables"
    key = _key()
    path = folder / f"tables-{key}.pickle"
    try:
        kept = pickle.loads(path.read_bytes())  # written by `_keep` alone, as numba's cache is by numba
    except Exception:
        kept = None
    if isinstance(kept, kind):
        return kept
    built = build()
    with contextlib.suppress(OSError, pickle.PicklingError):
        if _runs_as_written() and _key() == key:
            _keep(path, pickle.dumps(built, protocol=5))
    return built


def _runs_as_written() -> bool:
    """Whether the sources are as they were when this process read them."""
    return all(path.stat().st_mtime <= LOADED for path in _sources())


def _sources() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.py"))


def _key() -> str:
    digest = hashlib.sha256(f"{platform.python_version()} {np.__version__} {pd.__version__}".encode())
    sources = _sources()
    tables = sorted(path for path in DATA.rglob("*") if path.suffix in {".csv", ".json", ".geojson"})
    for path in (*sources, *tables):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(DATA.parent)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:24]


def _keep(path: Path, content: bytes) -> None:
    """Write and rename at once, so that no run reads half a file; then clear away the oldest of the others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".tables-", suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        file.write(content)
    temporary.replace(path)
    others = [each for each in path.parent.glob("*tables-*") if each != path]
    others.sort(key=lambda each: each.stat().st_mtime)
    for old in others[: max(len(others) - KEPT, 0)]:
        old.unlink()
