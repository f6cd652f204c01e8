"""Temporary folders: where a run is made before it exists, and how abandoned ones are found.

The name of a folder says which process works in it. One whose process is gone is stale, and the next command
removes it; one of another machine is left alone, since nobody here can know.
"""

import os
import platform
import re
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PREFIX: Final = ".tmp-"
_NAME: Final = re.compile(r"\.tmp-(?P<host>[A-Za-z0-9._]+)-(?P<pid>\d+)-(?P<started>\d+)-[0-9a-f]+")


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A new temporary folder under `out`, gone at the end whatever happens, unless it was renamed.

    Folders made on the way to it are removed too if nothing came to stand in them.
    """
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    folder = out / f"{PREFIX}{_host()}-{os.getpid()}-{_started(os.getpid())}-{uuid.uuid4().hex[:8]}"
    try:
        folder.mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for parent in made:
            try:
                parent.rmdir()
            except OSError:
                break


def stale_folders(out: Path) -> list[Path]:
    """Temporary folders under `out` whose process is gone."""
    if not out.is_dir():
        return []
    return sorted(folder for folder in out.glob(PREFIX + "*") if _is_stale(folder))


def working_folders(out: Path) -> list[Path]:
    """Temporary folders under `out` in which a process may be at work."""
    if not out.is_dir():
        return []
    return sorted(folder for folder in out.glob(PREFIX + "*") if folder.is_dir() and not _is_stale(folder))


def remove_stale(out: Path) -> list[Path]:
    """Remove what processes that are gone have left under `out`; returns what was removed."""
    stale = stale_folders(out)
    for folder in stale:
        shutil.rmtree(folder, ignore_errors=True)
    return stale


def _is_stale(folder: Path) -> bool:
    name = _NAME.fullmatch(folder.name)
    if name is None or name["host"] != _host() or not folder.is_dir():
        return False
    pid = int(name["pid"])
    return not _is_running(pid) or _started(pid) != int(name["started"])


def _is_running(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # os.kill would end the process there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _started(pid: int) -> int:
    """When a process began, in ticks since the machine started: numbers of processes are used again. 0 if unknown."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return int(fields[19])
    except (OSError, IndexError, ValueError):
        return 0


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9._]", "_", platform.node()) or "unknown"
