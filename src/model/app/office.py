"""The page's worker processes: orders wait in a line, run where they disturb nobody, and can be withdrawn.

One office serves all sessions of a server. A withdrawn run ends at the end of its year; a worker that does not
answer is ended, and another takes its seat.
"""

import contextlib
import multiprocessing
import os
import shutil
import threading
import time
from collections import deque
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Literal

from model.app.clerk import STOP, Order, Runs, Word, serve
from model.experiments.store import Store

State = Literal["waiting", "running", "done", "stopped", "failed"]
ENDS: Final[dict[str, State]] = {"done": "done", "stopped": "stopped", "failed": "failed"}
MOST_WAITING: Final = 40
"""Orders in the line; a further one is turned away."""
MOST_KEPT: Final = 60
"""Stored runs; the oldest go first."""


class BusyError(RuntimeError):
    """The line is full."""


class Ticket:
    """An order that was placed, and how far it is. Read by the page, written by the seat that carries it out."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.state: State = "waiting"
        self.years_done = 0
        self._years_before = 0
        """Years of the order that need no simulation, as far as is known: stored runs, and years held in common."""
        self.year = 0
        """The last year that was finished; 0 before the first."""
        self.paths: tuple[Path, ...] = ()
        self.reason = ""
        self.seconds = 0.0
        self.withdrawn = threading.Event()
        self._ended = threading.Event()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self._ended.is_set()

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        left = max(self.order.years - self._years_before, 1)
        return 1.0 if self.state == "done" else min(self.years_done / left, 1.0)

    def note(self, word: Word) -> None:
        """Note that a year is finished."""
        if self.year == 0:
            self._years_before = word.place - 1
        self.year, self.years_done = word.year, word.place - self._years_before

    def withdraw(self) -> None:
        """End it, whether it waits or runs."""
        self.withdrawn.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it has ended; False if the time is over before."""
        return self._ended.wait(seconds)

    def end(self, word: Word) -> None:
        """Note what became of it."""
        self.paths, self.reason, self.state = word.paths, word.reason, ENDS[word.what]
        self._ended.set()


class Office:
    """Seats for worker processes, and the line before them.

    Args:
        store: folder of the runs that are made.
        seats: worker processes.
        threads: threads of each; no result depends on it.
        patience: seconds that a worker has to stop when told to, before it is ended.
        limit: seconds after which an order is given up.
    """

    def __init__(
        self, store: Path, seats: int = 1, threads: int = 1, *, patience: float = 2.0, limit: float = 600.0
    ) -> None:
        self.store = store
        self._threads, self._patience, self._limit = threads, patience, limit
        self._line: deque[Ticket] = deque()
        self._at_work: list[Ticket] = []
        self._news = threading.Condition()
        self._open = True
        self._warm_and_free = 0
        self._seats = [
            threading.Thread(target=self._sit, args=(number == 0,), name=f"seat-{number}", daemon=True)
            for number in range(seats)
        ]
        for seat in self._seats:
            seat.start()

    def place(self, order: Order) -> Ticket:
        """Put an order at the end of the line; one whose runs are stored already is done at once.

        Raises:
            BusyError: too many wait already.
        """
        ticket = Ticket(order)
        if self._is_done(ticket):
            return ticket
        with self._news:
            if len(self._line) >= MOST_WAITING:
                raise BusyError(f"{MOST_WAITING} orders wait already")
            self._line.append(ticket)
            self._news.notify_all()
        return ticket

    def before(self, ticket: Ticket) -> int:
        """How many orders wait before this one."""
        with self._news:
            waiting = [each for each in self._line if not each.withdrawn.is_set()]
        return waiting.index(ticket) if ticket in waiting else 0

    def close(self) -> None:
        """End all workers; what waits or runs is stopped."""
        with self._news:
            self._open = False
            self._news.notify_all()
        for seat in self._seats:
            seat.join()

    def _sit(self, first: bool) -> None:
        """Serve orders until the office closes. Only the first seat has a worker before it is needed."""
        worker = _Worker(self.store, self._threads) if first else None
        try:
            while (ticket := self.take(warm=worker is not None)) is not None:
                if ticket.withdrawn.is_set():
                    ticket.end(Word("stopped"))
                elif not self._is_done(ticket):
                    if worker is None or not worker.alive:
                        worker = _Worker(self.store, self._threads)
                    ticket.state = "running"
                    began = time.monotonic()
                    word = self._attend(worker, ticket)
                    ticket.seconds = time.monotonic() - began
                    ticket.end(word)
                    if not worker.alive:
                        worker = _Worker(self.store, self._threads)
                    keep_newest(self.store, MOST_KEPT)
                self.put_down(ticket)
        finally:
            if worker is not None:
                worker.close()

    def take(self, *, warm: bool) -> Ticket | None:
        """The next order. A seat without a worker leaves it to one that has one and is free."""
        with self._news:
            self._warm_and_free += warm
            try:
                while self._open:
                    if (warm or not self._warm_and_free) and (ticket := self._first()) is not None:
                        self._line.remove(ticket)
                        self._at_work.append(ticket)
                        return ticket
                    self._news.wait()
            finally:
                self._warm_and_free -= warm
                self._news.notify_all()
        return None

    def _first(self) -> Ticket | None:
        """The first order in the line of which no run is being made for somebody else."""
        made = {name for ticket in self._at_work for name in ticket.order.names}
        return next((ticket for ticket in self._line if made.isdisjoint(ticket.order.names)), None)

    def put_down(self, ticket: Ticket) -> None:
        """Say that an order is not worked on any longer."""
        with self._news:
            self._at_work.remove(ticket)
            self._news.notify_all()

    def _is_done(self, ticket: Ticket) -> bool:
        """Whether all runs of an order are stored; the order ends if they are. What is used again is kept longer."""
        if not isinstance(ticket.order, Runs):
            return False
        store = Store(self.store)
        found = [store.find(job.scenario.name, job.run_id) for job in ticket.order.jobs]
        folders = tuple(run.folder for run in found if run is not None)
        if not folders or len(folders) < len(found):
            return False
        for folder in folders:
            with contextlib.suppress(OSError):
                os.utime(folder)
        ticket.end(Word("done", paths=folders))
        return True

    def _attend(self, worker: "_Worker", ticket: Ticket) -> Word:
        """Give the order to the worker and listen until it has ended, one way or another."""
        deadline, told = time.monotonic() + self._limit, 0.0
        sent = False
        while True:
            now = time.monotonic()
            withdrawn = ticket.withdrawn.is_set() or not self._open
            if withdrawn and not sent:
                return Word("stopped")
            if worker.ready and not sent:
                worker.send(ticket.order)
                sent = True
            if withdrawn and not told:
                told = now
                worker.send(STOP)
            if told and now - told > self._patience:
                worker.kill()
                return Word("stopped")
            if now > deadline:
                worker.kill()
                return Word("failed", reason=f"the run took more than {self._limit:.0f} s and was ended")
            word = worker.hear(0.05)
            if word is None or word.what == "ready":
                continue
            if word.what == "year":
                ticket.note(word)
                continue
            return word


class _Worker:
    """One process and the pipe to it; it begins to warm up at once."""

    def __init__(self, store: Path, threads: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=serve, args=(other, store, threads), daemon=True, name="page-worker")
        self._process.start()
        other.close()
        self.ready = False

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def send(self, what: Order | str) -> None:
        try:
            self._pipe.send(what)
        except OSError:
            self.kill()

    def hear(self, seconds: float) -> Word | None:
        """The next word, or None if none comes in time; a worker that died has failed."""
        try:
            if not self._pipe.poll(seconds):
                return None
            word: Word = self._pipe.recv()
        except (EOFError, OSError):
            self.kill()
            return Word("failed", reason="the worker process ended unexpectedly")
        self.ready = self.ready or word.what == "ready"
        return word

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def close(self) -> None:
        self.kill()
        self._pipe.close()


def keep_newest(store: Path, count: int) -> None:
    """Remove the oldest stored runs until `count` are left."""
    runs = [path for path in store.glob("[!.]*/[!.]*") if path.is_dir()]
    for path in sorted(runs, key=lambda run: run.stat().st_mtime, reverse=True)[count:]:
        shutil.rmtree(path, ignore_errors=True)
