"""The helper of a first run compiles what a run calls, shares it through numba's cache, and is never in the way."""

import contextlib
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.experiments import compiling
from model.experiments.compiling import (
    HELPER_MB,
    compile_listed,
    compiled_beside,
    first_run,
    is_being_made,
    kernel_of,
    listed_kernels,
)

LISTING = Path(__file__).parents[2] / "benchmarks" / "list_kernels.py"


def test_every_listed_kernel_is_there_and_takes_as_many_arguments() -> None:
    for name, types in listed_kernels():
        assert len(inspect.signature(kernel_of(name).py_func).parameters) == len(types), name


@pytest.mark.slow
def test_the_list_names_every_kernel_that_a_run_calls() -> None:
    check = subprocess.run([sys.executable, str(LISTING), "--check"], capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stderr


def test_what_the_helper_compiles_is_found_by_another_process(tmp_path: Path) -> None:
    found = (
        "from model.experiments import compiling\n"
        "kernel = compiling.kernel_of('model.people.migration.tally._count_places')\n"
        "compiling.compile_listed()\n"
        "print(sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values()))"
    )
    short = tmp_path / "kernels.txt"
    short.write_text("model.people.migration.tally._count_places uint16:1C uint32:2C\n", encoding="utf-8")
    code = f"from pathlib import Path\nfrom model.experiments import compiling\ncompiling.LIST = Path({str(short)!r})\n"
    counts = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code + found],
            env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        counts.append(done.stdout.split())
    assert counts == [["0", "1"], ["1", "0"]]


def test_a_list_that_is_older_than_the_kernels_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "kernels.txt"
    old.write_text("model.people.gone._count int64\nmodel.people.count._count int64\n", encoding="utf-8")
    monkeypatch.setattr(compiling, "LIST", old)
    compile_listed()


@pytest.mark.parametrize(
    ("threads", "free_mb", "number"),
    [(1, None, 0), (2, None, 1), (4, None, 3), (64, None, 3), (64, 9 * HELPER_MB, 2), (64, 100.0, 0)],
)
def test_helpers_leave_a_core_and_most_memory_to_the_run_and_end_with_the_block(
    threads: int, free_mb: float | None, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    helpers = []
    start = subprocess.Popen
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(subprocess, "Popen", lambda _, **more: helpers.append(start(sleep, **more)) or helpers[-1])
    with compiled_beside(threads, free_mb):
        assert [helper.poll() for helper in helpers] == [None] * number
    assert all(helper.poll() is not None for helper in helpers)


def test_each_of_several_helpers_begins_elsewhere_and_leaves_none_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "abcde"
    short = tmp_path / "kernels.txt"
    short.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    compiled: list[str] = []

    class Kernel:
        def __init__(self, name: str) -> None:
            self.name = name

        def compile(self, types: tuple[object, ...]) -> None:
            compiled.append(self.name)

    monkeypatch.setattr(compiling, "LIST", short)
    monkeypatch.setattr(compiling, "kernel_of", Kernel)
    orders = []
    for which in range(2):
        compiled.clear()
        compile_listed(which, 2)
        orders.append("".join(compiled))
    assert orders == ["ecadb", "dbeca"]


def test_a_helper_leaves_out_what_another_is_compiling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []

    class Kept:
        def is_being_made(self, types: tuple[object, ...]) -> bool:
            return True

    class Kernel:
        def __init__(self, name: str) -> None:
            self.name = name
            if name == "b":
                self._cache = Kept()

        def compile(self, types: tuple[object, ...]) -> None:
            compiled.append(self.name)

    monkeypatch.setattr(compiling, "LIST", tmp_path / "kernels.txt")
    compiling.LIST.write_text("a\nb\nc\n", encoding="utf-8")
    monkeypatch.setattr(compiling, "kernel_of", Kernel)
    compile_listed()
    assert compiled == ["c", "a"]
    assert is_being_made(Kernel("b"), ())
    assert not is_being_made(Kernel("a"), ())


def test_helpers_begin_where_nothing_is_compiled_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = []
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiling, "compiled_beside", lambda *asked: began.append(asked) or contextlib.nullcontext())
    with first_run() as compiles:
        assert compiles
    (tmp_path / "live.nbi").touch()
    with first_run() as compiles:
        assert not compiles
    assert len(began) == 1


def test_a_machine_that_starts_no_process_runs_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*words: object, **more: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    went_on = False
    with compiled_beside(2):
        went_on = True
    assert went_on
