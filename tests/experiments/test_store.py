"""A run is there whole or not at all, once, and its files are not touched again."""

import errno
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from model.experiments import store as module
from model.experiments.digest import results_sha256
from model.experiments.single import job_of, run_job
from model.experiments.store import Store, StoredRun, StoreError
from model.scenario.schema.scenario import Scenario
from model.simulation.result import Result

Simulate = Callable[..., Result]

FILES = [
    "events.parquet",
    "flows.parquet",
    "indicators.parquet",
    "manifest.json",
    "population.parquet",
    "scenario.yaml",
]


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_run_has_its_files_and_no_more(tmp_path: Path, scenario: Scenario, simulate: Simulate) -> None:
    done = run_job(job_of(scenario), tmp_path / "out", simulate=simulate)
    assert done.fresh
    assert done.stored.folder == tmp_path / "out" / "made-up" / job_of(scenario).run_id
    assert sorted(path.name for path in done.stored.folder.iterdir()) == FILES
    assert everything(tmp_path) == sorted(["out", "out/made-up", *(
        f"out/made-up/{name}" for name in [done.stored.folder.name, *(f"{done.stored.folder.name}/{f}" for f in FILES)]
    )])  # fmt: skip


def test_tables_come_back_as_they_were(tmp_path: Path, scenario: Scenario, simulate: Simulate) -> None:
    stored = run_job(job_of(scenario), tmp_path, simulate=simulate).stored
    tables = stored.tables()
    assert results_sha256(tables) == stored.manifest["results_sha256"]
    expected = simulate(scenario, 1, 1, None).tables
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, expected[name])


READS_ON = """
import sys, threading, time
from pathlib import Path
from model.experiments.store import from_parquet

def read_on():
    while True:
        from_parquet(Path(sys.argv[1]))

for _ in range(4):
    threading.Thread(target=read_on, daemon=True).start()
time.sleep(1.5)
"""


def test_a_process_ends_while_its_threads_read_tables(tmp_path: Path) -> None:
    table = pd.DataFrame({"text": ["a", "b"] * 100_000, "value": range(200_000)})
    (tmp_path / "one.parquet").write_bytes(module.parquet(table))
    command = [sys.executable, "-c", READS_ON, str(tmp_path / "one.parquet")]
    processes = [subprocess.Popen(command) for _ in range(4)]  # it is a matter of chance where the end meets them
    try:
        assert [process.wait(timeout=60) for process in processes] == [0] * 4
    finally:
        for process in processes:
            process.kill()


def test_a_run_that_exists_is_not_run_again_and_not_touched(
    tmp_path: Path, scenario: Scenario, simulate: Simulate
) -> None:
    first = run_job(job_of(scenario), tmp_path, simulate=simulate).stored
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in first.folder.iterdir()}

    def never(*arguments: object) -> Result:
        raise AssertionError(arguments)

    again = run_job(job_of(scenario), tmp_path, simulate=never)
    assert not again.fresh
    assert again.stored == first
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in first.folder.iterdir()} == before


def test_seeds_and_scenarios_stand_beside_each_other(tmp_path: Path, scenario: Scenario, simulate: Simulate) -> None:
    other = Scenario.model_validate({"name": "other", "climate": {"pathway": "high"}})
    for job in (job_of(scenario, 1), job_of(scenario, 2), job_of(other, 1)):
        run_job(job, tmp_path, simulate=simulate)
    runs = Store(tmp_path).runs()
    found = sorted((run.manifest["scenario"], run.manifest["seed"]) for run in runs)
    assert found == [("made-up", 1), ("made-up", 2), ("other", 1)]


def test_the_second_of_two_at_one_time_yields_to_the_first(
    tmp_path: Path, scenario: Scenario, simulate: Simulate
) -> None:
    job = job_of(scenario)

    def overtaken(*arguments: object) -> Result:
        run_job(job, tmp_path, simulate=simulate)
        return simulate(*arguments)

    done = run_job(job, tmp_path, simulate=overtaken)
    assert sorted(path.name for path in done.stored.folder.iterdir()) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["made-up"]


@pytest.mark.parametrize("error", [RuntimeError("a balance does not close"), KeyboardInterrupt(), SystemExit(3)])
def test_a_run_that_ends_early_leaves_nothing(tmp_path: Path, scenario: Scenario, error: BaseException) -> None:
    def fail(*arguments: object) -> Result:
        raise error

    with pytest.raises(type(error)):
        run_job(job_of(scenario), tmp_path / "out", simulate=fail)
    assert everything(tmp_path) == []


def test_a_file_is_replaced_in_one_step_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = module.replace_file(tmp_path / "table.csv", b"old")

    def full(part: Path, content: bytes) -> None:
        part.write_bytes(content[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        module.replace_file(path, b"newer")
    assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("files_before", range(len(FILES)))
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_and_says_so(
    tmp_path: Path,
    scenario: Scenario,
    simulate: Simulate,
    monkeypatch: pytest.MonkeyPatch,
    files_before: int,
    number: int,
) -> None:
    written = []
    write = module.write_bytes

    def full(path: Path, content: bytes) -> None:
        if len(written) == files_before:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(number, os.strerror(number), str(path))
        written.append(path)
        write(path, content)

    monkeypatch.setattr(module, "write_bytes", full)
    with pytest.raises(StoreError, match="the disk is full"):
        run_job(job_of(scenario), tmp_path / "out", simulate=simulate)
    assert everything(tmp_path) == []


def test_a_limit_of_the_system_on_files_is_told_the_same_way(tmp_path: Path) -> None:
    # A real failure of a real write, in a process that may write 1,000 bytes a file.
    code = """
        import resource, sys
        from pathlib import Path
        sys.path.insert(0, sys.argv[2])
        from conftest import made_up
        from model.experiments.single import job_of, run_job
        from model.experiments.store import StoreError
        from model.scenario.schema.scenario import Scenario
        job = job_of(Scenario(name="made-up"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            run_job(job, Path(sys.argv[1]), simulate=made_up)
        except StoreError as error:
            print(error)
    """
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "out"), str(here)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("the disk is full")
    assert everything(tmp_path) == []


def test_a_folder_that_is_a_file_is_told_in_one_sentence(
    tmp_path: Path, scenario: Scenario, simulate: Simulate
) -> None:
    (tmp_path / "out").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreError, match="is not a folder"):
        run_job(job_of(scenario), tmp_path / "out", simulate=simulate)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "not a folder"


def test_a_folder_that_may_not_be_written_is_told_in_one_sentence(
    tmp_path: Path, scenario: Scenario, simulate: Simulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match="cannot be written to"):
        run_job(job_of(scenario), tmp_path / "out", simulate=simulate)


def test_the_next_run_clears_away_what_a_killed_one_left(
    tmp_path: Path, scenario: Scenario, simulate: Simulate
) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from model.experiments.workshop import workshop\n"
        "with workshop(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert len(list(tmp_path.glob(".tmp-*"))) == 1
    run_job(job_of(scenario), tmp_path, simulate=simulate)
    assert list(tmp_path.glob(".tmp-*")) == []


def test_what_is_no_run_or_a_damaged_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no run"):
        _ = StoredRun(tmp_path).manifest
    with pytest.raises(StoreError, match=r"has no population\.parquet"):
        StoredRun(tmp_path).table("population")
    (tmp_path / "manifest.json").write_text("{half", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        _ = StoredRun(tmp_path).manifest


def test_the_manifest_says_how_the_run_came_about(tmp_path: Path, scenario: Scenario, simulate: Simulate) -> None:
    job = job_of(scenario, 4)
    stored = run_job(job, tmp_path, threads=2, simulate=simulate).stored
    manifest = json.loads((stored.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["run_id"] == job.run_id
    assert (manifest["scenario"], manifest["seed"], manifest["threads"]) == ("made-up", 4, 2)
    assert manifest["scale"] == {"residents": 100, "firms": 10}
    assert manifest["years"] == {"start": 2020, "end": 2055}
    assert manifest["tables"]["flows"]["rows"] == 35
    assert len(manifest["thresholds_sha256"]) == 64
    assert manifest["packages"]["numpy"]
    assert manifest["platform"]["python"]
    assert all(isinstance(name, str) for name in manifest["platform"]["simd"])
    for key in ("sources_sha256", "data_sha256"):
        assert len(manifest["model"][key]) == 64
    assert {"commit", "dirty"} == set(manifest["model"]["git"] or ["commit", "dirty"])
    assert manifest["seconds"]["by_process"] == {"move": 0.25}
    assert manifest["peak_memory_mb"] > 10
    assert "a warning" in manifest["warnings"]


def test_no_table_says_which_run_it_is_of(tmp_path: Path, scenario: Scenario, simulate: Simulate) -> None:
    stored = run_job(job_of(scenario), tmp_path, simulate=simulate).stored
    for table in stored.tables().values():
        assert not {"scenario", "seed", "run", "run_id", "time"} & set(table.columns)
