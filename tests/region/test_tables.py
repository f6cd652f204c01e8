"""A table that does not hold what the model needs is refused, with file, row and column."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from model.region.tables import Column, TableError, read_table, real, require, text, whole

COLUMNS: Mapping[str, Column] = {
    "place": text(["a", "b", "c"]),
    "persons": whole(0, 100),
    "share": real(0, 1),
    "note": text(blank=True),
    "year": whole(2000, 2060, blank=True),
}
GOOD = ["place,persons,share,note,year,extra", "a,5,0.5,,2020,x", "b,100,1,word,,y"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t.csv").write_text("\n".join(GOOD) + "\n", encoding="utf-8")
    return tmp_path


def test_a_good_table_is_read_with_its_types(folder: Path) -> None:
    frame = read_table("t.csv", COLUMNS, folder)
    assert frame["persons"].dtype == np.int64
    assert frame["share"].tolist() == [0.5, 1.0]
    assert frame["year"].isna().tolist() == [False, True]
    assert frame["extra"].tolist() == ["x", "y"]


def test_ids_that_look_like_numbers_or_blanks_stay_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("code\n007\nNA\n", encoding="utf-8")
    assert read_table("t.csv", {"code": text()}, tmp_path)["code"].tolist() == ["007", "NA"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("d,1,0,,", "t.csv:4: place: 'd' is not one of the allowed values"),
        (",1,0,,", "t.csv:4: place: the cell is empty"),
        ("a,,0,,", "t.csv:4: persons: the cell is empty"),
        ("a,many,0,,", "t.csv:4: persons: 'many' is not a number"),
        ("a,1.5,0,,", "t.csv:4: persons: 1.5 is not a whole number"),
        ("a,-1,0,,", "t.csv:4: persons: -1 is outside 0 to 100"),
        ("a,101,0,,", "t.csv:4: persons: 101 is outside 0 to 100"),
        ("a,1,1.01,,", "t.csv:4: share: 1.01 is outside 0 to 1"),
        ("a,1,nan,,", "t.csv:4: share: 'nan' is not a number"),
        ("a,1,inf,,", "t.csv:4: share: 'inf' is not a number"),
        ("a,1,0,,1999", "t.csv:4: year: 1999 is outside 2000 to 2060"),
        ("a,1,0,,2020.5", "t.csv:4: year: 2020.5 is not a whole number"),
    ],
)
def test_a_wrong_cell_is_named(folder: Path, line: str, complaint: str) -> None:
    with (folder / "t.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line},z\n")
    with pytest.raises(TableError) as error:
        read_table("t.csv", COLUMNS, folder)
    assert str(error.value) == complaint


def test_a_missing_column_is_named(folder: Path) -> None:
    with pytest.raises(TableError, match=r"^t\.csv: jobs: the column is missing$"):
        read_table("t.csv", {**COLUMNS, "jobs": whole()}, folder)


def test_a_condition_on_a_whole_table_names_its_column_and_row() -> None:
    require("t.csv", "persons", ok=True, problem="unused")
    with pytest.raises(TableError, match=r"^t\.csv: persons: sums to 3$"):
        require("t.csv", "persons", ok=False, problem="sums to 3")
    with pytest.raises(TableError, match=r"^t\.csv:7: persons: wrong$"):
        require("t.csv", "persons", ok=False, problem="wrong", row=7)
