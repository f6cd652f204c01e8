"""`jjj batch` and `jjj status`: all problems first, then the runs, then what became of each."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from model.cli import batch_screen
from model.experiments import batching, single, worker
from model.experiments.estimate import Measured
from model.experiments.executors import SerialExecutor
from model.scenario.schema.scenario import Scenario
from model.simulation.result import Result

Jjj = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, simulation: Callable[[object], None]) -> None:
    """Work in this process with the made-up simulation, and take the small run as timed."""
    monkeypatch.setattr(worker, "model_simulation", lambda row=(): single._simulation())
    monkeypatch.setattr(batching, "measure", lambda scenario, threads: Measured(1.0, 0.1, 0.02, 400.0, 1e5))


def write(path: Path, name: str, pathway: str = "control") -> str:
    path.write_text(
        f"name: {name}\nextends: baseline\nyears: {{start: 2020, end: 2023}}\nclimate: {{pathway: {pathway}}}\n",
        encoding="utf-8",
    )
    return path.name


def test_a_batch_runs_tells_what_it_will_cost_and_runs_nothing_twice(jjj: Jjj, here: Path) -> None:
    a, b = write(here / "a.yaml", "a"), write(here / "b.yaml", "b", "high")
    code, out, err = jjj("batch", a, b, "--seeds", "3", "--workers", "1", "--out", "res")
    assert code == 0
    assert "about" in err
    assert "for 6 runs" in err
    assert "6 runs in" in err
    assert "6 of 6 runs are there" in out
    before = {path: path.stat().st_mtime_ns for path in here.glob("res/[!.]*/*/*")}
    code, out, err = jjj("batch", a, b, "--seeds", "3", "--workers", "1", "--out", "res")
    assert code == 0
    assert {path: path.stat().st_mtime_ns for path in here.glob("res/[!.]*/*/*")} == before
    code, out, _ = jjj("status", "res")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines() if line.startswith(("a ", "b ", "all "))] == [
        ["a", "3"],
        ["b", "3"],
        ["all", "6"],
    ]


def test_all_problems_of_all_files_are_said_and_no_folder_is_made(jjj: Jjj, here: Path) -> None:
    good = write(here / "a.yaml", "a")
    (here / "b.yaml").write_text("climat: {}\n", encoding="utf-8")
    (here / "c.yaml").write_text("name: a\nseed: -4\n", encoding="utf-8")
    code, _, err = jjj("batch", good, "b.yaml", "c.yaml", "--out", "res")
    assert code == 2
    assert "b.yaml:1:1: climat" in err
    assert "c.yaml:2:7: seed" in err
    assert not (here / "res").exists()


def test_two_scenarios_of_one_name_are_refused(jjj: Jjj, here: Path) -> None:
    first, second = write(here / "a.yaml", "same"), write(here / "b.yaml", "same", "high")
    code, _, err = jjj("batch", first, second, "--out", "res")
    assert code == 2
    assert "two scenarios are named 'same'" in err


def test_a_failed_run_is_told_with_the_command_that_replays_it_and_the_exit_code_is_1(
    jjj: Jjj, here: Path, simulation: Callable[[object], None]
) -> None:
    made_up = single._simulation()

    def breaks(scenario: Scenario, seed: int, threads: int, on_year: object) -> Result:
        if scenario.climate.pathway == "high" and seed == 2:
            raise ArithmeticError("a balance does not close")
        return made_up(scenario, seed, threads, None)

    simulation(breaks)
    a, b = write(here / "a.yaml", "a"), write(here / "b.yaml", "b", "high")
    arguments = ("batch", a, b, "--seeds", "3", "--scale", "1000", "--workers", "1", "--out", "res")
    code, out, err = jjj(*arguments)
    assert code == 1
    assert "5 of 6 runs are there, 1 failed" in out
    assert "b, seed 2 failed: ArithmeticError: a balance does not close" in err
    replay = "jjj run b.yaml --scale 1000 --seed 2 --out res"
    assert replay in err
    code, out, _ = jjj("status", "res")
    assert code == 1
    assert replay in out
    assert "b, seed 2 failed" in out

    simulation(None)
    assert jjj(*replay.split()[1:])[0] == 0
    code, out, _ = jjj("status", "res")
    assert code == 0
    assert "failed:" not in out


def test_status_tells_what_is_missing(jjj: Jjj, here: Path, simulation: Callable[[object], None]) -> None:
    def interrupted(scenario: Scenario, seed: int, threads: int, on_year: object) -> Result:
        raise KeyboardInterrupt

    simulation(interrupted)
    file = write(here / "a.yaml", "a")
    code, _, err = jjj("batch", file, "--seeds", "4", "--workers", "1", "--out", "res")
    assert code == 1
    assert "nothing half written is left" in err
    code, out, _ = jjj("status", "res")
    assert code == 0
    assert ["a", "4"] in [line.split() for line in out.splitlines()]


def test_on_a_terminal_a_table_lives_while_the_batch_runs(
    jjj: Jjj, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    code, _, err = jjj("batch", write(here / "a.yaml", "a"), "--seeds", "2", "--workers", "1", "--out", "res")
    assert code == 0
    assert "a" in err


def test_the_pace_of_a_batch_is_said_from_what_has_ended(here: Path) -> None:
    from model.experiments.batching import Tally
    from model.experiments.plan import plan_of, read_cases
    from model.experiments.worker import Outcome

    plan = plan_of(read_cases([write(here / "a.yaml", "a")]), range(10), here)
    done = tuple(Outcome(run.job.run_id, "a", run.job.seed, "done", 1.0, 1.0, 500.0) for run in plan.runs[:4])
    assert batch_screen.pace(Tally(plan, 0), 2.0) == ""
    said = batch_screen.pace(Tally(plan, 0, done), 2.0)
    assert said == "2 runs/s, 1.0 s of processor a run, 500 MB a worker, 3 s to go"


def test_the_serial_executor_always_has_room() -> None:
    executor = SerialExecutor()
    assert executor.room() == 1
    assert executor.submit(sum, [1, 2]).result() == 3


def test_a_batch_whose_workers_do_not_fit_says_how_many_do(jjj, here, monkeypatch):
    monkeypatch.setattr("model.experiments.memory.free_memory_mb", lambda: 1500.0)
    code, out, err = jjj("batch", "baseline", "--scale", "1000", "--seeds", "9", "--workers", "9")
    assert (code, out) == (2, "")
    assert "9 workers need about" in err
    assert "--workers 2 needs" in err
    assert not (here / "outputs").exists()


def test_a_batch_that_does_not_fit_on_the_disk_ends_before_any_run(
    jjj: Jjj, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "free_disk_mb", lambda folder: 0.2)
    code, out, err = jjj("batch", write(here / "a.yaml", "a"), "--seeds", "3", "--workers", "1", "--out", "res")
    assert (code, out) == (2, "")
    assert "3 runs need about 0.0 GB on disk, 0.0 GB are free in res" in err
    assert not list(here.glob("res/a/*"))
