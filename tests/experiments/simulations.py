"""Simulations that take no time, break, hang or kill their process; workers import them from here."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from model.scenario.schema.scenario import Scenario
from model.simulation.result import Result

OnYear = Callable[[int], None] | None


def quick(scenario: Scenario, seed: int, threads: int = 1, on_year: OnYear = None) -> Result:
    """Tables that depend on the seed and the rain path."""
    factor = {"control": 0, "low": 1, "medium": 2, "high": 3}[scenario.climate.pathway]
    years = range(scenario.years.start, scenario.years.end + 1)
    indicators = pd.DataFrame(
        [(year, "region", "bth", "population", "persons", 1e8 + seed + 100.0 * factor) for year in years],
        columns=["year", "level", "area_id", "indicator", "unit", "value"],
    )
    population = pd.DataFrame(
        [(year, "xiongan.anxin", sex, 40, seed) for year in years for sex in ("male", "female")],
        columns=["year", "place_id", "sex", "age", "persons"],
    )
    flows = pd.DataFrame(
        [(year, "people", "leave", "xiongan.anxin", "outside", float(seed)) for year in years[1:]],
        columns=["year", "kind", "cause", "origin_id", "destination_id", "value"],
    )
    columns = ["year", "event_id", "place_id", "rain24_mm", "rain72_mm", "exposed", "affected", "loss", "deaths"]
    events = pd.DataFrame(
        [(year, "s1", "xiongan.anxin", 80.0, 120.0, 10.0, 1.0, 0.5, 0.0) for year in years[1:]], columns=columns
    )
    return Result(indicators, population, flows, events)


def slow(scenario: Scenario, seed: int, threads: int = 1, on_year: OnYear = None) -> Result:
    """Takes a third of a second."""
    time.sleep(0.3)
    return quick(scenario, seed)


def breaks_when_high(scenario: Scenario, seed: int, threads: int = 1, on_year: OnYear = None) -> Result:
    """Fails for one path."""
    if scenario.climate.pathway == "high":
        raise ArithmeticError("a balance of people does not close in 2021")
    if scenario.climate.pathway == "medium":
        raise FileNotFoundError(2, "No such file or directory", "a table")
    return quick(scenario, seed)


def killed_at_seed_two(
    scenario: Scenario, seed: int, threads: int = 1, on_year: OnYear = None, *, notes: Path, times: int
) -> Result:
    """Kills its process at seed 2, so many times; writes a line for every run it begins."""
    begun = notes / f"{scenario.name}-{seed}-{time.monotonic_ns()}"
    begun.touch()
    if seed == 2 and len(list(notes.glob(f"{scenario.name}-2-*"))) <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(scenario, seed)


def hangs_at_seed_two(scenario: Scenario, seed: int, threads: int = 1, on_year: OnYear = None) -> Result:
    """Never ends at seed 2."""
    if seed == 2:
        time.sleep(600)
    return quick(scenario, seed)


def note_and_wait(notes: str, place: int) -> None:
    """Leaves the number of its process, and never ends."""
    (Path(notes) / f"{os.getpid()}").touch()
    time.sleep(600)


def out_of_disk(scenario: Scenario, seed: int, threads: int = 1, on_year: OnYear = None) -> Result:
    """The disk is full from seed 3 on."""
    if seed >= 3:
        raise OSError(28, "No space left on device")
    return quick(scenario, seed)


def threads_seen(scenario: Scenario, seed: int, threads: int = 1, on_year: OnYear = None, *, notes: Path) -> Result:
    """Writes down what a worker was allowed."""
    (notes / str(os.getpid())).write_text(os.environ.get("OMP_NUM_THREADS", ""), encoding="utf-8")
    return quick(scenario, seed)
