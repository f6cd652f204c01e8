"""A batch is planned by content, grows, resumes, survives its failures, and says what became of each run."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from simulations import breaks_when_high, out_of_disk, quick, threads_seen

import model
from model.experiments import identity, provenance
from model.experiments.batch import open_batch
from model.experiments.batching import Options, Tally, run_batch
from model.experiments.dispatch import BatchStoppedError
from model.experiments.failures import failures
from model.experiments.record import FOLDER, read_notes
from model.experiments.rows import chunk_size
from model.experiments.single import job_of
from model.experiments.store import StoreError
from model.scenario.problems import ScenarioError
from model.scenario.schema.scenario import Scenario

SERIAL = Options(workers=1, simulate=quick)


def scenario(name: str, pathway: str = "control", end: int = 2022) -> Scenario:
    tiny = {"years.end": end, "scale.residents": 1000, "scale.firms": 100, "name": name, "climate.pathway": pathway}
    return model.load_scenario("baseline", set=tiny)


def hashes(folder: Path) -> dict[tuple[str, int], str | None]:
    return {(row.scenario, row.seed): row.results_sha256 for row in open_batch(folder).runs}


def made(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.glob("[!.]*/*/*")}


def test_every_scenario_is_run_with_every_seed(tmp_path: Path) -> None:
    batch = run_batch([scenario("a"), scenario("b", "high")], seeds=3, out=tmp_path, options=SERIAL)
    assert [(row.scenario, row.seed, row.state) for row in batch.runs] == [
        (name, seed, "done") for name in "ab" for seed in (1, 2, 3)
    ]
    assert batch.scenarios == ("a", "b")
    assert batch.seeds == (1, 2, 3)
    assert len(set(hashes(tmp_path).values())) == 6, "no replicate is another one's copy"
    for row in batch.runs:
        assert row.folder == tmp_path / row.scenario / row.run_id
        assert row.seconds is not None
        assert row.peak_memory_mb is not None


def test_a_batch_that_is_given_again_touches_nothing(tmp_path: Path) -> None:
    run_batch([scenario("a")], seeds=3, out=tmp_path, options=SERIAL)
    before = made(tmp_path)
    run_batch([scenario("a")], seeds=3, out=tmp_path, options=Options(workers=1, simulate=breaks_when_high))
    assert made(tmp_path) == before
    assert len(read_notes(tmp_path)) == 1


def test_more_seeds_and_scenarios_extend_a_batch(tmp_path: Path) -> None:
    run_batch([scenario("a")], seeds=[4, 2], out=tmp_path, options=SERIAL)
    before = made(tmp_path)
    batch = run_batch([scenario("a"), scenario("b", "low")], seeds=[1, 2], out=tmp_path, options=SERIAL)
    assert before.items() <= made(tmp_path).items()
    assert [(row.scenario, row.seed) for row in batch.runs] == [("a", 1), ("a", 2), ("a", 4), ("b", 1), ("b", 2)]


def test_what_a_run_is_called_does_not_make_it_another(tmp_path: Path) -> None:
    batch = run_batch([scenario("a"), scenario("b")], seeds=1, out=tmp_path, options=SERIAL)
    first, second = batch.runs
    assert first.run_id == second.run_id
    assert first.folder != second.folder
    assert first.results_sha256 == second.results_sha256


def test_a_changed_lever_makes_new_runs_beside_the_old(tmp_path: Path) -> None:
    run_batch([scenario("a")], seeds=2, out=tmp_path, options=SERIAL)
    batch = run_batch([scenario("a", "high")], seeds=2, out=tmp_path, options=SERIAL)
    assert [row.state for row in batch.runs] == ["done", "done"]
    assert {row.run_id for row in batch.runs}.isdisjoint({row.run_id for row in batch.older})
    assert len(batch.older) == 2


def test_changed_code_is_said_and_makes_new_runs_beside_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (identity, provenance):
        monkeypatch.setattr(place, "sources_sha256", lambda: "0" * 64)
    old = run_batch([scenario("a")], seeds=2, out=tmp_path, options=SERIAL)
    monkeypatch.undo()
    heard: list[str] = []
    options = Options(workers=1, simulate=quick, on_change=lambda tally: heard.append(tally.said))
    new = run_batch([scenario("a")], seeds=1, out=tmp_path, options=options)
    assert any("has changed" in said for said in heard)
    assert [(row.seed, row.state) for row in new.runs] == [(1, "done")]
    assert {row.run_id for row in new.older} == {row.run_id for row in old.runs}


def test_a_run_that_fails_is_a_row_and_the_others_go_on(tmp_path: Path) -> None:
    options = Options(workers=1, simulate=breaks_when_high)
    batch = run_batch(
        [scenario("a"), scenario("wet", "high"), scenario("less", "medium"), scenario("b", "low")],
        seeds=2,
        out=tmp_path,
        options=options,
    )
    states = {(row.scenario, row.state) for row in batch.runs}
    assert states == {("a", "done"), ("wet", "failed"), ("less", "failed"), ("b", "done")}
    row = next(row for row in batch.runs if row.state == "failed")
    assert row.reason == "ArithmeticError: a balance of people does not close in 2021"
    assert row.traceback is not None
    assert "breaks_when_high" in row.traceback.read_text(encoding="utf-8")
    jjj, run, file, *_ = row.command
    assert (jjj, run) == ("jjj", "run")
    assert job_of(model.load_scenario(file), row.seed).run_id == row.run_id, "the command replays this very run"


def test_a_failed_run_is_tried_again_and_its_note_goes(tmp_path: Path) -> None:
    run_batch([scenario("wet", "high")], seeds=2, out=tmp_path, options=Options(workers=1, simulate=breaks_when_high))
    assert len(failures(tmp_path)) == 2
    batch = run_batch([scenario("wet", "high")], seeds=2, out=tmp_path, options=SERIAL)
    assert [row.state for row in batch.runs] == ["done", "done"]
    assert failures(tmp_path) == []


def test_a_full_disk_ends_the_batch_and_costs_no_finished_run(tmp_path: Path) -> None:
    with pytest.raises(BatchStoppedError, match="disk is full"):
        run_batch([scenario("a")], seeds=5, out=tmp_path, options=Options(workers=1, simulate=out_of_disk))
    batch = open_batch(tmp_path)
    assert [row.state for row in batch.runs] == ["done", "done", "missing", "missing", "missing"]
    assert failures(tmp_path) == []
    assert [row.state for row in run_batch([scenario("a")], seeds=5, out=tmp_path, options=SERIAL).runs] == ["done"] * 5


def test_a_folder_that_cannot_be_written_to_is_said_before_anything_runs(tmp_path: Path) -> None:
    file = tmp_path / "results"
    file.touch()
    with pytest.raises(StoreError, match="is not a folder"):
        run_batch([scenario("a")], seeds=1, out=file, options=SERIAL)


def test_a_folder_can_be_moved(tmp_path: Path) -> None:
    run_batch([scenario("a")], seeds=2, out=tmp_path / "here", options=SERIAL)
    before = hashes(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    assert hashes(tmp_path / "there") == before
    run_batch([scenario("a")], seeds=3, out=tmp_path / "there", options=SERIAL)
    assert hashes(tmp_path / "there").items() >= before.items()


def test_all_problems_are_said_before_anything_is_run(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        run_batch([scenario("a"), scenario("a", "high")], seeds=[1, 1, -2], out=tmp_path / "new", options=SERIAL)
    said = str(caught.value)
    assert "named 'a'" in said
    assert "twice" in said
    assert "-2" in said
    assert not (tmp_path / "new").exists()


def test_tables_of_many_runs_come_as_one_tidy_frame(tmp_path: Path) -> None:
    batch = run_batch([scenario("a"), scenario("b", "high")], seeds=3, out=tmp_path, options=SERIAL)
    table = batch.table("indicators")
    assert list(table.columns[:3]) == ["scenario", "seed", "year"]
    assert len(table) == 2 * 3 * 3
    one = batch.table("indicators", "b", 2)
    assert set(one["value"]) == {1e8 + 2 + 300}
    assert set(batch.table("flows", ["a"], [1, 3])["seed"]) == {1, 3}
    with pytest.raises(StoreError, match="no finished run of c"):
        batch.table("indicators", "c")
    with pytest.raises(StoreError, match="there are indicators"):
        batch.table("indices")


def test_runs_that_nobody_planned_can_be_opened(tmp_path: Path) -> None:
    run_batch([scenario("a")], seeds=2, out=tmp_path, options=SERIAL)
    shutil.rmtree(tmp_path / FOLDER)
    assert [(row.seed, row.state) for row in open_batch(tmp_path).runs] == [(1, "done"), (2, "done")]


def test_progress_ends_with_nothing_left(tmp_path: Path) -> None:
    tallies: list[Tally] = []
    options = Options(workers=1, simulate=quick, on_change=tallies.append)
    run_batch([scenario("a")], seeds=4, out=tmp_path, options=options)
    left = [tally.left for tally in tallies if not tally.said]
    assert left[-1] == 0
    assert left == sorted(left, reverse=True)


def test_workers_are_processes_with_capped_threads_and_give_the_same_results(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    options = Options(workers=2, threads=1, simulate=partial(threads_seen, notes=notes))
    run_batch([scenario("a")], seeds=6, out=tmp_path / "many", options=options)
    assert {path.read_text(encoding="utf-8") for path in notes.iterdir()} == {"1"}
    run_batch([scenario("a")], seeds=6, out=tmp_path / "one", options=SERIAL)
    assert hashes(tmp_path / "many") == hashes(tmp_path / "one")


def test_short_runs_travel_together_and_long_ones_alone() -> None:
    assert chunk_size(None, 1000, 2) == 1
    assert chunk_size(10.0, 1000, 2) == 1
    assert chunk_size(0.01, 1000, 2) == 50
    assert chunk_size(0.01, 16, 2) == 2
    assert chunk_size(0.01, 3, 2) == 1
