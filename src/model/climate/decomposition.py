"""Why exposure changes: climate, people, and both together. Identities, never evidence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """Exposure change against the base stock and the control rates, by place (199,), person-events a year."""

    climate: Floats
    """P0 (f1 - f0): the storms change, the people of the base stay."""
    population: Floats
    """(P1 - P0) f0: the people change, the rates of the control stay."""
    interaction: Floats
    """(P1 - P0)(f1 - f0)."""

    @property
    def total(self) -> Floats:
        """P1 f1 - P0 f0."""
        return self.climate + self.population + self.interaction


@dataclass(frozen=True)
class CrossChange:
    """The same, cross-evaluated: the people of the path are set against those of the control run."""

    climate: Floats
    """Pc (f1 - f0): the control run's people of the year under the path's rates."""
    exogenous: Floats
    """(Pc - P0) f0: what population change without the path's storms does, at control rates."""
    induced: Floats
    """(P1 - Pc) f0: people who are elsewhere, or gone, because of the path's storms."""
    interaction: Floats
    """(P1 - Pc)(f1 - f0)."""

    @property
    def total(self) -> Floats:
        """P1 f1 - P0 f0."""
        return self.climate + self.exogenous + self.induced + self.interaction


def decompose(people: Floats, base_people: Floats, events: Floats, control_events: Floats) -> Change:
    """Split the change of exposure since the starting stock.

    Args:
        people: P1 (199,), the year's people.
        base_people: P0 (199,), the starting stock.
        events: f1 (199,), the year's storms above the threshold on the path.
        control_events: f0 (199,), those of the control.
    """
    more_people, more_events = people - base_people, events - control_events
    return Change(base_people * more_events, more_people * control_events, more_people * more_events)


def cross_decompose(
    people: Floats, control_people: Floats, base_people: Floats, events: Floats, control_events: Floats
) -> CrossChange:
    """Split it with the control run's people, which did not feel the path's storms.

    Args:
        people: P1 (199,), the year's people of the run on the path.
        control_people: Pc (199,), of the paired run on the control path, same year and seed.
        base_people: P0 (199,), the common starting stock.
        events: f1 (199,) on the path.
        control_events: f0 (199,) of the control.
    """
    more_events, induced = events - control_events, people - control_people
    return CrossChange(
        climate=control_people * more_events,
        exogenous=(control_people - base_people) * control_events,
        induced=induced * control_events,
        interaction=induced * more_events,
    )


def order_free(change: Change) -> tuple[Floats, Floats]:
    """Climate and population parts with half of the interaction each (Shapley)."""
    half = 0.5 * change.interaction
    return change.climate + half, change.population + half


def size_and_place(people: Floats, base_people: Floats, control_events: Floats) -> tuple[float, float]:
    """Growth of the population part: by size, and by where people live; 1 + p = (1 + size)(1 + redistribution)."""
    size = float(people.sum() / base_people.sum() - 1.0)
    mean = float((people * control_events).sum() / people.sum())
    base = float((base_people * control_events).sum() / base_people.sum())
    return size, mean / base - 1.0
