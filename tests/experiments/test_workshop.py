"""Temporary folders go when their work ends, and the abandoned are told from those at work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.experiments import workshop as module
from model.experiments.workshop import remove_stale, stale_folders, working_folders, workshop


def test_a_workshop_goes_and_takes_its_new_parents_along(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    with workshop(out) as folder:
        (folder / "half").write_text("written", encoding="utf-8")
        assert folder.parent == out
        assert folder.name.startswith(".tmp-")
    assert list(tmp_path.iterdir()) == []


def test_parents_that_came_to_hold_something_stay(tmp_path: Path) -> None:
    out = tmp_path / "a"
    with workshop(out) as folder:
        folder.rename(out / "run")
    assert [path.name for path in out.iterdir()] == ["run"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_it_goes_whatever_happens(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), workshop(tmp_path / "out"):
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_workshop_of_a_living_process_is_at_work(tmp_path: Path) -> None:
    with workshop(tmp_path) as folder:
        assert stale_folders(tmp_path) == []
        assert working_folders(tmp_path) == [folder]
        assert remove_stale(tmp_path) == []
        assert folder.is_dir()


def abandoned(out: Path) -> Path:
    """A folder left by a process that was killed while at work."""
    code = (
        "import os, signal, sys; from pathlib import Path; from model.experiments.workshop import workshop\n"
        "with workshop(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'half').write_text('x'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(out)], check=False)
    assert done.returncode == -9
    (folder,) = out.glob(".tmp-*")
    return folder


def test_what_a_killed_process_left_is_stale_and_is_removed(tmp_path: Path) -> None:
    folder = abandoned(tmp_path)
    assert stale_folders(tmp_path) == [folder]
    assert working_folders(tmp_path) == []
    assert remove_stale(tmp_path) == [folder]
    assert not folder.exists()


def test_a_number_that_another_process_now_has_does_not_keep_a_folder(tmp_path: Path) -> None:
    folder = abandoned(tmp_path)
    dead = folder.name.split("-")
    mine = folder.with_name("-".join([*dead[:-3], str(os.getpid()), *dead[-2:]]))
    folder.rename(mine)
    assert stale_folders(tmp_path) == [mine]


def test_folders_of_other_machines_and_other_names_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    abandoned(tmp_path)
    (tmp_path / ".tmp-mine").mkdir()
    monkeypatch.setattr(module, "_host", lambda: "elsewhere")
    assert remove_stale(tmp_path) == []


def test_a_folder_that_is_not_there_has_nothing_stale(tmp_path: Path) -> None:
    assert stale_folders(tmp_path / "none") == []
    assert working_folders(tmp_path / "none") == []
