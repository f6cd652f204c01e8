"""Scenario discovery: boxes of the factors in which the cases of interest are dense (PRIM; Friedman, Fisher 1999).

Peeling takes from the box that slice, a twentieth of what is left at one end of one factor (or one value of a factor of
words), without which the mean of the cases is highest; it ends at the least mass. Pasting gives back slices as long
as the mean does not fall. The next box is sought in what is left (covering). A restriction is kept only where it
matters: its quasi p-value (Bryant, Lempert 2010) is the chance that the box without it, density q over n points, would
show as many cases among as many points, P(X >= k), X ~ Binomial(n_box, q).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

Mask = NDArray[np.bool_]
Limits = dict[str, tuple[float, float] | frozenset[Any]]
"""By factor: lowest and highest value inside, or the values inside; factors that are free do not stand here."""

PEEL: Final = 0.05
"""Share of what is left that a slice takes."""
PASTE: Final = 0.05
LEAST: Final = 0.05
"""Share of all points below which no box falls."""


@dataclass(frozen=True)
class Box:
    """What a box says, and how well it holds the cases."""

    limits: Limits
    coverage: float
    """Share of all cases that lie inside."""
    density: float
    """Share of the points inside that are cases."""
    mass: float
    """Share of all points that lie inside."""

    @property
    def balance(self) -> float:
        """Harmonic mean of coverage and density: by it one box of the way is proposed."""
        both = self.coverage + self.density
        return 2.0 * self.coverage * self.density / both if both > 0 else 0.0


@dataclass(frozen=True)
class Found:
    """A box with the way to it."""

    box: Box
    chances: Mapping[str, float]
    """Quasi p-value of each restriction."""
    way: tuple[Box, ...]
    """Boxes of the peeling, from all points on."""


def inside(points: pd.DataFrame, limits: Limits) -> Mask:
    """Which points lie in a box."""
    held = np.ones(len(points), np.bool_)
    for name, limit in limits.items():
        column = points[name]
        if isinstance(limit, frozenset):
            held &= column.isin(limit).to_numpy()
        else:
            held &= ((column >= limit[0]) & (column <= limit[1])).to_numpy()
    return held


def discover(
    points: pd.DataFrame, cases: Mask, boxes: int = 3, peel: float = PEEL, least: float = LEAST
) -> list[Found]:
    """Boxes one after another, each from the points that earlier ones left, until none is denser than what is left.

    Args:
        points: one row a point, one column a factor; numbers are ordered, words are not.
        cases: which points are of interest.
        boxes: most boxes.
        peel: share of a slice.
        least: least share of all points in a box.

    Raises:
        ValueError: no point is a case, or all are.
    """
    if not cases.any() or cases.all():
        raise ValueError("none or all of the points are cases: nothing tells them apart")
    left = np.ones(len(points), np.bool_)
    found: list[Found] = []
    for _ in range(boxes):
        if not (cases & left).any() or left.mean() <= least:
            break
        one = _one(points[left], cases[left], int(cases.sum()), len(points), peel, least)
        if not one.box.limits:
            break
        found.append(one)
        left &= ~inside(points, one.box.limits)
    return found


def _one(points: pd.DataFrame, cases: Mask, all_cases: int, everyone: int, peel: float, least: float) -> Found:
    fewest = max(1, round(least * everyone))
    held = np.ones(len(points), np.bool_)

    def box_of(mask: Mask) -> Box:
        return Box(
            _limits(points, mask),
            float(cases[mask].sum() / all_cases),
            float(cases[mask].mean()),
            float(mask.sum() / everyone),
        )

    way = [(box_of(held), held)]
    while True:
        best = max(
            (each for each in _slices(points, held, peel) if each.sum() >= fewest),
            key=lambda each: (float(cases[each].mean()), int(each.sum())),
            default=None,
        )
        if best is None:
            break
        held = best
        way.append((box_of(held), held))
    _, chosen = max(way, key=lambda pair: (pair[0].balance, pair[0].mass))
    limits, chances = _pruned(points, cases, _limits(points, _pasted(points, cases, chosen)))
    box = replace(box_of(inside(points, limits)), limits=limits)
    return Found(box, chances, tuple(each for each, _ in way))


def _slices(points: pd.DataFrame, held: Mask, peel: float) -> Iterator[Mask]:
    """What is left after each possible peeling."""
    here = points[held]
    for name, column in points.items():
        own = here[name]
        if not pd.api.types.is_numeric_dtype(own):
            values = own.unique()
            if len(values) > 1:
                for value in values:
                    yield held & (column != value).to_numpy()
            continue
        low, high = np.quantile(own, [peel, 1.0 - peel])
        if own.min() < own.max():
            # Values that many points share go together: the slice ends behind them.
            upper = low if low > own.min() else own[own > low].min()
            lower = high if high < own.max() else own[own < high].max()
            yield held & (column >= upper).to_numpy()
            yield held & (column <= lower).to_numpy()


def _pasted(points: pd.DataFrame, cases: Mask, held: Mask) -> Mask:
    """Give back slices at the ends of restricted factors as long as the density does not fall."""
    while True:
        limits = _limits(points, held)
        best, wider = (float(cases[held].mean()), int(held.sum())), None
        for name, limit in limits.items():
            others = inside(points, {key: one for key, one in limits.items() if key != name})
            column = points[name]
            options: list[Mask] = []
            if isinstance(limit, frozenset):
                options = [others & column.isin(limit | {value}).to_numpy() for value in set(column) - limit]
            else:
                number = max(1, round(PASTE * held.sum()))
                below, above = (np.sort(column[others & side]) for side in (column < limit[0], column > limit[1]))
                if below.size:
                    low = below[-min(number, below.size)]
                    options.append(others & ((column >= low) & (column <= limit[1])).to_numpy())
                if above.size:
                    high = above[min(number, above.size) - 1]
                    options.append(others & ((column >= limit[0]) & (column <= high)).to_numpy())
            for option in options:
                value = (float(cases[option].mean()), int(option.sum()))
                if value > best:
                    best, wider = value, option
        if wider is None:
            return held
        held = wider


def _pruned(points: pd.DataFrame, cases: Mask, limits: Limits) -> tuple[Limits, dict[str, float]]:
    """Drop restrictions without which the box is no less dense; the quasi p-values of those that stay."""
    held = inside(points, limits)
    density, chances = float(cases[held].mean()), {}
    for name in limits:
        fewer = {key: limit for key, limit in limits.items() if key != name}
        free = float(cases[inside(points, fewer)].mean())
        if free >= density:
            return _pruned(points, cases, fewer)
        chances[name] = float(binom.sf(cases[held].sum() - 1, held.sum(), free))
    return limits, chances


def _limits(points: pd.DataFrame, held: Mask) -> Limits:
    """Ends of a box by factor; a factor whose ends are those of all points is free."""
    out: Limits = {}
    here = points[held]
    for name, column in points.items():
        own = here[name]
        if pd.api.types.is_numeric_dtype(column):
            low, high = float(own.min()), float(own.max())
            if low > column.min() or high < column.max():
                out[str(name)] = (low, high)
        elif own.nunique() < column.nunique():
            out[str(name)] = frozenset(own)
    return out


def tables_of(found: list[Found], points: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Boxes and the ways to them as tables.

    Returns:
        Limits, one row a box and restricted factor, surest first: box, coverage, density, mass, factor, low, high
        (NaN for words), inside, range (both in words), share_low, share_high (of the way through the factor's range),
        chance; and the way, one row a step: box, step, coverage, density, mass, factors (restricted), chosen.
    """
    rows, steps = [], []
    for number, one in enumerate(found, 1):
        figures = (number, one.box.coverage, one.box.density, one.box.mass)
        surest = sorted(one.box.limits, key=lambda key: one.chances[key])
        rows += [(*figures, key, *_said(points[key], one.box.limits[key]), one.chances[key]) for key in surest]
        best = max(range(len(one.way)), key=lambda k: (one.way[k].balance, one.way[k].mass))
        steps += [
            (number, k, box.coverage, box.density, box.mass, len(box.limits), k == best)
            for k, box in enumerate(one.way)
        ]
    figures_of_box = ["box", "coverage", "density", "mass"]
    columns = [*figures_of_box, "factor", "low", "high", "inside", "range", "share_low", "share_high", "chance"]
    way = ["box", "step", "coverage", "density", "mass", "factors", "chosen"]
    return pd.DataFrame(rows, columns=columns), pd.DataFrame(steps, columns=way)


def _said(column: "pd.Series[Any]", limit: tuple[float, float] | frozenset[Any]) -> tuple[Any, ...]:
    """low, high, inside, range, share_low, share_high of a restriction."""
    if isinstance(limit, frozenset):
        every = sorted(map(str, set(column)))
        held = sorted(map(str, limit))
        first, last = every.index(held[0]) / len(every), (every.index(held[-1]) + 1) / len(every)
        return np.nan, np.nan, " ".join(held), " ".join(every), first, last
    low, high = float(column.min()), float(column.max())
    width = (high - low) or 1.0
    inside_words = f"{limit[0]:.4g} to {limit[1]:.4g}"
    return *limit, inside_words, f"{low:.4g} to {high:.4g}", (limit[0] - low) / width, (limit[1] - low) / width
