"""The hash of a run's results: over columns, dtypes and values in sorted order, never over the bytes of files."""

import hashlib
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MEASURES: Final = frozenset({"value", "persons", "rain24_mm", "rain72_mm", "exposed", "affected", "loss", "deaths"})
"""Columns that are measured; all others say what is measured, and no two rows of a table say the same."""

_FIRST: Final = ("year", "kind", "cause", "place_id", "sex")
"""Keys by which tables are written, so that sorting finds them nearly sorted."""
_DENSE: Final = 4
_ROOM: Final = 2**62


class DuplicateRowError(ValueError):
    """Two rows of a result table speak of the same thing, so that no sum over the table can be right."""


def results_sha256(tables: Mapping[str, pd.DataFrame]) -> str:
    """One hash over all tables, by name; equal for equal results, whatever the order of rows or columns.

    Raises:
        DuplicateRowError: a table has two rows for one key.
    """
    return joint_sha256({name: table_sha256(table, name) for name, table in tables.items()})


def joint_sha256(tables: Mapping[str, str]) -> str:
    """One hash from the hashes of the tables by name."""
    return hashlib.sha256("".join(f"{name}:{tables[name]}\n" for name in sorted(tables)).encode()).hexdigest()


def table_sha256(table: pd.DataFrame, name: str = "table") -> str:
    """Hash of one table: columns by name, rows by their keys; text by its letters, numbers by their bits.

    Text is the same as a category, as an object or as a pandas string.

    Raises:
        DuplicateRowError: two rows have one key.
    """
    columns = {column: _Column.of(table[column]) for column in sorted(map(str, table.columns))}
    said = {key for key, column in columns.items() if not column.kind.startswith("float")} - MEASURES
    keys = sorted(said, key=lambda key: (_FIRST.index(key) if key in _FIRST else len(_FIRST), key))
    order = _order([columns[key] for key in keys], len(table), name)
    digest = hashlib.sha256(f"{len(table)} rows\n".encode())
    for key, column in columns.items():
        digest.update(f"{key}: {column.kind}\n".encode())
        digest.update("\0".join(column.words).encode())
        values = column.values[order]
        digest.update(np.ascontiguousarray(values).view(np.uint8).data)
    return digest.hexdigest()


class _Column:
    """A column as numbers: text as the rank of its word among the words that occur."""

    def __init__(self, kind: str, words: list[str], values: NDArray[np.generic]) -> None:
        self.kind = kind
        self.words = words
        self.values = values

    @classmethod
    def of(cls, column: "pd.Series") -> "_Column":
        if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iufb":
            return cls(column.dtype.newbyteorder("=").name, [], column.to_numpy())
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes = np.asarray(column.cat.codes, np.int64)
            names = [str(category) for category in column.cat.categories]
        else:
            codes, found = pd.factorize(column)
            codes, names = np.asarray(codes, np.int64), [str(word) for word in found]
        if codes.size and codes.min() < 0:
            raise ValueError(f"{column.name}: a cell of a result table is empty")
        occurs = np.bincount(codes, minlength=len(names)) > 0
        words = sorted(name for name, here in zip(names, occurs, strict=True) if here)
        rank = {word: i for i, word in enumerate(words)}
        small = np.min_scalar_type(max(len(words) - 1, 0))
        ranks = np.array([rank.get(name, 0) for name in names], small)
        return cls("text", words, ranks[codes] if codes.size else np.zeros(0, small))


def _order(keys: list[_Column], rows: int, name: str) -> NDArray[np.intp]:
    """Rows by their keys, the first key first: one number per row, because one sort is cheaper than many."""
    position = np.zeros(rows, np.int64)
    room = 1
    for key in keys:
        low = int(key.values.min()) if rows else 0
        span = int(key.values.max()) - low + 1 if rows else 1
        position *= span
        position += key.values.astype(np.int64, copy=False)
        position -= low
        room *= span
    if room > _ROOM:
        raise ValueError(f"{name}: the keys have {room:.1e} combinations, more than can be numbered")
    if room <= _DENSE * rows:
        # Nearly every combination has its row, as in a population: no sort is needed.
        row_at = np.full(room, -1, np.int64)
        row_at[position] = np.arange(rows)
        order = row_at[row_at >= 0]
    else:
        order = np.argsort(position, kind="stable")
        in_order = position[order]
        order = order[np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1])[:rows])]
    if order.size < rows:
        twice = int(np.setdiff1d(np.arange(rows), order)[0])
        raise DuplicateRowError(f"{name}: row {twice} has the same key as another row")
    return order
