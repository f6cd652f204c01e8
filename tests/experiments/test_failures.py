"""A run that failed in itself leaves a note with its stack and the command that runs it again."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from model.experiments.failures import failures, forget_failure, note_failure

WHAT = {"run_id": "abc", "scenario": "s", "seed": 2, "scale": {"residents": 100, "firms": 10}}


def breach() -> None:
    raise RuntimeError("2031: people of xiongan.anxin do not balance")


def failed(out: Path, run_id: str = "abc") -> Path:
    try:
        breach()
    except RuntimeError as error:
        return note_failure(out, {**WHAT, "run_id": run_id}, ["jjj", "run", "s"], error)
    raise AssertionError


def test_a_note_has_the_reason_the_stack_and_the_command(tmp_path: Path) -> None:
    path = failed(tmp_path)
    (failure,) = failures(tmp_path)
    assert failure.what == WHAT
    assert failure.command == ("jjj", "run", "s")
    assert failure.reason == "RuntimeError: 2031: people of xiongan.anxin do not balance"
    assert "raise RuntimeError" in path.read_text(encoding="utf-8")


def test_a_note_goes_once_the_run_is_made_and_takes_its_folder_along(tmp_path: Path) -> None:
    failed(tmp_path)
    failed(tmp_path, "def")
    forget_failure(tmp_path, "abc", ["jjj", "run", "other"])
    assert [failure.what["run_id"] for failure in failures(tmp_path)] == ["def"]
    forget_failure(tmp_path, "never", ["jjj", "run", "other"])
    assert len(failures(tmp_path)) == 1
    forget_failure(tmp_path, "after-a-repair", ["jjj", "run", "s"])
    assert list(tmp_path.iterdir()) == []


def test_workers_that_note_and_forget_at_once_do_not_trip_over_each_other(tmp_path: Path) -> None:
    def again_and_again(name: str) -> None:
        for _ in range(40):
            failed(tmp_path, name)
            forget_failure(tmp_path, name, ["jjj", "run", name])

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(again_and_again, name) for name in ("a", "b", "c", "d")]:
            done.result()
    assert list(tmp_path.iterdir()) == []
