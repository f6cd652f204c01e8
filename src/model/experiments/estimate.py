"""What a batch will cost, from one timed small run where it will be worked on: time, memory, disk.

The small run has two years at 1:1000. Its yearly part is carried to more years in proportion; to finer scales by the
cost of an agent, taken from a reference machine and corrected by how this one did the small run. It is a guide (the
first runs tell more), meant to tell ten minutes from ten days.
"""

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from model.experiments.memory import peak_mb

if TYPE_CHECKING:
    from model.experiments.plan import Planned
    from model.experiments.rows import Shared
    from model.scenario.schema.scenario import Scenario

RESIDENTS: Final = 1.1e8
FIRMS: Final = 3.0e6
"""Legal units, about."""
REFERENCE_YEAR: Final = 0.08
"""Seconds of a year at 1:1000 (firms 1:100) on the reference machine, one thread."""
PER_RESIDENT: Final = 90e-9
PER_FIRM: Final = 420e-9
"""Seconds of a year for one more agent on the reference machine, one thread."""
TWIN: Final = 0.4
"""A model that waits for others to go on from, as a part of what a run takes."""
SMALL: Final = {"residents": 1000, "firms": 100}
SMALL_YEARS: Final = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """A small run, done twice in one process."""

    first: float
    """Seconds before the first year of the first run: tables and start population."""
    year: float
    """Seconds a year once everything is loaded."""
    rest: float
    """Seconds a year beside it: the tables of results, the start population's copy counted in."""
    memory_mb: float
    """Peak memory of the process, 10^6 bytes."""
    year_bytes: float
    """Bytes a year on disk."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch will cost, all figures rough."""

    runs: int
    workers: int
    seconds: float
    """By the clock, with all workers."""
    cpu_seconds: float
    memory_mb: float
    """One worker, 10^6 bytes."""
    disk_mb: float
    """All runs, 10^6 bytes."""
    run_seconds: float
    """One run of the mean."""

    def say(self) -> str:
        """In one line."""
        disk = f"{self.disk_mb / 1000:.1f} GB" if self.disk_mb >= 1000 else f"{max(self.disk_mb, 1):.0f} MB"
        return (
            f"about {_clock(self.seconds)} for {self.runs} run{'s' if self.runs != 1 else ''} "
            f"({self.run_seconds:.1f} s each), {self.memory_mb:.0f} MB of memory a worker, {disk} on disk"
        )


def measure(scenario: "Scenario", threads: int) -> Measured:
    """Time the small run of a scenario in this process."""
    from model.experiments.digest import results_sha256
    from model.experiments.machine import peak_memory_mb
    from model.experiments.store import parquet
    from model.experiments.worker import model_simulation

    small = _small(scenario)
    simulate = model_simulation()
    loading = ("tables", "start")
    first = simulate(small, small.seed, threads, None)
    began = time.perf_counter()
    again = simulate(small, small.seed + 1, threads, None)
    results_sha256(again.tables)
    size = sum(len(parquet(table)) for table in again.tables.values())
    whole = time.perf_counter() - began
    years = sum(seconds for name, seconds in again.timings.items() if name not in loading)
    peak = peak_memory_mb() or 0.0
    gc.collect()
    return Measured(
        first=sum(first.timings[name] for name in loading),
        year=years / SMALL_YEARS,
        rest=(whole - years) / (SMALL_YEARS + 1),
        memory_mb=peak,
        year_bytes=size / (SMALL_YEARS + 1),
    )


def estimate_of(runs: Sequence["Planned"], measured: Measured, workers: int, saved: "Shared | None" = None) -> Estimate:
    """Carry a small run over to the runs of a plan.

    Args:
        runs: what is still to be run.
        measured: a small run of one of them.
        workers: how many are worked on at the same time.
        saved: years that are simulated once for several runs, and the models that wait for it.
    """
    slow = measured.year / REFERENCE_YEAR
    seconds = disk = 0.0
    memory = measured.memory_mb
    part = saved.simulated / saved.years if saved and saved.years else 1.0
    waiting = saved.waiting if saved else 0
    for planned in runs:
        scenario = planned.job.scenario
        agents, units = _agents(scenario.scale.residents, scenario.scale.firms)
        year = measured.year + slow * (agents * PER_RESIDENT + units * PER_FIRM)
        years = len(planned.job.years)
        seconds += part * years * year + (years + 1) * measured.rest
        disk += (years + 1) * measured.year_bytes
        grown = peak_mb(scenario, keeps_start=True) - peak_mb(_small(scenario), keeps_start=True)
        memory = max(memory, measured.memory_mb + (1 + TWIN * waiting) * max(grown, 0.0))
    starts = len({planned.job.scenario.name for planned in runs})
    seconds += measured.first * max(starts, min(workers, len(runs)))
    working = min(workers, len(runs)) or 1
    return Estimate(
        runs=len(runs),
        workers=workers,
        seconds=seconds / working,
        cpu_seconds=seconds,
        memory_mb=memory,
        disk_mb=disk / 1e6,
        run_seconds=seconds / max(len(runs), 1),
    )


def _agents(residents: int, firms: int) -> tuple[float, float]:
    """Agents beyond those of the small run."""
    return RESIDENTS / residents - RESIDENTS / SMALL["residents"], FIRMS / firms - FIRMS / SMALL["firms"]


def _small(scenario: "Scenario") -> "Scenario":
    from model.scenario.schema.general import Scale, Years

    years = Years(start=scenario.years.start, end=scenario.years.start + SMALL_YEARS)
    return scenario.model_copy(update={"years": years, "scale": Scale(residents=1000, firms=100)})


def _clock(seconds: float) -> str:
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
