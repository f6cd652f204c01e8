"""The audit: stocks = stocks + flows, every year, everywhere. A breach stops the run with names and numbers."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON
from model.firms.links.stock import LINK, LinkFlows, Links
from model.firms.relocation.flows import CAUSES, RelocationFlows
from model.governments.state import Governments
from model.region.names import OUTSIDE, SECTORS

Whole = NDArray[np.int64]
CLOSE: Final = 1e-9
"""Part of a sum of money that may be lost to rounding."""


class AuditError(RuntimeError):
    """A balance does not close: something was created or lost. The message names the place and the figures."""


def audit_people(
    year: int,
    place_ids: Sequence[str],
    opening: Whole,
    births: Whole,
    deaths: Whole,
    moves: Whole,
    closing: Whole,
) -> None:
    """Opening + births - deaths + in - out = closing, by place, in persons.

    Args:
        year: the year that closes.
        place_ids: names for the message.
        opening: (199,) persons on 31 December before.
        births: (199,) children who live at the end of the year or died in it.
        deaths: (199,)
        moves: (200, 200) persons by origin and destination; index 199 is outside.
        closing: (199,) persons on 31 December.

    Raises:
        AuditError: a place does not balance.
    """
    places = len(place_ids)
    arrived = moves[:, :places].sum(axis=0)
    left = moves[:places].sum(axis=1)
    expected = opening + births - deaths + arrived - left
    _require_equal(
        year,
        "people",
        place_ids.__getitem__,
        expected,
        closing,
        lambda i: (
            f"opening {opening[i]:,} + births {births[i]:,} - deaths {deaths[i]:,} + arrived {arrived[i]:,}"
            f" - left {left[i]:,}"
        ),
    )


def audit_jobs(
    year: int,
    place_ids: Sequence[str],
    opening: Whole,
    closed: Whole,
    grown: Whole,
    opened: Whole,
    relocation: RelocationFlows,
    closing: Whole,
) -> None:
    """Opening - exits + growth + entries + arrivals - departures = closing, by place and sector.

    All are desired jobs of legal units, (199, 12), in 1/256 job, each as its own process booked it.

    Args:
        year: the year that closes.
        place_ids: names for the message.
        opening: jobs before.
        closed: jobs of firms that closed by themselves.
        grown: what firms that stayed added, net.
        opened: jobs of entrants.
        relocation: moves and closures by order, quota and choice.
        closing: jobs after.

    Raises:
        AuditError: a cell does not balance.
    """
    moved = np.rint((relocation.jobs_gained() - relocation.jobs_lost()) * PERSON).astype(np.int64)
    flows = {"exits": -closed.ravel(), "growth": grown.ravel(), "entries": opened.ravel(), "moves": moved.ravel()}
    begin = opening.ravel()
    _require_equal(
        year,
        "desired jobs (1/256)",
        lambda i: f"{place_ids[i // len(SECTORS)]}, {SECTORS[i % len(SECTORS)]}",
        begin + np.sum(list(flows.values()), axis=0),
        closing.ravel(),
        lambda i: f"opening {begin[i]:,}" + "".join(f" {name} {flow[i]:+,}" for name, flow in flows.items()),
    )


def _require_equal(
    year: int,
    what: str,
    name: Callable[[int], str],
    expected: Whole,
    found: Whole,
    account: Callable[[int], str],
) -> None:
    wrong = np.flatnonzero(expected != found)
    if wrong.size:
        first = int(wrong[0])
        raise AuditError(
            f"{year}: {what} of {name(first)}: {account(first)} = {expected[first]:,}, but {found[first]:,} are"
            f" there; {wrong.size} of {expected.size} do not balance"
        )


def audit_budgets(year: int, city_ids: Sequence[str], before: Governments, after: Governments) -> None:
    """Fund + revenue + transfers - spending = fund, city by city; transfers sum to zero; promises are kept or owed.

    Money is real, so sums hold to 1e-9 of what is summed.

    Raises:
        AuditError: a city's books do not balance, or money came from nowhere.
    """
    budget = after.budget
    spent = budget.services + budget.protection + budget.subsidies + budget.talent
    expected = before.fund + budget.revenue + budget.transfers - spent
    size = np.abs(before.fund) + np.abs(budget.revenue) + np.abs(spent)
    wrong = np.flatnonzero(~(np.abs(expected - after.fund) <= CLOSE * np.maximum(size, 1.0)))
    if wrong.size:
        first = int(wrong[0])
        raise AuditError(
            f"{year}: budget of {city_ids[first]}: fund {before.fund[first]:.3f} + revenue"
            f" {budget.revenue[first]:.3f} + transfers {budget.transfers[first]:.3f} - spending {spent[first]:.3f}"
            f" = {expected[first]:.3f}, but {after.fund[first]:.3f} is there"
        )
    moved = float(budget.transfers.sum())
    if not abs(moved) <= CLOSE * max(float(np.abs(budget.transfers).sum()), 1.0):
        raise AuditError(f"{year}: transfers between cities sum to {moved:.6f}, not to zero")
    owed = float(before.subsidies.due.sum()) + after.promised
    kept = float(budget.subsidies.sum() + after.subsidies.due.sum())
    if not abs(owed - kept) <= CLOSE * max(owed, 1.0):
        raise AuditError(f"{year}: subsidies of {owed:.6f} were owed, but {kept:.6f} are paid or still owed")


def audit_firms(
    year: int,
    place_ids: Sequence[str],
    opening: Whole,
    closed: Whole,
    opened: Whole,
    relocation: RelocationFlows,
    closing: Whole,
) -> None:
    """Opening - exits + entries + branches + arrivals - departures = closing, by place, in legal units.

    Args:
        year: the year that closes.
        place_ids: names for the message.
        opening: (199, 12) legal units before.
        closed: (199, 12) exits.
        opened: (199, 12) entries.
        relocation: moves and closures by order, quota and choice.
        closing: (199, 12) legal units after.

    Raises:
        AuditError: a place does not balance.
    """
    places = len(place_ids)
    moved = sum((relocation.firms(cause) for cause in CAUSES), np.zeros((places + 1, places + 1), np.int64))
    shut = sum((relocation.closed_firms(cause) for cause in CAUSES), np.zeros(places, np.int64))
    begin, exits, entries = opening.sum(axis=1), closed.sum(axis=1), opened.sum(axis=1)
    arrived, left = moved[:, :places].sum(axis=0), moved[:places].sum(axis=1)
    founded = relocation.founded()
    _require_equal(
        year,
        "firms",
        place_ids.__getitem__,
        begin - exits + entries + founded + arrived - left - shut,
        closing.sum(axis=1),
        lambda i: (
            f"opening {begin[i]:,} - exits {exits[i]:,} + entries {entries[i]:,} + branches"
            f" founded {founded[i]:,} + arrived {arrived[i]:,} - left {left[i]:,} - closed by order {shut[i]:,}"
        ),
    )


def audit_links(year: int, city_ids: Sequence[str], before: Links, flows: LinkFlows, after: Links) -> None:
    """Opening + opened - closed = closing for branches and capital, by head office, branch and group; none negative.

    Args:
        year: the year that closes.
        city_ids: names for the message.
        before: stocks of 31 December before.
        flows: what opened and closed.
        after: stocks of 31 December.

    Raises:
        AuditError: a pair of cities does not balance, or a stock is negative.
    """
    for what, begin, opened, closed, end in (
        ("branches", before.branches, flows.opened, flows.closed, after.branches),
        ("capital of branches", before.capital, flows.capital_opened, flows.capital_closed, after.capital),
    ):
        wrong = np.argwhere((begin + opened - closed != end) | (end < 0))
        if wrong.size:
            at = tuple(wrong[0])
            origin, destination = ([*city_ids, OUTSIDE][index] for index in at[:2])
            raise AuditError(
                f"{year}: {what} of {origin} in {destination} (1/{LINK:,}): opening {begin[at]:,} + opened"
                f" {opened[at]:,} - closed {closed[at]:,}, but {end[at]:,} are there; {len(wrong)} do not balance"
            )
