"""The audit of a year of relocation: nothing appears, nothing is lost, and what was asked for was done."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.columns import add_at
from model.firms.columns import PERSON
from model.firms.relocation.flows import CAUSES, CLOSED, OUTSIDE, RelocationFlows
from model.firms.relocation.quota import ITEMS, RINGS
from model.region.names import SECTORS, place_ids
from model.region.places import N_PLACES

Counts = NDArray[np.int64]
QUOTAS: Final = frozenset(f"{item}.{ring}" for item in ITEMS for ring in RINGS)
"""Names of quotas in `asked` and `short`; all others are directed moves, whose ids a scenario may choose."""


class RelocationError(ValueError):
    """Moves do not balance; the message names place, sector, cause and numbers."""


def audit_flows(
    flows: RelocationFlows, units_before: Counts, units_after: Counts, jobs_before: Counts, jobs_after: Counts
) -> None:
    """Check a year of relocation against the firms before and after it.

    By place and sector: units and desired jobs after = before - moved away - closed + arrived (+ branches founded);
    by item: firms taken = firms asked for less `short`; by directed move: jobs moved = jobs asked for less `short`.

    Args:
        flows: what the year says it did.
        units_before: legal units (199, 12), `count_units`.
        units_after: the same, after `relocate`.
        jobs_before: desired jobs in 1/256 person (199, 12), `count_desired`.
        jobs_after: the same, after `relocate`.

    Raises:
        RelocationError: naming place, sector and numbers.
    """
    moves = flows.moves
    for what, values, before, after in (
        ("units", moves.firms, units_before, units_after),
        ("jobs in 1/256 person", moves.jobs, jobs_before, jobs_after),
    ):
        lost = _by_cell(moves.origin, moves.sector, values)
        inside = moves.destination < OUTSIDE
        gained = _by_cell(moves.destination[inside], moves.sector[inside], values[inside])
        if what == "units":
            branch = inside & (moves.firms == 0)
            gained += _by_cell(moves.destination[branch], moves.sector[branch], np.ones(branch.sum(), np.int64))
        expected = before - lost + gained
        wrong = np.argwhere(expected != after)
        if wrong.size:
            place, sector = wrong[0]
            raise RelocationError(
                f"{flows.year}: {place_ids()[place]}, {SECTORS[sector]}: {what}: {before[place, sector]} before, "
                f"{lost[place, sector]} left or closed, {gained[place, sector]} came: not {after[place, sector]}"
            )
    _audit_quota(flows)
    _audit_directed(flows)


def _audit_quota(flows: RelocationFlows) -> None:
    asked = sum(number for name, number in flows.asked.items() if name in QUOTAS)
    short = sum(number for name, number in flows.short.items() if name in QUOTAS)
    taken = int(flows.moves.firms[flows.moves.cause == CAUSES.index("quota")].sum())
    if taken != asked - short:
        raise RelocationError(f"{flows.year}: quotas asked for {asked} firms, {short} not found, {taken} taken")


def _audit_directed(flows: RelocationFlows) -> None:
    asked = sum(number for name, number in flows.asked.items() if name not in QUOTAS)
    short = sum(number for name, number in flows.short.items() if name not in QUOTAS)
    directed = flows.moves.cause == CAUSES.index("directed")
    moved = int(flows.moves.jobs[directed].sum())
    if moved != (asked - short) * PERSON:
        raise RelocationError(
            f"{flows.year}: {asked} directed jobs were asked for, {short} were not found, {moved / PERSON} were moved"
        )
    if (flows.moves.destination[directed] == CLOSED).any():
        raise RelocationError(f"{flows.year}: a directed move closed jobs")


def _by_cell(place: NDArray[np.uint8], sector: NDArray[np.uint8], values: Counts) -> Counts:
    cells = np.zeros((N_PLACES, len(SECTORS)), np.int64)
    add_at(cells, place, sector, values)
    return cells
