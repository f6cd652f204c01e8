"""Paired differences of many runs to a baseline: for any indicator, level, area and year.

The difference of a seed is d_s = x_s - y_s, scenario less baseline on the same draws. Over n seeds:

    mean d, Monte Carlo error e = sd(d) / sqrt(n), interval d +- t(n-1, 95 %) e,

and beside it what unpaired seeds would have given, with the variance ratio (var x + var y) / var d: how many times
more runs the same precision would have cost. Only these sums leave duckdb, so thousands of runs fit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from model.experiments.intervals import half_width, seeds_needed, unpaired_half_width
from model.experiments.pairing import CompareError, Pairs, pair, rows_below
from model.experiments.reading import frame, opened, table_of

if TYPE_CHECKING:
    import duckdb

HEADLINE: Final = (
    "population",
    "share_65p",
    "dependency_total",
    "jobs",
    "relocated_jobs_total",
    "gdp",
    "exposure_20mm_expected",
    "affected_expected",
    "loss_expected",
    "loss_realised_total",
)
"""What is compared if nobody asks for anything else."""
TOTAL: Final = "_total"
"""Suffix of an indicator's sum over the years so far: `relocated_jobs_total`, `loss_realised_total`."""
LEVELS: Final = ("region", "province", "city", "place")
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
    threads: int | None = None,
) -> Comparison:
    """Compare all scenarios of a folder with one of them.

    Args:
        folder: OUT of `jjj batch` or `jjj run`, with runs in OUT/SCENARIO/RUN_ID.
        baseline: the scenario that the others are held against; `baseline` if None.
        question: what to compare.
        scenarios: which scenarios; all if empty.
        code: beginning of the code hash, where runs of several codes lie side by side.
        threads: threads of duckdb.

    Raises:
        CompareError: codes or scales are mixed, a pair lacks its partner, or an indicator, area or year is unknown.
    """
    from model.experiments.answers import costs, leakage, time_to_effect
    from model.experiments.sameness import identity_check, lever_differences, settled
    from model.experiments.twins import decomposition

    question = question or Question()
    rows, planned = rows_below(folder, code)
    pairs = pair(rows, baseline, scenarios, code, planned)
    with opened(list(pairs.runs.values()), threads=threads) as connection:
        found = differences(connection, pairs, question)
        scenarios_of = settled(pairs)
        levers = lever_differences(pairs, scenarios_of)
        return Comparison(
            pairs=pairs,
            differences=found,
            levers=levers,
            identity=identity_check(connection, pairs, levers),
            decomposition=decomposition(connection, pairs, scenarios_of),
            timing=time_to_effect(found),
            leakage=leakage(connection, pairs),
            costs=costs(connection, pairs),
        )


def differences(connection: "duckdb.DuckDBPyConnection", pairs: Pairs, question: Question) -> pd.DataFrame:
    """The paired differences; columns as in `Comparison.differences`, sorted by their keys."""
    check(connection, pairs, question)
    names = question.indicators or tuple(known_only(connection, pairs, HEADLINE))
    runs = list(pairs.runs.values())
    conditions, values = _conditions(question)
    plain = [name for name in names if not is_total(name)]
    summed = [plain_name(name) for name in names if is_total(name)]
    source = table_of(runs, "indicators")
    year = f"year <= {pairs.years[1]}"
    of_years = f" WHERE year IN ({_marks(question.years)})" if question.years else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT scenario, seed, level, area_id, indicator, unit, year, value"
        f" FROM {source} WHERE {year} AND indicator IN ({_marks([*plain, *summed])}){conditions}",
        [*plain, *summed, *values],
    )
    query = f"""
    WITH wide AS (
        SELECT * FROM raw WHERE indicator IN ({_marks(plain)})
        UNION ALL
        SELECT scenario, seed, level, area_id, indicator || '{TOTAL}', unit, year,
            sum(value) OVER (PARTITION BY scenario, seed, level, area_id, indicator, unit ORDER BY year)
        FROM raw WHERE indicator IN ({_marks(summed)})
    ), asked AS MATERIALIZED (SELECT * FROM wide{of_years}
    ), paired AS (
        SELECT x.*, y.value AS base, x.value - y.value AS difference
        FROM asked AS x JOIN asked AS y USING (seed, level, area_id, indicator, unit, year)
        WHERE y.scenario = ? AND x.scenario <> ?
    )
    SELECT {", ".join(_KEYS)}, count(*) AS seeds,
        avg(base ORDER BY seed) AS baseline_mean, avg(value ORDER BY seed) AS scenario_mean,
        avg(difference ORDER BY seed) AS difference, stddev_samp(difference ORDER BY seed) AS sd,
        var_samp(value ORDER BY seed) AS variance, var_samp(base ORDER BY seed) AS base_variance
    FROM paired GROUP BY ALL ORDER BY {", ".join(_KEYS)}
    """
    found = frame(connection, query, [*plain, *summed, *question.years, pairs.baseline, pairs.baseline])
    connection.execute("DROP TABLE raw")
    if found.empty:
        raise CompareError("nothing is left to compare: no run has these indicators for these areas and years")
    return with_intervals(found, question.precision)


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


def known_only(connection: "duckdb.DuckDBPyConnection", pairs: Pairs, names: Sequence[str]) -> list[str]:
    """Those of some indicators that the baseline has."""
    known = _known(connection, pairs, "indicator")
    return [name for name in names if plain_name(name) in known]


def check(connection: "duckdb.DuckDBPyConnection", pairs: Pairs, question: Question) -> None:
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
        known = _known(connection, pairs, column)
        for name in names:
            if name not in known:
                close = get_close_matches(name, known, n=1)
                hint = f"; did you mean {close[0]}?" if close else ""
                what = {"area_id": "area"}.get(column, column)
                raise CompareError(f"the runs have no {what} {name}{hint}")
    first, last = pairs.years
    for year in question.years:
        if not first <= year <= last:
            raise CompareError(f"year {year} is not in the runs, which have {first} to {last}")


def _known(connection: "duckdb.DuckDBPyConnection", pairs: Pairs, column: str) -> list[str]:
    """Values of a column, from the first run of the baseline alone."""
    source = table_of(pairs.of(pairs.baseline)[:1], "indicators")
    return [
        str(name) for name in frame(connection, f"SELECT DISTINCT {column} AS name FROM {source} ORDER BY 1")["name"]
    ]


def _conditions(question: Question) -> tuple[str, list[object]]:
    levels = question.levels or (() if question.areas else ("region", "province"))
    text, values = "", list[object]()
    for column, names in (("level", levels), ("area_id", question.areas)):
        if names:
            text += f" AND {column} IN ({_marks(names)})"
            values += names
    return text, values


def is_total(name: str) -> bool:
    """Whether a name asks for a sum over the years; `dependency_total` is an indicator of its own."""
    return name.endswith(TOTAL) and name != "dependency_total"


def plain_name(name: str) -> str:
    """The indicator behind a name."""
    return name.removesuffix(TOTAL) if is_total(name) else name


def _marks(values: Sequence[object]) -> str:
    """Placeholders of a list; a list that holds nothing for an empty one."""
    return ", ".join("?" for _ in values) or "NULL"
