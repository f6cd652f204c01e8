"""Kill what works on a batch: finished runs stand, nothing is half written, the rest is made when asked again."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from simulations import hangs_at_seed_two, killed_at_seed_two, quick

import model
from model.experiments.batch import open_batch
from model.experiments.batching import Options, run_batch
from model.experiments.executors import spread
from model.experiments.store import TABLES
from model.experiments.workshop import PREFIX
from model.scenario.schema.scenario import Scenario

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

SCRIPT = """
import sys
import model
from model.experiments.batching import Options, run_batch
from simulations import slow

if __name__ == "__main__":
    tiny = {"years.end": 2022, "scale.residents": 1000, "scale.firms": 100, "name": "a"}
    scenario = model.load_scenario("baseline", set=tiny)
    run_batch([scenario], seeds=8, out=sys.argv[1], options=Options(workers=2, simulate=slow))
"""


def scenario(name: str = "a") -> Scenario:
    tiny = {"years.end": 2022, "scale.residents": 1000, "scale.firms": 100, "name": name}
    return model.load_scenario("baseline", set=tiny)


def hashes(folder: Path) -> dict[int, str | None]:
    return {row.seed: row.results_sha256 for row in open_batch(folder).runs}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str | None]:
    out = tmp_path_factory.mktemp("undisturbed")
    run_batch([scenario()], seeds=8, out=out, options=Options(workers=1, simulate=quick))
    return hashes(out)


def begin(script: str, folder: Path, out: Path) -> "subprocess.Popen[str]":
    """Start a script of its own that can import what stands beside this file."""
    path = folder / "script.py"
    path.write_text(script, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, str(path), str(out)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def test_two_batches_in_one_folder_at_once_keep_each_run_once(
    tmp_path: Path, undisturbed: dict[int, str | None]
) -> None:
    out = tmp_path / "out"
    both = [begin(SCRIPT.replace("workers=2", "workers=1"), tmp_path, out) for _ in range(2)]
    assert [(each.communicate()[1], each.returncode) for each in both] == [("", 0), ("", 0)]
    assert hashes(out) == undisturbed
    assert len(list(out.glob("a/*"))) == 8
    assert not list(out.glob(PREFIX + "*"))


def test_a_script_without_a_main_guard_is_run_in_its_own_process(
    tmp_path: Path, undisturbed: dict[int, str | None]
) -> None:
    out = tmp_path / "out"
    script = SCRIPT.replace('if __name__ == "__main__":', "if True:")
    done = begin(script, tmp_path, out)
    _, said = done.communicate()
    assert done.returncode == 0, said
    assert hashes(out) == undisturbed


def test_after_the_main_process_is_killed_the_rest_is_made_and_nothing_else(
    tmp_path: Path, undisturbed: dict[int, str | None]
) -> None:
    out = tmp_path / "out"
    main = begin(SCRIPT, tmp_path, out)
    await_that(lambda: len(list(out.glob("a/*/manifest.json"))) >= 2)
    main.send_signal(signal.SIGKILL)
    main.communicate()
    before = {path: path.stat().st_mtime_ns for path in out.glob("a/*/*")}
    await_that(lambda: all(not alive(path) for path in out.glob(PREFIX + "*")), "workers follow their main process")
    finished = list(out.glob("a/*"))
    assert 2 <= len(finished) < 8
    for folder in finished:
        names = {path.name for path in folder.iterdir()}
        assert names == {"manifest.json", "scenario.yaml", *(f"{name}.parquet" for name in TABLES)}
    batch = run_batch([scenario()], seeds=8, out=out, options=Options(workers=1, simulate=quick))
    after = {path: path.stat().st_mtime_ns for path in out.glob("a/*/*")}
    assert before.items() <= after.items()
    assert [row.state for row in batch.runs] == ["done"] * 8
    assert hashes(out) == undisturbed
    assert not list(out.glob(PREFIX + "*"))


SPREAD = """
import signal
import sys
from model.experiments.executors import spread
from simulations import note_and_wait

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
    spread(note_and_wait, [(sys.argv[1], place) for place in range(4)], 2, lambda place, result: None)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_calls_that_are_spread_over_processes_end_with_the_main_process(tmp_path: Path, how: signal.Signals) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    main = begin(SPREAD, tmp_path, notes)
    await_that(lambda: len(list(notes.iterdir())) == 2)
    workers = [int(path.name) for path in notes.iterdir()]
    assert all(running(pid) for pid in workers)
    main.send_signal(how)
    main.wait(timeout=60)
    assert main.stderr is not None
    main.stderr.close()  # not read: a worker that lives on would hold it open
    await_that(lambda: not any(running(pid) for pid in workers), "workers follow their main process")
    assert len(list(notes.iterdir())) == 2


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_call_is_made_once_and_told_with_its_place(workers: int) -> None:
    told: dict[int, int] = {}
    spread(abs, [(-number,) for number in range(5)], workers, told.__setitem__)
    assert told == {number: number for number in range(5)}


def test_a_call_that_fails_ends_the_others() -> None:
    with pytest.raises(TypeError):
        spread(abs, [("no number",), (1,)], 2, lambda place, result: None)


def test_a_worker_that_is_killed_costs_its_run_which_is_begun_again(
    tmp_path: Path, undisturbed: dict[int, str | None]
) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    notes.mkdir()
    simulate = partial(killed_at_seed_two, notes=notes, times=1)
    batch = run_batch([scenario()], seeds=8, out=out, options=Options(workers=2, simulate=simulate))
    assert [row.state for row in batch.runs] == ["done"] * 8
    assert hashes(out) == undisturbed
    begun = [path.name.split("-")[1] for path in notes.iterdir()]
    assert sorted(begun) == sorted([*map(str, range(1, 9)), "2"]), "one run is begun twice, the others once"
    assert not list(out.glob(PREFIX + "*"))


def test_a_run_that_kills_its_worker_twice_has_failed_and_the_others_are_made(tmp_path: Path) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    notes.mkdir()
    simulate = partial(killed_at_seed_two, notes=notes, times=99)
    batch = run_batch([scenario()], seeds=5, out=out, options=Options(workers=2, simulate=simulate))
    assert {row.seed: row.state for row in batch.runs} == {1: "done", 2: "failed", 3: "done", 4: "done", 5: "done"}
    row = batch.runs[1]
    assert row.reason is not None
    assert "killed, or out of memory, 2 times" in row.reason
    assert row.traceback is not None


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_never_ends_is_given_up(tmp_path: Path, workers: int) -> None:
    options = Options(workers=workers, simulate=hangs_at_seed_two, timeout=6.0)
    batch = run_batch([scenario()], seeds=3, out=tmp_path, options=options)
    assert [row.state for row in batch.runs] == ["done", "failed", "done"]
    assert batch.runs[1].reason is not None
    assert "longer than 6 s" in batch.runs[1].reason


def await_that(true: "partial[bool] | object", what: str = "it happens", seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


def alive(folder: Path) -> bool:
    return running(int(folder.name.removeprefix(PREFIX).rsplit("-", 3)[1]))


def running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
