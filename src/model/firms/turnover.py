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
from model.firms.columns import PERSON, Firms
from model.firms.jobs import N_CELLS, N_SECTORS, Counts, count_desired
from model.firms.survey import survey_firms
from model.randomness.blocks import BLOCK
from model.randomness.elementary import fill_exp
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
_FINE: Final = 1024.0
"""Jobs are summed in whole parts of 1/256 person / 1024, so that no sum depends on the order of the firms."""
_AT_FLOOR: Final = 8
"""Persons up to which a firm is told apart for the floor of one person: above, it is nine deviations away."""


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
    desired: Counts | None = None,
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
        desired: `count_desired` of the stock, where it is known already.
    """
    crew = crew or Crew()
    factor = np.exp(-PRESSURE_IN_EXIT * pressure)
    if flood is not None:
        factor = factor * flood[:, None]
    relative = np.empty(firms.used)
    survey = survey_firms(firms, hazard.size, relative, crew)
    by_age = hazard * survey.there / np.maximum(survey.relative, 1e-9)
    opening = count_desired(firms) if desired is None else desired
    jobs = opening.ravel() / PERSON
    closing = factor.ravel() * (survey.exposed * by_age).sum(axis=1) / PERSON
    opens = entrants.ravel() * entrant_size / fill.ravel()
    aim = jobs * np.exp(growth.ravel())
    threshold = np.empty(firms.used, np.uint32)
    columns = (firms.place, firms.sector, firms.desired, firms.weight, firms.age, relative)
    law = (by_age, factor.ravel(), _drift(aim - opens, jobs - closing), floor_table())

    def intend(low: int, high: int) -> Counts:
        gain = np.zeros(N_CELLS, np.int64)
        _intend(*columns, low, high, *law, threshold, gain)
        return gain

    floor = sum(crew.each(intend, firms.used), np.zeros(N_CELLS, np.int64))
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


def floor_table() -> Floats:
    """By size to 8 persons, in steps of 1/256, (2048, 4): (ln L + ln(1 - s^2/2)) / s, 1 / s, s / (sqrt 2 + s) / 2, s.

    Above, one person is more than eight deviations away.
    """
    size = np.maximum(np.arange(_AT_FLOOR * PERSON), PERSON) / PERSON
    spread = growth_spread(size)
    return np.stack(
        [(np.log(size) + mean_drift(size)) / spread, 1.0 / spread, 0.5 * spread / (np.sqrt(2.0) + spread), spread],
        axis=1,
    )


def _drift(aim: Floats, rest: Floats) -> Floats:
    ratio = np.divide(aim, rest, out=np.ones(rest.shape), where=rest > 0)
    return np.clip(np.log(np.maximum(ratio, 0.1)), -LARGEST_DRIFT, LARGEST_DRIFT)


@kernel
def _intend(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    age: NDArray[np.uint8],
    relative: Floats,
    first: int,
    last: int,
    by_age: Floats,
    factor: Floats,
    drift: Floats,
    floor: Floats,
    threshold: NDArray[np.uint32],
    gain: Counts,
) -> None:
    """Thresholds of exit, and jobs that the floor of one person adds on average, by cell (1/256 person / 1024).

    P = h(age) x relative / (mean relative of the firms of that age) x factor(cell), 0.9 at most: the table's hazard is
    that of all firms of an age, size and productivity say which of them.

    With L' = L e^(d + s x), x Laplace of unit variance (rate l = sqrt 2) and a = -(ln L + d) / s at most 0,
    E max(1 - L', 0) = e^(l a) / 2 x s / (l + s). `floor` as in `floor_table`.
    """
    oldest, largest = by_age.size - 1, floor.shape[0] - 1
    root = np.sqrt(2.0)
    low, power, room, below = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for start in range(first, last, BLOCK):
        stop = min(start + BLOCK, last)
        n = stop - start
        places, sectors, jobs, many = place[start:stop], sector[start:stop], desired[start:stop], weight[start:stop]
        ages, hazards, limits = age[start:stop], relative[start:stop], threshold[start:stop]
        for j in range(n):
            at = min(max(int(jobs[j]), 256), largest)
            shift = 0.0 if places[j] == 65535 else drift[np.int64(places[j]) * 12 + sectors[j]]
            low[j] = -floor[at, 0] - floor[at, 1] * shift
        for j in range(n):
            power[j] = root * min(low[j], 0.0)
        fill_exp(power[:n], room, below)
        for j in range(n):
            if places[j] == 65535:
                limits[j] = 0
                continue
            cell = np.int64(places[j]) * 12 + sectors[j]
            p = min(by_age[min(int(ages[j]), oldest)] * hazards[j] * factor[cell], 0.9)
            limits[j] = np.uint32(p * 4294967296.0)
            at = min(max(int(jobs[j]), 256), largest)
            short = below[j] * floor[at, 2] + max(low[j], 0.0) * floor[at, 3]
            gain[cell] += np.int64(short * (1.0 - p) * many[j] * (256.0 * _FINE))
