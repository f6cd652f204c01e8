"""How far a run is: a bar on a terminal, a plain line now and then elsewhere. All of it goes to stderr."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from model.cli.tongue import said

_EVERY: Final = 5.0
"""Seconds between plain lines."""


@contextmanager
def progress(label: str, years: range) -> Iterator[Callable[[int], None]]:
    """Give a function to call at the end of each year.

    Args:
        label: what runs, such as the scenario's name.
        years: the years to come.
    """
    if sys.stderr.isatty():
        with _bar(label, years) as on_year:
            yield on_year
    else:
        yield _lines(label, years)


@contextmanager
def _bar(label: str, years: range) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        TextColumn("{task.fields[year]}"),
        BarColumn(bar_width=None),
        TextColumn("{task.completed}/{task.total}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, expand=True) as bar:
        task = bar.add_task(label, total=len(years), year=years.start - 1)
        yield lambda year: bar.update(task, completed=year - years.start + 1, year=year)


def _lines(label: str, years: range) -> Callable[[int], None]:
    began = last = time.monotonic()

    def on_year(year: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            end, took = years.stop - 1, f"{now - began:.0f}"
            sys.stderr.write(
                said(f"{label}：{year}年，至{end}年，已用{took}秒\n", f"{label}: {year} of {end}, {took} s\n")
            )
            sys.stderr.flush()

    return on_year
