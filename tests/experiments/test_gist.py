"""The gist of a folder: the same answers with it and without, whatever happens to the runs or to its files."""

import os
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_up_batch import Made, indicators, write_batch

from model.experiments import gist as gist_file
from model.experiments.compare import Comparison, Question, compare
from model.experiments.extract import Extractor
from model.experiments.gist import FOLDER, opened_gist
from model.experiments.pairing import rows_below
from model.experiments.store import StoreError, parquet

SCENARIOS = {
    "baseline": Made(),
    "control": Made(levers={"climate.pathway": "control"}),
    "none": Made(effect=20.0, levers={"relocation.intensity": 0}),
}
TABLES = ("differences", "identity", "decomposition", "timing", "leakage", "costs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_batch(tmp_path / "batch", SCENARIOS, (1, 2, 3))


def same(one: Comparison, two: Comparison) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name), check_exact=True)


def without(folder: Path) -> Comparison:
    """The answer of a copy that has no gist."""
    copy = folder.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(FOLDER))
    return compare(copy)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / FOLDER).iterdir())


def write(run: Path, table: pd.DataFrame) -> None:
    (run / "indicators.parquet").write_bytes(parquet(table))


def run_of(folder: Path, scenario: str, seed: int) -> Path:
    return next((folder / scenario).glob(f"{seed:04d}*"))


def test_the_second_answer_is_the_first_and_reads_no_run_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compare(folder)
    monkeypatch.setattr(gist_file, "_write_all", lambda folder, rows: pytest.fail("runs are read again"))
    same(first, compare(folder))


def test_what_is_kept_is_what_the_runs_say(folder: Path) -> None:
    """The same question with an indicator that is not kept goes to the runs themselves."""
    names = ("population", "loss_expected")
    kept = compare(folder, question=Question(names)).differences
    both = Question(names, ("region", "province", "somewhere"))
    rows, _ = rows_below(folder)
    with opened_gist(folder, rows) as gist:
        one, two = (gist.block(rows, names, levels) for levels in (both.levels[:2], both.levels))
    pd.testing.assert_frame_equal(one.cells, two.cells)
    np.testing.assert_array_equal(one.values, two.values)
    assert len(kept)


def test_a_replaced_run_is_read_again(folder: Path) -> None:
    before = compare(folder)
    write(run_of(folder, "none", 2), indicators("none", 2, Made(effect=70.0)))
    after = compare(folder)
    same(after, without(folder))
    assert (after.differences["difference"] != before.differences["difference"]).any()


def test_added_and_removed_runs_count_at_once(folder: Path) -> None:
    compare(folder)
    write_batch(folder, SCENARIOS, (4,))
    same(compare(folder), without(folder))
    for name in SCENARIOS:
        shutil.rmtree(run_of(folder, name, 1))
    found = compare(folder)
    same(found, without(folder))
    assert found.pairs.seeds == (2, 3, 4)


def test_files_whose_runs_are_gone_are_removed(folder: Path) -> None:
    compare(folder)
    (old,) = files(folder)
    for name in SCENARIOS:
        for seed in (1, 2, 3):
            write(run_of(folder, name, seed), indicators(name, seed, Made(effect=5.0)))
            os.utime(run_of(folder, name, seed) / "indicators.parquet", ns=(1, 1))
    compare(folder)
    assert old not in files(folder)
    assert len(files(folder)) == 1


@pytest.mark.parametrize("damage", [b"", b"no archive", None])
def test_a_damaged_file_is_passed_over(folder: Path, damage: bytes | None) -> None:
    first = compare(folder)
    (path,) = (folder / FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[:400] if damage is None else damage)
    same(first, compare(folder))


def test_where_nothing_can_be_written_the_answer_is_the_same(folder: Path) -> None:
    first = without(folder)
    (folder / FOLDER).write_text("in the way: no folder can be made here")
    same(first, compare(folder))
    assert (folder / FOLDER).is_file()


def test_a_moved_folder_keeps_its_gist(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compare(folder)
    moved = folder.rename(folder.parent / "moved")
    monkeypatch.setattr(gist_file, "_write_all", lambda folder, rows: pytest.fail("runs are read again"))
    same(first, compare(moved))


def test_many_small_files_become_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gist_file, "FILES", 2)
    for seed in range(4, 9):
        write_batch(folder, SCENARIOS, (seed,))
        compare(folder)
        assert len(files(folder)) <= 4
    same(compare(folder), without(folder))


def test_an_open_gist_outlives_its_files(folder: Path) -> None:
    rows, _ = rows_below(folder)
    with opened_gist(folder, rows) as gist:
        shutil.rmtree(folder / FOLDER)
        assert np.isfinite(gist.block(rows, ("population",), ("region",)).values).all()


def test_runs_with_other_years_stand_beside_each_other(folder: Path) -> None:
    table = indicators("none", 1, Made(effect=20.0))
    write(run_of(folder, "none", 1), table[table["year"] < 2025])
    rows, _ = rows_below(folder)
    with opened_gist(folder, rows) as gist:
        grid = gist.block(rows, ("population",), ("region",)).grid("population", ("bth",), (2024, 2025))
    short = [(row.scenario, row.seed) == ("none", 1) for row in rows]
    assert np.isnan(grid[short][:, 0, 1]).all()
    assert np.isfinite(grid[np.invert(short)]).all()


@pytest.fixture
def table() -> pd.DataFrame:
    return indicators("none", 1, Made(effect=20.0)).astype(
        dict.fromkeys(["level", "area_id", "indicator", "unit"], str)
    )


def digests(path: Path, table: pd.DataFrame) -> list[int]:
    write(path, table)
    found: list[int] = Extractor().read(path / "indicators.parquet").digests.tolist()
    return found


def test_a_digest_does_not_depend_on_the_order_of_rows(tmp_path: Path, table: pd.DataFrame) -> None:
    assert digests(tmp_path, table) == digests(tmp_path, table.sample(frac=1.0, random_state=1))


@pytest.mark.parametrize(
    ("column", "value"),
    [("value", np.nextafter(1000.0, 2000.0)), ("unit", "heads"), ("area_id", "elsewhere"), ("indicator", "people")],
)
def test_a_digest_sees_any_change_in_its_year_alone(
    tmp_path: Path, table: pd.DataFrame, column: str, value: object
) -> None:
    table.loc[table.index[5], "value"] = 1000.0
    before = digests(tmp_path, table)
    table.loc[table.index[5], column] = value
    after = digests(tmp_path, table)
    assert before[0] != after[0]
    assert before[1:] == after[1:]


def test_a_row_that_stands_twice_is_refused(tmp_path: Path, table: pd.DataFrame) -> None:
    with pytest.raises(StoreError, match="two rows"):
        digests(tmp_path, pd.concat([table, table.head(1)]))
