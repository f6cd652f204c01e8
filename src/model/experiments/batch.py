"""A batch on disk: the runs that were planned under one folder, what became of each, and their tables.

Three words: a *scenario* is what a file says; a *replicate* is one seed of it; a *batch* is scenarios times seeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from model.experiments.failures import Failure, failures
from model.experiments.record import PlanNote, read_notes
from model.experiments.store import TABLES, NoFolderError, Store, StoredRun, StoreError

if TYPE_CHECKING:
    import pandas as pd

    from model.experiments.compare import Question

State = Literal["done", "failed", "missing"]
STATES: Final[tuple[State, ...]] = ("done", "failed", "missing")


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run of a batch."""

    scenario: str
    """Name of the scenario."""
    seed: int
    run_id: str
    state: State
    folder: Path
    """Where the run is, or will be."""
    seconds: float | None = None
    """Seconds of simulation by the clock; None unless done."""
    peak_memory_mb: float | None = None
    """Most memory (10^6 bytes) that the process had held when the run ended; None unless done."""
    code: str | None = None
    """Hash of sources, shipped data and number libraries that made, or shall make, the run."""
    reason: str | None = None
    """Why it failed, in one sentence."""
    traceback: Path | None = None
    """The note with the stack of a failed run."""
    command: tuple[str, ...] = ()
    """What to type to make this run alone; empty if nobody planned it."""
    results_sha256: str | None = None
    """Hash of the results; None unless done."""
    scale: tuple[int, int] | None = None
    """Persons and firms per agent; None unless done."""
    years: tuple[int, int] | None = None
    """First and last year; None unless done."""

    @property
    def stored(self) -> StoredRun:
        """The run on disk."""
        return StoredRun(self.folder)


class Batch:
    """The runs under one folder.

    The newest plan says what belongs to the batch: its runs, and those of earlier plans that were made for the same
    code. Of two runs of one scenario name and seed (a lever was changed in between) the one that was planned last
    counts; all others are in `older`. A folder that nobody planned holds the runs that are found in it.

    Args:
        folder: where `jjj batch --out` or `model.run_batch(out=...)` put the runs. It may have been moved.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @cached_property
    def runs(self) -> tuple[RunRow, ...]:
        """The runs that count, in the order of the plan, seeds inside scenarios."""
        return self._rows[0]

    @cached_property
    def older(self) -> tuple[RunRow, ...]:
        """Stored runs beside them: of other code, or of a scenario as it was before a change."""
        return self._rows[1]

    def read(self) -> None:
        """Look at the folder now; otherwise it is looked at when a row is first asked for, and never again."""
        _ = self._rows

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names in the order of the plan."""
        return tuple(dict.fromkeys(row.scenario for row in self.runs))

    @property
    def seeds(self) -> tuple[int, ...]:
        """All seeds, sorted."""
        return tuple(sorted({row.seed for row in self.runs}))

    @property
    def codes(self) -> tuple[str, ...]:
        """The code hashes of the finished runs that count; more than one only where nobody planned."""
        return tuple(dict.fromkeys(row.code for row in self.done if row.code))

    @property
    def done(self) -> tuple[RunRow, ...]:
        """The finished runs."""
        return tuple(row for row in self.runs if row.state == "done")

    def count(self, state: State) -> int:
        """How many runs are in a state."""
        return sum(row.state == state for row in self.runs)

    def table(
        self, name: str, scenario: str | Sequence[str] | None = None, seed: int | Sequence[int] | None = None
    ) -> "pd.DataFrame":
        """One of the four tables of the finished runs, tidy: columns `scenario` (category) and `seed` come first.

        Args:
            name: `indicators`, `population`, `flows` or `events`.
            scenario: one name or several; all if None.
            seed: one seed or several; all if None.

        Raises:
            StoreError: no finished run is meant, or there is no such table.
        """
        import pandas as pd

        if name not in TABLES:
            raise StoreError(f"there is no table '{name}'; there are {', '.join(TABLES)}")
        names = None if scenario is None else {scenario} if isinstance(scenario, str) else set(scenario)
        seeds = None if seed is None else {seed} if isinstance(seed, int) else set(seed)
        rows = [
            row
            for row in self.done
            if (names is None or row.scenario in names) and (seeds is None or row.seed in seeds)
        ]
        if not rows:
            raise StoreError(f"{self.folder}: no finished run of {scenario or 'any scenario'}, seed {seed or 'any'}")
        order = list(dict.fromkeys(row.scenario for row in rows))
        parts = []
        for row in rows:
            part = row.stored.table(name)
            part.insert(0, "scenario", pd.Categorical.from_codes([order.index(row.scenario)] * len(part), order))
            part.insert(1, "seed", row.seed)
            parts.append(part)
        return pd.concat(parts, ignore_index=True)

    def compare(self, baseline: str | None = None, question: "Question | None" = None) -> "pd.DataFrame":
        """Paired differences to a baseline by seed, tidy; `model.experiments.compare` says what the columns are.

        Args:
            baseline: name of the scenario that the others are held against; `baseline` if None.
            question: which indicators, levels, areas and years; the headline if None.
        """
        from model.experiments.compare import compare

        return compare(self.folder, baseline, question).tidy()

    @cached_property
    def factors(self) -> dict[str, dict[str, Any]]:
        """Levers that the design of a batch file set, by scenario name; empty where there was none."""
        found: dict[str, dict[str, Any]] = {}
        for note in read_notes(self.folder):
            found |= {name: dict(levers) for name, levers in note.factors.items()}
        return {name: found[name] for name in self.scenarios if name in found}

    def frame(self) -> "pd.DataFrame":
        """The rows of `runs` as a frame, paths as text."""
        import pandas as pd

        names = ("scenario", "seed", "run_id", "state", "seconds", "peak_memory_mb", "code", "reason")
        rows = [[*(getattr(row, name) for name in names), str(row.folder)] for row in self.runs]
        return pd.DataFrame(rows, columns=[*names, "folder"])

    @cached_property
    def _rows(self) -> tuple[tuple[RunRow, ...], tuple[RunRow, ...]]:
        if not self.folder.is_dir():
            raise NoFolderError(f"{self.folder} is no folder of runs")
        stored = {(run.folder.parent.name, run.folder.name): _done(run) for run in Store(self.folder).runs()}
        failed = {str(failure.what["run_id"]): failure for failure in failures(self.folder)}
        notes = read_notes(self.folder)
        current = _current(notes, self.folder) if notes else _unplanned(list(stored.values()))
        rows = tuple(_state_of(row, stored, failed) for row in current)
        names = {(row.scenario, row.run_id) for row in rows}
        older = tuple(row for name, row in stored.items() if name not in names)
        return rows, older

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(state)} {state}" for state in STATES)
        return f"Batch({str(self.folder)!r}: {counts})"


def open_batch(path: str | Path) -> Batch:
    """The batch under a folder.

    Raises:
        NoFolderError: there is no such folder.
    """
    batch = Batch(path)
    if not batch.folder.is_dir():
        raise NoFolderError(f"{path} is no folder of runs; it is what was given with --out")
    return batch


def code_of(manifest: dict[str, Any]) -> str:
    """The code hash of a stored run, from its manifest."""
    from model.experiments.identity import NUMBERS, code_sha256_of

    packages = manifest.get("packages", {})
    versions = {name: packages.get(name) for name in NUMBERS}
    return code_sha256_of(manifest["model"]["sources_sha256"], manifest["model"]["data_sha256"], versions)


def _done(run: StoredRun) -> RunRow:
    manifest = run.manifest
    return RunRow(
        scenario=run.folder.parent.name,
        seed=int(manifest["seed"]),
        run_id=run.folder.name,
        state="done",
        folder=run.folder,
        seconds=manifest["seconds"]["simulation"],
        peak_memory_mb=manifest["peak_memory_mb"],
        code=code_of(manifest),
        results_sha256=manifest["results_sha256"],
        scale=_two(manifest.get("scale"), "residents", "firms"),
        years=_two(manifest.get("years"), "start", "end"),
    )


def _two(found: Any, first: str, second: str) -> tuple[int, int] | None:
    """Two figures of a manifest, if they are there."""
    return (int(found[first]), int(found[second])) if isinstance(found, dict) and {first, second} <= {*found} else None


def _current(notes: Sequence[PlanNote], out: Path) -> list[RunRow]:
    """The planned runs that count, oldest plan first so that a batch grows at its end."""
    code = notes[-1].code
    last: dict[tuple[str, int], RunRow] = {}
    for note in notes:
        if note.code != code:
            continue
        for run in note.runs:
            row = RunRow(
                run.scenario,
                run.seed,
                run.run_id,
                "missing",
                out / run.scenario / run.run_id,
                code=code,
                command=run.command,
            )
            last[run.scenario, run.seed] = row
    place = {name: i for i, name in enumerate(dict.fromkeys(scenario for scenario, _ in last))}
    return sorted(last.values(), key=lambda row: (place[row.scenario], row.seed))


def _unplanned(rows: list[RunRow]) -> list[RunRow]:
    return sorted(rows, key=lambda row: (row.scenario, row.seed, row.run_id))


def _state_of(row: RunRow, stored: dict[tuple[str, str], RunRow], failed: dict[str, Failure]) -> RunRow:
    name = (row.scenario, row.run_id)
    if name in stored:
        return replace(stored[name], command=row.command)
    if row.run_id in failed:
        note = failed[row.run_id]
        return replace(row, state="failed", reason=note.reason, traceback=note.path, command=note.command)
    return row
