"""Kernels are compiled once a machine, and whether they are is known beforehand."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import model
from model.randomness.folder import compiled_before, kernel_cache_folder


def test_an_empty_folder_is_a_first_run_and_one_with_kernels_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kernels"))
    assert not compiled_before()
    (tmp_path / "kernels" / "people_1").mkdir(parents=True)
    assert not compiled_before()
    (tmp_path / "kernels" / "people_1" / "live.nbi").touch()
    assert compiled_before()


def test_without_a_choice_the_folder_is_that_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kernel_cache_folder.cache_clear()
    try:
        assert kernel_cache_folder().is_relative_to(tmp_path)
        assert not compiled_before()
    finally:
        kernel_cache_folder.cache_clear()


def test_what_is_inlined_is_called_by_kernels_alone() -> None:
    # It has no form that Python could call: the process would die.
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(model.__file__).parent.rglob("*.py")]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    marks = {id(one): {getattr(mark, "id", "") for mark in one.decorator_list} for one in functions}
    compiled = {id(node) for one in functions if marks[id(one)] & {"kernel", "inlined"} for node in ast.walk(one)}
    called = set()
    for tree in trees:
        here = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and "inlined" in marks[id(one)]}
        shared = {one.name for one in functions if "inlined" in marks[id(one)] and not one.name.startswith("_")}
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in compiled]
        called |= {getattr(call.func, "id", "") for call in calls} & (here | shared)
    assert not called


def test_what_is_kept_is_loaded_without_the_registers_and_more_can_be_compiled_after(tmp_path: Path) -> None:
    (tmp_path / "sums.py").write_text(
        "import numpy as np\n"
        "from model.randomness.kernel import kernel\n"
        "@kernel\n"
        "def total(numbers):\n"
        "    room = np.zeros(numbers.size)\n"
        "    for i in range(numbers.size):\n"
        "        room[i] = np.sqrt(numbers[i])\n"
        "    return room\n",
        encoding="utf-8",
    )
    code = (
        "import sys, numpy as np, sums\n"
        "assert sums.total(np.array([4.0, 9.0])).tolist() == [2.0, 3.0]\n"
        "print('numba.cpython.printimpl' in sys.modules, sum(sums.total.stats.cache_hits.values()))\n"
        "assert sums.total(np.array([4, 9], np.int64)).tolist() == [2.0, 3.0]\n"
        "assert sums.total(np.array([4, 9], np.uint8)).tolist() == [2.0, 3.0]\n"
    )
    there = os.pathsep.join([str(tmp_path), *sys.path])
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "kernels"), "PYTHONPATH": there}
    said = []
    for more in ("", "assert sums.total(np.array([4, 9], np.int16)).tolist() == [2.0, 3.0]\n"):
        run = subprocess.run(
            [sys.executable, "-c", code + more], env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        said.append(run.stdout.split())
    assert said == [["True", "0"], ["False", "1"]]
