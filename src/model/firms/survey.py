"""One look at all firms before the year is planned: what closes each, and sums by age and cell.

All sums are whole numbers, so that none depends on the order of the firms or on the threads that share them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.firms.columns import DIRECTED, PERSON, Firms
from model.firms.jobs import N_CELLS, Counts
from model.randomness.blocks import BLOCK
from model.randomness.elementary import fill_exp, fill_log
from model.randomness.kernel import kernel

Floats = NDArray[np.float64]
_PER_PERSON: Final = 1.0 / PERSON
_OF_RELATIVE: Final = 268435456.0
"""Relative hazards are summed in whole parts of 2^-28."""
_OF_EXPOSED: Final = 1024.0
"""And their products with jobs in parts of 1/256 person / 1024."""


@dataclass(frozen=True)
class Survey:
    """Sums over the firms before the year."""

    there: Floats
    """Firms by age, without those that came by order."""
    relative: Floats
    """Their relative exit hazards, summed by age."""
    exposed: Floats
    """Desired jobs x relative exit hazard by cell and age (2388, ages), 1/256 person."""


def survey_firms(firms: Firms, ages: int, relative: Floats, crew: Crew) -> Survey:
    """One look at all firms, which fills in their relative exit hazard (by slot)."""
    columns = (firms.place, firms.sector, firms.desired, firms.weight, firms.age, firms.flags, firms.log_productivity)

    def look(low: int, high: int) -> tuple[Counts, Counts]:
        sums = (np.zeros((2, ages), np.int64), np.zeros((N_CELLS, ages), np.int64))
        _look(*columns, low, high, relative, sums[0], sums[1].ravel())
        return sums

    parts = crew.each(look, firms.used)
    by_age = sum((part[0] for part in parts), np.zeros((2, ages), np.int64))
    exposed = sum((part[1] for part in parts), np.zeros((N_CELLS, ages), np.int64))
    return Survey(by_age[0].astype(float), by_age[1] / _OF_RELATIVE, exposed / _OF_EXPOSED)


@kernel
def _look(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    weight: NDArray[np.uint16],
    age: NDArray[np.uint8],
    flags: NDArray[np.uint16],
    productivity: NDArray[np.float32],
    first: int,
    last: int,
    relative: Floats,
    by_age: Counts,
    exposed: Counts,
) -> None:
    """What closes firms besides age and place, relative = clip(1.15 - 0.12 ln L, 0.25, 1.2) e^-z, and sums over firms.

    0 for offices that came by order, which stay: the ledger of directed jobs counts on them. By age the firms and their
    relative (units of 2^-28), by cell and age (flat) desired jobs x relative (units of 2^-10).
    """
    classes = by_age.shape[1]
    power, size, room = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    chance, log_size = np.empty(BLOCK), np.empty(BLOCK)
    old, at = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    firms, hazard, risk = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    for start in range(first, last, BLOCK):
        stop = min(start + BLOCK, last)
        n = stop - start
        # Loops over slices from 0 on are vector code; over first + j they are not.
        places, sectors, jobs, many = place[start:stop], sector[start:stop], desired[start:stop], weight[start:stop]
        ages, traits, product, out = age[start:stop], flags[start:stop], productivity[start:stop], relative[start:stop]
        for j in range(n):
            power[j] = -np.float64(product[j])
            size[j] = np.float64(max(jobs[j], 1)) * _PER_PERSON
        fill_exp(power[:n], room, chance)
        fill_log(size[:n], room, log_size)
        for j in range(n):
            free = (places[j] != 65535) & (traits[j] & DIRECTED == 0)
            out[j] = chance[j] * min(max(1.15 - 0.12 * log_size[j], 0.25), 1.2) if free else 0.0
        # What is added is computed first: a loop that adds at an index is no vector code.
        for j in range(n):
            old[j] = min(np.int64(ages[j]), classes - 1)
            at[j] = (np.int64(places[j]) * 12 + sectors[j]) * classes + old[j]
            firms[j] = np.int64(many[j]) if out[j] > 0.0 else 0
            hazard[j] = np.int64(out[j] * np.float64(many[j]) * _OF_RELATIVE)
            risk[j] = np.int64(out[j] * np.float64(np.int64(jobs[j]) * np.int64(many[j])) * _OF_EXPOSED)
        for j in range(n):
            if places[j] == 65535:
                continue
            by_age[0, old[j]] += firms[j]
            by_age[1, old[j]] += hazard[j]
            exposed[at[j]] += risk[j]
