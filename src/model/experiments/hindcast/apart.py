"""Chance, doubt about parameters and doubt about structure apart: what band each gives, and how often it holds."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from model.experiments.calibration.ensemble import ParameterSet, set_of
from model.experiments.hindcast.board import LEVEL
from model.experiments.hindcast.naive import NAIVE
from model.experiments.hindcast.runs import MODEL, OF_FIRMS, RIVAL_SEEDS, RIVALS, STRUCTURES, Answers, Task, rival_of
from model.experiments.hindcast.scores import band, crps, interval_score
from model.experiments.hindcast.targets import Target

SETS: Final = "parameter sets"
PEOPLE_ALONE: Final = 2010
"""Start from which there are no firms."""
SEEDS, PARAMETERS, STRUCTURE, ALL = KINDS = ("seeds", "+ parameters", "+ structure", "all three")
MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    SEEDS: (MODEL,),
    PARAMETERS: (SETS,),
    STRUCTURE: (MODEL, *STRUCTURES),
    ALL: (SETS, *STRUCTURES),
}
"""Groups of runs that make each ensemble. A parameter set has a seed of its own, so its spread has chance in it."""


def more_tasks(
    targets: Sequence[Target], seeds: int, scale: int, sets: Sequence[ParameterSet], number: int
) -> list[Task]:
    """What a board does not run already: parameter sets, drawn as a batch draws them, and structural alternatives."""
    tasks = []
    for start in sorted({target.start for target in targets}):
        for seed in range(1, number + 1):
            values = tuple(set_of(sets, seed).values.items())
            tasks.append(Task(start, MODEL, seed, scale, values, SETS))
        for name in STRUCTURES:
            if start == PEOPLE_ALONE and name in OF_FIRMS:
                continue
            done = min(seeds, RIVAL_SEEDS) if start in RIVALS.get(name, ()) else 0
            tasks += [Task(start, name, seed, scale) for seed in range(1 + done, seeds + 1)]
    return tasks


def bands_of(targets: Sequence[Target], answers: Mapping[tuple[int, str], Sequence[Answers]]) -> pd.DataFrame:
    """One row a target and kind of ensemble; all scores in per cent of the record, or points.

    Columns: id, use, start, family, cluster, kind, members, width (of the 90 % band), covered (the band, widened by the
    tolerance of the record, holds it), crps, interval_score (of the widened band), and naive: the absolute error of
    each naive forecast (NaN where there is none), which is its CRPS; its interval score is 20 times that.

    Structural alternatives count as one seed each where they have fewer seeds: every run has the same weight.
    """
    rows = []
    for target in targets:
        naive = {name: f(target) for name, f in NAIVE.items()}
        naive |= {name: rival_of(target, name, answers) for name in RIVALS}
        sizes = {f"naive_{name}": _size(target, value) for name, value in naive.items()}
        for kind, groups in MEMBERS.items():
            runs = [found for group in groups for found in answers.get((target.start, group), ())]
            errors = np.array([target.error(found[target.id]) for found in runs])
            errors = errors[np.isfinite(errors)]
            if not errors.size:
                continue
            low, high = band(errors, LEVEL)
            slack = target.tolerance
            rows.append(
                {
                    "id": target.id,
                    "use": target.use,
                    "start": target.start,
                    "family": target.family,
                    "cluster": target.cluster,
                    "kind": kind,
                    "members": errors.size,
                    "width": high - low,
                    "covered": low - slack <= 0.0 <= high + slack,
                    "crps": crps(errors, 0.0),
                    "interval_score": interval_score(low - slack, high + slack, 0.0, LEVEL),
                    **sizes,
                }
            )
    return pd.DataFrame(rows)


def by_cluster(rows: pd.DataFrame, keys: Sequence[str] = ("use", "start", "family")) -> pd.DataFrame:
    """Width, coverage and scores by cluster and kind, beside the best naive forecast of the cluster.

    Columns: the keys, kind, targets, width, coverage (per cent), crps, interval_score, best_naive, naive_crps,
    naive_interval_score. Means over targets; a naive forecast counts where it has a figure for each of them.
    """
    parts = []
    naive = [name for name in rows.columns if name.startswith("naive_")]
    for found, group in rows.groupby([*keys, "kind"], sort=False):
        usable = {name: float(group[name].mean()) for name in naive if group[name].notna().all()}
        best = min(usable, key=lambda name: usable[name], default="")
        error = usable.get(best, np.nan)
        parts.append(
            {
                **dict(zip((*keys, "kind"), found, strict=True)),
                "targets": len(group),
                "width": float(group["width"].mean()),
                "coverage": 100.0 * float(group["covered"].mean()),
                "crps": float(group["crps"].mean()),
                "interval_score": float(group["interval_score"].mean()),
                "best_naive": best.removeprefix("naive_"),
                "naive_crps": error,
                "naive_interval_score": 2.0 / (1.0 - LEVEL) * error,
            }
        )
    return pd.DataFrame(parts)


def _size(target: Target, value: float | None) -> float:
    return np.nan if value is None else abs(target.error(value))
