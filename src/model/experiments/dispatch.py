"""Hand tasks to an executor until each is done or has failed; a worker that is lost costs its own run only."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass
from typing import Final

from model.experiments.executors import Executor
from model.experiments.failures import note_failure
from model.experiments.store import Store
from model.experiments.worker import Outcome, Task, work

ATTEMPTS: Final = 2
"""How often a run is begun whose worker is lost on the way."""
START_SECONDS: Final = 300.0
"""How long a worker may take to start."""
_PAUSE: Final = 0.2


Outcomes = Future[list[Outcome]]


class WorkerLostError(RuntimeError):
    """The process that made a run is gone without a word: killed, out of memory, or over its time."""


class BatchStoppedError(RuntimeError):
    """No further run can be made; what is finished stands."""

    plain = True


@dataclass(slots=True)
class _Chunk:
    tasks: tuple[Task, ...]
    sent: float = 0.0
    late: bool = False


def dispatch(
    rows: Sequence[Sequence[Task]],
    executor: Executor,
    timeout: float | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Outcomes as they come in.

    Args:
        rows: what to run, in the order in which it shall be begun; a row goes to one worker.
        executor: where.
        timeout: seconds for one run, after which its worker is taken for lost; None for no limit.
        waiting: called now and then while nothing comes in.

    Raises:
        BatchStoppedError: a worker found that no further run can be made.
    """
    queue = deque(_Chunk(tuple(row)) for row in rows)
    lost: Counter[str] = Counter()
    under_way: dict[Outcomes, _Chunk] = {}
    while queue or under_way:
        while queue and executor.room() > 0:
            chunk = queue.popleft()
            chunk.sent = time.monotonic()
            under_way[executor.submit(work, chunk.tasks)] = chunk
        finished, _ = wait(under_way, _PAUSE, return_when="FIRST_COMPLETED")
        if not finished:
            waiting()
        for future in finished:
            chunk = under_way.pop(future)
            try:
                outcomes = future.result()
            except (Exception, CancelledError) as error:
                outcomes, again = _salvage(chunk, error, lost, timeout)
                queue.extendleft(_Chunk(row) for row in reversed(again) if row)
            yield from (outcome for outcome in outcomes if outcome.state != "stopped")
            for outcome in outcomes:
                if outcome.state == "stopped":
                    raise BatchStoppedError(outcome.reason)
        if timeout is not None:
            _drop_late(executor, under_way, timeout)


def _drop_late(executor: Executor, under_way: dict[Outcomes, _Chunk], timeout: float) -> None:
    now = time.monotonic()
    for future, chunk in under_way.items():
        since = executor.since(future)
        began, limit = (chunk.sent, START_SECONDS) if since is None else (since, timeout * len(chunk.tasks))
        if not chunk.late and now - began > limit * executor.ahead:
            chunk.late = True
            executor.drop(future)


def _salvage(
    chunk: _Chunk, error: BaseException, lost: "Counter[str]", timeout: float | None
) -> tuple[list[Outcome], tuple[tuple[Task, ...], tuple[Task, ...]]]:
    """What a lost worker had finished, what failed with it for good, and what is to be begun again.

    The first run of the chunk that is not there is the one it was lost with: it is begun again alone, the rest in a
    row.
    """
    outcomes: list[Outcome] = []
    alone: tuple[Task, ...] = ()
    rest: list[Task] = []
    blamed = False
    for task in chunk.tasks:
        job = task.job
        found = Store(task.out).find(job.scenario.name, job.run_id)
        if found is not None:
            seconds = float(found.manifest["seconds"]["simulation"])
            outcomes.append(Outcome(job.run_id, job.scenario.name, job.seed, "done", seconds))
            continue
        if blamed:
            rest.append(task)
            continue
        blamed = True
        lost[job.run_id] += 1
        if lost[job.run_id] < ATTEMPTS:
            alone = (task,)
            continue
        how = f"took longer than {timeout:g} s" if chunk.late else "was lost: killed, or out of memory"
        cause = WorkerLostError(f"its worker {how}, {ATTEMPTS} times ({type(error).__name__})")
        note_failure(task.out, job.what(), task.command, cause)
        reason = f"{type(cause).__name__}: {cause}"
        outcomes.append(Outcome(job.run_id, job.scenario.name, job.seed, "failed", reason=reason))
    return outcomes, (alone, tuple(rest))
