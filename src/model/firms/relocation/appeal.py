"""The appeal of places to firms: utilities of places and cities, and the constants frozen at the base.

Utility of place q for a firm of sector s at place o (docs/relocation.md, Where a moving firm goes):

    V = 0.6 ln J_qs + 0.15 ln J_q - 0.8 ln w_qs - 0.5 land_s ln r_qs + 0.5 ln MA_q + 0.4 ln SA_qs
        + k_s (0.2 ln KA_q + 0.8 e^(-t_qB / 45)) + 5 sub_qs + 0.1 park_s ln(1 + room_q / 1000) + 0.3 serv_q
        + 0.3 cl_qs - 0.05 ln(1 + 1000 risk_q) + ln(1 - R_qs) - b_oq + 0.8 e^(-t_oq / 45)

t in minutes, B the six districts of Beijing. A city's utility is the log-sum of its places with scale 1/0.6; the
rest of China has V_out = ASC_s + growth of its appeal. All coefficients are assumptions; ranges stand
in docs/relocation.md. The last term says that firms keep near their old place (Liu, Niu and Han 2019 find proximity
to drive transfers of industry; abstract seen); its size is assumed.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import DIRECTED, PERSON, PUBLIC_BODY, Firms
from model.firms.location import Conditions
from model.firms.relocation.negative_list import restriction
from model.firms.relocation.plans import plans_for_movers
from model.region.names import SECTORS
from model.region.places import N_CITIES, Places
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

NEST_SCALE: Final = 0.6
"""Places of one city are closer substitutes than cities: P(q | city) ~ exp(V / 0.6)."""
STAYING_IN_REGION: Final = 0.273
"""Share of the firms leaving Beijing that stay in the region: verified for 2018 (L050)."""
SUBSIDY: Final = 5.0
"""Utility of a subsidy of the whole wage bill of three years: 0.5 at the highest rate of 10 % (assumption)."""
SIZE_COST: Final = 0.25
"""Move cost of a firm rises by this with the log of its staff."""
SIZE_CLASSES: Final = (20, 200)
"""Staff at which the size classes part; the middle of each class stands for it."""
CLASS_SIZE: Final = (4.0, 50.0, 500.0)
LARGEST_CHANGE: Final = 2.0
"""Bound of the change of the log odds of moving against the base."""
_PUBLIC: Final = SECTORS.index("public_services")
_SCALE: Final = 45.0
"""Minutes over which nearness falls by e (assumption)."""
_NEAR: Final = 0.8
"""Utility of nearness to the old place, at the place itself (assumption)."""
LAND: Final = np.array([0, 0.5, 1, 0.7, 0.3, 0.8, 0, 0.1, 0.1, 0.2, 0.1, 0.2])
"""Land share of the rent that a sector pays (assumption); the rest is not felt."""
OFFICE: Final = np.array([0, 0, 0, 0, 0.5, 0.3, 1, 1, 1, 0.7, 1, 0.7])
"""How far a sector pays office rents rather than those of industrial land (assumption)."""
_KNOWLEDGE: Final = np.array([0, 0, 0, 0.5, 0, 0, 0.5, 0.5, 1, 1, 0.2, 0])
"""Weight of knowledge and of nearness to Beijing (assumption)."""
PARK: Final = np.array([0, 0.3, 1, 1, 0.2, 0.5, 0, 0, 0.5, 0.5, 0, 0])
"""Weight of room in parks, and share of the firms that move which settle in one (assumption)."""


@dataclass(frozen=True)
class Appeal:
    """Utilities of one year as exponentials of V / 0.6, so that sums over places are plain sums."""

    place: Floats
    """(12, 199) exp(V / 0.6) of the destination's own terms, by sector; destinations sorted by city (`order`)."""
    link: Floats
    """(199, 199) exp of the terms of origin and destination together, over 0.6; destinations sorted by city."""
    stay: Floats
    """(199, 12) utility V of the own place to a firm that is there: the negative list bars entry, not staying."""
    outside: Floats
    """(12,) exp(V_out)."""
    order: NDArray[np.intp]
    """(199,) places sorted by city."""
    first: NDArray[np.intp]
    """(15,) where each city starts in `order`, and its end."""

    @cached_property
    def of_cities(self) -> Floats:
        """(12, 199, 15) exp of the utilities of 14 cities and the outside, by sector and origin."""
        column = np.zeros(self.link.shape[0], np.intp)
        return np.stack([self.cities(own * self.link, column + sector) for sector, own in enumerate(self.place)])

    def cities(self, places: Floats, sectors: NDArray[np.intp]) -> Floats:
        """exp of the utilities of 14 cities and the outside, (n, 15), from those of their places, (n, 199)."""
        weight = np.empty((sectors.size, N_CITIES + 1))
        weight[:, :N_CITIES] = np.add.reduceat(places, self.first[:N_CITIES], axis=1) ** NEST_SCALE
        weight[:, N_CITIES] = self.outside[sectors]
        return weight

    def places(self, origins: NDArray[np.intp], sectors: NDArray[np.intp], factor: Floats | None = None) -> Floats:
        """exp(V / 0.6) of places sorted by city, for pairs of origin and sector, (n, 199).

        `factor` (n, 199), places in their own order, multiplies it: guidance of policy; zero closes a place.
        """
        appeal = self.place[sectors] * self.link[origins]
        return appeal if factor is None else appeal * factor[:, self.order]

    def members(self, city: int) -> NDArray[np.intp]:
        """Places of a city, ascending."""
        return self.order[self.first[city] : self.first[city + 1]]


@dataclass(frozen=True)
class LocationBase:
    """The constants of choice: solved once, with the levers of the start year, and frozen in all scenarios."""

    outside: Floats
    """(12,) ASC_s: of the firms that leave Beijing, 27.3 % stay in the region."""
    away: Floats
    """(199, 12) log odds of moving away against staying at the base, before any constant."""
    class_rate: Floats
    """(3,) chosen moves a year by size class, over the mean of all units of Beijing (those bound to stay included)."""


def appeal_of(
    conditions: Conditions, region: Region, scenario: Scenario, year: int, outside: Floats | None = None
) -> Appeal:
    """The appeal of every place in a year.

    `outside` (12,) are the frozen constants of the rest of China; without them the appeal is that of the base,
    which knows the negative list of the start year and none of the plans of a scenario.
    """
    places = region.places
    held = restriction(region, scenario, year)
    if conditions.water is not None:
        held = np.maximum(held, conditions.water[:, None])
    own = _own_terms(conditions, places)
    if outside is not None:
        own = own + plans_for_movers(region, scenario, conditions.minutes)
    place = np.exp(own / NEST_SCALE) * (1.0 - held) ** (1.0 / NEST_SCALE)
    near = _NEAR * np.exp(-conditions.minutes / _SCALE) - conditions.border
    link = np.exp(near / NEST_SCALE)
    stay = own + near.diagonal()[:, None]
    constants = np.zeros(len(SECTORS)) if outside is None else outside
    order = np.argsort(places.city, kind="stable")
    first = np.searchsorted(places.city[order], np.arange(N_CITIES + 1))
    outside_weight = np.exp(constants + conditions.outside_appeal)
    by_city = (np.ascontiguousarray(place.T[:, order]), np.ascontiguousarray(link[:, order]))
    return Appeal(*by_city, stay, outside_weight, order, first)


def freeze_location(firms: Firms, conditions: Conditions, region: Region, scenario: Scenario) -> LocationBase:
    """Solve the constants of choice on the start stock, in the levers and conditions of the start year.

    ASC_s solves, over Beijing's places weighted by their units N_o of the sector,
    sum_o N_o S_o / (S_o + exp ASC) = 0.273 sum_o N_o with S_o the summed appeal of the other 13 cities.
    """
    places = region.places
    appeal = appeal_of(conditions, region, scenario, scenario.years.start)
    units = _units(firms, len(places.ids))
    beijing = places.members("beijing")
    outside = np.zeros(len(SECTORS))
    for sector in range(len(SECTORS)):
        column = np.full(beijing.size, sector)
        stays = appeal.cities(appeal.places(beijing, column), column)[:, 1:N_CITIES].sum(axis=1)
        outside[sector] = _constant(stays, units[beijing, sector] + 1e-9)
    appeal.outside[:] = np.exp(outside)
    return LocationBase(outside, log_odds(appeal, places), _class_rates(firms, beijing))


def log_odds(appeal: Appeal, places: Places) -> Floats:
    """(199, 12) ln of the summed appeal of all other cities and the outside, over that of the own place."""
    others = appeal.of_cities.copy()
    others[:, np.arange(len(places.ids)), places.city] = 0.0
    odds: Floats = np.log(others.sum(axis=2)).T - appeal.stay
    return odds


def size_class(desired: NDArray[np.int32]) -> NDArray[np.intp]:
    """Size class 0, 1, 2 of a firm by desired staff in 1/256 person."""
    return np.searchsorted(np.array(SIZE_CLASSES) * PERSON, desired, side="right")


def may_choose(firms: Firms, slots: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Firms that may leave their city by choice: no public bodies or services, none that the state has placed."""
    bound = firms.flags[slots] & (DIRECTED | PUBLIC_BODY) != 0
    free: NDArray[np.bool_] = ~bound & (firms.sector[slots] != _PUBLIC)
    return free


def _own_terms(conditions: Conditions, places: Places) -> Floats:
    core = np.flatnonzero(places.core6)
    to_beijing = conditions.minutes[:, core].min(axis=1)
    rent = OFFICE * np.log(conditions.rent_office)[:, None] + (1 - OFFICE) * np.log(conditions.rent_industrial)[:, None]
    knowledge = 0.2 * np.log(np.maximum(conditions.knowledge_access, 1e-9)) + 0.8 * np.exp(-to_beijing / _SCALE)
    terms: Floats = (
        0.6 * np.log(np.maximum(conditions.jobs_by_sector, 1.0))
        + 0.15 * np.log(np.maximum(conditions.jobs, 1.0))[:, None]
        - 0.8 * np.log(conditions.wage)
        - 0.5 * LAND * rent
        + 0.5 * np.log(np.maximum(conditions.market_access, 1e-9))[:, None]
        + 0.4 * np.log(np.maximum(conditions.supplier_access, 1e-9))
        + _KNOWLEDGE * knowledge[:, None]
        + SUBSIDY * conditions.subsidy
        + 0.1 * PARK * np.log1p(np.maximum(conditions.park_room, 0.0) / 1000.0)[:, None]
        + 0.3 * conditions.services[:, None]
        + 0.3 * conditions.cluster
        - 0.05 * np.log1p(1000.0 * conditions.flood_risk)[:, None]
    )
    return terms


def _constant(stays: Floats, weight: Floats) -> float:
    """ASC by bisection on its log: the share staying falls as the outside gains."""
    low, high = np.log(stays.min()) - 5.0, np.log(stays.max()) + 10.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        share = float((weight * stays / (stays + np.exp(middle))).sum() / weight.sum())
        low, high = (middle, high) if share > STAYING_IN_REGION else (low, middle)
    return float(0.5 * (low + high))


def _units(firms: Firms, n_places: int) -> Floats:
    alive = firms.alive()
    cell = firms.place[alive].astype(np.int64) * len(SECTORS) + firms.sector[alive]
    counts = np.bincount(cell, firms.weight[alive], minlength=n_places * len(SECTORS))
    by_cell: Floats = counts.astype(float).reshape(n_places, len(SECTORS))
    return by_cell


def _class_rates(firms: Firms, beijing: NDArray[np.intp]) -> Floats:
    alive = firms.alive()
    inside = alive[np.isin(firms.place[alive], beijing)]
    free = inside[may_choose(firms, inside)]
    cost = np.array(CLASS_SIZE) ** -SIZE_COST
    units = np.bincount(size_class(firms.desired[free]), firms.weight[free], minlength=3)
    every = float(firms.weight[inside].sum(dtype=np.int64))
    rates: Floats = cost * every / max(float((units * cost).sum()), 1.0)
    return rates
