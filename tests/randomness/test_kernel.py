"""Kernels are compiled once a machine, and whether they are is known beforehand."""

from pathlib import Path

import pytest

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
