"""Tables from the cache are those that would be read, and a cache that fails is none."""

import pickle
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.region.kept import KEPT, kept_or_built
from model.region.region import Region, read_region


def never() -> dict[str, int]:
    raise AssertionError("built although it was kept")


def same(one: Any, other: Any) -> bool:
    if is_dataclass(one):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.tobytes() == other.tobytes()
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def test_the_tables_from_the_cache_are_those_that_are_read(tmp_path: Path) -> None:
    read = read_region()
    kept_or_built(Region, lambda: read, tmp_path)
    assert same(kept_or_built(Region, read_region, tmp_path), read)


def test_what_is_kept_is_not_built_again(tmp_path: Path) -> None:
    assert kept_or_built(dict, lambda: {"a": 1}, tmp_path) == {"a": 1}
    assert kept_or_built(dict, never, tmp_path) == {"a": 1}


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps("of another type")])
def test_a_damaged_file_is_built_again(tmp_path: Path, content: bytes) -> None:
    kept_or_built(dict, lambda: {"a": 1}, tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert kept_or_built(dict, lambda: {"a": 2}, tmp_path) == {"a": 2}
    assert kept_or_built(dict, never, tmp_path) == {"a": 2}


def test_an_error_of_the_tables_is_raised_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        kept_or_built(dict, never, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert kept_or_built(dict, lambda: {"a": 1}, tmp_path / "file" / "folder") == {"a": 1}


def test_files_of_other_data_are_cleared_away_but_the_latest(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        (tmp_path / f"tables-{number}.pickle").write_bytes(b"old")
    kept_or_built(dict, lambda: {"a": 1}, tmp_path)
    assert len(list(tmp_path.iterdir())) == KEPT + 1


def test_a_process_whose_sources_changed_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.region.kept.LOADED", 0.0)
    assert kept_or_built(dict, lambda: {"a": 1}, tmp_path) == {"a": 1}
    assert not list(tmp_path.iterdir())


def test_tables_that_change_while_they_are_read_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter(["before", "after"])
    monkeypatch.setattr("model.region.kept._key", lambda: next(keys))
    kept_or_built(dict, lambda: {"a": 1}, tmp_path)
    assert not list(tmp_path.iterdir())
