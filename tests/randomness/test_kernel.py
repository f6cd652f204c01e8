"""Kernels are compiled once a machine, and whether they are is known beforehand."""

import ast
from pathlib import Path

import pytest

import model
from model.randomness.kernel import compiled_before, kernel_cache_folder


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
