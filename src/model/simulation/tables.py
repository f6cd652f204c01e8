"""The tables of people, flows and events that a run leaves, built from the arrays of its years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import OUTSIDE

Number = TypeVar("Number", bound=np.generic)

SEXES = ("male", "female")


def population_table(years: Mapping[int, NDArray[np.int64]], place_ids: Sequence[str]) -> pd.DataFrame:
    """year, place_id, sex, age, persons from stocks (199, 2, 101) by year; every combination has a row."""
    stocks = np.stack(list(years.values()))
    number, places, sexes, ages = stocks.shape
    sex = np.tile(np.repeat(np.arange(sexes, dtype=np.int8), ages), number * places)
    place = np.tile(np.repeat(np.arange(places, dtype=np.int16), sexes * ages), number)
    return frame(
        {
            "year": np.repeat(np.array(list(years), np.int64), places * sexes * ages),
            "place_id": pd.Categorical.from_codes(place, categories=list(place_ids)),
            "sex": pd.Categorical.from_codes(sex, categories=list(SEXES)),
            "age": np.tile(np.arange(ages, dtype=np.int64), number * places * sexes),
            "persons": stocks.ravel(),
        }
    )


def frame(columns: Mapping[str, "pd.Categorical | NDArray[Any]"]) -> pd.DataFrame:
    """A table of these columns as they are: pandas would copy all numbers of one type into one block."""
    return pd.DataFrame(dict(columns), copy=False)


@dataclass
class FlowTable:
    """Collects who and what went where, by year, kind and cause."""

    place_ids: Sequence[str]
    city_ids: Sequence[str]
    _parts: list[tuple[int, str, str, NDArray[np.intp], NDArray[np.float64], bool]] = field(default_factory=list)
    """Year, kind, cause, cells and values of each matrix, and whether it is one of cities."""

    def add(self, year: int, kind: str, cause: str, matrix: NDArray[np.generic], *, cities: bool = False) -> None:
        """Take a matrix of flows, origin by destination; the last row and column stand for `outside`."""
        cells = np.flatnonzero(matrix != 0)  # most are zero, and whether is sooner said of a truth than of a number
        if cells.size:
            self._parts.append((year, kind, cause, cells, matrix.ravel()[cells].astype(float), cities))

    def frame(self) -> pd.DataFrame:
        """year, kind, cause, origin_id, destination_id, value; only flows that are not zero."""
        ids = [*self.place_ids, *self.city_ids, OUTSIDE]
        categories = list(dict.fromkeys(ids))
        kinds = list(dict.fromkeys(part[1] for part in self._parts))
        causes = list(dict.fromkeys(part[2] for part in self._parts))
        counts = [part[3].size for part in self._parts]
        origin, destination = self._codes(categories)
        return frame(
            {
                "year": np.repeat(np.array([part[0] for part in self._parts], np.int64), counts),
                "kind": pd.Categorical.from_codes(
                    np.repeat(np.array([kinds.index(part[1]) for part in self._parts], int), counts), kinds
                ),
                "cause": pd.Categorical.from_codes(
                    np.repeat(np.array([causes.index(part[2]) for part in self._parts], int), counts), causes
                ),
                "origin_id": pd.Categorical.from_codes(origin, categories),
                "destination_id": pd.Categorical.from_codes(destination, categories),
                "value": _joined([part[4] for part in self._parts], np.float64),
            }
        )

    def _codes(self, categories: list[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Categories of the origins and of the destinations of all cells."""
        by_place = np.array([categories.index(name) for name in (*self.place_ids, OUTSIDE)])
        by_city = np.array([categories.index(name) for name in (*self.city_ids, OUTSIDE)])
        origins, destinations = [], []
        for _, _, _, cells, _, cities in self._parts:
            codes = by_city if cities else by_place
            origin, destination = np.divmod(cells, codes.size)
            origins.append(codes[origin])
            destinations.append(codes[destination])
        return _joined(origins, np.intp), _joined(destinations, np.intp)


def _joined(parts: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
