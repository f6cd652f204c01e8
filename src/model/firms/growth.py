"""Growth of firms that go on: Laplace, with a spread that falls with size.

    ln desired' = ln desired + m + ln(1 - s^2/2) + s x,  s = 0.25 L^-0.15,  x Laplace of unit variance

The third term is the exact form of the drift -s^2/2 for a Laplace shock: the mean of exp(s x) is 1 / (1 - s^2/2).
One person is the floor.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.firms.columns import Firms
from model.firms.jobs import N_SECTORS, Counts
from model.firms.strata import split_outgrown
from model.firms.turnover import SPREAD, SPREAD_POWER, Turnover, growth_tables
from model.randomness.blocks import BLOCK, fill_lanes_01, fill_lanes_23
from model.randomness.draws import Keys
from model.randomness.kernel import kernel
from model.randomness.registry import FIRM_GROWTH_SIGN
from model.region.places import N_PLACES
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
_WORD = np.uint64(32)
_TOP_BIT = np.uint64(1 << 31)
"""Of lane 2, the lower half of a pair."""


@dataclass(frozen=True)
class GrowthFlows:
    """What growth added; int64 (199, 12)."""

    desired: Counts
    """Desired jobs, net, 1/256 person."""


def grow_firms(
    firms: Firms, turnover: Turnover, scenario: Scenario, year: int, keys: Keys, crew: Crew | None = None
) -> GrowthFlows:
    """Let firms grow or shrink, each by its own shock around its cell's drift; those too large for an agent split."""
    columns = (firms.id, firms.place, firms.sector, firms.desired, firms.weight)
    law = (*growth_tables(), SPREAD, SPREAD_POWER)
    address = (year, FIRM_GROWTH_SIGN.block, keys.dynamics)

    def grow(low: int, high: int) -> Counts:
        added = np.zeros((N_PLACES, N_SECTORS), np.int64)
        _grow(*columns, low, high, turnover.drift, *law, *address, added)
        return added

    none = np.zeros((N_PLACES, N_SECTORS), np.int64)
    added = sum((crew or Crew()).each(grow, firms.used), none)
    split_outgrown(firms, scenario.scale.firms, year, keys.dynamics)
    return GrowthFlows(added)


@kernel
def _grow(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    low: int,
    high: int,
    drift: Floats,
    spreads: Floats,
    log_means: Floats,
    spread_of_one: float,
    power: float,
    year: int,
    block: int,
    key: np.uint64,
    added: Counts,
) -> None:
    """Lane 1 of the block gives the size of the shock, the top bit of lane 2 its sign."""
    known = spreads.size
    upper, lower = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64)
    for start in range(low, high, BLOCK):
        some = ids[start : min(start + BLOCK, high)]
        fill_lanes_01(some, year, block, key, upper)
        fill_lanes_23(some, year, block, key, lower)
        for j in range(some.size):
            i = start + j
            if place[i] == 65535:
                continue
            before = max(desired[i], 256)
            if before < known:
                spread, log_mean = spreads[before], log_means[before]
            else:
                spread = spread_of_one * (before / 256.0) ** power
                log_mean = np.log(1.0 - spread * spread / 2.0)
            shock = -np.log((np.float64(upper[j] >> _WORD) + 0.5) / 4294967296.0) / np.sqrt(2.0)
            if lower[j] & _TOP_BIT == 0:
                shock = -shock
            step = drift[place[i], sector[i]] + log_mean + spread * shock
            after = np.int32(min(max(np.rint(before * np.exp(step)), 256.0), 2.0e9))
            added[place[i], sector[i]] += np.int64(after - desired[i]) * np.int64(weight[i])
            desired[i] = after
