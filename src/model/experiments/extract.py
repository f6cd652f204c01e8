"""The rows of one run that a comparison needs, and a digest of all of them by year; run after run, one in memory."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet as pq

from model.experiments.store import StoreError

KEYS: Final = ("level", "area_id", "indicator", "unit")
CELL: Final = (*KEYS, "year")
"""What names a value."""
_WIDTHS: Final = (4, 14, 14, 12)
_YEAR_BITS: Final = 12

Floats = NDArray[np.float64]
Wanted = Callable[[str, str], bool]
"""Whether the rows of a level and an indicator are needed."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What was taken from one run."""

    cells: NDArray[np.int64]
    """Numbers of its cells, ascending; `Extractor.names` says what they mean."""
    values: Floats
    years: NDArray[np.int64]
    """All years of the run, ascending, those without wanted rows too."""
    counts: NDArray[np.int64]
    """Rows of each year."""
    digests: NDArray[np.uint64]
    """Of all rows of each year, whatever their order; unequal digests mean unequal rows."""


class Extractor:
    """Reads runs.

    Args:
        wanted: which levels and indicators; all if None.
        areas: which areas; all if empty.
    """

    def __init__(self, wanted: Wanted | None = None, areas: Sequence[str] = ()) -> None:
        self._wanted = wanted
        self._areas = frozenset(areas)
        self._words: tuple[dict[str, int], ...] = tuple({} for _ in KEYS)
        self._tables: dict[tuple[str, ...], tuple[NDArray[np.int64], NDArray[np.uint64]]] = {}
        self._masks: dict[tuple[tuple[str, ...], ...], NDArray[np.bool_]] = {}

    def read(self, path: str | Path) -> Extract:
        """Take what is wanted from indicators.parquet.

        Raises:
            StoreError: there is no such file, or a cell stands in it twice.
        """
        codes, words, year, value = _columns(Path(path))
        tables = [self._table(k, names) for k, names in enumerate(words)]
        keep = np.flatnonzero(self._mask(words[0], words[2])[codes[0], codes[2]])
        if self._areas:
            inside = np.array([name in self._areas for name in words[1]], bool)
            keep = keep[inside[codes[1][keep]]]
        number = np.zeros(keep.size, np.int64)
        for (ids, _), code, width in zip(tables, codes, _WIDTHS, strict=True):
            number = (number << width) | ids[code[keep]]
        number = (number << _YEAR_BITS) | year[keep]
        order = np.argsort(number)
        number = number[order]
        if (number[1:] == number[:-1]).any():
            raise StoreError(f"{path} has two rows of one level, area, indicator and year")
        years, counts, digests = _digest(
            [table[code] for (_, table), code in zip(tables, codes, strict=True)], year, value
        )
        return Extract(number, value[keep][order], years, counts, digests)

    def names(self, cells: NDArray[np.int64]) -> pd.DataFrame:
        """Level, area_id, indicator, unit and year of cells."""
        rest = cells >> _YEAR_BITS
        columns: dict[str, object] = {"year": year_of(cells)}
        for key, width, words in reversed(list(zip(KEYS, _WIDTHS, self._words, strict=True))):
            columns[key] = np.array(list(words), object)[rest & ((1 << width) - 1)]
            rest = rest >> width
        return pd.DataFrame(columns)[list(CELL)]

    def _table(self, k: int, words: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Numbers and digests of a column's words."""
        key = (KEYS[k], *words)
        if key not in self._tables:
            known = self._words[k]
            ids = np.array([known.setdefault(word, len(known)) for word in words], np.int64)
            self._tables[key] = ids, np.array([_word_digest(KEYS[k], word) for word in words], np.uint64)
        return self._tables[key]

    def _mask(self, levels: tuple[str, ...], indicators: tuple[str, ...]) -> NDArray[np.bool_]:
        key = (levels, indicators)
        if key not in self._masks:
            wanted = self._wanted or (lambda level, indicator: True)
            self._masks[key] = np.array([[wanted(level, name) for name in indicators] for level in levels], bool)
        return self._masks[key]


def year_of(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """The years of cells, from their numbers."""
    return cells & ((1 << _YEAR_BITS) - 1)


def _columns(
    path: Path,
) -> tuple[list[NDArray[np.int64]], list[tuple[str, ...]], NDArray[np.int64], Floats]:
    """Codes and words of the key columns, year and value."""
    try:
        with pq.ParquetFile(path) as file:
            table = file.read(columns=[*CELL, "value"], use_threads=False).unify_dictionaries()
    except FileNotFoundError:
        raise StoreError(f"{path.parent} has no {path.name}") from None
    codes, words = [], []
    for key in KEYS:
        column = table.column(key)
        column = (column if pa.types.is_dictionary(column.type) else column.dictionary_encode()).combine_chunks()
        column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
        codes.append(column.indices.to_numpy(zero_copy_only=False))
        words.append(tuple(column.dictionary.to_pylist()))
    year = table.column("year").to_numpy().astype(np.int64)
    return codes, words, year, table.column("value").to_numpy().astype(np.float64, copy=False)


def _digest(
    words: Sequence[NDArray[np.uint64]], year: NDArray[np.int64], value: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """Years, rows and digest of each: exclusive or over its rows of a mix of the four words and the value's bits."""
    key = words[0] + words[1] + words[2] + words[3]
    mixed = _mix(key ^ _mix(np.ascontiguousarray(value).view(np.uint64)))
    if (year[1:] < year[:-1]).any():
        order = np.argsort(year, kind="stable")
        year, mixed = year[order], mixed[order]
    first = np.flatnonzero(np.append(True, year[1:] != year[:-1])[: year.size])
    counts = np.diff(np.append(first, year.size))
    return year[first], counts, np.bitwise_xor.reduceat(mixed, first) if first.size else mixed


def _mix(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64: a bijection whose every bit depends on all bits."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def _word_digest(key: str, word: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{key}:{word}".encode(), digest_size=8).digest())
