"""Runs that failed in themselves (a balance that does not close, say): kept as a note beside the runs.

A full disk, an interruption or a mistake in a file are no failures of a run and leave no note.
"""

import json
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = ".failed"


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
    path = out / FOLDER / f"{what['run_id']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(note, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def forget_failure(out: Path, run_id: str, command: Sequence[str]) -> None:
    """Remove the notes of a run that has now been made, with the code that failed or with a later one."""
    for failure in failures(out):
        if failure.what["run_id"] == run_id or (command and failure.command == tuple(command)):
            failure.path.unlink(missing_ok=True)
    folder = out / FOLDER
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def failures(out: Path) -> list[Failure]:
    """The failed runs below a folder of results."""
    found = []
    for path in sorted((out / FOLDER).glob("*.json")):
        note = json.loads(path.read_text(encoding="utf-8"))
        found.append(Failure(path, note["what"], note["reason"], tuple(note["command"])))
    return found
