"""The gist of a folder of runs: what most comparisons ask for, once and for all in a few files under OUT/.gist/.

A file holds up to 500 runs that have the same cells. Each run stands with the size and the time of its indicators, so
that one that was replaced is read again; files of runs that are gone are removed. All of it can be deleted at any time,
and answers are the same bits without it. Where nothing can be written, a temporary folder serves.
"""

import hashlib
import json
import os
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import numpy as np
import pandas as pd
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from model.experiments.block import Block, Part, joined
from model.experiments.extract import CELL, KEYS, Extract, Extractor
from model.experiments.indicators import COST, HEADLINE, plain_name
from model.experiments.pairing import RunRow
from model.experiments.store import StoreError

FOLDER: Final = ".gist"
FORMAT: Final = 1
RUNS: Final = 500
"""Runs of one file."""
FILES: Final = 40
"""Files more than needed, from which on all are written anew: a batch that grows run by run leaves many small ones."""
PLACES: Final = ("population", "affected_expected", "rain_events_over_20mm_expected")
"""Indicators that are kept by place."""
LEVELS: Final = ("region", "province", "city", "place")
_TABLE: Final = "indicators.parquet"
_NAMES: Final = frozenset(plain_name(name) for name in HEADLINE)

Key = tuple[str, str, int, int]
"""Scenario, run id, and the stamp of its indicators."""


def wanted(level: str, indicator: str) -> bool:
    """Whether rows of a level and indicator are kept."""
    if level == "place":
        return indicator in PLACES
    return level in LEVELS and (indicator in _NAMES or indicator.startswith(COST))


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    content: NpzFile
    """Open, so that a file that another command removes can still be read."""
    runs: dict[Key, int]

    def get(self, name: str) -> NDArray[Any]:
        """One of its arrays."""
        try:
            found: NDArray[Any] = self.content[name]
        except (OSError, ValueError, BadZipFile) as error:
            raise StoreError(f"{self.path} is damaged; delete it and ask again") from error
        return found


class Gist:
    """Indicators of runs; from the files where they are kept, otherwise from the runs."""

    def __init__(self, files: Sequence[_File], keys: Mapping[tuple[str, str], Key]) -> None:
        self._files = files
        self._keys = keys
        self._words: dict[RunRow, dict[str, list[str]]] = {}

    def block(
        self,
        rows: Sequence[RunRow],
        indicators: Sequence[str],
        levels: Sequence[str] = (),
        areas: Sequence[str] = (),
        last: int | None = None,
    ) -> Block:
        """Values of runs, in their order.

        Args:
            rows: runs of the folder.
            indicators: names, without `_total`.
            levels: all if empty.
            areas: all if empty.
            last: last year wanted.
        """
        names = set(indicators)
        if levels and all(wanted(level, name) for level in levels for name in names):
            parts = self._kept(rows, names, levels, areas)
        else:
            parts = _taken(rows, names, levels, areas)
        return joined(list(parts), len(rows), last)

    def words(self, row: RunRow, column: str) -> list[str]:
        """The words of a column of a run, sorted."""
        if row not in self._words:
            extractor = Extractor()
            table = extractor.names(extractor.read(row.table("indicators")).cells)
            self._words[row] = {name: sorted(map(str, table[name].unique())) for name in KEYS}
        return self._words[row][column]

    def digests(self, rows: Sequence[RunRow]) -> pd.DataFrame:
        """Digest and number of all rows by run (in the order of `rows`) and year (columns), as text."""
        out: dict[int, dict[int, str]] = {}
        for file, where in self._where(rows):
            years, counts, digests = (file.get(name) for name in ("years", "counts", "digests"))
            for i, k in where:
                said = zip(years.tolist(), digests[k].tolist(), counts[k].tolist(), strict=True)
                out[i] = {year: f"{digest:x}/{count}" for year, digest, count in said}
        return pd.DataFrame.from_dict(out, orient="index").sort_index().sort_index(axis=1)

    def _kept(
        self, rows: Sequence[RunRow], names: Set[str], levels: Sequence[str], areas: Sequence[str]
    ) -> Iterator[Part]:
        chosen: dict[bytes, tuple[NDArray[np.intp], pd.DataFrame]] = {}
        for file, where in self._where(rows):
            for level in levels:
                if f"{level}.values" not in file.content.files:
                    continue
                said = file.get(f"{level}.cells").tobytes()
                if said not in chosen:
                    cells = pd.DataFrame(json.loads(said), columns=list(CELL))
                    keep = cells["indicator"].isin(names) & (cells["area_id"].isin(areas) | (not areas))
                    chosen[said] = np.flatnonzero(keep), cells[keep]
                columns, cells = chosen[said]
                if columns.size:
                    values = file.get(f"{level}.values")[np.ix_(np.array([k for _, k in where]), columns)]
                    yield [i for i, _ in where], cells, values

    def _where(self, rows: Sequence[RunRow]) -> Iterator[tuple[_File, list[tuple[int, int]]]]:
        """Files, with the runs of `rows` and their places in the file."""
        left = {self._keys[row.scenario, row.run_id]: i for i, row in enumerate(rows)}
        for file in self._files:
            here = [(key, k) for key, k in file.runs.items() if key in left]
            if here:
                yield file, [(left.pop(key), k) for key, k in here]


@contextmanager
def opened_gist(out: Path, rows: Sequence[RunRow]) -> Iterator[Gist]:
    """The gist of runs, brought up to date: runs that are not in it are read, each once.

    Args:
        out: folder of the runs; the gist stands in OUT/.gist/.
        rows: the runs.

    Raises:
        StoreError: a run has no indicators.
    """
    own = out / FOLDER
    with ExitStack() as stack:
        spare = Path(stack.enter_context(TemporaryDirectory(prefix="jjj-gist-")))
        keys = {(row.scenario, row.run_id): _key(row) for row in rows}
        kept = _read_all(own, stack)
        known = {key for file in kept for key in file.runs}
        missing = [row for row in rows if keys[row.scenario, row.run_id] not in known]
        if len(kept) > FILES + len(known) // RUNS:  # a batch that grew run by run
            kept, missing = [], list(rows)
        if missing:
            try:
                written = _write_all(own, missing)
                _tidy(own, {*keys.values()}, written)
            except OSError:  # read-only, or full: the files are a convenience
                written = _write_all(spare, missing)
            fresh = {path.name for path in written}
            kept += [file for file in _read_all(written[0].parent, stack) if file.path.name in fresh]
        yield Gist(kept, keys)


def _write_all(folder: Path, rows: Sequence[RunRow]) -> list[Path]:
    """Read runs and write their files."""
    folder.mkdir(exist_ok=True)
    extractor = Extractor(wanted)
    groups: dict[bytes, list[tuple[Key, Extract]]] = defaultdict(list)
    written = []
    for row in rows:
        key = _key(row)  # before the rows: whoever replaces the run meanwhile makes the stamp old
        taken = extractor.read(row.table("indicators"))
        alike = hashlib.sha256(taken.cells.tobytes() + b"/" + taken.years.tobytes()).digest()
        groups[alike].append((key, taken))
        if len(groups[alike]) == RUNS:
            written.append(_write(folder, extractor, groups.pop(alike)))
    return [*written, *(_write(folder, extractor, group) for group in groups.values())]


def _write(folder: Path, extractor: Extractor, group: Sequence[tuple[Key, Extract]]) -> Path:
    """One file, by one rename; named by its runs, so that two commands write the same."""
    first = group[0][1]
    cells = extractor.names(first.cells)
    about = json.dumps({"format": FORMAT, "runs": [key for key, _ in group]}, ensure_ascii=False)
    content: dict[str, NDArray[Any]] = {
        "about": _bytes(about),
        "years": first.years,
        "counts": np.stack([taken.counts for _, taken in group]),
        "digests": np.stack([taken.digests for _, taken in group]),
    }
    values = np.stack([taken.values for _, taken in group])
    for level in LEVELS:
        here = np.flatnonzero(cells["level"].to_numpy() == level)
        if here.size:
            content[f"{level}.cells"] = _bytes(json.dumps(cells.iloc[here].to_numpy(object).tolist()))
            content[f"{level}.values"] = values[:, here]
    path = folder / f"{hashlib.sha256(about.encode()).hexdigest()[:16]}.npz"
    draft = folder / f".{path.stem}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    try:
        with ZipFile(draft, "w") as pack:
            for name, array in content.items():
                with pack.open(f"{name}.npy", "w", force_zip64=True) as file:
                    np.lib.format.write_array(file, array, allow_pickle=False)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _read_all(folder: Path, stack: ExitStack) -> list[_File]:
    """The files of a folder; one that is damaged or of another format is passed over, and its runs are read again."""
    out = []
    for path in sorted(folder.glob("[!.]*.npz")):
        try:
            content = stack.enter_context(np.load(stack.enter_context(path.open("rb"))))
            about = json.loads(content["about"].tobytes())
        except (OSError, EOFError, ValueError, KeyError, BadZipFile):
            continue
        if about.get("format") == FORMAT:
            runs = {(name, run_id, size, time): k for k, (name, run_id, size, time) in enumerate(about["runs"])}
            out.append(_File(path, content, runs))
    return out


def _tidy(folder: Path, current: Set[Key], written: Sequence[Path]) -> None:
    """Remove files of which no run is as it was, or whose runs have all been written again."""
    with ExitStack() as stack:
        files = _read_all(folder, stack)
        fresh = {key for file in files if file.path in written for key in file.runs}
        for file in files:
            if file.path not in written and not any(
                _stands(folder.parent, key, current) for key in {*file.runs} - fresh
            ):
                file.path.unlink(missing_ok=True)


def _stands(out: Path, key: Key, current: Set[Key]) -> bool:
    name, run_id, *stamp = key
    return key in current or _stamp(out / name / run_id / _TABLE) == tuple(stamp)


def _key(row: RunRow) -> Key:
    return (row.scenario, row.run_id, *_stamp(row.table("indicators")))


def _stamp(path: str | Path) -> tuple[int, int]:
    """Size and time of change (ns); zeros if there is no such file."""
    try:
        found = Path(path).stat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns)


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _taken(rows: Sequence[RunRow], names: Set[str], levels: Sequence[str], areas: Sequence[str]) -> Iterator[Part]:
    """From the runs themselves, one after another."""
    extractor = Extractor(lambda level, name: name in names and (not levels or level in levels), areas)
    known: dict[bytes, pd.DataFrame] = {}
    for i, row in enumerate(rows):
        taken = extractor.read(row.table("indicators"))
        said = taken.cells.tobytes()
        if said not in known:
            known[said] = extractor.names(taken.cells)
        yield [i], known[said], taken.values[None, :]
