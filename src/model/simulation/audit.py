"""The audit: stocks = stocks + flows, every year, everywhere. A breach stops the run with names and numbers."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

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
