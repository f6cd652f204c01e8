"""Runs that share years go to one worker in the order of their tree; workers never wait for a long row."""

from pathlib import Path

import pytest

import model
from model.experiments.batch import open_batch
from model.experiments.batching import Options, Tally, run_batch
from model.experiments.rows import families_of, rows_of, shared
from model.experiments.single import job_of
from model.experiments.worker import Task
from model.scenario.schema.scenario import Scenario


def scenario(name: str, end: int = 2030, **levers: object) -> Scenario:
    tiny = {"name": name, "years.end": end, "scale.residents": 1000, "scale.firms": 100}
    return model.load_scenario(
        "baseline", set={**tiny, **{key.replace("__", "."): said for key, said in levers.items()}}
    )


CASES = (
    scenario("base"),
    scenario("early", services__equalisation={2022: 0.3}),
    scenario("wet", climate__pathway="high"),
    scenario("late", services__equalisation={2028: 0.3}),
    scenario("early-then-more", services__equalisation={2022: 0.3, 2026: 0.6}),
    scenario("at-once", services__equalisation={2021: 0.3}),
)


def tasks(seeds: int = 1) -> list[Task]:
    return [Task(job_of(case, seed), Path(), "") for case in CASES for seed in range(1, seeds + 1)]


def names(row: tuple[Task, ...] | list[Task]) -> list[str]:
    return [task.job.scenario.name for task in row]


def test_a_family_is_told_off_as_a_tree() -> None:
    assert [names(family) for family in families_of(tasks())] == [
        ["base", "late", "early", "early-then-more"],
        ["wet"],
        ["at-once"],
    ]


def test_seeds_never_share_years() -> None:
    for family in families_of(tasks(seeds=3)):
        assert len({task.job.seed for task in family}) == 1


def test_the_years_saved_are_those_in_common() -> None:
    saved = shared(families_of(tasks(seeds=2)))
    assert saved.years == 2 * 6 * 10
    assert saved.years - saved.simulated == 2 * (7 + 1 + 5)
    assert saved.waiting == 3


@pytest.mark.parametrize("workers", [1, 2, 7, 40])
@pytest.mark.parametrize("seconds", [None, 0.01, 60.0])
def test_every_run_is_in_one_row_and_no_worker_is_without(workers: int, seconds: float | None) -> None:
    todo = tasks(seeds=5)
    rows = rows_of(todo, seconds, workers)
    placed = [(task.job.scenario.name, task.job.seed) for row in rows for task in row]
    assert sorted(placed) == sorted((task.job.scenario.name, task.job.seed) for task in todo)
    assert len(rows) >= min(workers, len(todo) // 2)


def test_a_batch_that_shares_years_says_so_and_stores_what_single_runs_would(tmp_path: Path) -> None:
    heard: list[Tally] = []
    cases = [scenario("base", 2023), scenario("late", 2023, services__equalisation={2023: 0.3})]
    run_batch(cases, seeds=2, out=tmp_path, options=Options(workers=2, on_change=heard.append))
    assert any("simulated once: 8 of 12" in tally.said for tally in heard)
    rows = {(row.scenario, row.seed): row for row in open_batch(tmp_path).runs}
    assert rows["late", 2].stored.manifest["simulated_from"] == 2023
    alone = model.run(cases[1], seed=2, threads=1)
    assert rows["late", 2].results_sha256 == alone.manifest["results_sha256"]
