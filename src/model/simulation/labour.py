"""Between the labour market and the census: levels of unemployment by place, and the travel times of a year."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from model.people.signals import Signals
from model.simulation.world import World

Floats = NDArray[np.float64]
HIGHEST = 0.5


def census_employment(signals: Signals, world: World) -> Signals:
    """Put the change of unemployment since the start on the census level of each place.

    The market starts at one rate everywhere, since no table says it by place; residents start at the rate that
    follows from the census (employed among the active). So u = u_census x u_market(t) / u_market(start), below 0.5.
    """
    return replace(
        signals,
        employed_share=1.0 - unemployment(world.frozen.unemployment, world.frozen.labour.rate, 1.0 - signals.employed_share),
    )


def unemployment(census: Floats, start: float, now: Floats) -> Floats:
    """Unemployment (199,) from its census level, and the market's rate at the start and now."""
    return np.clip(census * np.maximum(now, 0.0) / start, 0.0, HIGHEST)


def minutes_of_year(world: World, year: int) -> Floats:
    """Fastest travel (199, 199) in minutes, with the lines that the scenario adds."""
    return world.region.transport.minutes(year, world.scenario.transport.hsr_additions)
