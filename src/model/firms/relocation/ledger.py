"""The ledger of directed jobs: each is in exactly one of six states each year, in whole persons.

Law (all rates are assumptions; F has one anchor, homes taken by staff in Xiong'an by 2025, L088). A cohort is the jobs
of one move and year, n:

- in the year of the move, holders commute with probability c(t) = 1 / (1 + e^((t - 75) / 12)), t minutes door to
  door from the origin (mean over its places by residents), or live in two places;
- k years later F(k) n of them have moved house with the job: F rises to 0.35 after two years and to 0.6 after
  eight (`xiongan`), half of that for `tongzhou`, and (1 - c(t)) of it for `other`; times `relocation.follow`.
  Where a new line brings commuting within reach, F falls as (1 - c(t)) / (1 - c at the start year);
- who lives in two places commutes as soon as c(t) allows it;
- each year one in ten of those who commute or live in two places gives the job up: it is vacant;
- of the vacant jobs eight in ten are filled a year: seven in ten of these by people living near, the others by
  in-migrants.

Only `vacant` jobs are open to others. Divisions carry their remainders, so no person is lost to rounding.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.plan import SitedMove, sited_moves
from model.people.signals import Follow
from model.region.names import SECTORS
from model.region.places import N_PLACES
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Counts = NDArray[np.int64]

FOLLOWS, COMMUTES, TWO_PLACES, LOCAL, IN_MIGRANT, VACANT = range(6)
STATES: Final = ("follows", "commutes", "two_places", "hired_locally", "hired_in_migrant", "vacant")
COMMUTE_MINUTES: Final = 75.0
COMMUTE_SPREAD: Final = 12.0
FOLLOW_YEARS: Final = (0.0, 2.0, 8.0)
FOLLOW_SHARE: Final = (0.0, 0.35, 0.6)
CLASS_FACTOR: Final = {"xiongan": 1.0, "tongzhou": 0.5, "other": 1.0}
QUIT: Final = (1, 10)
"""One in ten of those who did not follow leaves the job each year."""
FILLED: Final = (8, 10)
LOCAL_HIRES: Final = (7, 10)
"""Of the jobs filled, the share that goes to people living near (assumption, range 0.5 to 0.9)."""


class LedgerError(ValueError):
    """The ledger does not balance; the message names the move, the year and the numbers."""


@dataclass
class Ledger:
    """All cohorts of directed jobs, one row each."""

    moves: tuple[SitedMove, ...]
    commute: NDArray[np.float64]
    """(moves,) share of holders that can commute, c(t)."""
    commute_start: NDArray[np.float64]
    """(moves,) the same at the start year."""
    follow: float
    """Factor on the shares that follow (`relocation.follow`)."""
    residents: NDArray[np.int64]
    """(199,) weights of origin places in the mean of minutes."""
    move: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    """(rows,) index into `moves`."""
    year: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """(rows,) year in which the jobs moved."""
    jobs: Counts = field(default_factory=lambda: np.zeros(0, np.int64))
    """(rows,) persons."""
    states: Counts = field(default_factory=lambda: np.zeros((0, 6), np.int64))
    """(rows, 6) persons by state, in the order of STATES."""
    carry: Counts = field(default_factory=lambda: np.zeros((0, 4), np.int64))
    """(rows, 4) remainders in tenths: quits of commuters, quits of two places, filled, local."""
    asked: dict[str, int] = field(default_factory=dict)
    """Holders who were asked to follow this year, by move; cleared when settled."""
    minutes: NDArray[np.float64] | None = None
    """(199, 199) the travel times that `commute` is of."""

    @cached_property
    def groups(self) -> list[list[int]]:
        """Moves by destination place, in the order of the moves."""
        groups: dict[int, list[int]] = {}
        for k, move in enumerate(self.moves):
            groups.setdefault(move.destination, []).append(k)
        return list(groups.values())

    @cached_property
    def accompany(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """(moves,) factor of the class of a move on the shares that follow, and whether it is of the class `other`."""
        classes = [move.order.accompany for move in self.moves]
        return np.array([CLASS_FACTOR[name] for name in classes]), np.array([name == "other" for name in classes], bool)

    def of_move(self, move_id: str) -> Counts:
        """(6,) persons by state of one move."""
        index = [move.order.id for move in self.moves].index(move_id)
        total: Counts = self.states[self.move == index].sum(axis=0)
        return total

    def by_place(self, state: int) -> Counts:
        """(199, 12) directed jobs in a state, by place of work and sector, persons."""
        jobs = np.zeros((N_PLACES, len(SECTORS)), np.int64)
        for move, states in zip(self.moves, self.by_move(), strict=True):
            jobs[move.destination, move.order.sector] += states[state]
        return jobs

    def at_places(self) -> Counts:
        """(6, 199) directed jobs by state and place of work, persons."""
        jobs = np.zeros((len(STATES), N_PLACES), np.int64)
        for move, states in zip(self.moves, self.by_move(), strict=True):
            jobs[:, move.destination] += states
        return jobs

    def by_move(self) -> Counts:
        """(moves, 6) persons by state."""
        sums = np.zeros((len(self.moves), len(STATES)), np.int64)
        np.add.at(sums, self.move, self.states)
        return sums

    def totals(self) -> dict[str, int]:
        """Persons by state, all moves."""
        sums = self.states.sum(axis=0)
        return {name: int(sums[k]) for k, name in enumerate(STATES)}


def start_ledger(region: Region, scenario: Scenario) -> Ledger:
    """The ledger at the start year: moves already begun stand in the state of that year.

    Their holders are taken to have followed as the law says (they did so before the run, so a run without
    migration starts the same). Minutes are those of the start year.
    """
    start = scenario.years.start
    moves = sited_moves(region, scenario)
    none = np.zeros(len(moves))
    ledger = Ledger(moves, none, none.copy(), scenario.relocation.follow, region.places.population_2020)
    update_commute(ledger, region.transport.minutes(start, scenario.transport.hsr_additions))
    ledger.commute_start[:] = ledger.commute
    first = min((move.order.start for move in moves), default=start + 1)
    for year in range(first, start + 1):
        advance(ledger, year, {move.order.id: move.order.jobs_in(year) for move in moves})
        _settle_rows(ledger, _due(ledger, year))
    return ledger


def update_commute(ledger: Ledger, minutes: NDArray[np.float64]) -> None:
    """Take the travel times of a year, (199, 199) minutes: c(t) of every move."""
    if ledger.minutes is minutes and not minutes.flags.writeable:
        return
    ledger.minutes = minutes
    for k, move in enumerate(ledger.moves):
        weight = ledger.residents[move.origins].astype(float)
        mean = float((minutes[move.origins, move.destination] * weight).sum() / weight.sum()) if weight.size else 0.0
        ledger.commute[k] = 1.0 / (1.0 + np.exp((mean - COMMUTE_MINUTES) / COMMUTE_SPREAD))


def advance(ledger: Ledger, year: int, moved: Mapping[str, int]) -> None:
    """One year of hiring and quitting, then the jobs that moved this year, by id of the move (persons)."""
    states, carry = ledger.states, ledger.carry
    for column, state in enumerate((COMMUTES, TWO_PLACES)):
        gone, carry[:, column] = _part(states[:, state], QUIT, carry[:, column])
        states[:, state] -= gone
        states[:, VACANT] += gone
    filled, carry[:, 2] = _part(states[:, VACANT], FILLED, carry[:, 2])
    local, carry[:, 3] = _part(filled, LOCAL_HIRES, carry[:, 3])
    states[:, VACANT] -= filled
    states[:, LOCAL] += local
    states[:, IN_MIGRANT] += filled - local
    stay = states[:, COMMUTES] + states[:, TWO_PLACES]
    able = np.floor(ledger.commute[ledger.move] * stay).astype(np.int64)
    gain = np.clip(able - states[:, COMMUTES], 0, states[:, TWO_PLACES])
    states[:, COMMUTES] += gain
    states[:, TWO_PLACES] -= gain
    for k, move in enumerate(ledger.moves):
        persons = moved.get(move.order.id, 0)
        if persons:
            _open_cohort(ledger, k, year, persons)


def requests(ledger: Ledger, year: int, scale: int) -> tuple[Follow, ...]:
    """Holders due to follow this year, in whole residents of `scale` persons.

    What is due at one destination is summed over its moves, rounded down to whole residents and given to the moves
    by largest remainder; the rest stays due, so coarse scales are late by less than one resident a destination.
    """
    due = _by_move(ledger, _due(ledger, year))
    ledger.asked = {}
    for group in ledger.groups:
        agents = int(due[group].sum()) // scale
        if agents:
            share = share_out(due[group].astype(float) / scale, agents)
            for k, number in zip(group, share, strict=True):
                if number:
                    ledger.asked[ledger.moves[k].order.id] = int(number) * scale
    return tuple(
        Follow(
            cause=move.order.id,
            sector=move.order.sector,
            origins=move.origins,
            destination=move.destination,
            holders=ledger.asked[move.order.id],
        )
        for move in ledger.moves
        if move.order.id in ledger.asked
    )


def settle_ledger(ledger: Ledger, followed: Mapping[str, int], year: int) -> None:
    """Book the holders who really moved house, by id of the move (persons).

    They are shared over the moves to one destination by what is due there, since a coarse resident may stand for
    the holders of several. Those who were due and did not go are due again next year.

    Raises:
        LedgerError: more holders followed than were asked for, or an id is not known.
    """
    known = {move.order.id for move in ledger.moves}
    for name, persons in followed.items():
        if name not in known:
            raise LedgerError(f"{year}: {name}: {persons} holders followed, but there is no such move")
        if persons < 0 or persons > ledger.asked.get(name, 0):
            raise LedgerError(
                f"{year}: {name}: {persons} holders followed, of {ledger.asked.get(name, 0)} who were asked to"
            )
    due = _due(ledger, year)
    booked = np.zeros(ledger.move.size, np.int64)
    for group in ledger.groups:
        persons = sum(followed.get(ledger.moves[k].order.id, 0) for k in group)
        if persons:
            rows = np.flatnonzero(np.isin(ledger.move, group))
            booked[rows] = _share(due[rows], persons)
    _settle_rows(ledger, booked)
    ledger.asked = {}


def audit_ledger(ledger: Ledger, year: int, short: Mapping[str, int] | None = None) -> None:
    """Check that the six states of every move are whole, not negative, and sum to the jobs moved by the year.

    `short` are the persons by move that could not be moved so far, all years together.

    Raises:
        LedgerError: naming move, year and numbers.
    """
    missing = short or {}
    sums, moved = ledger.by_move(), _by_move(ledger, ledger.jobs)
    negative = set(ledger.move[(ledger.states < 0).any(axis=1)].tolist())
    uneven = set(ledger.move[ledger.states.sum(axis=1) != ledger.jobs].tolist())
    for k, move in enumerate(ledger.moves):
        states, jobs = sums[k], int(moved[k])
        if k in negative or k in uneven:
            said = ", ".join(f"{name} {int(value)}" for name, value in zip(STATES, states, strict=True))
            what = "a state is negative" if k in negative else f"states sum to {int(states.sum())}, jobs are {jobs}"
            raise LedgerError(f"{year}: {move.order.id}: {what}: {said}")
        ordered = move.order.jobs_until(year) - missing.get(move.order.id, 0)
        if jobs != ordered:
            raise LedgerError(f"{year}: {move.order.id}: {jobs} jobs in the ledger, {ordered} were to move by then")


def _open_cohort(ledger: Ledger, move: int, year: int, persons: int) -> None:
    commute = int(np.floor(ledger.commute[move] * persons))
    states = np.zeros((1, 6), np.int64)
    states[0, COMMUTES], states[0, TWO_PLACES] = commute, persons - commute
    ledger.move = np.append(ledger.move, move)
    ledger.year = np.append(ledger.year, year)
    ledger.jobs = np.append(ledger.jobs, persons)
    ledger.states = np.concatenate([ledger.states, states])
    ledger.carry = np.concatenate([ledger.carry, np.zeros((1, 4), np.int64)])


def _due(ledger: Ledger, year: int) -> Counts:
    """(rows,) holders who should have followed by the year and have not, at most those still in the job."""
    share = np.interp(year - ledger.year, FOLLOW_YEARS, FOLLOW_SHARE) * ledger.follow
    (factor, other), bound = ledger.accompany, 1.0 - ledger.commute
    factor = factor * np.where(other, bound, np.minimum(bound / (1.0 - ledger.commute_start), 1.0))
    target = np.floor(np.minimum(share * factor[ledger.move], 1.0) * ledger.jobs + 1e-9).astype(np.int64)
    staying = ledger.states[:, COMMUTES] + ledger.states[:, TWO_PLACES]
    due: Counts = np.clip(target - ledger.states[:, FOLLOWS], 0, staying)
    return due


def _settle_rows(ledger: Ledger, persons: Counts) -> None:
    """Move holders into `follows`: first those who live in two places, then those who commute."""
    two = np.minimum(persons, ledger.states[:, TWO_PLACES])
    ledger.states[:, TWO_PLACES] -= two
    ledger.states[:, COMMUTES] -= persons - two
    ledger.states[:, FOLLOWS] += persons


def _by_move(ledger: Ledger, by_row: Counts) -> Counts:
    total = np.zeros(len(ledger.moves), np.int64)
    np.add.at(total, ledger.move, by_row)
    return total


def _share(due: Counts, persons: int) -> Counts:
    """Whole persons in proportion to what is due; `persons` is at most the sum."""
    return share_out(due.astype(float) * (persons / max(int(due.sum()), 1)), persons)


def share_out(exact: NDArray[np.float64], total: int) -> Counts:
    """Whole numbers that sum to `total` and are nearest to `exact` (largest remainder, the first of equals)."""
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left = total - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[:left]] += 1
    return whole


def _part(number: Counts, share: tuple[int, int], carry: Counts) -> tuple[Counts, Counts]:
    """share of each number in whole persons, and the remainder for next year; never more than the number."""
    top, bottom = share
    exact = number * top + carry
    part = np.minimum(exact // bottom, number)
    return part, exact - part * bottom
