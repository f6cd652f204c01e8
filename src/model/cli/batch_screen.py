"""How far a batch is: a table that lives on a terminal, plain lines now and then elsewhere. All of it on stderr."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from model.cli.tongue import said, sentence_said

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
        how = pace(latest[0], seconds)
        _say(
            said(
                f"{made}次运行，用时{_clock(seconds)}：{how}",
                f"{made} run{'s' if made > 1 else ''} in {_clock(seconds)}: {how}",
            )
        )


def pace(tally: "Tally", seconds: float) -> str:
    """Runs a second and what is left, in words; empty before the first run has ended."""
    made = len(tally.outcomes)
    if not made or seconds <= 0:
        return ""
    rate = made / seconds
    left = said("，还需{}", ", {} to go").format(_clock(tally.left / rate)) if tally.left else ""
    memory = max((outcome.peak_memory_mb or 0.0 for outcome in tally.outcomes), default=0.0)
    processor = sum(outcome.cpu_seconds for outcome in tally.outcomes) / made
    return said(
        f"每秒{rate:.2g}次，每次处理器{processor:.1f}秒，每个进程{memory:.0f} MB{left}",
        f"{rate:.2g} runs/s, {processor:.1f} s of processor a run, {memory:.0f} MB a worker{left}",
    )


def _lines(out: Path) -> Callable[["Tally"], None]:
    began: float | None = None
    last = 0.0
    told = 0

    def on_change(tally: "Tally") -> None:
        nonlocal began, last, told
        now = time.monotonic()
        if tally.said:
            _say(sentence_said(tally.said))
            text = said(
                f"{tally.total}次运行，{tally.found}次已有；`jjj status {out}`显示进度",
                f"{tally.total} runs, {tally.found} there already; `jjj status {out}` tells how far it is",
            )
            _say(text)
            began = last = now
            return
        began = now if began is None else began
        for outcome in tally.outcomes[told:]:
            if outcome.state == "failed":
                name, seed, reason = outcome.scenario, outcome.seed, sentence_said(outcome.reason)
                _say(said(f"{name}，种子{seed}失败：{reason}", f"{name}, seed {seed} failed: {reason}"))
        told = len(tally.outcomes)
        if now - last >= _EVERY or not tally.left:
            last = now
            failed = said(f"，{tally.failed}次失败", f", {tally.failed} failed") if tally.failed else ""
            done = tally.total - tally.left - tally.failed
            how = pace(tally, now - began)
            text = said(f"{tally.total}次中完成{done}次{failed}；{how}", f"{done} of {tally.total} done{failed}; {how}")
            _say(text.rstrip("; ；"))

    return on_change


@contextmanager
def _table(plan: "Plan") -> Iterator[Callable[["Tally"], None]]:
    from rich.console import Console, Group
    from rich.live import Live
    from rich.text import Text

    screen = Console(stderr=True, highlight=False)
    wanted = Counter(run.job.scenario.name for run in plan.runs)
    began: float | None = None
    with Live(console=screen, refresh_per_second=4, transient=True) as live:

        def on_change(tally: "Tally") -> None:
            nonlocal began
            if tally.said:
                screen.print(sentence_said(tally.said), markup=False)
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
            said("{:.1f}秒", "{:.1f} s").format(seconds[name] / tried) if (tried := made[name] + failed[name]) else "",
        ]
        for name in wanted
        if name in shown
    ]
    done = len(tally.outcomes) - tally.failed
    rows.append([said("合计", "all"), str(done + tally.found), str(tally.failed or ""), str(tally.total), ""])
    columns = said("情景,本次完成,失败,计划,每次", "scenario,done now,failed,planned,a run").split(",")
    return plain_table("", columns, rows)


def _clock(seconds: float) -> str:
    if seconds < 90:
        return said(f"{seconds:.0f}秒", f"{seconds:.0f} s")
    if seconds < 5400:
        return said(f"{seconds / 60:.0f}分钟", f"{seconds / 60:.0f} min")
    return said(f"{seconds / 3600:.1f}小时", f"{seconds / 3600:.1f} h")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
