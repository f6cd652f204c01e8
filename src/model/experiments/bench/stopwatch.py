"""Where the time of a year goes: by process, and by what a process calls, without a line in the processes."""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import model
from model.simulation.model import JingJinJi

PACKAGE: Final = str(Path(model.__file__).parent)
DEPTH: Final = 4
"""Levels of calls below the year that are told apart."""
PASSED_OVER: Final = frozenset({"each", "work", "step", "<listcomp>", "<genexpr>", "<lambda>", "<dictcomp>"})
"""Functions that share work out: what they call belongs to their caller."""


class TimedModel(JingJinJi):
    """The model with processor time beside the wall's, by the same laps; its results are the same."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.processor: dict[str, float] = defaultdict(float)
        self._mark = time.process_time()
        super().__init__(*arguments, **options)

    def _lap(self, name: str, began: float) -> None:
        super()._lap(name, began)
        now = time.process_time()
        self.processor[name] += now - self._mark
        self._mark = now


@contextmanager
def calls_timed(
    depth: int = DEPTH, clock: Callable[[], float] = time.process_time
) -> Iterator[dict[tuple[str, ...], float]]:
    """Processor seconds by path of calls, such as ("people_live", "live_one_year", "life_tables"), their own alone.

    Paths hold functions of this package, `depth` of them at most; a compiled kernel counts as its caller's own time.
    Only the thread that enters the block is seen, so the model should have one. The profiler takes time of its own,
    some half a microsecond a call: take shares from it, and times from a run without.
    """
    own: dict[tuple[str, ...], float] = defaultdict(float)
    open_paths: list[tuple[str, ...]] = [()]
    mark = clock()

    def on_event(frame: FrameType, event: str, argument: object) -> None:
        nonlocal mark
        if event not in ("call", "return"):
            return
        now = clock()
        path = open_paths[-1]
        own[path] += now - mark
        if event == "call":
            open_paths.append(_longer(path, frame, depth))
        elif len(open_paths) > 1:  # frames that were open before the block have no path
            open_paths.pop()
        mark = clock()

    sys.setprofile(on_event)
    try:
        yield own
    finally:
        sys.setprofile(None)


def whole(own: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
    """Seconds of every path with all below it."""
    total: dict[tuple[str, ...], float] = defaultdict(float)
    for path, seconds in own.items():
        for length in range(1, len(path) + 1):
            total[path[:length]] += seconds
    return dict(total)


def _longer(path: tuple[str, ...], frame: FrameType, depth: int) -> tuple[str, ...]:
    code = frame.f_code
    if len(path) >= depth or code.co_name in PASSED_OVER or not code.co_filename.startswith(PACKAGE):
        return path
    return (*path, code.co_name)
