"""What `jjj bench` measures: a scenario at several scales and numbers of threads, each run in its own process."""

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from model.experiments.bench.copying import copy_gb_per_second
from model.experiments.bench.one import BESIDE, FIRST_YEARS
from model.experiments.machine import available_threads, free_memory_mb
from model.experiments.memory import require_memory
from model.scenario.scales import SCALES

FORMAT: Final = 1
COLUMN_BYTES: Final = 15
"""Bytes of a resident in its columns: one pass over all reads and writes them once."""
TREE_SCALE: Final = 100
"""The tree of calls is taken at the finest scale that is not finer."""
LEAST: Final = 0.03
"""Part of all calls below which a branch of the tree is left out."""

Tell = Callable[[str], None]


class BenchError(RuntimeError):
    """A measured run failed; the message is its last line."""

    plain = True


@dataclass(frozen=True, slots=True)
class Bench:
    """What to measure."""

    scenario: str
    scales: tuple[int, ...]
    threads: tuple[int, ...]
    years: int
    repeats: int
    start: int = 2020
    """Year of the starting stock; the scenario's own takes its place."""


def run_bench(bench: Bench, tell: Tell) -> dict[str, Any]:
    """Measure; `tell` hears what is being done.

    Returns:
        The report as it goes into JSON: `machine`, `copy_gb_per_second` by threads, `runs` (one for each scale and
        number of threads, `low` and `high` over repeats), `growth` between scales, `speed_up`, `calls`, `starts`.

    Raises:
        MemoryShortError: a scale does not fit into memory.
        BenchError: a run fails.
    """
    from model.scenario.loading import load_scenario

    bench = replace(bench, start=load_scenario(bench.scenario).years.start)
    for scale in bench.scales:
        require_memory(load_scenario(bench.scenario, set=_levers(bench, scale)))
    tell("memory bandwidth")
    copies = {str(threads): round(copy_gb_per_second(threads), 1) for threads in bench.threads}
    tell("starts of the command")
    starts = {name: _seconds_of(words) for name, words in (("help", ["--help"]), ("check", ["check", bench.scenario]))}
    runs, calls = [], {}
    tree_at = min((scale for scale in bench.scales if scale >= TREE_SCALE), default=None)
    tell("kernels, compiled or loaded")
    _child(bench, max(bench.scales), 1, years=FIRST_YEARS + 1)
    for scale in bench.scales:
        for threads in bench.threads:
            tell(f"1:{scale}, {threads} thread{'s' if threads > 1 else ''}")
            runs.append(_repeated(bench, scale, threads))
        if scale == tree_at:
            tell(f"1:{scale}, what processes call")
            calls = _branches(_child(bench, scale, 1, tree=True)["calls"])
    return {
        "format": FORMAT,
        "scenario": bench.scenario,
        "machine": machine(),
        "copy_gb_per_second": copies,
        "starts": starts,
        "runs": runs,
        "growth": list(growth(runs)),
        "speed_up": speed_up(runs),
        "calls": {"scale": tree_at, "share_of_years": calls},
    }


def machine() -> dict[str, Any]:
    """What it was measured on, and how busy that was."""
    return {
        "processor": processor(),
        "cores": available_threads(),
        "system": platform.system(),
        "python": platform.python_version(),
        "free_memory_mb": free_memory_mb(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def processor() -> str:
    """The name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def years_alone(run: dict[str, Any]) -> float:
    """Processor seconds of the years of a run that are measured."""
    return float(sum(seconds for name, seconds in run["processor"].items() if name not in BESIDE))


def per_resident_year(run: dict[str, Any]) -> dict[str, float]:
    """Nanoseconds of processor time by process, per agent and year."""
    return {name: seconds / run["agent_years"] * 1e9 for name, seconds in run["processor"].items()}


def growth(runs: Sequence[dict[str, Any]]) -> Iterator[dict[str, float]]:
    """Exponent of the years' processor time over the number of residents, between neighbouring scales, one thread."""
    single = sorted((run for run in runs if run["threads"] == 1), key=lambda run: -run["scale"])
    for coarse, fine in pairwise(single):
        more = math.log(fine["agent_years"] / coarse["agent_years"])
        exponent = math.log(years_alone(fine) / years_alone(coarse)) / more
        yield {"from": coarse["scale"], "to": fine["scale"], "exponent": round(exponent, 3)}


def speed_up(runs: Sequence[dict[str, Any]]) -> list[dict[str, float]]:
    """Wall time of the years on one thread over that on more, and whether the results are the same bits."""
    found = []
    for one in runs:
        for more in runs:
            if one["scale"] == more["scale"] and one["threads"] == 1 < more["threads"]:
                walls = [
                    sum(run["seconds"][name] for name in run["seconds"] if name not in BESIDE) for run in (one, more)
                ]
                same = one["results_sha256"] == more["results_sha256"]
                times = round(walls[0] / walls[1], 2)
                found.append({"scale": one["scale"], "threads": more["threads"], "times": times, "same_bits": same})
    return found


def _repeated(bench: Bench, scale: int, threads: int) -> dict[str, Any]:
    """Medians over repeats, with the least and the most of the years' processor time."""
    found = [_child(bench, scale, threads) for _ in range(bench.repeats)]
    nanoseconds = [years_alone(run) / run["agent_years"] * 1e9 for run in found]
    middle = {
        key: {name: statistics.median(run[key][name] for run in found) for name in found[0][key]}
        for key in ("seconds", "processor", "peak_mb", "process")
    }
    spread = {
        "median": round(statistics.median(nanoseconds), 2),
        "low": round(min(nanoseconds), 2),
        "high": round(max(nanoseconds), 2),
    }
    first = {name: value for name, value in found[0].items() if name != "calls"}
    return {"scale": scale, **first, **middle, "ns_per_resident_year": spread}


def _child(bench: Bench, scale: int, threads: int, *, years: int | None = None, tree: bool = False) -> dict[str, Any]:
    order = {
        "scenario": bench.scenario,
        "settings": _levers(bench, scale, years),
        "threads": threads,
        "tree": tree,
    }
    began, worked = time.perf_counter(), _processor_of_children()
    command = [sys.executable, "-m", "model.experiments.bench.one", json.dumps(order)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError((done.stderr.strip().splitlines() or ["a measured run ended without a word"])[-1])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    took = {"seconds": time.perf_counter() - began, "processor": _processor_of_children() - worked}
    return {**found, "process": took}


def _levers(bench: Bench, scale: int, years: int | None = None) -> dict[str, object]:
    residents, firms = SCALES[scale]
    return {"scale.residents": residents, "scale.firms": firms, "years.end": bench.start + (years or bench.years)}


def _seconds_of(words: Sequence[str]) -> dict[str, float]:
    """Seconds of a short command, the least of three."""
    walls, works = [], []
    for _ in range(3):
        began, worked = time.perf_counter(), _processor_of_children()
        subprocess.run([sys.executable, "-m", "model", *words], capture_output=True, check=False)
        walls.append(time.perf_counter() - began)
        works.append(_processor_of_children() - worked)
    return {"seconds": round(min(walls), 3), "processor": round(min(works), 3)}


def _branches(calls: dict[str, float]) -> dict[str, float]:
    """Shares of the years' time by path of calls; small branches are left out."""
    everything = sum(seconds for path, seconds in calls.items() if "/" not in path) or 1.0
    return {path: round(took / everything, 4) for path, took in calls.items() if took >= LEAST * everything}


def _processor_of_children() -> float:
    """Processor seconds of all processes that this one has started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system
