"""Which draws the record leaves standing, with what weight, and of which parameters it has said anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.calibration.priors import Prior
from model.experiments.hindcast.targets import Target

Floats = NDArray[np.float64]

ACCEPTED: Final = 0.2
"""Share of the draws that are accepted."""
LEVEL: Final = 0.9
"""Of the interval."""
BINS: Final = 5
"""Of a profile."""
SURE: Final = 0.01
"""Chance at which a parameter that the record says nothing of is taken for told."""


@dataclass(frozen=True)
class Accepted:
    """The draws that came nearest."""

    rows: NDArray[np.intp]
    """(k,) which draws, ascending."""
    weights: Floats
    """(k,) sum 1."""
    largest: float
    """The distance at which draws were cut off."""

    @property
    def effective(self) -> float:
        """Effective number of sets, 1 / sum of squared weights."""
        return float(1.0 / np.square(self.weights).sum())


def distances(errors: Floats, targets: Sequence[Target]) -> Floats:
    """(draws,) distance of each draw to the record.

        d^2 = mean over families of the mean over their targets of (error / scale)^2
        scale^2 = tolerance^2 + (median over the draws of |error|)^2

    The tolerance is the doubt of the record. The median stands for what the structure cannot reach: a target that no
    draw meets then weighs as much as any other, not more. Families count alike, so the fourteen cities do not outvote
    three counts of units.

    Args:
        errors: (draws, targets) in per cent or points.
        targets: in the order of the columns.
    """
    tolerance = np.array([target.tolerance for target in targets])
    scale = np.hypot(tolerance, np.median(np.abs(errors), axis=0))
    squares = np.square(errors / np.where(scale > 0.0, scale, 1.0))
    family = np.array([target.family for target in targets])
    means = [squares[:, family == name].mean(axis=1) for name in dict.fromkeys(family)]
    return np.asarray(np.sqrt(np.mean(means, axis=0)), float)


def accept(distance: Floats, share: float = ACCEPTED) -> Accepted:
    """Rejection: the nearest share of the draws, at least two, weighted by Epanechnikov's kernel 1 - (d / d_max)^2.

    d_max is the distance of the nearest draw that is left out, so every accepted draw has a weight.

    Raises:
        ValueError: there are fewer than three draws.
    """
    if distance.size < 3:
        raise ValueError(f"{distance.size} draws are too few: three at least are needed to accept two")
    number = min(max(round(share * distance.size), 2), distance.size - 1)
    order = np.argsort(distance, kind="stable")
    rows = np.sort(order[:number])
    largest = float(distance[order[number]])
    weights = 1.0 - np.square(distance[rows] / largest)
    if not weights.sum() > 0.0:
        weights = np.ones(number)
    return Accepted(rows, weights / weights.sum(), largest)


def told(priors: Sequence[Prior], values: Floats, distance: Floats, accepted: Accepted) -> pd.DataFrame:
    """What the record says of each parameter.

    Columns: parameter, value (weighted median), low, high (90 %), prior_low, prior_high, width_ratio (weighted standard
    deviation over that of all draws), shift (of the mean, in such standard deviations), chance (how often a parameter
    that the record is silent of would show as small a ratio or as large a shift, over all cyclic shifts of the
    distances against the draws), identified (`yes` at 1 %), and profile_1 to profile_5: the nearest distance in each
    fifth of the prior's range.

    Args:
        priors: in the order of the columns of `values`.
        values: (draws, parameters).
        distance: (draws,).
        accepted: of these draws.
    """
    rows = []
    everyone = np.arange(len(values))
    for column, prior in enumerate(priors):
        own = values[:, column]
        ratio, shift = _narrowed(own, accepted.rows, accepted.weights)
        silent = [_narrowed(own, (accepted.rows + step) % own.size, accepted.weights) for step in everyone[1:]]
        narrower = np.mean([other <= ratio for other, _ in silent])
        further = np.mean([abs(other) >= abs(shift) for _, other in silent])
        chance = min(1.0, 2.0 * float(min(narrower, further)))
        low, middle, high = _quantiles(own[accepted.rows], accepted.weights, ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
        fifth = np.clip(((own - prior.low) / (prior.high - prior.low) * BINS).astype(int), 0, BINS - 1)
        profile = {
            f"profile_{each + 1}": float(distance[fifth == each].min()) if (fifth == each).any() else np.nan
            for each in range(BINS)
        }
        rows.append(
            {
                "parameter": prior.parameter,
                "value": middle,
                "low": low,
                "high": high,
                "prior_low": prior.low,
                "prior_high": prior.high,
                "width_ratio": ratio,
                "shift": shift,
                "chance": chance,
                "identified": "yes" if chance <= SURE else "no",
                **profile,
            }
        )
    return pd.DataFrame(rows)


def _narrowed(values: Floats, rows: NDArray[np.intp], weights: Floats) -> tuple[float, float]:
    """Ratio of standard deviations and shift of the mean of the accepted against all."""
    mean = float(weights @ values[rows])
    spread = float(np.sqrt(weights @ np.square(values[rows] - mean)))
    return spread / float(values.std()), (mean - float(values.mean())) / float(values.std())


def _quantiles(values: Floats, weights: Floats, shares: tuple[float, ...]) -> list[float]:
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - 0.5 * weights[order]
    return [float(np.interp(share, middle, values[order])) for share in shares]
