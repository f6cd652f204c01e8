"""Compiled code on disk: one process compiles what several need, and nothing that goes wrong there ends a run."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from model.randomness import turns
from model.randomness.turns import Turn, is_taken

KERNEL = """
import os, numpy as np
from model.randomness import kernel as room
from model.randomness.kernel import inlined, kernel
@inlined
def half(x):
    return x / 2.0
@kernel
def total(numbers):
    sum = 0.0
    for i in range(numbers.size):
        sum += half(numbers[i])
    return sum
"""
CALLED = "from sums import *\nassert total(np.array([4.0, 9.0])) == 6.5\n"
LOADED = "print(sum(total.stats.cache_hits.values()), sum(total.stats.cache_misses.values()))"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sums.py").write_text(KERNEL, encoding="utf-8")
    return tmp_path


def start(folder: Path, code: str, **environment: str) -> "subprocess.Popen[str]":
    there = os.pathsep.join([str(folder), *sys.path])
    known = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "kernels"), "PYTHONPATH": there, **environment}
    return subprocess.Popen(
        [sys.executable, "-c", code], env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def said(process: "subprocess.Popen[str]") -> list[str]:
    words, errors = process.communicate()
    assert process.returncode == 0, errors
    return words.split()


def test_what_several_processes_need_at_once_is_compiled_by_one(folder: Path) -> None:
    ready = "import time, pathlib\nwhile not pathlib.Path('go').exists():\n    time.sleep(0.005)\n"
    code = f"import os\nos.chdir({str(folder)!r})\nfrom sums import *\n{ready}{CALLED}{LOADED}"
    several = [start(folder, code) for _ in range(3)]
    (folder / "go").touch()
    counts = sorted(said(each) for each in several)
    assert counts == [["0", "1"], ["1", "0"], ["1", "0"]]
    assert not list(folder.rglob("*.turn"))


def test_whoever_is_killed_leaves_its_turn_to_another(folder: Path) -> None:
    held = (
        "import time\nfrom sums import *\n"
        "total._cache._load = lambda sig, context: None\n"
        "total._cache.load_overload((room.numba.float64[::1],), None)\n"
        "print('held', flush=True)\ntime.sleep(60)\n"
    )
    holder = start(folder, held)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    (file,) = folder.rglob("*.turn")
    if turns.fcntl is not None:
        assert is_taken(file)
    waits = start(folder, CALLED + LOADED)
    time.sleep(0.1)
    holder.kill()
    holder.communicate()
    assert not is_taken(file)
    assert said(waits) == ["0", "1"]


def test_nobody_waits_for_ever_and_nobody_where_there_are_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.turn"
    first = Turn(file)
    second = Turn(file, patience=0.02)
    second.end()
    first.end()
    assert not is_taken(file)
    Turn(tmp_path / "not there" / "one.turn").end()
    monkeypatch.setattr(turns, "fcntl", None)
    both = Turn(file), Turn(file)
    assert not is_taken(file)
    for turn in both:
        turn.end()


def test_a_folder_that_cannot_be_written_is_no_failure(folder: Path) -> None:
    # The superuser may write anywhere, so a file stands where the folder should be.
    (folder / "kernels").touch()
    (folder / "__pycache__").touch()
    code = CALLED + "print(total._cache.cache_path)"
    assert said(start(folder, code, HOME="/dev/null", XDG_CACHE_HOME="/dev/null")) == ["None"]


def test_a_disk_that_takes_no_more_is_no_failure(folder: Path) -> None:
    full = (
        "from numba.core.caching import IndexDataCacheFile\n"
        "def refuse(self, key, data):\n    raise OSError(28, 'No space left on device')\n"
        "IndexDataCacheFile.save = refuse\n"
    )
    assert said(start(folder, full + CALLED + LOADED)) == ["0", "1"]


@pytest.mark.parametrize("kind", ["nbi", "nbc"])
def test_what_cannot_be_read_is_compiled_anew(folder: Path, kind: str) -> None:
    assert said(start(folder, CALLED + LOADED)) == ["0", "1"]
    for file in folder.rglob(f"*.{kind}"):
        file.write_bytes(b"")
    assert said(start(folder, CALLED + LOADED)) == ["0", "1"]
    assert said(start(folder, CALLED + LOADED)) == ["1", "0"]


@pytest.mark.parametrize(
    "other",
    [
        "del runtime.rtsys",
        "runtime.rtsys = object()",
        "runtime.rtsys = 'another kind of object'.upper",
        "del caching.FunctionCache",
        "caching.FunctionCache.load_overload = lambda self, sig, context, more=0: loads(self, sig, context)",
    ],
)
def test_a_numba_with_other_inner_parts_keeps_its_code_in_its_own_way(folder: Path, other: str) -> None:
    code = (
        "import numba\nfrom numba.core import caching, runtime\n"
        "kept, cache, loads = runtime.rtsys, caching.FunctionCache, caching.FunctionCache.load_overload\n"
        f"{other}\n"
        "from sums import *\n"
        "runtime.rtsys, caching.FunctionCache, cache.load_overload = kept, cache, loads\n"
        f"{CALLED}assert room.Kept is None and type(total._cache) is cache\n{LOADED}"
    )
    assert said(start(folder, code)) == ["0", "1"]
    assert said(start(folder, code)) == ["1", "0"]


def test_code_that_does_not_load_quickly_is_loaded_in_the_usual_way(folder: Path) -> None:
    assert said(start(folder, CALLED + LOADED)) == ["0", "1"]
    more = (
        "from numba.core.caching import FunctionCache\nfrom numba.core.runtime import rtsys\n"
        "load = FunctionCache._load_overload\n"
        "def picky(self, sig, context):\n"
        "    assert 'refresh' not in vars(context), 'all registers are needed'\n"
        "    return load(self, sig, context)\n"
        "FunctionCache._load_overload = picky\n"
    )
    assert said(start(folder, more + CALLED + LOADED)) == ["1", "0"]
