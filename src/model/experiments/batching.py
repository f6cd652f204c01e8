"""Run a batch: plan, record, what is missing, workers, estimate, outcomes; each in a file of its own.

A batch that is given again runs only what is missing; more seeds or scenarios extend it. What was finished when the
power went stands; what was under way is begun again.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from model.experiments.batch import Batch, open_batch
from model.experiments.calibration.ensemble import sets_named
from model.experiments.dispatch import START_SECONDS, dispatch
from model.experiments.estimate import Estimate, estimate_of, measure
from model.experiments.executors import Executor, ProcessExecutor, SerialExecutor
from model.experiments.machine import free_disk_mb, workers_for
from model.experiments.memory import peak_mb, require_memory_of_workers
from model.experiments.plan import Case, Plan, Planned, plan_of, read_cases, write_spelled_out
from model.experiments.record import read_notes, write_note
from model.experiments.rows import Shared, families_of, rows_of, shared
from model.experiments.store import Store, plain_errors
from model.experiments.worker import Outcome, Task, get_ready
from model.experiments.workshop import remove_stale

if TYPE_CHECKING:
    from model.experiments.single import Simulate
    from model.scenario.schema.scenario import Scenario

SLACK: Final = 20.0
"""A run may take so many times what was estimated before its worker is taken for lost."""
NO_PROCESSES: Final = (
    "No worker process can be started here (a script needs `if __name__ == '__main__':`), "
    "so the runs are made one after another in this process, where no time limit holds."
)
LEAST_TIMEOUT: Final = 600.0
"""Seconds that every run may take."""


class DiskShortError(ValueError):
    """The results of a batch do not fit on the disk; the message is one sentence."""

    bad_input = True


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a batch is."""

    plan: Plan
    found: int
    """Runs that were there before."""
    outcomes: tuple[Outcome, ...] = ()
    """Of the runs made since, in the order in which they ended."""
    said: str = ""
    """Something to tell: the estimate, that the code has changed."""

    @property
    def total(self) -> int:
        """All runs of the plan."""
        return len(self.plan.runs)

    @property
    def failed(self) -> int:
        """Runs that failed."""
        return sum(outcome.state == "failed" for outcome in self.outcomes)

    @property
    def left(self) -> int:
        """Runs still to come."""
        return self.total - self.found - len(self.outcomes)


OnChange = Callable[[Tally], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is worked on; no result depends on any of it."""

    workers: int | None = None
    """Processes; as many as processors and memory allow if None. 1 works in this process unless `timeout` is given."""
    threads: int = 1
    """Threads of each worker."""
    cluster: str | None = None
    """Address of a Dask scheduler, or a YAML file that describes a cluster."""
    timeout: float | None = None
    """Seconds for one run; from the estimate if None."""
    estimate: bool = False
    """Time a small run first and tell what the batch will cost."""
    simulate: "Simulate | None" = None
    """The simulation, if not the model's own; a function that can be imported by the workers."""
    on_change: OnChange = field(default=lambda tally: None)
    """Called when a run has ended and now and then between."""


def run_batch(
    scenarios: Sequence["Scenario | str | Path"],
    seeds: Iterable[int] | int = 10,
    *,
    out: str | Path = "outputs",
    options: Options | None = None,
    workers: int | None = None,
    threads: int = 1,
    cluster: str | None = None,
    parameters: str | Path | None = None,
) -> Batch:
    """Run every scenario with every seed, unless the run is there already.

        batch = model.run_batch(["baseline", "emissions/high"], seeds=range(20), out="outputs/paths")

    Args:
        scenarios: scenarios, files, names, or batch files.
        seeds: seeds, or a number n for 1..n.
        out: folder of the batch.
        options: how it is worked on, in full; the next three are short for the common ones.
        workers: processes; as many as processors and memory allow if None, in this process if 1.
        threads: threads of each worker.
        cluster: address of a Dask scheduler, or a YAML file that describes a cluster.
        parameters: `ensemble` gives each seed one of the accepted parameter sets, the same in all scenarios; or a file
            of such sets.

    Returns:
        The batch; failed runs are rows of it, with the reason and the command that replays them.

    Raises:
        ScenarioError: something is wrong with the scenarios; nothing was run.
        MemoryShortError: the workers do not fit into the memory that is free; nothing was run.
        DiskShortError: the results do not fit on the disk; nothing was run.
        StoreError: the folder cannot be written to.
        BatchStoppedError: no further run could be made (disk full, code changed); what is finished stands.
    """
    chosen = options or Options(workers=workers, threads=threads, cluster=cluster)
    cases: list[Case] = []
    for item in scenarios:
        cases += read_cases([str(item)]) if isinstance(item, str | Path) else [Case(item)]
    sets = sets_named(parameters)
    plan = plan_of(cases, range(1, seeds + 1) if isinstance(seeds, int) else seeds, Path(out), sets)
    return run_plan(plan, Path(out), chosen)


def run_plan(plan: Plan, out: Path, options: Options) -> Batch:
    """Run what is missing of a plan; as `run_batch`."""
    store = Store(out)
    todo = [run for run in plan.runs if store.find(run.job.scenario.name, run.job.run_id) is None]
    if options.cluster is None:
        require_memory_of_workers((run.job.scenario for run in todo), options.workers)
    with plain_errors(out):
        remove_stale(out)
        before = read_notes(out) if out.is_dir() else []
        write_spelled_out(plan, out)
        write_note(out, plan.code, [run.noted for run in plan.runs], plan.factors)
    tally = Tally(plan, len(plan.runs) - len(todo))
    if before and before[-1].code != plan.code:
        text = "The code or the shipped data has changed since this batch was begun: new runs are made beside the old."
        options.on_change(replace(tally, said=text))
    if not todo:
        options.on_change(tally)
    else:
        try:
            _make(todo, tally, out, options)
        finally:
            remove_stale(out)
    batch = open_batch(out)
    batch.read()
    return batch


def _make(todo: Sequence[Planned], tally: Tally, out: Path, options: Options) -> None:
    executor = executor_for(todo, options)
    try:
        if isinstance(executor, ProcessExecutor) and not _starts(executor):
            executor.close()
            executor = SerialExecutor()
            options.on_change(replace(tally, said=NO_PROCESSES))
        tasks = [
            Task(run.job, out.resolve(), tally.plan.code, run.command, options.threads, options.simulate)
            for run in todo
        ]
        saved = shared(families_of(tasks))
        estimate = _estimated(todo, executor, options, saved)
        if estimate is not None:
            _require_disk(estimate, out)
        said = f"On {executor.kind}" + (f": {estimate.say()}" if estimate else "")
        if saved.simulated < saved.years and options.simulate is None:
            said += f". Years that scenarios share are simulated once: {saved.simulated} of {saved.years}"
        options.on_change(replace(tally, said=said))
        rows = rows_of(tasks, estimate.run_seconds if estimate else None, executor.workers)
        timeout = options.timeout
        if timeout is None and estimate is not None:
            timeout = max(LEAST_TIMEOUT, SLACK * estimate.run_seconds)
        outcomes: list[Outcome] = []
        for outcome in dispatch(rows, executor, timeout, lambda: options.on_change(_with(tally, outcomes))):
            outcomes.append(outcome)
            options.on_change(_with(tally, outcomes))
    finally:
        executor.close()


def executor_for(todo: Sequence[Planned], options: Options) -> Executor:
    """The executor that the options ask for.

    Raises:
        ClusterError: the cluster cannot be used as asked for.
        NoWorkersError: it does not answer.
    """
    if options.cluster is not None:
        from model.experiments.cluster import DaskExecutor

        return DaskExecutor(options.cluster)
    workers = options.workers
    if workers is None:
        need = max(peak_mb(run.job.scenario, keeps_start=True) for run in todo)
        workers = workers_for(len(todo), need, options.threads)
    if workers <= 1 and options.timeout is None:
        return SerialExecutor()
    # Nothing can end a run in this process, so where a time limit is asked for one worker is a process of its own.
    return ProcessExecutor(max(1, min(workers, len(todo))), options.threads)


def _starts(executor: ProcessExecutor) -> bool:
    """Whether worker processes can be started here: not from a script that starts a batch when it is imported."""
    try:
        executor.submit(get_ready).result(START_SECONDS)
    except (BrokenProcessPool, TimeoutError):
        return False
    return True


def _estimated(todo: Sequence[Planned], executor: Executor, options: Options, saved: Shared) -> Estimate | None:
    """Time a small run on a worker; None if nobody asked, or if even the small run fails: the runs will say why."""
    if not options.estimate:
        return None
    call = executor.submit(measure, todo[0].job.scenario, options.threads)
    try:
        return estimate_of(todo, call.result(LEAST_TIMEOUT), executor.workers, saved)
    except (Exception, CancelledError):
        executor.drop(call)
        return None


def _require_disk(estimate: Estimate, out: Path) -> None:
    free = free_disk_mb(out)
    if free is not None and estimate.disk_mb > free:
        least = f"{estimate.disk_mb / 1000:.1f} GB on disk, {free / 1000:.1f} GB are free in {out}"
        raise DiskShortError(f"{estimate.runs} runs need about {least}; free some space, or give another --out")


def _with(tally: Tally, outcomes: Sequence[Outcome]) -> Tally:
    return replace(tally, outcomes=tuple(outcomes))
