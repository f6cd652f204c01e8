"""The storm catalogue: 40,000 events over the 199 places, built once and kept in the user's cache."""

import contextlib
import hashlib
import os
import tempfile
import time
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model.climate import generator
from model.randomness.folder import kernel_cache_folder
from model.region.climate import ClimateTables

Floats = NDArray[np.float64]
KEPT: Final = 3
"""Catalogues of other parameters or versions that stay in the cache, 32 MB each."""
DAY: Final = 86_400
"""Seconds after which a temporary file belongs to no living build."""


@dataclass(frozen=True)
class Catalogue:
    """Ranks of every event within each place; rank / (K + 1) is the probability of a weaker event.

    A rank (1 to K) holds everything exactly: with lambda0 events a year, an event of rank r is exceeded
    lambda0 (1 - r / (K + 1)) times a year at its place. Marginals are therefore those of the place's GEV.
    """

    rank24: NDArray[np.uint16]
    """(K, 199) of the 24 h rain, memory-mapped where it comes from the cache."""
    rank72: NDArray[np.uint16]
    """(K, 199) of the 72 h rain."""
    master_rate: float
    """lambda0, events a year at the base."""

    @property
    def size(self) -> int:
        """K, the number of events."""
        return int(self.rank24.shape[0])

    @cached_property
    def rates(self) -> Floats:
        """(K + 1,) yearly rate of stronger events by rank; entry 0 is never used."""
        return self.master_rate * (1.0 - np.arange(self.size + 1) / (self.size + 1.0))


def load_catalogue(tables: ClimateTables, folder: Path | None = None) -> Catalogue:
    """The catalogue from the cache, built on the first call (seconds) and read afterwards (milliseconds).

    The file's name is a hash of the parameters, of the data they meet and of the code that draws. It is written
    under a temporary name and renamed at once, so that two runs may build it together; a damaged file is built
    again. Where the cache cannot be written the catalogue stays in memory. Old catalogues but the latest few are
    cleared away when a new one is written.

    Args:
        tables: storm types, field, and positions of the places.
        folder: where catalogues are kept; the user's cache if None.
    """
    folder = catalogue_folder() if folder is None else folder
    path = folder / f"storms-{catalogue_key(tables)}.npy"
    shape = (2, tables.field.n_events, tables.x_km.size)
    ranks = _read(path, shape)
    if ranks is None:
        built = generator.rank_storms(tables)
        ranks = built if not _write(path, built) else _read(path, shape)
        ranks = built if ranks is None else ranks
    return Catalogue(ranks[0], ranks[1], tables.field.master_rate)


def catalogue_folder() -> Path:
    """Where catalogues are kept: `jingjinji/storms` in the user's cache."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "jingjinji" / "storms"


def catalogue_key(tables: ClimateTables) -> str:
    """Hash of all that the ranks depend on: parameters, positions, and the code that draws."""
    digest = hashlib.sha256()
    digest.update(kernel_cache_folder().name.encode())
    digest.update(Path(generator.__file__).read_bytes())
    for part in (tables.field, tables.types, tables.x_km, tables.y_km):
        _feed(digest, part)
    return digest.hexdigest()[:24]


def _feed(digest: "hashlib._Hash", part: Any) -> None:
    if is_dataclass(part):
        for each in fields(part):
            digest.update(each.name.encode())
            _feed(digest, getattr(part, each.name))
    elif isinstance(part, np.ndarray):
        digest.update(str(part.shape).encode())
        digest.update(np.ascontiguousarray(part).tobytes())
    else:
        digest.update(repr(part).encode())


def _read(path: Path, shape: tuple[int, int, int]) -> NDArray[np.uint16] | None:
    """The ranks of a file, or None where there is no whole file."""
    try:
        ranks: NDArray[np.uint16] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return ranks if ranks.shape == shape and ranks.dtype == np.uint16 else None


def _write(path: Path, ranks: NDArray[np.uint16]) -> bool:
    """Write and rename at once; whether that was possible. Nothing half written stays."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".storms-", suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            np.save(file, ranks)
        temporary.replace(path)
    except OSError:
        return False
    else:
        temporary = None
        _clear(path)
        return True
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Remove catalogues of other parameters or versions but the latest few, and what killed builds left behind."""
    others = [each for each in path.parent.glob("storms-*.npy") if each != path]
    with contextlib.suppress(OSError):
        others.sort(key=lambda each: each.stat().st_mtime)
        for old in others[: max(len(others) - KEPT, 0)]:
            old.unlink()
        for left in path.parent.glob(".storms-*.tmp"):
            if time.time() - left.stat().st_mtime > DAY:
                left.unlink()
