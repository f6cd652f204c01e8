"""The record of a batch: plans beside each other, the newest last, none written over another."""

from pathlib import Path

import pytest

from model.experiments.record import FOLDER, NotedRun, read_notes, write_note
from model.experiments.store import StoreError

A = NotedRun("a", 1, "0" * 12, ("jjj", "run", "a"))
B = NotedRun("b", 2, "1" * 12, ())


def test_a_plan_reads_back_as_it_was_written(tmp_path: Path) -> None:
    factors = {"a": {"relocation.intensity": 0.5}}
    written = write_note(tmp_path, "code", [A, B], factors)
    (read,) = read_notes(tmp_path)
    assert read == written
    assert read.runs == (A, B)
    assert read.factors == factors


def test_the_plan_that_was_given_last_is_the_newest(tmp_path: Path) -> None:
    write_note(tmp_path, "code", [A])
    write_note(tmp_path, "code", [B])
    write_note(tmp_path, "code", [A])
    assert [note.runs for note in read_notes(tmp_path)] == [(B,), (A,)]


def test_a_draft_that_was_never_finished_is_no_plan(tmp_path: Path) -> None:
    write_note(tmp_path, "code", [A])
    (tmp_path / FOLDER / ".draft-1-2").write_text('{"format": 1, "ru', encoding="utf-8")
    assert len(read_notes(tmp_path)) == 1


def test_a_plan_that_is_cut_off_is_named(tmp_path: Path) -> None:
    write_note(tmp_path, "code", [A])
    (plan,) = (tmp_path / FOLDER).iterdir()
    plan.write_text('{"format": 1, "ru', encoding="utf-8")
    with pytest.raises(StoreError, match=rf"{plan.name} is damaged: it is not JSON"):
        read_notes(tmp_path)
