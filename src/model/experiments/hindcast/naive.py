"""Forecasts that need no model: the least that a model has to beat."""

from collections.abc import Callable, Mapping
from typing import Final

from model.experiments.hindcast.targets import Target


def persistence(target: Target) -> float | None:
    """The figure of the start stays; None where the record has none at the start."""
    return target.at_start


def trend(target: Target) -> float | None:
    """The change from the earlier figure to the start goes on: geometric for counts, straight for shares."""
    if target.at_start is None or target.before is None or target.before_year is None:
        return None
    years = (target.year - target.start) / (target.start - target.before_year)
    if target.relative:
        return float(target.at_start * (target.at_start / target.before) ** years)
    return target.at_start + (target.at_start - target.before) * years


NAIVE: Final[Mapping[str, Callable[[Target], float | None]]] = {"persistence": persistence, "trend": trend}
"""Naive forecasts by name."""
