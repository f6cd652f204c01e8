"""The store of runs: OUT/SCENARIO/RUN_ID/, made in a temporary folder and moved into place by one rename.

A run exists when its folder does; it is not made again and its files are not touched.
"""

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pandas as pd

from model.experiments.workshop import remove_stale, workshop

TABLES: Final = ("indicators", "population", "flows", "events")
MANIFEST: Final = "manifest.json"
SCENARIO: Final = "scenario.yaml"


class StoreError(RuntimeError):
    """A run cannot be written or read; the message is one sentence for the user."""

    plain = True


class NoFolderError(StoreError):
    """A folder of runs that was named is not there."""

    bad_input = True


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run on disk."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """How the run came about."""
        try:
            found: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise StoreError(f"{self.folder} holds no run: it has no {MANIFEST}") from None
        except ValueError:
            raise StoreError(f"{self.folder / MANIFEST} is damaged: it is not JSON") from None
        return found

    def table(self, name: str) -> pd.DataFrame:
        """One of the four tables."""
        try:
            return from_parquet(self.folder / f"{name}.parquet")
        except FileNotFoundError:
            raise StoreError(f"{self.folder} has no {name}.parquet") from None

    def tables(self) -> dict[str, pd.DataFrame]:
        """All four tables by name."""
        return {name: self.table(name) for name in TABLES}


@dataclass(frozen=True, slots=True)
class Store:
    """Runs under one folder, such as `outputs`."""

    out: Path

    def find(self, scenario: str, run_id: str) -> StoredRun | None:
        """A run, if it exists."""
        folder = self.out / scenario / run_id
        return StoredRun(folder) if (folder / MANIFEST).is_file() else None

    def runs(self) -> list[StoredRun]:
        """All runs, by scenario and id."""
        return [StoredRun(path.parent) for path in sorted(self.out.glob(f"[!.]*/[!.]*/{MANIFEST}"))]

    @contextmanager
    def new_run(self, scenario: str, run_id: str) -> Iterator["Draft"]:
        """Make a run in a temporary folder; it exists once the draft is published.

        Whatever happens before that leaves nothing behind. Stale folders of other commands are removed first.

        Raises:
            StoreError: the disk is full, or the folder cannot be written to; one sentence.
        """
        remove_stale(self.out)
        with plain_errors(self.out), workshop(self.out) as folder:
            yield Draft(folder, self.out / scenario / run_id)


@dataclass(frozen=True, slots=True)
class Draft:
    """A run that does not exist yet."""

    folder: Path
    goal: Path

    def write(self, tables: Mapping[str, pd.DataFrame], scenario: str, manifest: Mapping[str, Any]) -> None:
        """Write the files of a run; `scenario` is the text of scenario.yaml."""
        for name in TABLES:
            write_bytes(self.folder / f"{name}.parquet", parquet(tables[name]))
        write_bytes(self.folder / SCENARIO, scenario.encode())
        text = json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False)
        write_bytes(self.folder / MANIFEST, (text + "\n").encode())

    def publish(self) -> StoredRun:
        """Move the run into its place. If another process was first, its run stands and this one goes."""
        parent = self.goal.parent
        made = not parent.exists()
        parent.mkdir(parents=True, exist_ok=True)
        try:
            self.folder.rename(self.goal)
        except OSError as error:
            if error.errno in {errno.ENOTEMPTY, errno.EEXIST} or (self.goal / MANIFEST).is_file():
                return StoredRun(self.goal)
            if made:
                parent.rmdir()
            raise
        _sync_folder(parent)
        return StoredRun(self.goal)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it, so that a full disk is noticed here and not after the rename."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes) -> Path:
    """Write a file in one step: it is whole or as it was before, and nothing lies beside it. Returns its path."""
    part = path.with_name(f"{path.name}.part")
    try:
        write_bytes(part, content)
        return part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def parquet(table: pd.DataFrame) -> bytes:
    """A table as Parquet, text as dictionaries."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    buffer = BytesIO()
    content = pa.Table.from_pandas(table, preserve_index=False)
    # Measures hardly repeat, and nobody skips row groups of tables this small: a third of the time goes.
    repeats = [column.name for column in content.schema if not pa.types.is_floating(column.type)]
    pq.write_table(
        content, buffer, compression="zstd", compression_level=3, use_dictionary=repeats, write_statistics=False
    )
    return buffer.getvalue()


def from_parquet(path: Path) -> pd.DataFrame:
    """The table of a file, read in this thread alone.

    Arrow's threads wait for the interpreter, and a process that ends waits for Arrow's threads: the page's server,
    stopped while it reads, would never end.
    """
    from pyarrow import parquet as pq

    found: pd.DataFrame = pq.read_table(path, use_threads=False).to_pandas(use_threads=False)
    return found


@contextmanager
def plain_errors(out: Path) -> Iterator[None]:
    """What goes wrong with a disk, in one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise StoreError(
                f"the disk is full: the run was not saved and nothing was left in {out}; "
                "free some space or give another folder with --out"
            ) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            reason = f"{out} cannot be written to ({error.strerror}); give another folder with --out"
            raise StoreError(reason) from error
        if error.errno in {errno.ENOTDIR, errno.EEXIST} and not out.is_dir():
            raise StoreError(f"{out} is not a folder; give another with --out") from error
        raise


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # not possible on every system; the files themselves are safe
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
