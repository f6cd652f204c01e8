"""The national accounts of the region in a year, and the identities that they must keep.

By place and sector: output = inputs + value added. By sector: output + imports = inputs + consumption + investment
+ exports. Inputs sold within the region are the same by supplier and by buyer. Value added sums to GDP in every city,
province and the region, and from the side of use: GDP = consumption + investment + exports - imports.

Consumption grows as the nation's output of the sector does, times real spending against the path; investment as the
nation's output; both are imported in the share in which the sector's inputs are. Exports are the output that no one
in the region takes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.supply import Inputs
from model.products import product
from model.region.economy_accounts import AccountTables
from model.region.names import PROVINCES, SECTORS
from model.region.places import Places

Floats = NDArray[np.float64]
TOLERANCE: Final = 1e-9
"""Relative; sums of floats in two orders."""


@dataclass(frozen=True)
class NationalAccounts:
    """1e8 yuan a year at prices of the start year; (12,) unless said otherwise."""

    year: int
    value_added: Floats
    """(199, 12)"""
    output: Floats
    """(199, 12)"""
    inputs: Inputs
    consumption: Floats
    investment: Floats
    imports: Floats
    exports: Floats
    income: float
    """Disposable income of the residents."""
    spent: float

    @property
    def input_share_within(self) -> float:
        """Share of all inputs that comes from the region."""
        return float(self.inputs.within.sum() / self.inputs.needed.sum())


def draw_up(
    year: int,
    value_added: Floats,
    inputs: Inputs,
    consumption: Floats,
    investment: Floats,
    income: float,
    spent: float,
    tables: AccountTables,
) -> NationalAccounts:
    """The accounts of a year from value added (199, 12), inputs, consumption and investment by sector (12,)."""
    output = value_added / tables.value_added
    needed, within = inputs.needed.sum(axis=0), inputs.within.sum(axis=0)
    share = np.divide(within, needed, out=np.zeros(needed.shape), where=needed > 0)
    final = consumption + investment
    imports = (needed - within) + (1.0 - share) * final
    exports = output.sum(axis=0) - within - share * final
    return NationalAccounts(year, value_added, output, inputs, consumption, investment, imports, exports, income, spent)


def breaches(accounts: NationalAccounts, tables: AccountTables, gdp: Floats, places: Places) -> list[str]:
    """What does not balance, in sentences with names and figures; empty in a sound year.

    Args:
        accounts: of the year.
        tables: the national table.
        gdp: (199, 12) as it is reported.
        places: for the names.
    """

    def cell(index: int) -> str:
        return f"{places.ids[index // len(SECTORS)]}, {SECTORS[index % len(SECTORS)]}"

    found: list[str] = []
    output, used = accounts.output, accounts.inputs
    spent_on = (tables.inputs.sum(axis=0) * output).ravel()
    _compare(
        found, "output against inputs and value added", cell, output.ravel(), spent_on + accounts.value_added.ravel()
    )
    supply = output.sum(axis=0) + accounts.imports
    use = used.needed.sum(axis=0) + accounts.consumption + accounts.investment + accounts.exports
    _compare(found, "supply against use", SECTORS.__getitem__, supply, use)
    _compare(found, "inputs sold against bought", SECTORS.__getitem__, used.sold.sum(axis=0), used.within.sum(axis=0))
    needed = product(tables.inputs, output.sum(axis=0))
    _compare(found, "inputs needed against the table", SECTORS.__getitem__, used.needed.sum(axis=0), needed)
    at_place = accounts.value_added.sum(axis=1)
    cities, provinces = len(places.city_ids), len(PROVINCES)
    levels = (("city", places.city_ids, places.city, cities), ("province", PROVINCES, places.province, provinces))
    for level, names, of_place, number in levels:
        mine: Floats = np.bincount(of_place, at_place, number).astype(float)
        reported: Floats = np.bincount(of_place, gdp.sum(axis=1), number).astype(float)
        _compare(found, f"GDP by {level}", names.__getitem__, mine, reported)
    spent = (accounts.consumption + accounts.investment + accounts.exports - accounts.imports).sum()
    _compare(found, "GDP by use against value added", _whole_region, np.array([spent]), np.array([gdp.sum()]))
    totals = (np.array([accounts.income]), np.array([accounts.spent]))
    _compare(found, "income against spending by place", _whole_region, *totals)
    return found


def _whole_region(_: int) -> str:
    return "bth"


def _compare(found: list[str], what: str, name: Callable[[int], str], one: Floats, other: Floats) -> None:
    size = max(float(np.abs(other).max()), 1e-9)
    wrong = np.flatnonzero(~(np.abs(one - other) <= TOLERANCE * size))
    if wrong.size:
        first = int(wrong[0])
        found.append(
            f"{what} of {name(first)}: {one[first]:.6f} against {other[first]:.6f}; {wrong.size} of {one.size}"
            " do not balance"
        )
