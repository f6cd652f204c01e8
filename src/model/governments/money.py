"""Money of city governments: what comes in and goes out in a year, and promises that run for years."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.places import N_CITIES, Places

Floats = NDArray[np.float64]
TO_YUAN: Final = 1e8
"""Yuan in the unit of money."""
DISCOUNT: Final = 0.04
"""Discount rate of governments (DYNAMO-M)."""


@dataclass(frozen=True)
class Budget:
    """One year of the 14 cities, arrays (14,), 1e8 yuan at prices of the start year.

        balance = revenue + transfers - services - protection - subsidies - talent

    The balance is what is left for all other tasks, before grants from above, which are not modelled: below zero in
    most of Hebei, as it is there.
    """

    revenue: Floats
    """0.11 of the value added of last year."""
    transfers: Floats
    """From other cities less to them: ecological compensation and shares of taxes; they sum to zero."""
    services: Floats
    """Schools and doctors."""
    protection: Floats
    """Works against floods, their upkeep, aid to households that protect themselves."""
    subsidies: Floats
    """Paid to firms that came."""
    talent: Floats
    """Paid to graduates who came, and for settling newcomers."""

    @cached_property
    def spending(self) -> Floats:
        """(14,)"""
        return self.services + self.protection + self.subsidies + self.talent

    @cached_property
    def balance(self) -> Floats:
        """(14,)"""
        return self.revenue + self.transfers - self.spending


def no_budget(cities: int) -> Budget:
    """A year without money."""
    return Budget(*(np.zeros(cities) for _ in fields(Budget)))


@dataclass(frozen=True)
class Promises:
    """Payments that are due in the years to come (years, ...), the next first, 1e8 yuan each."""

    due: Floats

    def promise(self, yearly: Floats, years: int) -> "Promises":
        """Owe `yearly` in each of the next `years`."""
        due = self.due.copy()
        due[:years] += yearly
        return Promises(due)

    def pay(self) -> tuple[Floats, "Promises"]:
        """What is due now, and what remains."""
        return self.due[0], Promises(np.concatenate([self.due[1:], np.zeros_like(self.due[:1])]))


def annuity(years: int, rate: float = DISCOUNT) -> float:
    """Present value of one a year, the first at once."""
    return float(sum((1.0 + rate) ** -year for year in range(years)))


def by_city(values: Floats, places: Places) -> Floats:
    """Sums over places (199, ...) to cities (14, ...), in the order of the places."""
    total = np.zeros((N_CITIES, *values.shape[1:]))
    np.add.at(total, places.city, values)
    return total
