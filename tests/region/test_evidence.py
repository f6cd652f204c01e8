"""Every graded figure is counted under its grade, and every source key is explained."""

import csv
from pathlib import Path

import pytest

from model.region.evidence import (
    GRADES,
    all_evidence,
    grade_of,
    passages,
    source_texts,
    table_evidence,
    table_names,
)
from model.region.names import DATA


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        ("verified", "verified"),
        ("recalled: fastest later timetable", "recalled"),
        ("Assumption, no source", "assumption"),
        ("verified; note", "verified"),
        ("interpolated-by-judgement", "other"),
        ("", "other"),
    ],
)
def test_the_grade_is_the_first_word(cell: str, grade: str) -> None:
    assert grade_of(cell) == grade


def test_rows_of_a_table_sum_over_its_grades() -> None:
    rails = table_evidence("rail_lines.csv")
    assert rails.rows == 98
    assert rails.counts == {"verified": 76, "recalled": 9, "assumption": 13}
    assert sum(rails.grades["provenance"].values()) == rails.rows


def test_tables_of_the_census_are_graded_by_the_dictionary() -> None:
    places = table_evidence("places.csv")
    with (DATA / "census_dictionary.csv").open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["file"] == "places.csv"]
    assert sum(places.counts.values()) == len(told)
    assert places.counts["verified"] == sum(grade_of(row["provenance"]) == "verified" for row in told)


def test_every_table_has_rows_and_only_grades_that_are_explained() -> None:
    tables = all_evidence()
    assert [table.name for table in tables] == list(table_names())
    assert [table.name for table in tables if table.rows == 0] == []
    assert all(set(table.counts) <= set(GRADES) for table in tables)


def test_keys_of_sources_are_explained_by_the_notes() -> None:
    texts = source_texts(table_evidence("firms.csv"))
    assert "Census" in texts["E01"]
    assert texts["E01"] != texts["E03"]


def test_notes_on_a_table_are_found() -> None:
    assert any("98 rows" in line for document, line in passages("rail_lines.csv") if document == "SOURCES-geo.md")


def test_a_table_of_ones_own_is_read_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "geo").mkdir()
    (tmp_path / "t.csv").write_text("a,a_grade,source\n1,seed,K1\n2,derived,K1; K2\n3,,\n", encoding="utf-8")
    (tmp_path / "SOURCES-t.md").write_text("# t.csv\n| K1, K2 | a book |\n", encoding="utf-8")
    table = table_evidence("t.csv", tmp_path)
    assert table.counts == {"seed": 1, "derived": 1}
    assert table.source_keys == {"K1": 2, "K2": 1}
    assert source_texts(table, tmp_path) == {"K1": "a book", "K2": "a book"}
    with pytest.raises(FileNotFoundError):
        table_evidence("none.csv", tmp_path)


@pytest.mark.parametrize(
    "name", ["assumptions_economy.csv", "gateways.csv", "government_costs.csv", "links.csv", "parameter_priors.csv"]
)
def test_an_assumption_says_why(name: str) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["grade"] == "assumption"]
    silent = [row for row in rows if not (row.get("reason") or row.get("source"))]
    assert not silent
