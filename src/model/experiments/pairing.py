"""Which runs of a folder may be compared: one code, one scale, one run for a scenario and a seed, and no gaps.

A difference between two scenarios is taken seed by seed. So a comparison needs the same seeds on both sides, and it
says by name what is missing instead of quietly comparing what is there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from model.experiments.batch import RunRow as BatchRow
from model.experiments.batch import open_batch
from model.experiments.store import MANIFEST, SCENARIO

BASELINE: Final = "baseline"
_SHOWN: Final = 6


class CompareError(ValueError):
    """Runs that cannot be compared, or a question that they cannot answer; one sentence for the user."""

    bad_input = True


@dataclass(frozen=True, slots=True)
class RunRow:
    """A finished run as a comparison sees it; only its manifest was read."""

    scenario: str
    seed: int
    run_id: str
    folder: Path
    code: str
    """Hash of sources, shipped data and libraries of numbers; runs of different codes are never mixed."""
    scale: tuple[int, int]
    """Persons and firms per agent."""
    years: tuple[int, int]
    """First and last year."""

    def table(self, name: str) -> str:
        """Path of one of its tables."""
        return str(self.folder / f"{name}.parquet")

    def read_scenario(self) -> dict[str, Any]:
        """The resolved scenario, every default spelled out."""
        from ruamel.yaml import YAML

        text = (self.folder / SCENARIO).read_text(encoding="utf-8")
        found: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
        return found


@dataclass(frozen=True, slots=True)
class Pairs:
    """Runs that may be compared: every scenario has every seed."""

    baseline: str
    others: tuple[str, ...]
    seeds: tuple[int, ...]
    runs: dict[tuple[str, int], RunRow]
    code: str
    scale: tuple[int, int]
    years: tuple[int, int]
    left_out: tuple[str, ...] = ()
    """Planned scenarios without a single finished run."""

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The baseline first, then the others by name."""
        return (self.baseline, *self.others)

    def of(self, scenario: str) -> list[RunRow]:
        """A scenario's runs by seed."""
        return [self.runs[scenario, seed] for seed in self.seeds]


def rows_below(folder: Path, code: str | None = None) -> tuple[list[RunRow], list[tuple[str, int]]]:
    """The finished runs of a folder, and (scenario, seed) of all that were planned.

    Args:
        folder: a batch, or any folder with runs in SCENARIO/RUN_ID.
        code: beginning of a code hash; the newest plan's runs if None.

    Raises:
        CompareError: there is no run.
        StoreError: there is no such folder, or a manifest is damaged.
    """
    batch = open_batch(folder)
    found = [row for row in (*batch.done, *batch.older) if row.state == "done"] if code else list(batch.done)
    if not found:
        raise CompareError(f"{folder} holds no finished run")
    rows = sorted((_row(row) for row in found), key=lambda row: (row.scenario, row.seed, row.run_id))
    return rows, [] if code else [(row.scenario, row.seed) for row in batch.runs]


def pair(
    rows: Iterable[RunRow],
    baseline: str | None = None,
    scenarios: Sequence[str] = (),
    code: str | None = None,
    expected: Iterable[tuple[str, int]] = (),
) -> Pairs:
    """Settle what is compared with what.

    Args:
        rows: finished runs.
        baseline: the scenario that all others are held against; `baseline` if None, or the only candidate.
        scenarios: which others; all if empty.
        code: beginning of the code hash, where runs of several codes lie side by side.
        expected: runs that a plan asks for (scenario, seed), so that a seed which failed everywhere is missed too. A
            scenario without a single run is left out, and named in `left_out`.

    Raises:
        CompareError: several codes or scales, two runs for one scenario and seed, or a pair without its partner.
    """
    kept = _one_code(list(rows), code)
    names = list(dict.fromkeys(row.scenario for row in kept))
    plan = list(expected)
    reference = _baseline(names, baseline)
    unknown = [name for name in scenarios if name not in names]
    if unknown:
        raise CompareError(f"there is no run of {_listed(unknown)}; there are {_listed(names)}")
    others = tuple(name for name in (scenarios or names) if name != reference)
    if not others:
        raise CompareError(f"there is nothing to compare with {reference}: no run of another scenario")
    wanted = {reference, *others}
    kept = [row for row in kept if row.scenario in wanted]
    runs: dict[tuple[str, int], RunRow] = {}
    for row in kept:
        twin = runs.setdefault((row.scenario, row.seed), row)
        if twin is not row:
            ids = f"{twin.run_id} and {row.run_id}"
            raise CompareError(
                f"{row.scenario} has two runs of seed {row.seed} ({ids}), so their levers, years or scale differ;"
                " move one of them away"
            )
    scales = sorted({row.scale for row in kept})
    if len(scales) > 1:
        said = ", ".join(f"1:{people} residents and 1:{firms} firms" for people, firms in scales)
        raise CompareError(f"runs of different scales are not compared: {said}")
    spans = sorted({row.years for row in kept})
    if len({first for first, _ in spans}) > 1:
        raise CompareError(f"runs that start in different years are not compared: {sorted({y for y, _ in spans})}")
    planned = {(name, seed) for name, seed in plan if name in wanted}
    seeds = tuple(sorted({row.seed for row in kept} | {seed for _, seed in planned}))
    missing = [f"{name} seed {seed}" for name in (reference, *others) for seed in seeds if (name, seed) not in runs]
    if missing:
        raise CompareError(f"pairs are incomplete: there is no run of {_listed(missing)}; run them (`jjj batch`) first")
    last = min(end for _, end in spans)
    left_out = () if scenarios else tuple(dict.fromkeys(name for name, _ in plan if name not in names))
    return Pairs(reference, others, seeds, runs, kept[0].code, scales[0], (spans[0][0], last), left_out)


def _row(row: BatchRow) -> RunRow:
    if row.scale is None or row.years is None:
        what = "scale" if row.scale is None else "years"
        raise CompareError(f"{row.folder / MANIFEST} is not the manifest of a run: {what} is missing")
    return RunRow(row.scenario, row.seed, row.run_id, row.folder, str(row.code), row.scale, row.years)


def _one_code(rows: list[RunRow], code: str | None) -> list[RunRow]:
    by_code: dict[str, list[RunRow]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    said = "; ".join(f"{name} ({len(found)} runs: {_listed(_names(found))})" for name, found in by_code.items())
    if code is not None:
        kept = [row for row in rows if row.code.startswith(code)]
        if not kept:
            raise CompareError(f"no run has a code that begins with {code}; there are {said}")
        rows = kept
    if len({row.code for row in rows}) > 1:
        raise CompareError(f"runs of different code are not compared; choose one with --code: {said}")
    return rows


def _names(rows: list[RunRow]) -> list[str]:
    return list(dict.fromkeys(row.scenario for row in rows))


def _baseline(names: list[str], wanted: str | None) -> str:
    if wanted is None and BASELINE in names:
        return BASELINE
    if wanted is None:
        raise CompareError(f"there is no run of {BASELINE}; name another with --baseline: {_listed(names)}")
    if wanted not in names:
        raise CompareError(f"there is no run of the baseline {wanted}; there are {_listed(names)}")
    return wanted


def _listed(names: Sequence[str]) -> str:
    """Some names and how many more."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
