"""Directed moves of a year: exactly the jobs ordered, taken out of large firms of the sector at the origin."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import DIRECTED as DIRECTED_FLAG
from model.firms.columns import IN_PARK, MOVED, PERSON, Firms
from model.firms.relocation.choice import gumbel
from model.firms.relocation.flows import Moves
from model.firms.relocation.origins import undirected_at
from model.firms.relocation.plan import SitedMove
from model.firms.relocation.splitting import DIRECTED, cut
from model.randomness.registry import FIRM_DIRECTED
from model.region.places import N_PLACES

SIZE_POWER = 2.0
"""Large units go first: the odds of an agent to be taken grow with its staff to this power (assumption)."""
FEW = 256
"""Agents that are put in order at first."""


@dataclass
class DirectedYear:
    """What the directed moves of a year did."""

    moves: Moves
    moved: dict[str, int] = field(default_factory=dict)
    """Jobs moved, persons, by id of the move."""
    asked: dict[str, int] = field(default_factory=dict)
    short: dict[str, int] = field(default_factory=dict)


def apply_directed(firms: Firms, moves: tuple[SitedMove, ...], year: int, key: np.uint64) -> DirectedYear:
    """Move the jobs that the orders name for the year; the last agent of a move is split to meet it exactly."""
    result = DirectedYear(Moves.joined([]))
    parts = []
    for move in moves:
        persons = move.order.jobs_in(year)
        if persons == 0:
            continue
        part, moved = _carry_out(firms, move, persons, year, key)
        parts.append(part)
        result.asked[move.order.id] = persons
        result.moved[move.order.id] = moved
        if moved < persons:
            result.short[move.order.id] = persons - moved
    result.moves = Moves.joined(parts)
    return result


def _carry_out(firms: Firms, move: SitedMove, persons: int, year: int, key: np.uint64) -> tuple[Moves, int]:
    """One move; returns its flows and the jobs moved (whole persons)."""
    at_origin = np.zeros(N_PLACES, np.bool_)
    at_origin[move.origins] = True
    slots = undirected_at(firms, at_origin, move.order.sector)
    slots = _in_turn(firms, slots, persons * PERSON, year, key)
    held = firms.desired[slots].astype(np.int64) * firms.weight[slots]
    total = np.cumsum(held)
    jobs = min(persons * PERSON, int(total[-1]) // PERSON * PERSON if slots.size else 0)
    whole = int(np.searchsorted(total, jobs, side="right"))
    rest = jobs - (int(total[whole - 1]) if whole else 0)
    taken = slots[:whole]
    origin = list(firms.place[taken])
    units, size_moved = list(firms.weight[taken].astype(np.int64)), list(held[:whole])
    if rest:
        last = int(slots[whole])
        origin_of_last = firms.place[last]
        parts, branch = cut(firms, last, rest, move.order.id, year, key)
        origin += [origin_of_last] * parts.size
        units += list(firms.weight[parts].astype(np.int64))
        units[-1] = 0 if branch else units[-1]
        size_moved += list(firms.desired[parts].astype(np.int64) * firms.weight[parts])
        taken = np.concatenate([taken, parts])
    firms.place[taken] = move.destination
    firms.zone[taken] = move.zone
    firms.flags[taken] = (firms.flags[taken] & ~np.uint16(IN_PARK)) | np.uint16(DIRECTED_FLAG | MOVED)
    length = len(origin)
    columns = {
        "sector": np.full(length, move.order.sector),
        "origin": np.array(origin, np.int64),
        "destination": np.full(length, move.destination),
        "zone": np.full(length, move.zone),
        "firms": np.array(units, np.int64),
        "jobs": np.array(size_moved, np.int64),
    }
    return Moves.of(DIRECTED, columns), jobs // PERSON


def _in_turn(firms: Firms, slots: NDArray[np.intp], jobs: int, year: int, key: np.uint64) -> NDArray[np.intp]:
    """The agents in the order in which they are taken: as many of the first as hold more than `jobs`, or all.

    Few of many are wanted, so only those are sorted.
    """
    size = np.maximum(firms.desired[slots].astype(np.int64), 1)
    score = SIZE_POWER * np.log(size) + gumbel(firms.id[slots], year, FIRM_DIRECTED, key)
    held = firms.desired[slots].astype(np.int64) * firms.weight[slots]
    first, number = np.arange(slots.size), FEW
    while number < slots.size:
        least = np.partition(score, slots.size - number)[slots.size - number]
        near = np.flatnonzero(score >= least)
        if held[near].sum() > jobs:
            first = near
            break
        number *= 4
    return slots[first[np.lexsort((firms.id[slots[first]], -score[first]))]]
