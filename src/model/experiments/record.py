"""The record of a batch: what was planned, for which code, and how to type each run alone.

Every plan is a file of its own under OUT/.batch/, named by what it says. So two commands may work in one folder at
once without writing over each other, a plan that is given again changes nothing, and a batch is the union of its
plans. No path enters but those in the commands: the folder can be moved.
"""

import hashlib
import json
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from model.experiments.store import StoreError

FOLDER: Final = ".batch"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class NotedRun:
    """One planned run."""

    scenario: str
    seed: int
    run_id: str
    command: tuple[str, ...]
    """What to type to make this run alone."""


@dataclass(frozen=True, slots=True)
class PlanNote:
    """One plan: the runs that a command was asked for."""

    code: str
    """Hash of sources, shipped data and number libraries."""
    made: str
    """When it was given for the first time, or asked for again last (UTC, ISO)."""
    runs: tuple[NotedRun, ...]
    factors: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Levers by scenario name, where the design of a batch file set them."""

    @property
    def name(self) -> str:
        """What the file is called: a hash of code and runs."""
        said = json.dumps([self.code, [(run.scenario, run.run_id) for run in self.runs]])
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def write_note(
    out: Path, code: str, runs: Sequence[NotedRun], factors: Mapping[str, Mapping[str, Any]] | None = None
) -> PlanNote:
    """Write a plan down; one that stands there already becomes the newest."""
    note = PlanNote(code, datetime.now(UTC).isoformat(timespec="microseconds"), tuple(runs), factors or {})
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "format": FORMAT,
        "code": code,
        "made": note.made,
        "runs": [[run.scenario, run.seed, run.run_id, list(run.command)] for run in runs],
        "factors": {name: dict(levers) for name, levers in note.factors.items()},
    }
    path = folder / f"{note.name}.json"
    draft = folder / f".{note.name}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    try:
        draft.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return note


def read_notes(out: Path) -> list[PlanNote]:
    """The plans under a folder, oldest first.

    Raises:
        StoreError: the file of a plan is damaged.
    """
    notes = []
    for path in sorted((out / FOLDER).glob("[!.]*.json")):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise StoreError(f"{path} is damaged: it is not JSON") from None
        runs = tuple(NotedRun(name, seed, run_id, tuple(words)) for name, seed, run_id, words in said["runs"])
        notes.append(PlanNote(said["code"], said["made"], runs, said.get("factors", {})))
    return sorted(notes, key=lambda note: note.made)
