"""How far a batch is: a table that lives on a terminal, plain lines now and then elsewhere. All of it on stderr."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.table import Table

    from model.experiments.batching import Tally
    from model.experiments.plan import Plan

_EVERY: Final = 5.0
"""Seconds between plain lines."""
_ROWS: Final = 24
"""Scenarios that the table shows: the ones at work first."""


@contextmanager
def batch_screen(plan: "Plan", out: Path) -> Iterator[Callable[["Tally"], None]]:
    """Give a function to call when something has changed.

    Args:
        plan: what shall be run.
        out: folder of results.
    """
    with _table(plan) if sys.stderr.isatty() else nullcontext(_lines(out)) as show:
        began = time.monotonic()
        latest: list[Tally] = []

        def on_change(tally: "Tally") -> None:
            nonlocal began
            if tally.said:
                began = time.monotonic()
            latest[:] = [tally]
            show(tally)

        yield on_change
    if latest and latest[0].outcomes:
        made, seconds = len(latest[0].outcomes), time.monotonic() - began
        _say(f"{made} run{'s' if made > 1 else ''} in {_clock(seconds)}: {pace(latest[0], seconds)}")


def pace(tally: "Tally", seconds: float) -> str:
    """Runs a second and what is left, in words; empty before the first run has ended."""
    made = len(tally.outcomes)
    if not made or seconds <= 0:
        return ""
    rate = made / seconds
    left = f", {_clock(tally.left / rate)} to go" if tally.left else ""
    memory = max((outcome.peak_memory_mb or 0.0 for outcome in tally.outcomes), default=0.0)
    processor = sum(outcome.cpu_seconds for outcome in tally.outcomes) / made
    return f"{rate:.2g} runs/s, {processor:.1f} s of processor a run, {memory:.0f} MB a worker{left}"


def _lines(out: Path) -> Callable[["Tally"], None]:
    began: float | None = None
    last = 0.0
    told = 0

    def on_change(tally: "Tally") -> None:
        nonlocal began, last, told
        now = time.monotonic()
        if tally.said:
            _say(tally.said)
            _say(f"{tally.total} runs, {tally.found} there already; `jjj status {out}` tells how far it is")
            began = last = now
            return
        began = now if began is None else began
        for outcome in tally.outcomes[told:]:
            if outcome.state == "failed":
                _say(f"{outcome.scenario}, seed {outcome.seed} failed: {outcome.reason}")
        told = len(tally.outcomes)
        if now - last >= _EVERY or not tally.left:
            last = now
            failed = f", {tally.failed} failed" if tally.failed else ""
            done = tally.total - tally.left - tally.failed
            _say(f"{done} of {tally.total} done{failed}; {pace(tally, now - began)}".rstrip("; "))

    return on_change


@contextmanager
def _table(plan: "Plan") -> Iterator[Callable[["Tally"], None]]:
    from rich.console import Console, Group
    from rich.live import Live
    from rich.text import Text

    screen = Console(stderr=True, highlight=False)
    wanted = Counter(run.job.scenario.name for run in plan.runs)
    began: float | None = None
    said: list[str] = []
    with Live(console=screen, refresh_per_second=4, transient=True) as live:

        def on_change(tally: "Tally") -> None:
            nonlocal began
            if tally.said:
                said.append(tally.said)
                screen.print(tally.said, markup=False)
                began = time.monotonic()
            seconds = time.monotonic() - began if began is not None else 0.0
            live.update(Group(_rows(tally, wanted), Text(pace(tally, seconds))))

        yield on_change


def _rows(tally: "Tally", wanted: "Counter[str]") -> "Table":
    from model.cli.show import plain_table

    made = Counter(outcome.scenario for outcome in tally.outcomes if outcome.state == "done")
    failed = Counter(outcome.scenario for outcome in tally.outcomes if outcome.state == "failed")
    last = {outcome.scenario: number for number, outcome in enumerate(tally.outcomes)}
    seconds: Counter[str] = Counter()
    for outcome in tally.outcomes:
        seconds[outcome.scenario] += outcome.seconds  # type: ignore[assignment]
    shown = sorted(wanted, key=lambda name: -last.get(name, -1))[:_ROWS]
    rows = [
        [
            name,
            str(made[name]),
            str(failed[name] or ""),
            str(wanted[name]),
            f"{seconds[name] / (made[name] + failed[name]):.1f} s" if made[name] + failed[name] else "",
        ]
        for name in wanted
        if name in shown
    ]
    done = len(tally.outcomes) - tally.failed
    rows.append(["all", str(done + tally.found), str(tally.failed or ""), str(tally.total), ""])
    return plain_table("", ("scenario", "done now", "failed", "planned", "a run"), rows)


def _clock(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
