"""Commands run in a folder of their own, with a simulation that takes no time."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from model.cli.main import exit_code_of
from model.experiments import single
from model.experiments.bench import study
from model.scenario.schema.scenario import Scenario
from model.simulation.result import Result
from model.simulation.year import YEAR

INDICATORS = [
    ("population", "persons", 1e8),
    ("share_65p", "%", 14.0),
    ("jobs", "jobs", 5e7),
    ("relocated_jobs", "jobs", 1e5),
    ("affected_expected", "persons", 2e5),
    ("loss_expected", "1e8 yuan", 120.0),
]


def made_up(scenario: Scenario, seed: int, threads: int, on_year: Callable[[int], None] | None) -> Result:
    """Figures that differ between seeds and rain paths."""
    years = range(scenario.years.start, scenario.years.end + 1)
    for year in years[1:]:
        if on_year is not None:
            on_year(year)
    factor = 1 + seed / 100 + (0.1 if scenario.climate.pathway == "high" else 0.0)
    indicators = pd.DataFrame(
        [
            (year, level, area, name, unit, value * factor * (1 + (year - 2020) / 1000))
            for year in years
            for level, area in (("region", "bth"), ("province", "beijing"))
            for name, unit, value in INDICATORS
        ],
        columns=["year", "level", "area_id", "indicator", "unit", "value"],
    )
    population = pd.DataFrame(
        [(year, "xiongan.anxin", "male", 40, 100) for year in years],
        columns=["year", "place_id", "sex", "age", "persons"],
    )
    flows = pd.DataFrame(
        [(year, "people", "leave", "xiongan.anxin", "outside", 1.0) for year in years[1:]],
        columns=["year", "kind", "cause", "origin_id", "destination_id", "value"],
    )
    events = pd.DataFrame(
        [(year, "s1", "xiongan.anxin", 80.0, 120.0, 10.0, 1.0, 0.5, 0.0) for year in years[1:]],
        columns=["year", "event_id", "place_id", "rain24_mm", "rain72_mm", "exposed", "affected", "loss", "deaths"],
    )
    return Result(indicators, population, flows, events, timings={"move": 0.25})


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: new and empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def simulation(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Put another simulation in the place of the model's; None for the made-up one, which stands from the start."""

    def use(simulate: object) -> None:
        monkeypatch.setattr(single, "_simulation", lambda: simulate or made_up)

    use(None)
    return use


Jjj = Callable[..., tuple[int, str, str]]


@pytest.fixture
def jjj(here: Path, capsys: pytest.CaptureFixture[str]) -> Jjj:
    """Run a command: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = exit_code_of(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that take no time: the processes in the proportions of their names."""

    def child(bench, scale, threads, *, years=None, tree=False):  # type: ignore[no-untyped-def]
        processor = {"tables": 1.0, "start": 1.0, "first_years": 1.0, "result": 1.0, "taking_stock": 0.5}
        processor |= {process.__name__: len(process.__name__) / scale for process in YEAR}
        return {
            "threads": threads,
            "years": bench.years,
            "agents": 110_000_000 // scale,
            "agent_years": 110_000_000 // scale * bench.years,
            "firm_years": 3_000_000 // scale * bench.years,
            "seconds": {name: took / threads for name, took in processor.items()},
            "processor": processor,
            "peak_mb": {"start": 300.0, "result": 40_000 / scale + 350},
            "results_sha256": "a",
            "calls": {"people_live": 1.0, "people_live/live_one_year": 0.9, "people_move": 2.0} if tree else {},
            "process": {"seconds": 9.0, "processor": 8.0},
        }

    monkeypatch.setattr(study, "_child", child)
    monkeypatch.setattr(study, "_seconds_of", lambda words: {"seconds": 0.1, "processor": 0.1})
    monkeypatch.setattr(study, "copy_gb_per_second", lambda threads: 6.0 * threads)
