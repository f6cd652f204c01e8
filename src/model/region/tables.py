"""Reading a shipped table: every column checked, every complaint with file, row and column."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import DATA

Cells = NDArray[np.object_]


class TableError(ValueError):
    """A shipped table does not hold what the model needs; the message names file, row and column."""

    def __init__(self, table: str, row: int | None, column: str, problem: str) -> None:
        place = f"{table}" if row is None else f"{table}:{row}"
        super().__init__(f"{place}: {column}: {problem}")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may hold. `kind` is text, int or float; bounds are inclusive."""

    kind: str = "text"
    low: float | None = None
    high: float | None = None
    allowed: frozenset[str] | None = None
    blank: bool = False


def text(allowed: Sequence[str] | None = None, *, blank: bool = False) -> Column:
    """A column of text, of the allowed values only if these are given."""
    return Column("text", allowed=None if allowed is None else frozenset(allowed), blank=blank)


def whole(low: float | None = None, high: float | None = None, *, blank: bool = False) -> Column:
    """A column of whole numbers."""
    return Column("int", low, high, blank=blank)


def real(low: float | None = None, high: float | None = None, *, blank: bool = False) -> Column:
    """A column of finite numbers."""
    return Column("float", low, high, blank=blank)


def read_table(name: str, columns: Mapping[str, Column], folder: Path = DATA) -> pd.DataFrame:
    """Read `name` from the shipped data and check the columns named; others are kept as text.

    Rows of a complaint are counted as an editor counts lines (the header is line 1).

    Raises:
        TableError: a column is missing, a cell is blank, not a number, out of range or not allowed.
    """
    cells: dict[str, NDArray[Any]] = dict(_cells(name, folder))
    for column, rule in columns.items():
        if column not in cells:
            raise TableError(name, None, column, "the column is missing")
        cells[column] = _checked(name, column, cells[column], rule)
    rows = pd.RangeIndex(next(iter(cells.values())).size)
    # Text stays Python's own: pandas would guess a type for it, and be slow at handing out single cells.
    series = {name: pd.Series(values, rows, values.dtype, copy=False) for name, values in cells.items()}
    return pd.DataFrame(series, copy=False)


def require(table: str, column: str, ok: bool, problem: str, row: int | None = None) -> None:
    """Complain about a table as a whole (a sum, a key) unless `ok`."""
    if not ok:
        raise TableError(table, row, column, problem)


def _cells(name: str, folder: Path) -> dict[str, Cells]:
    """Columns of text by name. The csv module reads these small tables in a fifth of the time of pandas."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        header, *rows = filter(None, csv.reader(file))
    if set(map(len, rows)) - {len(header)}:
        row = next(i for i, cells in enumerate(rows) if len(cells) != len(header))
        raise TableError(name, row + 2, header[0], f"{len(rows[row])} cells, not {len(header)}")
    return {column: np.array(cells, object) for column, cells in zip(header, zip(*rows, strict=True), strict=True)}


def _checked(name: str, column: str, cells: Cells, rule: Column) -> NDArray[Any]:
    blank = cells == ""
    if blank.any() and not rule.blank:
        raise TableError(name, int(blank.argmax()) + 2, column, "the cell is empty")
    if rule.kind == "text":
        unknown = set() if rule.allowed is None else set(cells) - rule.allowed - {""}
        if unknown:
            row = next(i for i, cell in enumerate(cells) if cell in unknown)
            raise TableError(name, row + 2, column, f"{cells[row]!r} is not one of the allowed values")
        return cells
    numbers = pd.to_numeric(np.where(blank, "nan", cells), errors="coerce").astype(float)
    wrong = ~np.isfinite(numbers) & ~blank
    if wrong.any():
        row = int(wrong.argmax())
        raise TableError(name, row + 2, column, f"{cells[row]!r} is not a number")
    for bound, outside in ((rule.low, numbers < (rule.low or 0)), (rule.high, numbers > (rule.high or 0))):
        if bound is not None and (outside & ~blank).any():
            row = int((outside & ~blank).argmax())
            raise TableError(name, row + 2, column, f"{cells[row]} is outside {rule.low} to {rule.high}")
    if rule.kind == "int":
        fractional = (numbers != np.floor(numbers)) & ~blank
        if fractional.any():
            row = int(fractional.argmax())
            raise TableError(name, row + 2, column, f"{cells[row]} is not a whole number")
        if not blank.any():
            return np.asarray(numbers, np.int64)
    return np.asarray(numbers, float)
