"""The scoreboard: every target beside the model and naive forecasts, and the scores of families."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from model.experiments.hindcast.naive import NAIVE
from model.experiments.hindcast.runs import MODEL, RIVALS, Answers, rival_of
from model.experiments.hindcast.scores import band, crps, interval_score, skill
from model.experiments.hindcast.targets import Target

LEVEL: Final = 0.9
FORECASTS: Final = (MODEL, *RIVALS, *NAIVE)


def rows_of(targets: Sequence[Target], answers: Mapping[tuple[int, str], Sequence[Answers]]) -> pd.DataFrame:
    """One row a target: the record, the model's mean and band, errors of all forecasts, whether the band covers it.

    Columns: id, family, cluster, start, year, area, measure, use, grade, unit, value, relative, model (mean over
    seeds), low, high (90 % band over seeds), error (per cent of the record, or points), tolerance, covered (the band,
    widened by the tolerance of the record, holds it), crps, interval_score, error_no_moves, error_given_flows,
    error_persistence, error_trend (NaN where there is no such forecast), in the unit of `error`.
    """
    return pd.DataFrame([_row(target, answers) for target in targets])


def families(rows: pd.DataFrame) -> pd.DataFrame:
    """Scores by use, start and family: number, median and mean absolute error, best naive, skill, coverage, width."""
    parts = []
    for (use, start, family), group in rows.groupby(["use", "start", "family"], sort=False):
        naive = {name: group[f"error_{_name(name)}"] for name in FORECASTS[1:]}
        usable = {name: errors for name, errors in naive.items() if errors.notna().all()}
        best = min(usable, key=lambda name: float(usable[name].abs().mean()), default="")
        parts.append(
            {
                "use": use,
                "start": start,
                "family": family,
                "targets": len(group),
                "unit": "%" if group["relative"].all() else "points",
                "median_error": float(group["error"].abs().median()),
                "mean_error": float(group["error"].abs().mean()),
                **{
                    f"mean_{_name(name)}": float(errors.abs().mean()) if name in usable else np.nan
                    for name, errors in naive.items()
                },
                "best_naive": best,
                "skill": skill(list(group["error"]), list(usable[best])) if best else np.nan,
                "coverage": 100.0 * float(group["covered"].mean()),
                "width": float((group["high"] - group["low"]).div(_scale(group)).mean()),
            }
        )
    return pd.DataFrame(parts)


def clusters(rows: pd.DataFrame) -> pd.DataFrame:
    """Coverage by cluster (province x family), for figures of one cluster err together."""
    grouped = rows.groupby(["use", "cluster"], sort=False)
    return grouped.agg(targets=("id", "size"), coverage=("covered", lambda kept: 100.0 * kept.mean())).reset_index()


def _row(target: Target, answers: Mapping[tuple[int, str], Sequence[Answers]]) -> dict[str, object]:
    ensemble = np.array([found[target.id] for found in answers[target.start, MODEL]])
    ensemble = ensemble[np.isfinite(ensemble)]
    known = ensemble.size > 0
    low, high = band(ensemble, LEVEL) if known else (np.nan, np.nan)
    slack = target.tolerance * (target.value / 100.0 if target.relative else 1.0)
    others = {name: rival_of(target, name, answers) for name in RIVALS}
    others |= {name: f(target) for name, f in NAIVE.items()}
    return {
        "id": target.id,
        "family": target.family,
        "cluster": target.cluster,
        "start": target.start,
        "year": target.year,
        "area": target.area,
        "measure": target.measure,
        "use": target.use,
        "grade": target.grade,
        "unit": target.unit,
        "relative": target.relative,
        "value": target.value,
        "model": float(ensemble.mean()) if known else np.nan,
        "low": low,
        "high": high,
        "tolerance": target.tolerance,
        "error": target.error(float(ensemble.mean())) if known else np.nan,
        "covered": bool(known and low - slack <= target.value <= high + slack),
        "crps": crps(ensemble, target.value) if known else np.nan,
        "interval_score": interval_score(low - slack, high + slack, target.value, LEVEL),
        **{f"error_{_name(name)}": np.nan if value is None else target.error(value) for name, value in others.items()},
    }


def _name(forecast: str) -> str:
    return forecast.replace(" ", "_")


def _scale(group: pd.DataFrame) -> "pd.Series[float]":
    """What turns a width into per cent of the record where errors are relative."""
    return (group["value"] / 100.0).where(group["relative"], 1.0)
