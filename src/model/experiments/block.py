"""Cells of some runs side by side: one row a run, one column a level, area, indicator, unit and year."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.experiments.extract import CELL, Floats

Part = tuple[list[int], pd.DataFrame, Floats]
"""Runs by their place in the block, cells, values."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some cells of some runs."""

    cells: pd.DataFrame
    """level, area_id, indicator, unit, year, sorted; one row a column of `values`."""
    values: Floats
    """(runs, cells); NaN where a run has no such row."""

    def grid(self, indicator: str, areas: Sequence[str], years: Sequence[int]) -> Floats:
        """One indicator (runs, areas, years); NaN where there is nothing."""
        here = np.flatnonzero((self.cells["indicator"] == indicator).to_numpy())
        pairs = zip(self.cells["area_id"].to_numpy()[here], self.cells["year"].to_numpy()[here], strict=True)
        place = dict(zip(pairs, here.tolist(), strict=True))
        empty = np.append(self.values, np.full((len(self.values), 1), np.nan), axis=1)
        where = [[place.get((area, year), -1) for year in years] for area in areas]
        found: Floats = empty[:, np.array(where, np.int64).reshape(len(areas), len(years))]
        return found


def joined(parts: Sequence[Part], runs: int, last: int | None = None) -> Block:
    """One block of parts; NaN where a run lacks what another has.

    Args:
        parts: tables of cells that are the same may be one object.
        runs: rows of the block.
        last: last year kept.
    """
    tables = {id(cells): cells for _, cells, _ in parts}
    if not tables:
        return Block(pd.DataFrame(columns=list(CELL)).astype({"year": np.int64}), np.full((runs, 0), np.nan))
    cells = pd.concat(tables.values()).drop_duplicates()
    cells = cells[cells["year"] <= last] if last is not None else cells
    cells = cells.sort_values(list(CELL), ignore_index=True)
    place = {cell: k for k, cell in enumerate(cells.itertuples(index=False, name=None))}
    columns = {
        key: np.array([place.get(cell, -1) for cell in table.itertuples(index=False, name=None)], np.int64)
        for key, table in tables.items()
    }
    values = np.full((runs, len(cells)), np.nan)
    for at, table, found in parts:
        where = columns[id(table)]
        values[np.ix_(np.array(at), where[where >= 0])] = found[:, where >= 0]
    return Block(cells, values)
