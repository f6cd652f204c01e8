"""Effects of factors on outcomes, from a design and what its runs came to."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.sensitivity.sampling import LEVELS, MORRIS, problem_of, salib

Floats = NDArray[np.float64]

COLUMNS: Final = ("outcome", "factor", "effect", "total", "error", "interaction", "share", "seed_noise")


def effects(
    design: str, names: Sequence[str], shares: Floats, figures: pd.DataFrame, outcomes: Sequence[str], seed: int = 1
) -> pd.DataFrame:
    """Effects of every factor on every outcome, strongest first within an outcome.

    With Morris' trajectories (Morris 1991; Campolongo et al. 2007) `effect` is mu, the mean change of the outcome over
    the whole range of the factor, `total` mu*, the mean of its size, `error` the half-width of its 95 % interval,
    `interaction` sigma, the spread of the effect over the rest of the space. With Saltelli's points (Saltelli et al.
    2010) `effect` is the index of first order, `total` the total index, `error` its half-width, `interaction` their
    difference. `share` is total over the sum of totals; `seed_noise` the standard error over seeds, in the unit of the
    outcome, of what a point differs by from the mean of all points on the same seed: points share their seeds, so what
    a seed does to all of them alike is in no effect.

    Args:
        design: morris or saltelli.
        names: of the factors, in the order of the columns of `shares`.
        shares: (n, k) points, as they were sampled.
        figures: rows scenario x seed, points in order, with a column for each outcome.
        outcomes: those columns.
        seed: of the resampling behind the intervals.
    """
    analyze = salib("analyze")
    problem = problem_of(list(names))
    order = list(dict.fromkeys(figures["scenario"]))
    parts = []
    for outcome in outcomes:
        runs = figures.pivot(index="scenario", columns="seed", values=outcome).reindex(order)
        values = runs.mean(axis=1).to_numpy(float)
        spread = (runs - runs.mean()).sem(axis=1).to_numpy(float)
        if not np.ptp(values) > 0:
            found = dict.fromkeys(("effect", "total", "error", "interaction"), np.zeros(len(names)))
        elif design == MORRIS:
            found = _morris(analyze, problem, shares, values, seed)
        else:
            found = _sobol(analyze, problem, values, seed)
        whole = float(np.abs(found["total"]).sum())
        share = np.abs(found["total"]) / whole if whole > 0 else np.zeros(len(names))
        noise = float(np.nanmean(spread)) if np.isfinite(spread).any() else np.nan
        rows = pd.DataFrame({"outcome": outcome, "factor": list(names), **found, "share": share, "seed_noise": noise})
        parts.append(rows.sort_values(["total", "factor"], ascending=[False, True]))
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)]


def _morris(analyze: Any, problem: dict[str, Any], shares: Floats, values: Floats, seed: int) -> dict[str, Floats]:
    said = analyze.morris.analyze(problem, shares, values, num_levels=LEVELS, seed=seed)
    fields = {"effect": "mu", "total": "mu_star", "error": "mu_star_conf", "interaction": "sigma"}
    return {name: np.asarray(said[field], float) for name, field in fields.items()}


def _sobol(analyze: Any, problem: dict[str, Any], values: Floats, seed: int) -> dict[str, Floats]:
    said = analyze.sobol.analyze(problem, values, calc_second_order=False, seed=seed)
    first, total = np.asarray(said["S1"], float), np.asarray(said["ST"], float)
    return {
        "effect": first,
        "total": total,
        "error": np.asarray(said["ST_conf"], float),
        "interaction": total - first,
    }
