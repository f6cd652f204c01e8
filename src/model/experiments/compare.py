"""Paired differences of many runs to a baseline: for any indicator, level, area and year.

The difference of a seed is d_s = x_s - y_s, scenario less baseline on the same draws. Over n seeds:

    mean d, Monte Carlo error e = sd(d) / sqrt(n), interval d +- t(n-1, 95 %) e,

and beside it what unpaired seeds would have given, with the variance ratio (var x + var y) / var d: how many times
more runs the same precision would have cost. Two scenarios are held at a time, so thousands of runs fit.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.block import Block
from model.experiments.extract import CELL, KEYS, Floats
from model.experiments.gist import Gist, opened_gist
from model.experiments.indicators import HEADLINE, TOTAL, is_total, plain_name
from model.experiments.intervals import half_width, seeds_needed, unpaired_half_width
from model.experiments.pairing import CompareError, Pairs, pair, rows_below

if TYPE_CHECKING:
    from model.scenario.schema.scenario import Scenario

_KEYS: Final = ("scenario", "level", "area_id", "indicator", "unit", "year")
_DEFAULT_PRECISION: Final = "20%"


@dataclass(frozen=True, slots=True)
class Question:
    """What to compare. Empty means: the headline; region and provinces; all years."""

    indicators: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    precision: str = _DEFAULT_PRECISION
    """Half-width wanted: a figure in the indicator's unit, or per cent of the difference (`20%`)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Differences of scenarios to a baseline, with what they rest on."""

    pairs: Pairs
    differences: pd.DataFrame
    """One row for scenario, level, area_id, indicator, unit, year: baseline_mean, scenario_mean, difference, low, high
    (90 %), mc_error, sd, unpaired_low, unpaired_high, variance_ratio, seeds, clear (of zero), seeds_needed (NaN where
    per cent are asked of a difference that is not clear of zero)."""
    levers: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Input differences: scenario, key, unit, baseline, value, first_year."""
    identity: pd.DataFrame = field(default_factory=pd.DataFrame)
    """scenario, seed, first_lever_year, first_differing_year, holds."""
    decomposition: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Change of exposure by part, where a control twin is in the folder."""
    timing: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Since when a difference is clear of zero: scenario, level, area_id, indicator, first_clear, clear_from."""
    leakage: pd.DataFrame = field(default_factory=pd.DataFrame)
    """How much of Beijing's difference of jobs and residents the whole region shares: `answers.leakage`."""
    costs: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Money for each unit of an outcome, where the runs count money: `answers.costs`."""

    def tidy(self) -> pd.DataFrame:
        """The differences, for `batch.compare("baseline")`."""
        return self.differences


def compare(
    folder: Path,
    baseline: str | None = None,
    question: Question | None = None,
    *,
    scenarios: Sequence[str] = (),
    code: str | None = None,
) -> Comparison:
    """Compare all scenarios of a folder with one of them.

    Args:
        folder: OUT of `jjj batch` or `jjj run`, with runs in OUT/SCENARIO/RUN_ID.
        baseline: the scenario that the others are held against; `baseline` if None.
        question: what to compare.
        scenarios: which scenarios; all if empty.
        code: beginning of the code hash, where runs of several codes lie side by side.

    Raises:
        CompareError: codes or scales are mixed, a pair lacks its partner, or an indicator, area or year is unknown.
    """
    from model.experiments.sameness import settled

    question = question or Question()
    rows, planned = rows_below(folder, code)
    pairs = pair(rows, baseline, scenarios, code, planned)
    with opened_gist(folder, list(pairs.runs.values())) as gist:
        return compared(gist, pairs, settled(pairs), question)


def compared(gist: Gist, pairs: Pairs, scenarios: "Mapping[str, Scenario]", question: Question) -> Comparison:
    """The comparison of runs that belong together, with all that it rests on.

    Args:
        gist: of these runs.
        pairs: the runs.
        scenarios: the scenario behind each name, from `sameness.settled`.
        question: what to compare.
    """
    from model.experiments.answers import costs, leakage, time_to_effect
    from model.experiments.sameness import identity_check, lever_differences
    from model.experiments.twins import decomposition

    found = differences(gist, pairs, question)
    levers = lever_differences(pairs, scenarios)
    return Comparison(
        pairs=pairs,
        differences=found,
        levers=levers,
        identity=identity_check(gist, pairs, levers),
        decomposition=decomposition(gist, pairs, scenarios),
        timing=time_to_effect(found),
        leakage=leakage(gist, pairs),
        costs=costs(gist, pairs),
    )


def differences(gist: Gist, pairs: Pairs, question: Question) -> pd.DataFrame:
    """The paired differences; columns as in `Comparison.differences`, sorted by their keys."""
    check(gist, pairs, question)
    names = question.indicators or tuple(known_only(gist, pairs, HEADLINE))
    base = _asked(gist, pairs, question, names, pairs.baseline)
    frames = [
        paired(base, _asked(gist, pairs, question, names, name)).assign(scenario=name) for name in sorted(pairs.others)
    ]
    found = pd.concat(frames, ignore_index=True)
    if found.empty:
        raise CompareError("nothing is left to compare: no run has these indicators for these areas and years")
    figures = [name for name in found.columns if name not in _KEYS]
    return with_intervals(found[[*_KEYS, *figures]], question.precision)


def paired(base: Block, own: Block) -> pd.DataFrame:
    """Means, variances and the standard deviation of the difference, over the seeds that have a cell in both."""
    cells = base.cells.reset_index().merge(own.cells.reset_index(), on=list(CELL), suffixes=("_base", "_own"))
    y, x = (
        np.ascontiguousarray(each.values[:, cells[f"index_{side}"]]) for side, each in (("base", base), ("own", own))
    )
    both = ~(np.isnan(x) | np.isnan(y))
    seeds = both.sum(axis=0)
    kept = seeds > 0
    x, y, both, seeds = x[:, kept], y[:, kept], both[:, kept], seeds[kept]
    mean, variance = _moments(x, both, seeds)
    base_mean, base_variance = _moments(y, both, seeds)
    difference, spread = _moments(x - y, both, seeds)
    return cells.loc[kept, list(CELL)].assign(
        seeds=seeds,
        baseline_mean=base_mean,
        scenario_mean=mean,
        difference=difference,
        sd=np.sqrt(spread),
        variance=variance,
        base_variance=base_variance,
    )


def _moments(values: Floats, there: NDArray[np.bool_], seeds: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Mean and variance over seeds, one after another, of what is there; no variance of a single seed."""
    mean: Floats = np.where(there, values, 0.0).sum(axis=0) / seeds
    squares = (np.where(there, values - mean, 0.0) ** 2).sum(axis=0)
    return mean, np.divide(squares, seeds - 1, out=np.full(mean.shape, np.nan), where=seeds > 1)


def _asked(gist: Gist, pairs: Pairs, question: Question, names: Sequence[str], scenario: str) -> Block:
    """What is asked of one scenario, sums over the years included."""
    levels = question.levels or (() if question.areas else ("region", "province"))
    rows, last = pairs.of(scenario), pairs.years[1]
    plain = [name for name in names if not is_total(name)]
    summed = [plain_name(name) for name in names if is_total(name)]
    found = gist.block(rows, [*plain, *summed], levels, question.areas, last)
    total = _summed(found, summed)
    here = found.cells["indicator"].isin(plain).to_numpy()
    cells = pd.concat([found.cells[here], total.cells], ignore_index=True)
    values = np.concatenate([found.values[:, here], total.values], axis=1)
    order = cells.sort_values(list(CELL)).index.to_numpy()
    if question.years:
        order = order[cells["year"].isin(question.years).to_numpy()[order]]
    return Block(cells.iloc[order].reset_index(drop=True), values[:, order])


def _summed(block: Block, names: Sequence[str]) -> Block:
    """Sums over the years so far; cells of a block are sorted, the year last."""
    here = block.cells["indicator"].isin(names).to_numpy()
    cells, values = block.cells[here], block.values[:, here]
    series = cells.groupby(list(KEYS), sort=False).ngroup().to_numpy()
    out = np.full(values.shape, np.nan)
    first = np.flatnonzero(np.append(True, series[1:] != series[:-1])[: series.size])
    for low, high in pairwise([*first, series.size]):
        part = values[:, low:high]
        out[:, low:high] = np.where(np.isnan(part), np.nan, np.cumsum(np.nan_to_num(part), axis=1))
    return Block(cells.assign(indicator=cells["indicator"] + TOTAL), out)


def with_intervals(found: pd.DataFrame, precision: str = _DEFAULT_PRECISION) -> pd.DataFrame:
    """Add intervals, error, variance ratio and seeds needed to means and standard deviations."""
    seeds, mean, sd = (found[name].to_numpy() for name in ("seeds", "difference", "sd"))
    sd = sd.astype(float)
    variance, base = found["variance"].to_numpy(float), found["base_variance"].to_numpy(float)
    half, free = half_width(sd, seeds), unpaired_half_width(variance, base, seeds)
    out = found.drop(columns=["variance", "base_variance"])
    out["low"], out["high"] = mean - half, mean + half
    out["mc_error"] = sd / np.sqrt(seeds)
    out["unpaired_low"], out["unpaired_high"] = mean - free, mean + free
    out["variance_ratio"] = np.divide(variance + base, sd**2, out=np.full(sd.shape, np.nan), where=sd > 0)
    out["clear"] = np.where(np.isnan(half), False, np.abs(mean) > half)
    needed = seeds_needed(sd, wanted_half_width(precision, mean))
    relative = precision.strip().endswith("%")
    out["seeds_needed"] = np.where(out["clear"] | (not relative), needed, np.nan)
    return out


def wanted_half_width(precision: str, mean: np.ndarray) -> np.ndarray:
    """The half-width that a precision asks for, for each difference.

    Raises:
        CompareError: it is neither a positive figure nor per cent.
    """
    said = re.fullmatch(r"\s*(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*(%?)\s*", precision)
    if said is None or float(said[1]) <= 0:
        raise CompareError(
            f"--precision {precision}: give a half-width above 0 in the indicator's unit, or per cent, as 20%"
        )
    amount = float(said[1])
    return np.abs(mean) * amount / 100 if said[2] else np.full(np.shape(mean), amount)


def known_only(gist: Gist, pairs: Pairs, names: Sequence[str]) -> list[str]:
    """Those of some indicators that the baseline has."""
    there = known(gist, pairs, "indicator")
    return [name for name in names if plain_name(name) in there]


def check(gist: Gist, pairs: Pairs, question: Question) -> None:
    """Refuse what no run has, with the nearest name.

    Raises:
        CompareError: an indicator, level, area or year is unknown.
    """
    from difflib import get_close_matches

    wanted_half_width(question.precision, np.zeros(1))
    asked = (
        ("indicator", [plain_name(name) for name in question.indicators]),
        ("level", list(question.levels)),
        ("area_id", list(question.areas)),
    )
    for column, names in asked:
        if not names:
            continue
        there = known(gist, pairs, column)
        for name in names:
            if name not in there:
                close = get_close_matches(name, there, n=1)
                hint = f"; did you mean {close[0]}?" if close else ""
                what = {"area_id": "area"}.get(column, column)
                raise CompareError(f"the runs have no {what} {name}{hint}")
    first, last = pairs.years
    for year in question.years:
        if not first <= year <= last:
            raise CompareError(f"year {year} is not in the runs, which have {first} to {last}")


def known(gist: Gist, pairs: Pairs, column: str) -> list[str]:
    """Values of a column, from the first run of the baseline alone."""
    return gist.words(pairs.of(pairs.baseline)[0], column)
