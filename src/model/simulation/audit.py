"""The audit: stocks = stocks + flows, every year, everywhere. A breach stops the run with names and numbers."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.flows import CAUSES, RelocationFlows

Whole = NDArray[np.int64]


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
        place_ids,
        expected,
        closing,
        lambda i: (
            f"opening {opening[i]:,} + births {births[i]:,} - deaths {deaths[i]:,} + arrived {arrived[i]:,}"
            f" - left {left[i]:,}"
        ),
    )


def audit_ages(year: int, closing: Whole, by_place: Whole) -> None:
    """The census by place, sex and age sums to the residents counted by place."""
    if int(closing.sum()) != int(by_place.sum()):
        raise AuditError(f"{year}: people: the census counts {closing.sum():,}, the places hold {by_place.sum():,}")


def audit_jobs(year: int, sectors: Sequence[str], opening: Whole, flows: dict[str, Whole], closing: Whole) -> None:
    """Opening + sum of signed flows = closing, by sector, in 1/256 job of the legal units.

    Args:
        year: the year that closes.
        sectors: names for the message.
        opening: (12,) desired jobs before.
        flows: (12,) each; entries and growth positive, exits and departures negative.
        closing: (12,) desired jobs after.

    Raises:
        AuditError: a sector does not balance.
    """
    expected = opening + sum(flows.values(), np.zeros_like(opening))
    _require_equal(
        year,
        "jobs (1/256)",
        sectors,
        expected,
        closing,
        lambda i: f"opening {opening[i]:,}" + "".join(f" {name} {flow[i]:+,}" for name, flow in flows.items()),
    )


def _require_equal(
    year: int,
    what: str,
    names: Sequence[str],
    expected: Whole,
    found: Whole,
    account: Callable[[int], str],
) -> None:
    wrong = np.flatnonzero(expected != found)
    if wrong.size:
        first = int(wrong[0])
        raise AuditError(
            f"{year}: {what} of {names[first]}: {account(first)} = {expected[first]:,}, but {found[first]:,} are"
            f" there; {wrong.size} of {len(names)} do not balance"
        )


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
        place_ids,
        begin - exits + entries + founded + arrived - left - shut,
        closing.sum(axis=1),
        lambda i: (
            f"opening {begin[i]:,} - exits {exits[i]:,} + entries {entries[i]:,} + branches"
            f" founded {founded[i]:,} + arrived {arrived[i]:,} - left {left[i]:,} - closed by order {shut[i]:,}"
        ),
    )
