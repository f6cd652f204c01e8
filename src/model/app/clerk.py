"""What a worker process of the page does: one order after another, kept warm, and it stops when it is told to.

Only light modules are imported at the top: the caps on thread pools must be set before numpy is loaded.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from model.experiments.single import Job, OnYear, Simulate
    from model.reports.words import Speech

START_WORLDS: Final = 3
"""Worlds of the start year that a worker keeps: levers without a date change them."""
HEADROOM: Final = 3 * 2**30
"""Bytes of address space that a run may take beyond what the warm process holds."""


@dataclass(frozen=True, slots=True)
class Runs:
    """An order for runs; those that the store has are not made again."""

    jobs: "tuple[Job, ...]"

    @property
    def years(self) -> int:
        """Simulated years of all runs together."""
        return sum(len(job.years) for job in self.jobs)

    @property
    def names(self) -> frozenset[str]:
        """The runs that it is about."""
        return frozenset(job.run_id for job in self.jobs)


@dataclass(frozen=True, slots=True)
class Report:
    """An order for the figures and the page of a stored run."""

    folder: Path
    lang: "Speech" = "both"

    years: int = 1

    @property
    def names(self) -> frozenset[str]:
        """The report that it is about."""
        return frozenset({str(self.folder)})


Order = Runs | Report


@dataclass(frozen=True, slots=True)
class Word:
    """What a worker says: it is ready, it has finished a year, or what became of the order."""

    what: Literal["ready", "year", "done", "stopped", "failed"]
    year: int = 0
    place: int = 0
    """Place of the year among all years of the order, from 1."""
    paths: tuple[Path, ...] = ()
    reason: str = ""


STOP: Final = "stop"


class StoppedError(Exception):
    """The order was withdrawn."""


def serve(pipe: "Connection", store: Path, threads: int) -> None:
    """Carry out orders from the pipe until it closes; the first word is `ready`."""
    from model.experiments.worker import begin_worker, get_ready

    begin_worker(threads)
    get_ready()
    from model.experiments.milestones import Milestones
    from model.simulation.shelf import Shelf

    simulate = Milestones(Shelf(keep=START_WORLDS)).simulate
    _warm(simulate, threads)
    _bound_memory()
    pipe.send(Word("ready"))
    while True:
        try:
            order = pipe.recv()
        except EOFError:
            return
        if order != STOP:  # one that came too late
            pipe.send(carry_out(order, pipe, store, threads, simulate))


def carry_out(order: Order, pipe: "Connection", store: Path, threads: int, simulate: "Simulate") -> Word:
    """Make the runs or the report, telling each year; the last word says what became of it."""

    def of_job(number: int) -> "OnYear":
        years = [job.years for job in order.jobs] if isinstance(order, Runs) else []
        before = sum(map(len, years[:number]))

        def on_year(year: int) -> None:
            if pipe.poll():
                raise StoppedError
            pipe.send(Word("year", year, before + 1 + years[number].index(year)))

        return on_year

    from model.experiments.memory import MemoryShortError

    try:
        if isinstance(order, Report):
            from model.reports import report

            return Word("done", paths=(report(order.folder, order.lang)[-1],))
        from model.experiments.single import run_job

        for job in order.jobs:
            _require_memory(job)
        paths = tuple(
            run_job(job, store, threads, of_job(number), simulate).stored.folder
            for number, job in enumerate(order.jobs)
        )
    except StoppedError:
        pipe.recv()
        return Word("stopped")
    except MemoryShortError as error:
        return Word("failed", reason=str(error))
    except MemoryError:
        return Word("failed", reason="the run needs more memory than a run of the page may have")
    except Exception as error:  # whatever a scenario does to the model must not end the worker
        return Word("failed", reason=f"{type(error).__name__}: {error}")
    return Word("done", paths=paths)


def _require_memory(job: "Job") -> None:
    """As the terminal does; what this process holds already need not be found again.

    Raises:
        MemoryShortError: the run would not fit.
    """
    from model.experiments.machine import free_memory_mb, held_memory_mb
    from model.experiments.memory import require_memory

    free = free_memory_mb()
    require_memory(job.scenario, None if free is None else free + held_memory_mb())


def _warm(simulate: "Simulate", threads: int) -> None:
    """Load tables, kernels and the start world by one year of the baseline, so that the first order is quick."""
    from model.app.draft import SAMPLE
    from model.experiments.single import job_of, simulate_job
    from model.scenario import load_scenario

    scenario = load_scenario("baseline", [*SAMPLE, "years.end=2021"])
    simulate_job(job_of(scenario), threads, simulate=simulate)


def _bound_memory() -> None:
    """Refuse address space beyond the headroom, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + HEADROOM
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))
