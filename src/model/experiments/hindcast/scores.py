"""Scores of forecasts: of the mean, of the ensemble, of its band."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def crps(ensemble: ArrayLike, record: float) -> float:
    """Continuous ranked probability score of an ensemble, in the unit of the record; a single value scores |x - y|.

        CRPS = E|X - y| - E|X - X'| / 2,   X and X' independent members; the second mean is over pairs of different
        members (fair for small ensembles).

    Raises:
        ValueError: the ensemble is empty.
    """
    members = np.asarray(ensemble, float)
    if members.size == 0:
        raise ValueError("an empty ensemble has no score")
    distance = float(np.abs(members - record).mean())
    if members.size == 1:
        return distance
    apart = np.abs(members[:, None] - members[None, :]).sum() / (members.size * (members.size - 1))
    return distance - 0.5 * float(apart)


def interval_score(low: float, high: float, record: float, level: float = 0.9) -> float:
    """Interval score of a central band (Gneiting, Raftery 2007): its width and 2/(1 - level) times the miss."""
    missed = max(low - record, 0.0) + max(record - high, 0.0)
    return high - low + 2.0 / (1.0 - level) * missed


def band(ensemble: ArrayLike, level: float = 0.9) -> tuple[float, float]:
    """Central band of an ensemble."""
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(np.asarray(ensemble, float), [tail, 1.0 - tail])
    return float(low), float(high)


def skill(errors: Sequence[float], naive: Sequence[float]) -> float:
    """1 - mean |error| / mean |naive error|: 1 is perfect, 0 no better, below 0 worse than naive; NaN without any."""
    if not errors or not naive or not np.any(naive):
        return float("nan")
    return 1.0 - float(np.abs(errors).mean() / np.abs(naive).mean())


def rank_correlation(one: ArrayLike, other: ArrayLike) -> float:
    """Spearman's rank correlation; ties share their mean rank."""
    first, second = (_ranks(np.asarray(values, float)) for values in (one, other))
    return float(np.corrcoef(first, second)[0, 1])


def _ranks(values: Floats) -> Floats:
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2.0)[where], float)
