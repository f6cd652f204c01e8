"""One run: a scenario and a seed, simulated, described, and stored if a folder is given."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.experiments.digest import joint_sha256, table_sha256
from model.experiments.identity import run_id
from model.experiments.loading import load_mesa, uncollected
from model.experiments.machine import available_threads, peak_memory_mb
from model.experiments.memory import require_memory
from model.experiments.provenance import provenance
from model.experiments.store import Store, StoredRun
from model.randomness.witness import witnessed_thresholds

if TYPE_CHECKING:
    import pandas as pd

    from model.scenario.schema.scenario import Scenario
    from model.simulation.result import Result

FORMAT = 1
"""Version of the layout of a run's folder."""

OnYear = Callable[[int], None]
Simulate = Callable[["Scenario", int, int, OnYear | None], "Result"]
"""(scenario, seed, threads, on_year) -> result."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run: a scenario with its seed settled, and the id that follows."""

    scenario: "Scenario"
    run_id: str

    @property
    def seed(self) -> int:
        """The seed of storms and dynamics."""
        return self.scenario.seed

    @property
    def years(self) -> range:
        """The simulated years."""
        return range(self.scenario.years.start + 1, self.scenario.years.end + 1)

    def what(self) -> dict[str, Any]:
        """What identifies the run for a reader."""
        scenario = self.scenario
        return {
            "run_id": self.run_id,
            "scenario": scenario.name,
            "seed": self.seed,
            "scale": {"residents": scenario.scale.residents, "firms": scenario.scale.firms},
            "years": {"start": scenario.years.start, "end": scenario.years.end},
        }


@dataclass(frozen=True, slots=True)
class Done:
    """A run on disk, and whether this call made it."""

    stored: StoredRun
    fresh: bool
    indicators: "pd.DataFrame"


def job_of(scenario: "Scenario", seed: int | None = None) -> Job:
    """Settle the seed (the scenario's own if None) and name the run."""
    if seed is not None and seed != scenario.seed:
        scenario = scenario.model_copy(update={"seed": seed})
    return Job(scenario, run_id(scenario))


def run(
    scenario: "Scenario", seed: int | None = None, *, threads: int | None = None, on_year: OnYear | None = None
) -> "Result":
    """Run a scenario and return its tables; nothing is written.

    Args:
        scenario: from `model.load_scenario`.
        seed: the seed of storms and dynamics; the scenario's own if None.
        threads: threads that share the work, as many as the machine has if None; no result depends on it.
        on_year: called with the year at the end of each simulated year.

    Returns:
        `.indicators`, `.population`, `.flows`, `.events` (pandas) and `.manifest`.

    Raises:
        MemoryShortError: it would not fit into the memory that is free; the message says what would.
        TypeError: a scenario's name is given in its place.
    """
    if isinstance(scenario, str | Path):
        raise TypeError(f"a scenario is expected, not its name: model.run(model.load_scenario({str(scenario)!r}))")
    require_memory(scenario)
    return simulate_job(job_of(scenario, seed), threads or available_threads(), on_year)


def simulate_job(
    job: Job, threads: int = 1, on_year: OnYear | None = None, simulate: Simulate | None = None
) -> "Result":
    """Run a job in memory; the manifest of the result is complete.

    Args:
        job: what to run.
        threads: threads that share the work; the result is the same for any number.
        on_year: called at the end of each simulated year.
        simulate: the simulation, if not the model's own.
    """
    simulate = simulate or _simulation()
    began, clock = datetime.now(UTC), time.perf_counter()
    with witnessed_thresholds() as thresholds:
        result = simulate(job.scenario, job.seed, threads, on_year)
    seconds = time.perf_counter() - clock
    own = {"thresholds_sha256": thresholds.hexdigest(), **result.manifest}
    return replace(result, manifest=_manifest(job, result, own, threads, began, seconds))


def run_job(
    job: Job,
    out: Path,
    threads: int = 1,
    on_year: OnYear | None = None,
    simulate: Simulate | None = None,
) -> Done:
    """Run a job into `out`, unless it is there already.

    Raises:
        StoreError: the run cannot be written; nothing is left behind.
    """
    from model.scenario.writing import dump

    store = Store(out)
    found = store.find(job.scenario.name, job.run_id)
    if found is not None:
        return Done(found, fresh=False, indicators=found.table("indicators"))
    with store.new_run(job.scenario.name, job.run_id) as draft:
        result = simulate_job(job, threads, on_year, simulate)
        draft.write(result.tables, dump(job.scenario), result.manifest)
        return Done(draft.publish(), fresh=True, indicators=result.indicators)


def _simulation() -> Simulate:
    with uncollected():
        load_mesa()
        from model.simulation.run import run_scenario

    return run_scenario


def _manifest(
    job: Job, result: "Result", own: Mapping[str, Any], threads: int, began: datetime, seconds: float
) -> dict[str, Any]:
    from model.scenario.checks import warnings_of
    from model.scenario.identity import scenario_hash

    scenario = job.scenario
    hashes = {name: table_sha256(table, name) for name, table in result.tables.items()}
    return {
        "format": FORMAT,
        **job.what(),
        "title": scenario.title.model_dump(),
        "results_sha256": joint_sha256(hashes),
        "scenario_sha256": scenario_hash(scenario),
        "tables": {name: {"rows": len(table), "sha256": hashes[name]} for name, table in result.tables.items()},
        **provenance(),
        **own,
        "threads": threads,
        "began": began.isoformat(timespec="seconds"),
        "seconds": {
            "simulation": round(seconds, 3),
            "by_process": {name: round(value, 4) for name, value in result.timings.items()},
        },
        "peak_memory_mb": peak_memory_mb(),
        "warnings": list(dict.fromkeys([*warnings_of(scenario), *result.warnings])),
    }
