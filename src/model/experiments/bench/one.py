"""One measured run in a process of its own: `python -m model.experiments.bench.one`; one line of JSON on the way out.

A process apart, because a peak of memory cannot be taken back, and because what was loaded before would not be timed.
"""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any, Final

from model.experiments.loading import load_mesa, uncollected
from model.experiments.machine import peak_memory_mb

LOADING: Final = ("tables", "start")
FIRST_YEARS: Final = 2
FIRST: Final = "first_years"
RESULT: Final = "result"
BESIDE: Final = (*LOADING, FIRST, RESULT)
"""Phases beside the years that are measured."""


def measure(scenario_name: str, settings: Mapping[str, object], threads: int, *, tree: bool) -> dict[str, Any]:
    """Run a scenario and say what it took.

    Args:
        scenario_name: file or name.
        settings: levers, scale among them.
        threads: threads of the run.
        tree: take the time of what processes call instead; everything else is slower for it.

    Returns:
        `seconds` and `processor` by phase: tables, start, first_years, the processes of the later years, result;
        `agents` at the start, `agent_years` and `firm_years` of the later years; `peak_mb` after each part;
        `results_sha256`; `calls` by path joined with `/` where a tree is asked for.
    """
    with uncollected():
        load_mesa()
        from model.experiments.bench.stopwatch import TimedModel, calls_timed, whole
        from model.experiments.digest import results_sha256
        from model.experiments.store import parquet
        from model.scenario import load_scenario

    scenario = load_scenario(scenario_name, set=dict(settings))
    peaks = {"libraries": (peak_memory_mb() or 0.0)}
    timed = TimedModel(scenario, threads=threads)
    peaks["start"] = peak_memory_mb() or 0.0
    agents = len(timed.residents)
    # The first years load the compiled kernels, so they are told apart.
    for _ in range(FIRST_YEARS):
        timed.step()
    loaded, worked_to_load = dict(timed.timings), dict(timed.processor)
    agent_years = firm_years = 0
    calls: dict[str, float] = {}
    years = range(scenario.years.start + 1 + FIRST_YEARS, scenario.years.end + 1)
    for _ in years:
        if tree:
            with calls_timed() as own:
                timed.step()
            for path, took in whole(own).items():
                calls["/".join(path)] = calls.get("/".join(path), 0.0) + took
        else:
            timed.step()
        agent_years += len(timed.residents)
        firm_years += len(timed.firms)
    peaks["years"] = peak_memory_mb() or 0.0
    began, worked = time.perf_counter(), time.process_time()
    result = timed.result()
    sha = results_sha256(result.tables)
    written = sum(len(parquet(table)) for table in result.tables.values())
    seconds = {**_after(timed.timings, loaded), RESULT: time.perf_counter() - began}
    processor = {**_after(timed.processor, worked_to_load), RESULT: time.process_time() - worked}
    peaks[RESULT] = peak_memory_mb() or 0.0
    timed.release()
    return {
        "threads": threads,
        "years": len(years),
        "agents": agents,
        "agent_years": agent_years,
        "firm_years": firm_years,
        "seconds": seconds,
        "processor": processor,
        "peak_mb": peaks,
        "bytes_written": written,
        "results_sha256": sha,
        "calls": calls,
    }


def _after(laps: Mapping[str, float], first: Mapping[str, float]) -> dict[str, float]:
    """Loading, the first years in one sum, and the processes of the years after them."""
    loading = {name: laps[name] for name in LOADING}
    whole_first = sum(seconds for name, seconds in first.items() if name not in loading)
    years = {name: seconds - first.get(name, 0.0) for name, seconds in laps.items() if name not in loading}
    return {**loading, FIRST: whole_first, **years}


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    found = measure(order["scenario"], order["settings"], order["threads"], tree=order["tree"])
    sys.stdout.write(json.dumps(found) + "\n")
