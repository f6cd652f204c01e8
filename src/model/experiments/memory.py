"""What a run holds in memory at its peak, told before it starts; whether that fits, and what would.

    peak = BASE + YEAR years + PER_RESIDENT residents + PER_FIRM firms        (agents, not persons)

Constants measured over scales 1:1000 to 1:10 and 5 to 35 years on one machine (grade: derived; a test holds the sum
against a run). A worker that makes run after run keeps one start world besides, to copy it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from model.experiments.machine import free_memory_mb
from model.scenario.scales import SCALES

if TYPE_CHECKING:
    from model.scenario.schema.general import Scale
    from model.scenario.schema.scenario import Scenario

RESIDENTS: Final = 1.15e8
FIRMS: Final = 3.2e6
"""Persons and legal units at most between 2010 and 2055, about."""
BASE_MB: Final = 370.0
"""Libraries, tables, constants of the start, tallies of two threads."""
YEAR_MB: Final = 4.4
"""Tables of results, for each simulated year."""
PER_RESIDENT: Final = 19.0
PER_FIRM: Final = 60.0
"""Bytes of an agent: its columns, and what a year needs besides."""
KEPT_PER_RESIDENT: Final = 15.0
KEPT_PER_FIRM: Final = 40.0
"""Bytes of an agent in a start world that is kept."""
COMPILING_MB: Final = 330.0
"""The compiler and its garbage, in a run that compiles all kernels alone; with one helper it holds half of that."""


class MemoryShortError(ValueError):
    """A run or batch needs more memory than is free; the message is one sentence that says what would fit."""

    bad_input = True


def peak_mb(scenario: "Scenario", *, keeps_start: bool = False, compiles: bool = False) -> float:
    """Peak memory (10^6 bytes) of a process that runs a scenario; a worker keeps its start, a first run compiles."""
    years = YEAR_MB * (scenario.years.end - scenario.years.start)
    return BASE_MB + years + _agents_mb(scenario.scale, keeps_start) + (COMPILING_MB if compiles else 0.0)


def require_memory(scenario: "Scenario", free_mb: float | None = None, *, compiles: bool = False) -> None:
    """Refuse a run that does not fit into the memory that is free.

    Args:
        scenario: to be run.
        free_mb: free memory, 10^6 bytes; what the machine says if None.
        compiles: whether it is a first run.

    Raises:
        MemoryShortError: with the finest coarser scale that fits.
    """
    free = free_memory_mb() if free_mb is None else free_mb
    need = peak_mb(scenario, compiles=compiles)
    if free is not None and need > free:
        way = _coarser(scenario, free, compiles=compiles)
        raise MemoryShortError(f"this run needs about {_size(need)}, {_free(free)} free; {way}")


def require_memory_of_workers(
    scenarios: Iterable["Scenario"], workers: int | None, free_mb: float | None = None
) -> None:
    """Refuse a batch whose workers do not fit side by side.

    Args:
        scenarios: to be run, each by some worker.
        workers: processes at a time; None if as many are taken as fit.
        free_mb: free memory, 10^6 bytes; what the machine says if None.

    Raises:
        MemoryShortError: with the number of workers, or the scale, that fits.
    """
    free = free_memory_mb() if free_mb is None else free_mb
    largest = max(scenarios, key=lambda scenario: peak_mb(scenario, keeps_start=True), default=None)
    if free is None or largest is None:
        return
    need, asked = peak_mb(largest, keeps_start=True), workers or 1
    if asked * need <= free:
        return
    fit = int(free // need)
    if fit < 1:
        way = _coarser(largest, free, keeps=True)
        raise MemoryShortError(f"a worker needs about {_size(need)}, {_free(free)} free; {way}")
    raise MemoryShortError(
        f"{asked} workers need about {_size(asked * need)}, {_free(free)} free; "
        f"--workers {fit} needs {_size(fit * need)}"
    )


def _agents_mb(scale: "Scale", keeps_start: bool) -> float:
    a_resident = PER_RESIDENT + (KEPT_PER_RESIDENT if keeps_start else 0.0)
    a_firm = PER_FIRM + (KEPT_PER_FIRM if keeps_start else 0.0)
    return (RESIDENTS / scale.residents * a_resident + FIRMS / scale.firms * a_firm) / 1e6


def _coarser(scenario: "Scenario", free: float, *, keeps: bool = False, compiles: bool = False) -> str:
    """The finest coarser scale that fits, in words."""
    needs = {}
    for scale, (residents, firms) in SCALES.items():
        if scale > scenario.scale.residents:
            levers = scenario.scale.model_copy(update={"residents": residents, "firms": firms})
            there = scenario.model_copy(update={"scale": levers})
            needs[scale] = peak_mb(there, keeps_start=keeps, compiles=compiles)
    fitting = next((scale for scale, need in needs.items() if need <= free), None)
    if fitting is not None:
        return f"--scale {fitting} needs {_size(needs[fitting])}"
    if needs:
        return f"even --scale {max(needs)} needs {_size(needs[max(needs)])}"
    return "this is the coarsest scale"


def _size(megabytes: float) -> str:
    return f"{megabytes / 1000:.1f} GB"


def _free(megabytes: float) -> str:
    return f"{_size(megabytes)} {'is' if f'{megabytes / 1000:.1f}' == '1.0' else 'are'}"
