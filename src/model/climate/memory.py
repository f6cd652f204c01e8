"""What storms leave in minds and in firms: death rates, the wish to leave, exits, a ten-year memory of risk."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.climate.impact import Impact, age_factors, death_rate
from model.people.signals import Hazard, calm
from model.region.climate import ClimateTables
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
YEARS: Final = 10
FADING: Final = 1.6**-0.5
"""Weight of a flood one year longer ago: a half-life of 2.9 years."""
LEAVE: Final = 0.027
ARRIVE: Final = 0.019
"""More people leave, and more arrive, in the year after a flood (US counties)."""
FLOODED_SHARE: Final = 0.05
"""Affected share of a place that counts as a flood in full (assumption)."""
EXIT: Final = 0.3
"""More firms close in the year of the flood, where it stood (assumption); half of it a year later."""


@dataclass(frozen=True)
class Memory:
    """What the agents have felt, by place: affected shares of the last ten years (10, 199), the latest first."""

    shares: Floats

    @property
    def risk(self) -> Floats:
        """(199,) affected share a year as it is remembered: the latest years weigh most; weights sum to 1."""
        weights = FADING ** np.arange(YEARS)
        total: Floats = (self.shares * (weights / weights.sum())[:, None]).sum(axis=0)
        return total


def start_memory(scenario: Scenario, expected: Impact) -> Memory:
    """Ten years as expected at the start, so that no place begins without experience; nothing without feedback."""
    share = expected.share[0] * (scenario.climate.feedback != "none")
    return Memory(np.repeat(share[None], YEARS, axis=0))


def felt_impact(scenario: Scenario, realised: Impact, expected: Impact) -> Impact | None:
    """The impact that agents feel in a year (1, 199): of the year's storms, the year's mean, or none."""
    if scenario.climate.feedback == "none":
        return None
    return realised.year() if scenario.climate.feedback == "realised" else expected


def remember(memory: Memory, felt: Impact | None) -> Memory:
    """The memory at the end of a year; an unfelt year leaves it as it was."""
    if felt is None:
        return memory
    return replace(memory, shares=np.concatenate([felt.share, memory.shares[:-1]]))


def hazard_for_people(tables: ClimateTables, scenario: Scenario, felt: Impact | None, memory: Memory) -> Hazard:
    """What residents feel: deaths by age in the year of the storms, moves in the year after.

    P(death) = affected share x mu (1 - 0.6 ev) x age factor. The hazard of leaving is multiplied by
    1 + 0.027 q, the attraction to arrivals by 1 + 0.019 q, q = last year's affected share over 5 %, at most 1.
    `memory` is that of the end of the year before.
    """
    if felt is None:
        return calm(tables.standard.size)
    rate = felt.share[0] * death_rate(tables, scenario)
    flooded = np.minimum(memory.shares[0] / FLOODED_SHARE, 1.0)
    return Hazard(
        death=np.minimum(rate[:, None] * age_factors(tables), 1.0),
        leave_factor=1.0 + LEAVE * flooded,
        arrive_factor=1.0 + ARRIVE * flooded,
    )


def flood_exit_factor(felt: Impact | None, memory: Memory) -> Floats:
    """Factor (199,) on the exit hazard of firms: 1 + 0.3 x (affected share + half of last year's), shares up to 1."""
    if felt is None:
        return np.ones(memory.shares.shape[1])
    factor: Floats = 1.0 + EXIT * (np.minimum(felt.share[0], 1.0) + 0.5 * np.minimum(memory.shares[0], 1.0))
    return factor
