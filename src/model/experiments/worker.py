"""What a worker does: runs tasks one after another into the store, and tells in few words what became of each.

Only names, settings and outcomes travel between processes; results go to the disk from where they are made.
"""

import gc
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from model.experiments.relay import Relay
    from model.experiments.single import Job, Simulate
    from model.scenario.schema.scenario import Scenario
    from model.simulation.result import Result
    from model.simulation.shelf import Shelf

THREAD_SETTINGS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "ARROW_NUM_THREADS",
)


@dataclass(frozen=True, slots=True)
class Task:
    """A run for a worker."""

    job: "Job"
    out: Path
    code: str
    """Code hash of the plan; a worker of other code refuses."""
    command: tuple[str, ...] = ()
    threads: int = 1
    simulate: "Simulate | None" = None
    """The simulation, if not the model's own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task."""

    run_id: str
    scenario: str
    seed: int
    state: Literal["done", "failed", "stopped"]
    """`stopped`: nothing is wrong with the run, but no further run can be made either (disk full, code changed)."""
    seconds: float = 0.0
    """By the clock, storing included."""
    cpu_seconds: float = 0.0
    peak_memory_mb: float | None = None
    reason: str = ""
    fresh: bool = True
    """False if the run was there already."""


def begin_worker(threads: int) -> None:
    """Set a new worker process up: before numpy is loaded, so that its thread pools are capped.

    Ctrl-C belongs to the main process, which ends its workers. A worker whose main process is gone ends at once;
    what it was making is cleared away by the next command.
    """
    import signal

    for name in THREAD_SETTINGS:
        os.environ[name] = str(threads)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, name="follow-parent", daemon=True).start()


def get_ready() -> int:
    """Load what every run needs, so that the time of the first is its own. Returns the process's number."""
    from model.experiments.loading import load_mesa, uncollected

    with uncollected():
        load_mesa()
        import pandas  # noqa: F401
        import pyarrow.parquet  # noqa: F401

        import model.experiments.relay
        import model.experiments.single
        import model.scenario.writing  # noqa: F401

    return os.getpid()


def work(tasks: Sequence[Task]) -> list[Outcome]:
    """Run tasks in their order. A run that fails in itself is noted, and the next one follows.

    After a `stopped` task no further one is begun. Years that tasks of the row have in common are simulated once.
    """
    outcomes = []
    own = model_simulation([task.job.scenario for task in tasks])
    for task in tasks:
        outcome = _run(task, task.simulate or own)
        outcomes.append(outcome)
        if outcome.state == "stopped":
            break
    return outcomes


def _run(task: Task, simulate: "Simulate") -> Outcome:
    from model.experiments.failures import forget_failure, note_failure
    from model.experiments.identity import code_sha256
    from model.experiments.machine import peak_memory_mb
    from model.experiments.single import run_job
    from model.experiments.store import StoreError

    job = task.job
    began, cpu = time.perf_counter(), time.process_time()

    def outcome(state: Literal["done", "failed", "stopped"], reason: str = "", fresh: bool = True) -> Outcome:
        return Outcome(
            run_id=job.run_id,
            scenario=job.scenario.name,
            seed=job.seed,
            state=state,
            seconds=time.perf_counter() - began,
            cpu_seconds=time.process_time() - cpu,
            peak_memory_mb=peak_memory_mb(),
            reason=reason,
            fresh=fresh,
        )

    if code_sha256() != task.code:
        reason = "the code or the shipped data changed while the batch ran; start the command again"
        return outcome("stopped", reason)
    try:
        done = run_job(job, task.out, task.threads, simulate=simulate)
    except StoreError as error:
        return outcome("stopped", str(error))
    except Exception as error:  # whatever a run does wrong is a row of the batch, and the others go on
        try:
            note_failure(task.out, job.what(), task.command, error)
        except OSError as disk:
            return outcome("stopped", f"the note of a failed run cannot be written: {disk}")
        return outcome("failed", f"{type(error).__name__}: {error}")
    finally:
        gc.collect()  # Mesa's models are full of circles
    forget_failure(task.out, job.run_id, task.command)
    return outcome("done", fresh=done.fresh)


def model_simulation(row: "Sequence[Scenario]" = ()) -> "Simulate":
    """The model's own simulation, with tables and start populations that this process keeps.

    Args:
        row: the runs that it will be asked for; later ones go on from where they part from earlier ones.
    """

    def simulate(scenario: "Scenario", seed: int, threads: int, on_year: Callable[[int], None] | None) -> "Result":
        return relay().simulate(scenario, seed, threads, on_year)

    @cache
    def relay() -> "Relay":
        from model.experiments.relay import Relay

        return Relay(row, _shelf())

    return simulate


@cache
def _shelf() -> "Shelf":
    from model.simulation.shelf import Shelf

    return Shelf()


def _follow_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
