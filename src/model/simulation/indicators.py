"""Indicators: one figure by place, summed or averaged to cities, provinces and the region.

An indicator is a numerator by place and, for a rate or a mean, a denominator by place; every level divides the
sums. So a share of the region is never a mean of shares.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.simulation.areas import LEVELS, Areas
from model.simulation.tables import frame

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Indicator:
    """A figure of one year: `scale * top / bottom` at every level, or `top` where there is no bottom."""

    name: str
    unit: str
    top: Floats
    """(199,)"""
    bottom: Floats | None = None
    """(199,) or None."""
    scale: float = 1.0
    levels: tuple[str, ...] = LEVELS
    by_area: Floats | None = None
    """(217,) values of every area, where sums over places would be wrong (moves across an area's border)."""


def values_over(indicators: Sequence[Indicator], areas: Areas) -> list[Floats]:
    """Values of every area (217,) for each indicator, NaN where the denominator is zero.

    All are summed at once, as a year has a hundred of them.
    """
    summed = [each for each in indicators if each.by_area is None]
    rates = [k for k, each in enumerate(summed) if each.bottom is not None]
    tops, bottoms = [each.top for each in summed], [each.bottom for each in summed if each.bottom is not None]
    both = areas.sums([*tops, *bottoms])
    values, below = both[: len(tops)] * np.array([each.scale for each in summed])[:, None], both[len(tops) :]
    values[rates] = np.divide(values[rates], below, out=np.full(below.shape, np.nan), where=below != 0)
    sums = iter(values)
    return [next(sums) if each.by_area is None else each.by_area for each in indicators]


def total(name: str, unit: str, by_place: NDArray[np.generic]) -> Indicator:
    """A figure that adds up: persons, jobs, firms, money."""
    return Indicator(name, unit, np.asarray(by_place, float))


def percent(name: str, part: NDArray[np.generic], whole: NDArray[np.generic]) -> Indicator:
    """A share in per cent."""
    return Indicator(name, "%", np.asarray(part, float), np.asarray(whole, float), 100.0)


def mean(name: str, unit: str, value: NDArray[np.generic], weight: NDArray[np.generic]) -> Indicator:
    """A weighted mean of a figure by place."""
    weights = np.asarray(weight, float)
    return Indicator(name, unit, np.asarray(value, float) * weights, weights)


def crossing(name: str, unit: str, by_area: Floats) -> Indicator:
    """Moves across the border of each area (217,), in or out; those inside it do not count (`Areas.crossings`)."""
    return Indicator(name, unit, np.zeros(0), by_area=by_area)


@dataclass
class IndicatorTable:
    """Collects the indicators of every year and writes them as one long table."""

    areas: Areas
    _years: list[int] = field(default_factory=list)
    _indicators: list[Indicator] = field(default_factory=list)
    _values: list[Floats] = field(default_factory=list)
    _at: dict[tuple[int, str], int] = field(default_factory=dict)

    def add(self, year: int, indicators: Sequence[Indicator]) -> None:
        """Take the indicators of one year."""
        for row, indicator in enumerate(indicators, len(self._years)):
            self._at.setdefault((year, indicator.name), row)
        self._years += [year] * len(indicators)
        self._indicators += indicators
        self._values += values_over(indicators, self.areas)

    def value(self, year: int, name: str, area_id: str = "bth") -> float:
        """One figure; the first area of that id (a province before a city of its name)."""
        row = self._at.get((year, name))
        if row is None:
            raise KeyError((year, name, area_id))
        return float(self._values[row][self.areas.ids.index(area_id)])

    def series(self, name: str, area_id: str = "bth") -> dict[int, float]:
        """One figure over the years."""
        place = self.areas.ids.index(area_id)
        return {
            year: float(values[place])
            for year, indicator, values in zip(self._years, self._indicators, self._values, strict=True)
            if indicator.name == name
        }

    def frame(self) -> pd.DataFrame:
        """The long table: year, level, area_id, indicator, unit, value (float64). Undefined values have no row."""
        allowed = {
            levels: np.isin(self.areas.level, [LEVELS.index(level) for level in levels])
            for levels in dict.fromkeys(indicator.levels for indicator in self._indicators)
        }
        shape = (len(self._values), len(self.areas.ids))
        values = np.array(self._values, float).reshape(shape)
        said = np.array([allowed[each.levels] for each in self._indicators], np.bool_).reshape(shape)
        row, area = np.nonzero(said & np.isfinite(values))
        name, names = _numbered([each.name for each in self._indicators])
        unit, units = _numbered([each.unit for each in self._indicators])
        return frame(
            {
                "year": np.array(self._years, np.int64)[row],
                "level": pd.Categorical.from_codes(self.areas.level[area], categories=list(LEVELS)),
                "area_id": _categories(area, self.areas.ids),
                "indicator": pd.Categorical.from_codes(name[row], categories=names),
                "unit": pd.Categorical.from_codes(unit[row], categories=units),
                "value": values[row, area],
            }
        )


def _numbered(words: Sequence[str]) -> tuple[NDArray[np.int16], list[str]]:
    """Each word as a number, and the words that the numbers stand for, sorted."""
    known = sorted(set(words))
    number = {word: i for i, word in enumerate(known)}
    return np.array([number[word] for word in words], np.int16), known


def _categories(codes: NDArray[np.intp], names: Sequence[str]) -> pd.Categorical:
    """Ids as a categorical whose categories are unique (Beijing is a province and a city)."""
    unique = list(dict.fromkeys(names))
    place = np.array([unique.index(name) for name in names])
    return pd.Categorical.from_codes(place[codes], categories=unique)
