"""What differs in the inputs, from which year on, and whether the outcomes are the same bits until then.

Draws have addresses, so two scenarios must be identical, area by area and bit by bit, until the first year in which a
lever differs. Each batch is held to this, not only the model's own tests.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.extract import Extract, Extractor, year_of
from model.experiments.gist import Gist
from model.experiments.pairing import CompareError, Pairs, RunRow
from model.experiments.store import SCENARIO

if TYPE_CHECKING:
    from model.scenario.schema.scenario import Scenario

_COLUMNS: Final = ("scenario", "key", "zh", "en", "unit", "baseline", "value", "first_year")
_BEFORE: Final = "before"


def settled(pairs: Pairs) -> "dict[str, Scenario]":
    """The scenario behind each name, that of the first seed; its runs may differ in their seed and parameter set alone.

    Raises:
        CompareError: a scenario's first and last seed have different levers that no ensemble of parameters has.
    """
    from model.experiments.calibration.priors import load_priors
    from model.scenario.schema.scenario import Scenario

    free = {prior.parameter for prior in load_priors()}

    out = {}
    for name in pairs.scenarios:
        first, *others = pairs.of(name)
        plain = first.read_scenario()
        for row in others[-1:]:
            if _but_seed(row) == _but_seed(first):
                continue
            other = row.read_scenario()
            unlike = sorted(set(_unlike_keys(plain, other)) - free - {"seed"})
            if unlike:
                seeds = f"{first.seed} and {row.seed}"
                raise CompareError(f"{name}: seeds {seeds} have different levers ({', '.join(unlike)})")
        out[name] = Scenario.model_validate(plain)
    return out


def own_parameters(pairs: Pairs) -> bool:
    """Whether each seed of the baseline has parameters of its own, so that bands hold doubt about them."""
    first, *others = pairs.of(pairs.baseline)
    plain = first.read_scenario()
    return any(set(_unlike_keys(plain, row.read_scenario())) - {"seed"} for row in others[-1:])


def _unlike_keys(one: Mapping[str, Any], other: Mapping[str, Any], above: str = "") -> list[str]:
    """Full keys whose values differ, the title apart."""
    keys = []
    for key in dict.fromkeys((*one, *other)):
        mine, yours, full = one.get(key), other.get(key), f"{above}{key}"
        if mine == yours or full == "title":
            continue
        if isinstance(mine, Mapping) and isinstance(yours, Mapping):
            keys += _unlike_keys(mine, yours, f"{full}.")
        else:
            keys.append(full)
    return keys


def _but_seed(row: RunRow) -> str:
    """The text of a run's scenario without its seed; equal texts need not be parsed twice."""
    return re.sub(r"(?m)^seed:.*\n", "", (row.folder / SCENARIO).read_text(encoding="utf-8"))


def lever_differences(pairs: Pairs, scenarios: "Mapping[str, Scenario]") -> pd.DataFrame:
    """Every lever that differs from the baseline: scenario, key, zh, en, unit, baseline, value, first_year.

    `first_year` is the first simulated year in which the lever's value differs; a lever without dates differs from
    the first simulated year.
    """
    from model.scenario.differing import differences

    base = scenarios[pairs.baseline]
    rows = []
    for name in pairs.others:
        other = scenarios[name]
        said, own = base.resolved(), other.resolved()
        for found in differences(base, other):
            if found.key != "seed":
                trail = found.key.partition("[")[0].split(".")
                first = first_year(_at(said, trail), _at(own, trail), pairs.years)
                rows.append((name, found.key, found.zh, found.en, found.unit, found.first, found.second, first))
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def first_year(one: Any, two: Any, years: tuple[int, int]) -> int:
    """The first simulated year in which two values of a lever differ.

    Dated levers are steps: each value holds until the next. Anything else counts from the first simulated year.
    """
    begins = years[0] + 1
    if not (_is_dated(one) or _is_dated(two)):
        return begins
    return next((year for year in range(begins, years[1] + 1) if _value(one, year) != _value(two, year)), years[1] + 1)


def identity_check(gist: Gist, pairs: Pairs, levers: pd.DataFrame) -> pd.DataFrame:
    """By scenario and seed: the first year in which any indicator of any area differs from the baseline's.

    Returns:
        scenario, seed, first_lever_year (NA: no lever differs), first_differing_year (NA: never), holds (nothing
        differs before a lever does; the stock of the start may, where a lever without dates shapes it), and
        differs_in: indicators that differ in that first year.
    """
    starts = levers.groupby("scenario")["first_year"].min()
    rows = []
    unlike_in = _Unlike(pairs)
    wide = gist.digests([row for name in pairs.scenarios for row in pairs.of(name)])
    years = [int(year) for year in wide.columns if year <= pairs.years[1]]
    cube = wide[years].to_numpy(object).reshape(len(pairs.scenarios), len(pairs.seeds), -1)
    for i, name in enumerate(pairs.others):
        unlike = cube[i + 1] != cube[0]
        for k, seed in enumerate(pairs.seeds):
            first = years[int(unlike[k].argmax())] if unlike[k].any() else None
            lever = int(starts[name]) if name in starts.index else None
            at_start = first == pairs.years[0] and lever == first + 1
            holds = first is None or (lever is not None and (first >= lever or at_start))
            rows.append((name, seed, lever, first, holds, unlike_in(name, seed, first)))
    columns = ["scenario", "seed", "first_lever_year", "first_differing_year", "holds", "differs_in"]
    found = pd.DataFrame(rows, columns=columns)
    return found.astype({"first_lever_year": "Int64", "first_differing_year": "Int64"})


class _Unlike:
    """Indicators that differ in a year; looked up for the first seed only, since it reads all rows of a run."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self._extractor = Extractor()

    def __call__(self, name: str, seed: int, year: int | None) -> str:
        if year is None or seed != self._pairs.seeds[0]:
            return ""
        one, two = (_of_year(taken, year) for taken in (self._read(name), self._baseline))
        cells = np.union1d(one[0], two[0])
        values = np.full((2, cells.size), np.nan)
        for side, (mine, found) in zip(values, (one, two), strict=True):
            side[np.searchsorted(cells, mine)] = found
        unlike = cells[values[0] != values[1]]  # what only one has is not a number, and unlike everything
        return ", ".join(sorted(set(self._extractor.names(unlike)["indicator"])))

    @cached_property
    def _baseline(self) -> Extract:
        return self._read(self._pairs.baseline)

    def _read(self, name: str) -> Extract:
        return self._extractor.read(self._pairs.runs[name, self._pairs.seeds[0]].table("indicators"))


def _of_year(taken: Extract, year: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Cells and values of one year."""
    here = year_of(taken.cells) == year
    return taken.cells[here], taken.values[here]


def _at(resolved: Mapping[str, Any], trail: list[str]) -> Any:
    """A value by its trail; the map that holds it where the trail goes into a dated lever."""
    value: Any = resolved
    for key in trail:
        if _is_dated(value) or not isinstance(value, Mapping) or key not in value:
            return value
        value = value[key]
    return value


def _is_dated(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(_is_year(key) for key in value)


def _is_year(key: object) -> bool:
    return key == _BEFORE or (isinstance(key, int) and 1900 < key < 2200)


def _value(value: Any, year: int) -> Any:
    """The value of a step function in a year."""
    if not _is_dated(value):
        return value
    reached = [key for key in value if key != _BEFORE and key <= year]
    return value[max(reached)] if reached else value.get(_BEFORE)
