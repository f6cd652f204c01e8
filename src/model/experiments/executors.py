"""Where tasks are worked on: in this process, in processes of this machine, or on a cluster; one interface.

The three differ only in where `worker.work` is called. None of them changes a setting of the Python process it
lives in: spawned workers come from a context of their own.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from model.experiments.worker import begin_worker, get_ready

T = TypeVar("T")


class NoWorkersError(RuntimeError):
    """No worker could be started; the message says what to do."""

    plain = True


class Executor(Protocol):
    """Takes calls and gives a future for each.

    A future fails with an exception if its worker was lost, and then its call alone is in doubt.
    """

    @property
    def kind(self) -> str:
        """In words, for the first line of a batch."""

    @property
    def workers(self) -> int:
        """Calls that are worked on at the same time."""

    @property
    def ahead(self) -> int:
        """Calls that a worker may have in its queue, the one it works on counted in."""

    def room(self) -> int:
        """Calls that can be taken now."""

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Take a call."""

    def since(self, future: Future[Any]) -> float | None:
        """When (`time.monotonic`) a call was given to its worker; None while that is still starting."""

    def drop(self, future: Future[Any]) -> None:
        """Give a call up that takes too long; its future fails."""

    def close(self) -> None:
        """End all workers, at once if something is still under way."""


class SerialExecutor:
    """One after another in this process: for notebooks and debuggers, and where no process can be started.

    A call has been worked on when `submit` returns. Time limits do not hold here: who asks for one gets a process.
    """

    kind = "this process"
    workers = 1
    ahead = 1

    def room(self) -> int:
        """There is always room for one."""
        return 1

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Work on a call."""
        future: Future[T] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def since(self, future: Future[Any]) -> float | None:
        """Nothing is ever under way here."""
        return None

    def drop(self, future: Future[Any]) -> None:
        """Nothing is ever under way here."""

    def close(self) -> None:
        """There is nothing to end."""


@dataclass(slots=True)
class _Seat:
    """A place for one worker process, and what it is working on."""

    pool: ProcessPoolExecutor | None = None
    process: BaseProcess | None = None
    future: Future[Any] | None = None
    since: float | None = None
    broken: list[ProcessPoolExecutor] = field(default_factory=list)

    @property
    def free(self) -> bool:
        return self.future is None or self.future.done()


class ProcessExecutor:
    """Spawned processes of this machine, each in a pool of its own: one that is lost takes no other with it.

    Args:
        workers: processes.
        threads: threads that each may use, in the model and in the libraries below it.
    """

    ahead = 1

    def __init__(self, workers: int, threads: int = 1) -> None:
        self._seats = [_Seat() for _ in range(workers)]
        self._threads = threads

    @property
    def kind(self) -> str:
        """Number of processes and threads."""
        threads = "" if self._threads == 1 else f" of {self._threads} threads"
        return f"{self.workers} process{'es' if self.workers > 1 else ''}{threads}"

    @property
    def workers(self) -> int:
        """Processes."""
        return len(self._seats)

    def room(self) -> int:
        """Seats that have nothing to do."""
        return sum(seat.free for seat in self._seats)

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Give a call to a process, in a new process if the last one of its seat is gone."""
        seat = next(seat for seat in self._seats if seat.free)
        for _ in range(2):  # a worker may have died while it had nothing to do
            if seat.pool is None:
                seat.pool = ProcessPoolExecutor(1, get_context("spawn"), begin_worker, (self._threads,))
            try:
                if seat.process is None:
                    _start(seat, seat.pool)
                else:
                    seat.since = time.monotonic()
                future: Future[T] = seat.pool.submit(function, *arguments)
            except BrokenProcessPool:
                _let_go(seat)
                continue
            seat.future = future
            future.add_done_callback(lambda done: _let_go(seat) if _is_broken(done) else None)
            return future
        raise NoWorkersError("no worker process can be started here; try --workers 1")

    def since(self, future: Future[Any]) -> float | None:
        """When the process had started, or was given the call."""
        return next((seat.since for seat in self._seats if seat.future is future), None)

    def drop(self, future: Future[Any]) -> None:
        """Kill the process that works on a call."""
        for seat in self._seats:
            if seat.future is future and seat.process is not None:
                seat.process.kill()

    def close(self) -> None:
        """End all processes."""
        for seat in self._seats:
            if not seat.free and seat.process is not None:
                seat.process.kill()
        for seat in self._seats:
            if seat.pool is not None:
                seat.pool.shutdown(wait=True, cancel_futures=True)
            for pool in seat.broken:
                pool.shutdown(wait=True)
            seat.broken.clear()
            seat.pool = seat.process = seat.since = None


def spread(
    function: Callable[..., T], calls: Sequence[tuple[Any, ...]], workers: int, on_done: Callable[[int, T], None]
) -> None:
    """Make independent calls on some processes, in this one if it is one; none of them outlives the main process.

    Args:
        function: what is called; the workers import it.
        calls: the arguments of each call.
        workers: processes.
        on_done: called with the place of a call in `calls` and its result, as they come in.
    """
    executor = SerialExecutor() if workers <= 1 else ProcessExecutor(min(workers, max(len(calls), 1)))
    queue = deque(enumerate(calls))
    under_way: dict[Future[T], int] = {}
    try:
        while queue or under_way:
            while queue and len(under_way) < executor.workers:
                place, arguments = queue.popleft()
                under_way[executor.submit(function, *arguments)] = place
            for future in wait(under_way, return_when="FIRST_COMPLETED").done:
                on_done(under_way.pop(future), future.result())
    finally:
        executor.close()


def _start(seat: _Seat, pool: ProcessPoolExecutor) -> None:
    """Start the process of a pool, and note when it is ready for work."""
    before = {child.pid for child in active_children()}
    ready = pool.submit(get_ready)
    seat.process = next((child for child in active_children() if child.pid not in before), None)
    seat.since = None

    def note(done: Future[int]) -> None:
        if seat.pool is pool:
            seat.since = time.monotonic()

    ready.add_done_callback(note)


def _is_broken(future: Future[Any]) -> bool:
    return not future.cancelled() and isinstance(future.exception(), BrokenProcessPool)


def _let_go(seat: _Seat) -> None:
    """Put a broken pool aside; it ends by itself. To shut it down or lose it here waits for ever on Python 3.12.1."""
    if seat.pool is not None:
        seat.broken.append(seat.pool)
    seat.pool = seat.process = seat.since = None
