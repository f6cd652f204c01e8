"""Reading a shipped table: every column checked, every complaint with file, row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from model.region.names import DATA


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
    frame = pd.read_csv(folder / name, dtype=str, keep_default_na=False, encoding="utf-8")
    for column, rule in columns.items():
        if column not in frame.columns:
            raise TableError(name, None, column, "the column is missing")
        frame[column] = _checked(name, column, frame[column], rule)
    return frame


def require(table: str, column: str, ok: bool, problem: str, row: int | None = None) -> None:
    """Complain about a table as a whole (a sum, a key) unless `ok`."""
    if not ok:
        raise TableError(table, row, column, problem)


def _checked(name: str, column: str, cells: "pd.Series[str]", rule: Column) -> "pd.Series[str]":
    blank = (cells == "").to_numpy()
    if blank.any() and not rule.blank:
        raise TableError(name, int(blank.argmax()) + 2, column, "the cell is empty")
    if rule.kind == "text":
        if rule.allowed is not None:
            wrong = ~(cells.isin(list(rule.allowed)).to_numpy() | blank)
            if wrong.any():
                row = int(wrong.argmax())
                raise TableError(name, row + 2, column, f"{cells.iloc[row]!r} is not one of the allowed values")
        return cells
    numbers = pd.to_numeric(cells.where(~blank, "nan"), errors="coerce").to_numpy(float)
    wrong = ~np.isfinite(numbers) & ~blank
    if wrong.any():
        row = int(wrong.argmax())
        raise TableError(name, row + 2, column, f"{cells.iloc[row]!r} is not a number")
    for bound, outside in ((rule.low, numbers < (rule.low or 0)), (rule.high, numbers > (rule.high or 0))):
        if bound is not None and (outside & ~blank).any():
            row = int((outside & ~blank).argmax())
            raise TableError(name, row + 2, column, f"{cells.iloc[row]} is outside {rule.low} to {rule.high}")
    if rule.kind == "int":
        fractional = (numbers != np.floor(numbers)) & ~blank
        if fractional.any():
            row = int(fractional.argmax())
            raise TableError(name, row + 2, column, f"{cells.iloc[row]} is not a whole number")
        if not blank.any():
            return pd.Series(numbers.astype(np.int64), index=cells.index)
    return pd.Series(numbers, index=cells.index)
