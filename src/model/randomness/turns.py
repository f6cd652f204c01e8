"""Turns at compiling: of several processes that need a function one compiles it, and the others wait for its code.

A turn is a lock on a file of its own, which the system lifts when a process ends, however it ends. Nothing depends on
it but time: where there are no such locks (Windows, some network drives, a folder that is read-only), and where a turn
lasts longer than any function takes, everybody compiles for itself.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # not on every system
    fcntl = None  # type: ignore[assignment]

PATIENCE: Final = 30.0
"""Seconds; the longest kernel takes two. Who waits in vain waits for a process that was stopped."""
_GLANCE: Final = 0.005


class Turn:
    """The right to compile a function, until `end`."""

    def __init__(self, file: Path, patience: float = PATIENCE) -> None:
        """Wait for the turn, but not for ever."""
        self._file, self._lock = file, None if fcntl is None else _opened(file)
        until = time.monotonic() + patience
        while self._lock is not None and not _locked(self._lock) and time.monotonic() < until:
            time.sleep(_GLANCE)

    def end(self) -> None:
        """Let others look for the code."""
        if self._lock is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None


def is_taken(file: Path) -> bool:
    """Whether another process is compiling this."""
    lock = _opened(file) if fcntl is not None and file.exists() else None
    if lock is None:
        return False
    try:
        return not _locked(lock)
    finally:
        os.close(lock)


def _opened(file: Path) -> int | None:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT)
    except OSError:
        return None


def _locked(lock: int) -> bool:
    """Whether we hold it now, or nobody can."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # no locks here
        return True
    return True
