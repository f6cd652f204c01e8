"""The year's plan of exit, growth and entry, drawn up together so that a cell's jobs follow its path.

A cell that shall grow by g has to make up for its exits and has to leave room for its entrants. With J the
desired jobs of its firms, X those expected to close and E those expected to open *without* the negative list,
and B what firms at the floor of one person gain because they cannot shrink,

    m = ln((J e^g - E - B) / (J - X))

is the mean growth of the firms that go on, so that (J - X) e^m + B + E = J e^g on average. The negative list
holds both: only (1 - R) E opens, and a positive m is multiplied by 1 - R, so firms that stay do not take the
place of those that closed or may not come. The cell ends below its path by `held_back`, which `economy.cells`
takes off the path: it is no pent-up demand. That is how most of Beijing's manufacturing went: by ordinary exit
that nobody replaced.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.firms.columns import DIRECTED, PERSON, Firms
from model.firms.jobs import N_CELLS, N_SECTORS, Counts, count_desired
from model.randomness.kernel import kernel
from model.region.places import N_PLACES

Floats = NDArray[np.float64]

LARGEST_DRIFT: Final = 0.4
"""Bound of the mean log growth of a cell's continuing firms in a year."""
SPREAD: Final = 0.25
"""Standard deviation of the log growth of a firm of one person (assumption, range 0.15 to 0.35)."""
SPREAD_POWER: Final = -0.15
"""Power of size in it (assumption, -0.2 to -0.1)."""
PRESSURE_IN_EXIT: Final = 1.0
"""Fall of the log exit hazard per unit of growth asked above the sector's path (assumption)."""
_FINE: Final = 4096.0
_SMALL: Final = 32


@dataclass(frozen=True)
class Turnover:
    """What the year intends; arrays by slot have the length of the firms in use, by cell (199, 12)."""

    year: int
    exit_threshold: NDArray[np.uint32]
    """By slot: closes where the draw is below."""
    drift: Floats
    """Mean log growth m of continuing firms."""
    entrants: Floats
    """Expected entrants under the negative list, legal units."""
    opening: Counts
    """Desired jobs before the year, 1/256 person."""
    expected_exits: Floats
    """Desired jobs expected to close, persons."""
    expected_entry: Floats
    """Desired jobs expected to open under the list, persons."""
    held_back: Floats
    """Desired jobs that the negative list keeps from coming about, persons."""
    fill: Floats
    """Share of desired jobs that is filled, as of last year."""


def plan_turnover(
    firms: Firms,
    growth: Floats,
    pressure: Floats,
    entrants: Floats,
    restriction: Floats,
    fill: Floats,
    hazard: Floats,
    year: int,
    entrant_size: float,
    flood: Floats | None = None,
    crew: Crew | None = None,
) -> Turnover:
    """Draw up the year.

    Args:
        firms: the stock before the year.
        growth: growth g asked of each cell's desired jobs (log).
        pressure: the part of it above the sector's path: fewer firms close where demand runs ahead.
        entrants: entrants expected without the negative list (`entry.expected_entrants`).
        restriction: R of the negative list, 0 to 1.
        fill: share of desired jobs filled.
        hazard: exit by completed years since registration (16,).
        year: the year.
        entrant_size: staff of an entrant, persons.
        flood: factor on the exit hazard by place (199,), 1 without a flood.
        crew: threads that share the work; one if None.
    """
    factor = np.exp(-PRESSURE_IN_EXIT * pressure)
    if flood is not None:
        factor = factor * flood[:, None]
    threshold = np.zeros(firms.used, np.uint32)
    lost = np.zeros(N_CELLS, np.int64)
    ordered = (firms.flags & DIRECTED) != 0
    columns = (firms.place, firms.sector, firms.desired, firms.weight, firms.age, firms.log_productivity, ordered)
    _exits(*columns, firms.used, hazard, factor.ravel(), size_factor(), threshold, lost)
    opening = count_desired(firms)
    jobs = opening.ravel() / PERSON
    closing = lost / (PERSON * _FINE)
    opens = entrants.ravel() * entrant_size / fill.ravel()
    aim = jobs * np.exp(growth.ravel())
    drift = _drift(aim - opens, jobs - closing)
    tables = growth_tables()

    def floor_gain(low: int, high: int) -> Counts:
        gain = np.zeros(N_CELLS, np.int64)
        _floor_gain(firms.place, firms.sector, firms.desired, firms.weight, low, high, threshold, drift, *tables, gain)
        return gain

    floor = sum((crew or Crew()).each(floor_gain, firms.used), np.zeros(N_CELLS, np.int64))
    free = _drift(aim - opens - floor / (PERSON * _FINE), jobs - closing)
    held = restriction.ravel()
    drift = np.where(free > 0, free * (1.0 - held), free)
    back = (jobs - closing) * (np.exp(free) - np.exp(drift)) + held * opens
    shape = (N_PLACES, N_SECTORS)
    allowed = entrants * (1.0 - restriction)
    return Turnover(
        year=year,
        exit_threshold=threshold,
        drift=drift.reshape(shape),
        entrants=allowed,
        opening=opening,
        expected_exits=closing.reshape(shape),
        expected_entry=allowed * entrant_size / fill,
        held_back=back.reshape(shape),
        fill=fill,
    )


def growth_spread(size: Floats) -> Floats:
    """Standard deviation s = 0.25 size^-0.15 of a year's log growth, size in persons."""
    return np.asarray(SPREAD * size**SPREAD_POWER)


def mean_drift(size: Floats) -> Floats:
    """ln(1 - s^2/2), about -s^2/2: keeps the mean of exp(s x Laplace) at one."""
    return np.asarray(np.log1p(-(growth_spread(size) ** 2) / 2))


def size_factor() -> Floats:
    """clip(1.15 - 0.12 ln L, 0.25, 1.2) for desired jobs L of 0 to 32 persons, in steps of 1/256."""
    size = np.maximum(np.arange(_SMALL * PERSON), 1) / PERSON
    return np.clip(1.15 - 0.12 * np.log(size), 0.25, 1.2)


def growth_tables() -> tuple[Floats, Floats]:
    """Spread and drift for desired jobs of 0 to 32 persons, in steps of 1/256: nearly all firms are that small."""
    size = np.maximum(np.arange(_SMALL * PERSON), PERSON) / PERSON
    return growth_spread(size), mean_drift(size)


def _drift(aim: Floats, rest: Floats) -> Floats:
    ratio = np.divide(aim, rest, out=np.ones(rest.shape), where=rest > 0)
    return np.clip(np.log(np.maximum(ratio, 0.1)), -LARGEST_DRIFT, LARGEST_DRIFT)


@kernel
def _exits(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    age: NDArray[np.uint8],
    productivity: NDArray[np.float32],
    ordered: NDArray[np.bool_],
    used: int,
    hazard: Floats,
    factor: Floats,
    by_size: Floats,
    threshold: NDArray[np.uint32],
    lost: Counts,
) -> None:
    """Thresholds of exit, and desired jobs expected to be lost by cell (1/256 person / 4096).

    P = h(age) x clip(1.15 - 0.12 ln L, 0.25, 1.2) e^-z / (their mean over the firms of that age) x factor(cell):
    the table's hazard is that of all firms of an age, size and productivity say which of them. Offices that came by
    order stay: the ledger of directed jobs counts on them.
    """
    last = hazard.size - 1
    total = np.zeros(hazard.size)
    weighed = np.zeros(hazard.size)
    relative = np.zeros(used)
    for i in range(used):
        if place[i] == 65535 or ordered[i]:
            continue
        if desired[i] < by_size.size:
            r = by_size[max(desired[i], 0)]
        else:
            r = min(max(1.15 - 0.12 * np.log(desired[i] / 256.0), 0.25), 1.2)
        r *= np.exp(-np.float64(productivity[i]))
        relative[i] = r
        a = int(age[i]) if age[i] < last else last
        total[a] += weight[i]
        weighed[a] += weight[i] * r
    for i in range(used):
        if place[i] == 65535 or ordered[i]:
            continue
        a = int(age[i]) if age[i] < last else last
        cell = np.int64(place[i]) * 12 + sector[i]
        p = min(hazard[a] * relative[i] * total[a] / weighed[a] * factor[cell], 0.9)
        threshold[i] = np.uint32(p * 4294967296.0)
        lost[cell] += np.int64(p * 4096.0 * desired[i] * weight[i])


@kernel
def _floor_gain(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    first: int,
    last: int,
    threshold: NDArray[np.uint32],
    drift: Floats,
    spreads: Floats,
    log_means: Floats,
    gain: Counts,
) -> None:
    """Jobs that the floor of one person adds on average, by cell (1/256 person / 4096).

    With L' = L e^(d + s x), x Laplace of unit variance (rate l = sqrt 2) and a = -(ln L + d) / s at most 0,
    E max(1 - L', 0) = e^(l a) / 2 x s / (l + s).
    """
    root = np.sqrt(2.0)
    logs = np.zeros(spreads.size)
    for size in range(256, spreads.size):
        logs[size] = np.log(size / 256.0)
    for i in range(first, last):
        # Above 32 persons the floor is more than ten deviations away.
        if place[i] == 65535 or desired[i] >= spreads.size:
            continue
        at = max(desired[i], 256)
        spread = spreads[at]
        cell = np.int64(place[i]) * 12 + sector[i]
        low = -(logs[at] + drift[cell] + log_means[at]) / spread
        if low < -8.0:
            continue
        short = 0.5 * np.exp(root * min(low, 0.0)) * spread / (root + spread) + max(low, 0.0) * spread
        stays = 1.0 - threshold[i] / 4294967296.0
        gain[cell] += np.int64(short * stays * 256.0 * 4096.0 * weight[i])
