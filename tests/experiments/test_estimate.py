"""What a batch will cost: more years, runs and agents cost more, more workers less time but no less work."""

from pathlib import Path

import model
from model.experiments.estimate import Estimate, Measured, estimate_of
from model.experiments.machine import free_memory_mb, workers_for
from model.experiments.memory import YEAR_MB
from model.experiments.plan import Case, Planned, plan_of

MEASURED = Measured(first=1.0, year=0.08, rest=0.02, memory_mb=400.0, year_bytes=1e5)


def runs(end: int = 2040, residents: int = 1000, firms: int = 100, seeds: int = 4) -> tuple[Planned, ...]:
    levers = {"years.end": end, "scale.residents": residents, "scale.firms": firms}
    return plan_of([Case(model.load_scenario("baseline", set=levers))], range(seeds), Path("out")).runs


def estimate(planned: tuple[Planned, ...], workers: int = 1) -> Estimate:
    return estimate_of(planned, MEASURED, workers)


def test_twenty_years_of_the_small_scale_are_twenty_times_a_year() -> None:
    found = estimate(runs(seeds=1))
    assert found.seconds == 1.0 + 20 * 0.08 + 21 * 0.02
    assert found.disk_mb == 21 * 0.1
    assert found.memory_mb == 400.0 + 18 * YEAR_MB


def test_replicates_share_their_start() -> None:
    one, four = estimate(runs(seeds=1)), estimate(runs(seeds=4))
    assert 3 * one.seconds < four.seconds < 4 * one.seconds


def test_finer_scales_cost_more_time_and_memory_and_no_more_disk() -> None:
    coarse, fine, finest = (
        estimate(runs()),
        estimate(runs(residents=100, firms=10)),
        estimate(runs(residents=1, firms=1)),
    )
    assert coarse.seconds < fine.seconds < finest.seconds
    assert coarse.memory_mb < fine.memory_mb < finest.memory_mb
    assert finest.memory_mb > 3000
    assert coarse.disk_mb == finest.disk_mb


def test_workers_share_the_time_and_not_the_work() -> None:
    alone, many = estimate(runs(seeds=8)), estimate(runs(seeds=8), workers=4)
    assert many.seconds < alone.seconds / 3
    assert many.cpu_seconds >= alone.cpu_seconds


def test_an_estimate_can_be_read() -> None:
    assert "4 runs" in estimate(runs()).say()
    assert " min " in estimate(runs(seeds=900)).say()


def test_no_more_workers_than_runs_processors_and_memory_allow() -> None:
    free = free_memory_mb()
    assert workers_for(1, 1.0, 1) == 1
    assert workers_for(1000, 1.0, 10_000) == 1
    if free is not None:
        assert workers_for(1000, free * 10, 1) == 1
