"""What a handful of paired seeds says of a difference: mean, interval, error, and how many seeds would do."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LEVEL: Final = 0.90
"""Coverage of every interval."""
_MOST: Final = 100_000
"""More seeds than anybody will run; beyond it the figure is a bound."""


def half_width(sd: Floats, seeds: Whole, level: float = LEVEL) -> Floats:
    """Half of the interval of a mean: t(n - 1) sd / sqrt(n); NaN for a single seed.

    Args:
        sd: standard deviation over seeds, any shape.
        seeds: number of seeds, same shape.
        level: coverage.
    """
    several = np.maximum(seeds, 2)
    t = stats.t.ppf(0.5 + level / 2, several - 1)
    return np.where(seeds > 1, t * sd / np.sqrt(several), np.nan)


def unpaired_half_width(variance: Floats, other: Floats, seeds: Whole, level: float = LEVEL) -> Floats:
    """The interval that independent seeds on either side would have given (Welch), same number of runs.

    Args:
        variance: variance over seeds of one scenario.
        other: of the other.
        seeds: seeds of each.
        level: coverage.
    """
    several = np.maximum(seeds, 2).astype(float)
    total = (variance + other) / several
    squares = (variance**2 + other**2) / (several**2 * (several - 1))
    free = np.divide(total**2, squares, out=np.ones_like(total), where=squares > 0)
    t = stats.t.ppf(0.5 + level / 2, np.maximum(free, 1.0))
    return np.where(seeds > 1, t * np.sqrt(total), np.nan)


def seeds_needed(sd: Floats, wanted: Floats, level: float = LEVEL) -> Floats:
    """Fewest seeds (2 or more) for which the interval's half-width is at most `wanted`; NaN where it cannot be said.

    It takes sd as known, so with few seeds it is itself uncertain: by a factor of 2 up or down with five.
    """
    counts = np.unique(np.concatenate([np.arange(2, 2000), np.geomspace(2000, _MOST, 400).astype(int)]))
    per_sd = stats.t.ppf(0.5 + level / 2, counts - 1) / np.sqrt(counts)
    ratio = np.divide(wanted, sd, out=np.full(np.shape(sd), np.inf), where=np.asarray(sd) > 0)
    at = np.searchsorted(-per_sd, -ratio, side="left")
    found = counts[np.minimum(at, counts.size - 1)].astype(float)
    return np.where(np.isnan(sd) | ~(wanted > 0), np.nan, found)
