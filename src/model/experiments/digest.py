"""The hash of a run's results: over columns, dtypes and values in sorted order, never over the bytes of files."""

import hashlib
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MEASURES = frozenset({"value", "persons", "rain24_mm", "rain72_mm", "exposed", "affected", "loss", "deaths"})
"""Columns that are measured; all others say what is measured, and no two rows of a table say the same."""

_FIRST = ("year", "kind", "cause", "place_id", "sex")
"""Keys by which tables are written, so that sorting finds them nearly sorted."""


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
    keys = sorted(columns.keys() - MEASURES, key=lambda key: (_FIRST.index(key) if key in _FIRST else len(_FIRST), key))
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
        ranks = np.array([rank.get(name, 0) for name in names], np.int32)
        return cls("text", words, ranks[codes] if codes.size else np.zeros(0, np.int32))


def _order(keys: list[_Column], rows: int, name: str) -> NDArray[np.intp]:
    """Rows by their keys, the first key first; one number per row, because one sort is cheaper than many."""
    position = np.zeros(rows, np.int64)
    for key in keys:
        values = key.values.astype(np.int64)
        low = int(values.min()) if rows else 0
        span = int(values.max()) - low + 1 if rows else 1
        position = position * span + (values - low)
    order = np.argsort(position, kind="stable")
    in_order = position[order]
    same = np.flatnonzero(in_order[1:] == in_order[:-1])
    if same.size:
        twice = int(order[same[0] + 1])
        raise DuplicateRowError(f"{name}: row {twice} has the same key as another row")
    return order
