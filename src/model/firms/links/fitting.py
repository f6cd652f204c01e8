"""The constants of links, solved on the start and the same in all scenarios; and the stock they start from.

- The rest of China: 12.0 % of new branches of firms of Beijing stay in the region at the travel times of 2013.
- The rate: openings in proportion to Beijing's legal units, year by year from the branches of 2013 to those of 2020
  in Tianjin and Hebei; one rate per head office then holds for all cities.
- Branches of firms of the rest of China in the region: as many as make the intra-region share of the year after the
  start 9.69 %, if firms go on as in the start year. They go where the mass is.

Held out: branches of 2023, the share of 2024, the share of capital (docs/links.md).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import Firms
from model.firms.links.choice import appeal, destinations
from model.firms.links.head_offices import BySize, HeadOffices, by_size_of, head_offices
from model.firms.links.stock import ENDS, GROUPS, LINK, Links
from model.region.names import PROVINCES
from model.region.places import N_CITIES
from model.region.region import Region

Floats = NDArray[np.float64]

LEVELS = 2020
"""Year whose travel times stand for the differences between places."""
FIRST = 2013


@dataclass(frozen=True)
class LinkBase:
    """Frozen at the start."""

    rate: float
    """Branches a year of a head office of 50 persons."""
    outside: float
    """exp V of the rest of China."""
    inbound: Floats
    """(4,) branches a year that firms of the rest of China open in the region."""
    minutes: Floats
    """(14, 14) fastest minutes between cities in 2020."""
    offices: HeadOffices
    """Head offices of the start."""
    by_size: BySize
    mass: Floats
    """(14,) residents with a bachelor degree in 2020."""
    skilled: Floats
    """(14,) workers with a bachelor degree at the start."""
    share_of_2013: float
    """Share of Beijing's new branches that stayed in the region in 2013 (a check of the solution)."""


def fit_links(firms: Firms, region: Region, year: int, skilled: Floats) -> tuple[LinkBase, Links]:
    """Solve the constants and build the stock of 31 December of the start year.

    No lever is read, so all scenarios share both.

    Args:
        firms: the stock of the start.
        region: the tables.
        year: the start year, 2013 or 2020.
        skilled: (14,) workers with a bachelor degree at the start.
    """
    tables, places = region.links, region.places
    mass = _mass(region)
    by_size = by_size_of(tables)
    offices = head_offices(firms, by_size, places.city)
    usual = region.transport.city_minutes(LEVELS)
    outside = _outside(region, usual)
    inside, beyond, opened = _path(region, usual, outside, year)
    shares = _shares(region, usual, outside, year)
    power = offices.power / 1024.0
    rate = opened / power[0].sum()
    yearly = rate * power[:, None, :] * shares[:, :, None]
    stock = yearly * ((inside + beyond) / opened)
    stock[0] = _of_beijing(region, shares[0], inside, beyond, year)[:, None] * (power[0] / power[0].sum())
    kept = 1.0 - tables.rule("attrition")
    after = kept * stock + yearly
    intra = after[:, :N_CITIES].sum()
    wanted = intra / (tables.figure("intra_region_branch_share", "bth", 2021) / 100.0) - after.sum()
    by_group = power.sum(axis=0) / power.sum()
    inbound = wanted / (kept * (inside + beyond) / opened + 1.0) * by_group
    check = float(_shares(region, usual, outside, FIRST)[0, :N_CITIES].sum())
    base = LinkBase(rate, outside, inbound, usual, offices, by_size, mass, skilled, check)
    every = np.zeros((ENDS, ENDS, len(GROUPS)))
    every[:N_CITIES] = stock
    coming = inbound * (inside + beyond) / opened
    every[N_CITIES, :N_CITIES] = (mass / mass.sum())[:, None] * coming
    branches = np.rint(every * LINK).astype(np.int64)
    weight = mean_capital(offices)
    return base, Links(branches, np.rint(branches * weight[:, None, :]).astype(np.int64))


def mean_capital(offices: HeadOffices) -> Floats:
    """Capital of a branch by end and group, (15, 4): the mean of its city, of the region for the rest of China."""
    power, capital = offices.power.astype(float), offices.capital.astype(float)
    mean = capital.sum(axis=0) / np.maximum(power.sum(axis=0), 1.0)
    own = np.divide(capital, power, out=np.tile(mean, (N_CITIES, 1)), where=power > 0)
    return np.vstack([own, mean])


def _shares(region: Region, usual: Floats, outside: float, year: int) -> Floats:
    now = region.transport.city_minutes(year)
    return destinations(appeal(_mass(region), usual, now, _border(region), region.links), outside)


def _mass(region: Region) -> Floats:
    return np.asarray(np.bincount(region.places.city, region.links.degrees), float)


def _border(region: Region) -> Floats:
    province = region.places.province_of_city
    return np.asarray((province[:, None] != province[None, :]).astype(float))


def _outside(region: Region, usual: Floats) -> float:
    tables = region.links
    share = tables.figure("inside_share", "beijing", FIRST) / 100.0
    near = appeal(_mass(region), usual, region.transport.city_minutes(FIRST), _border(region), tables)
    return float(near[0].sum() * (1.0 - share) / share)


def _path(region: Region, usual: Floats, outside: float, year: int) -> tuple[float, float, float]:
    """Beijing's branches inside and beyond the region at the end of a year, and those opened in it."""
    tables, economy = region.links, region.economy
    years = range(FIRST, LEVELS + 1)
    stays = np.array([_shares(region, usual, outside, each)[0, :-1].sum() for each in years])
    units = np.array([economy.unit_path[0, economy.unit_path_years.index(each)] for each in years])
    kept = 1.0 - tables.rule("attrition")
    first = tables.figure("branches", "tianjin_and_hebei", FIRST)
    last = sum(tables.figure("branches", name, LEVELS) for name in PROVINCES[1:])
    steps = len(units) - 1
    added = sum(units[k] * stays[k] * kept ** (steps - k) for k in range(1, steps + 1))
    per_unit = (last - first * kept**steps) / added
    inside, beyond = first, first * (1.0 - stays[0]) / stays[0]
    for k in range(1, year - FIRST + 1):
        inside = kept * inside + per_unit * units[k] * stays[k]
        beyond = kept * beyond + per_unit * units[k] * (1.0 - stays[k])
    return inside, beyond, float(per_unit * units[year - FIRST])


def _of_beijing(region: Region, shares: Floats, inside: float, beyond: float, year: int) -> Floats:
    """(15,) Beijing's branches by city: the counts of 2020 by province, the rule inside a province and in 2013."""
    places = region.places
    stock = np.append(shares[:N_CITIES] * inside / shares[:N_CITIES].sum(), beyond)
    if year == LEVELS:
        for index, name in enumerate(PROVINCES[1:], start=1):
            here = np.flatnonzero(places.province_of_city == index)
            stock[here] *= region.links.figure("branches", name, LEVELS) / stock[here].sum()
    return stock
