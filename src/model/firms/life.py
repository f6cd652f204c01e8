"""A year in the life of a firm: it closes, or grows a year older and larger or smaller.

Closing is by the plan of the year (`firms.turnover`). Growth is Laplace, with a spread that falls with size:

    ln desired' = ln desired + m + ln(1 - s^2/2) + s x,  s = 0.25 L^-0.15,  x Laplace of unit variance

The third term is the exact form of the drift -s^2/2 for a Laplace shock: the mean of exp(s x) is 1 / (1 - s^2/2).
One person is the floor. Both are done in one pass, since one block of draws serves both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.firms.columns import PERSON, Firms
from model.firms.jobs import N_CELLS, N_SECTORS, Counts
from model.firms.strata import SPLITS_FROM, split_outgrown
from model.firms.turnover import SPREAD, SPREAD_POWER, Turnover
from model.randomness.blocks import BLOCK, fill_lanes
from model.randomness.draws import Keys
from model.randomness.elementary import fill_exp, fill_log
from model.randomness.kernel import kernel
from model.randomness.registry import FIRM_EXIT
from model.region.places import N_PLACES
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
_WORD = np.uint64(32)
_LOW_WORD = np.uint64(0xFFFF_FFFF)
_TOP_BIT = np.uint64(1 << 31)
"""Of lane 2, the lower half of a pair."""
_PER_PERSON = 1.0 / PERSON
_TO_UNIT = 2.0**-32
_UNITS, _STAFF, _DESIRED, _GROWN = range(4)


@dataclass(frozen=True)
class ExitFlows:
    """What closed in a year; int64 (199, 12)."""

    units: Counts
    jobs: Counts
    """Filled jobs, persons."""
    desired: Counts
    """Desired jobs, 1/256 person."""


@dataclass(frozen=True)
class GrowthFlows:
    """What growth added; int64 (199, 12)."""

    desired: Counts
    """Desired jobs, net, 1/256 person."""


def live_firms(
    firms: Firms, turnover: Turnover, scenario: Scenario, year: int, keys: Keys, crew: Crew | None = None
) -> tuple[ExitFlows, GrowthFlows]:
    """Close the firms whose draw is below their threshold; the others grow older, and by a shock around a drift.

    All firms of an agent share its fate. Agents that have become too large split.

    Raises:
        ValueError: the plan was made for another stock of firms.
    """
    if turnover.exit_threshold.size != firms.used:
        raise ValueError("the plan of the year was made for another stock of firms")
    columns = (firms.id, firms.place, firms.sector, firms.desired, firms.staff, firms.weight, firms.age)
    law = (turnover.exit_threshold, turnover.drift.ravel(), SPREAD, SPREAD_POWER)
    address = (year, FIRM_EXIT.block, keys.dynamics)
    large = np.zeros(firms.used, np.bool_)

    def live(low: int, high: int) -> Counts:
        flows = np.zeros((N_CELLS, 4), np.int64)
        _live(*columns, low, high, *law, *address, SPLITS_FROM, large, flows)
        return flows

    flows = sum((crew or Crew()).each(live, firms.used), np.zeros((N_CELLS, 4), np.int64))
    units, staff, desired, grown = flows.T.reshape(4, N_PLACES, N_SECTORS)
    split_outgrown(firms, scenario.scale.firms, year, keys.dynamics, np.flatnonzero(large))
    return ExitFlows(units, np.rint(staff / PERSON).astype(np.int64), desired), GrowthFlows(grown)


@kernel
def _live(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    staff: NDArray[np.int32],
    weight: NDArray[np.uint16],
    age: NDArray[np.uint8],
    low: int,
    high: int,
    threshold: NDArray[np.uint32],
    drift: Floats,
    spread_of_one: float,
    power: float,
    year: int,
    block: int,
    key: np.uint64,
    bound: int,
    large: NDArray[np.bool_],
    flows: Counts,
) -> None:
    """Lane 0 of the block says who closes, lane 1 how large the shock of the others is, the top bit of lane 2 its sign.

    `large` marks the agents of more than one firm that end above `bound` (1/256 person).
    """
    upper, lower, room = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64), np.empty(BLOCK)
    number, size, log_number, log_size = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    mean, spread = np.empty(BLOCK), np.empty(BLOCK)
    root = np.sqrt(0.5)
    for start in range(low, high, BLOCK):
        stop = min(start + BLOCK, high)
        n = stop - start
        # Loops over slices from 0 on are vector code; over low + j they are not.
        some, places, sectors, jobs = ids[start:stop], place[start:stop], sector[start:stop], desired[start:stop]
        filled, many, ages = staff[start:stop], weight[start:stop], age[start:stop]
        limits, grows = threshold[start:stop], large[start:stop]
        fill_lanes(some, year, block, key, upper, lower)
        for j in range(n):
            mean[j] = 0.0 if places[j] == 65535 else drift[np.int64(places[j]) * 12 + sectors[j]]
        for j in range(n):
            number[j] = (np.float64(np.int64(upper[j] >> _WORD)) + 0.5) * _TO_UNIT
            size[j] = np.float64(max(jobs[j], 256)) * _PER_PERSON
        fill_log(number[:n], room, log_number)
        fill_log(size[:n], room, log_size)
        for j in range(n):
            log_size[j] *= power
        fill_exp(log_size[:n], room, spread)
        for j in range(n):
            s = spread_of_one * spread[j]
            x = s * s * 0.5
            # ln(1 - x), x <= 1/32, to the ninth power of x.
            t = 1.0 / 6.0 + x * (1.0 / 7.0 + x * (1.0 / 8.0 + x * (1.0 / 9.0)))
            t = 1.0 + x * (0.5 + x * (1.0 / 3.0 + x * (0.25 + x * (0.2 + x * t))))
            shock = s * log_number[j] * root
            mean[j] += (-shock if lower[j] & _TOP_BIT != 0 else shock) - x * t
        fill_exp(mean[:n], room, number)
        for j in range(n):
            if places[j] == 65535:
                continue
            cell, firms = np.int64(places[j]) * 12 + sectors[j], np.int64(many[j])
            if np.uint32(upper[j] & _LOW_WORD) < limits[j]:
                flows[cell, _UNITS] += firms
                flows[cell, _STAFF] += filled[j] * firms
                flows[cell, _DESIRED] += jobs[j] * firms
                places[j] = 65535
                continue
            ages[j] += np.uint8(ages[j] < 255)
            after = np.int32(min(max(np.rint(max(jobs[j], 256) * number[j]), 256.0), 2.0e9))
            flows[cell, _GROWN] += np.int64(after - jobs[j]) * firms
            jobs[j] = after
            grows[j] = (after >= bound) & (firms > 1)
