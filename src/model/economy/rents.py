"""Rents of homes, offices and industrial sites, and the price of homes: they follow how full a place is.

    ln r* = ln r_start + 0.5 [ln(people / homes) - at the start] + 0.3 [ln relative wage - at the start]
    ln r  = ln r_last + clip(0.5 (ln r* - ln r_last), +-0.10)

For offices and industrial sites jobs stand over sites and wages do not enter. 0.5, 0.3 and the bound are rule
rent_change (assumption); half of the gap a year keeps supply and demand, which answer a year later, from swinging. All
in the money of the start: wages are those within reach over the region's mean, so growth common to all lifts no rent.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.land import Land, jobs_on_sites
from model.region.region import Region

Floats = NDArray[np.float64]

FULLNESS: Final = 0.5
"""Rise of the log rent with the log of people over homes, or of jobs over sites (assumption, rule rent_change)."""
WAGE: Final = 0.3
"""Rise of the log rent of homes with the log relative wage (assumption, rule rent_change)."""
FASTEST: Final = 0.1
"""Largest change of a log rent in a year (assumption, rule rent_change)."""
SPEED: Final = 0.5
"""Part of the gap that a year closes (assumption)."""
YIELD: Final = 0.018
"""Yearly rent over the price of a home (recalled: 1.5 to 2 % in large Chinese cities about 2020)."""
_FEW: Final = 500.0
"""Persons added to those of a place, so that one without residents has a rent."""


@dataclass(frozen=True)
class Fullness:
    """How full a place is: logs, float64 (199,)."""

    homes: Floats
    office: Floats
    industrial: Floats
    wage: Floats
    """ln wage within reach over the region's mean."""


@dataclass(frozen=True)
class Rents:
    """Rents of a year, float64 (199,)."""

    homes: Floats
    """Yuan per m2 and month."""
    office: Floats
    """Index, the six districts of Beijing about 1."""
    industrial: Floats
    """Index, the six districts of Beijing about 1."""
    base: Fullness
    """Of the start."""

    @property
    def price(self) -> Floats:
        """Price of a home (199,), yuan per m2: a year's rent over the yield of 1.8 %."""
        return np.asarray(12.0 * self.homes / YIELD)


def fullness(land: Land, people: Floats, jobs: Floats, wage: Floats) -> Fullness:
    """Of a year; people (199,), jobs (199, 12), wage within reach by skill (199, 3)."""
    office, industrial = jobs_on_sites(jobs)
    mean = wage.mean(axis=1)
    return Fullness(
        homes=np.log((people + _FEW) / np.maximum(land.homes, 1.0)),
        office=np.log(office / land.office),
        industrial=np.log(industrial / land.industrial),
        wage=np.log(mean / mean.mean()),
    )


def start_rents(region: Region, base: Fullness) -> Rents:
    """Rents of the start: those of the tables."""
    prices = region.economy.prices
    return Rents(prices.rent.copy(), prices.rent_office.copy(), prices.rent_industrial.copy(), base)


def change_rents(rents: Rents, region: Region, now: Fullness) -> Rents:
    """Rents a year later."""
    prices, base = region.economy.prices, rents.base
    homes = FULLNESS * (now.homes - base.homes) + WAGE * (now.wage - base.wage)
    return Rents(
        homes=_nearer(rents.homes, prices.rent, homes),
        office=_nearer(rents.office, prices.rent_office, FULLNESS * (now.office - base.office)),
        industrial=_nearer(rents.industrial, prices.rent_industrial, FULLNESS * (now.industrial - base.industrial)),
        base=base,
    )


def dearer(rents: Rents, region: Region) -> Floats:
    """ln(rent / rent at the start) of homes, offices, industrial sites (3, 199)."""
    prices = region.economy.prices
    return np.log(
        np.stack(
            [
                rents.homes / prices.rent,
                rents.office / prices.rent_office,
                rents.industrial / prices.rent_industrial,
            ]
        )
    )


def seen_by_firms(rents: Floats, start: Floats) -> Floats:
    """Rents (199,) without what is common: the change of the median place draws nobody, as the outside shares it."""
    change = rents / start
    return np.asarray(rents / np.median(change))


def _nearer(last: Floats, start: Floats, change: Floats) -> Floats:
    step = SPEED * (np.log(start) + change - np.log(last))
    return np.asarray(last * np.exp(np.clip(step, -FASTEST, FASTEST)))
