import shutil
from pathlib import Path

import pytest

from model.reports.run_folder import Run, RunFolderError, open_run


def test_the_stock_is_the_table(run: Run) -> None:
    rows = run.population[run.population["year"] == run.end]
    stock = run.stock(run.end)
    assert stock.sum() == rows["persons"].sum()
    one = rows[(rows["place_id"] == "xiongan.xiongxian") & (rows["sex"] == "female") & (rows["age"] == 40)]
    assert stock[run.places.index("xiongan.xiongxian"), 1, 40] == one["persons"].item()


def test_the_first_stock_is_the_census(run: Run) -> None:
    by_place = run.stock(2020).sum((1, 2))
    assert abs(by_place - run.places.population_2020).max() < 100


def test_a_series_is_of_one_area(run: Run) -> None:
    whole = run.series("population")
    parts = sum(run.series("population", name, "province") for name in ("beijing", "tianjin", "hebei"))
    assert (abs(whole - parts) < 1e-6).all()
    assert run.series("no such indicator").empty


def test_a_folder_without_a_table_is_no_run(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("figures", "report.html"))
    (copy / "events.parquet").unlink()
    with pytest.raises(RunFolderError, match=r"not a finished run: events\.parquet is missing"):
        open_run(copy)


def test_a_manifest_that_is_cut_off_is_named(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("figures", "report.html"))
    (copy / "manifest.json").write_text("", encoding="utf-8")
    with pytest.raises(RunFolderError, match=r"manifest\.json is damaged: it is not JSON"):
        open_run(copy)


def test_titles_come_from_the_scenario(run: Run) -> None:
    assert run.title.zh == "集中疏解·高排放"
    assert run.title.en == "Concentrated relocation, high emissions"
    assert (run.pathway, run.seed, run.persons_per_agent, run.firms_per_agent) == ("high", 1, 100, 10)
