"""Runs that failed in themselves (a balance that does not close, say): kept as a note beside the runs.

A full disk, an interruption or a mistake in a file are no failures of a run and leave no note.
"""

import json
import os
import traceback
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = ".failed"
_ATTEMPTS: Final = 100


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed run."""

    path: Path
    """The note, with the stack."""
    what: dict[str, Any]
    """run_id, scenario, seed, scale, years."""
    reason: str
    command: tuple[str, ...]
    """The command that runs it again."""


def note_failure(out: Path, what: Mapping[str, Any], command: Sequence[str], error: BaseException) -> Path:
    """Write down what failed, why, and how to run it again."""
    note = {
        "what": dict(what),
        "reason": f"{type(error).__name__}: {error}",
        "command": list(command),
        "stack": traceback.format_exception(error),
    }
    folder = out / FOLDER
    path = folder / f"{what['run_id']}.json"
    draft = folder / f".{what['run_id']}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    text = json.dumps(note, indent=1, ensure_ascii=False) + "\n"
    try:
        _write(draft, text)  # from here on the folder is not empty
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def forget_failure(out: Path, run_id: str, command: Sequence[str]) -> None:
    """Remove the notes of a run that has now been made, with the code that failed or with a later one."""
    for failure in failures(out):
        if failure.what["run_id"] == run_id or (command and failure.command == tuple(command)):
            failure.path.unlink(missing_ok=True)
    with suppress(OSError):  # it has other notes, or another worker has just removed it
        (out / FOLDER).rmdir()


def failures(out: Path) -> list[Failure]:
    """The failed runs below a folder of results."""
    found = []
    for path in sorted((out / FOLDER).glob("[!.]*.json")):
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue  # another worker has made the run in this very moment
        found.append(Failure(path, note["what"], note["reason"], tuple(note["command"])))
    return found


def _write(path: Path, text: str) -> None:
    """Write into a folder that another worker may remove while it is empty."""
    for attempt in range(_ATTEMPTS):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except (FileNotFoundError, FileExistsError):
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return
