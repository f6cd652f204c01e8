"""What draws movers: the utility of the 14 cities and of the rest of China, and of the places within a city."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.people.migration.levers import Levers
from model.people.signals import Hazard, Signals
from model.products import product
from model.region.migration import MigrationTables
from model.region.places import N_CITIES, Places

Floats = NDArray[np.float64]

AGE_BANDS: Final = (0, 35, 60)
"""First ages of the three segments: young, middle, old."""
SEGMENT_OF_AGE: Final = np.searchsorted(AGE_BANDS, np.arange(101), side="right") - 1
WAGE_WEIGHT: Final = np.array([1.0, 1.0, 0.2])
SERVICE_WEIGHT: Final = np.array([1.2, 1.0, 2.0])
BELOW_BACHELOR_SKILLS: Final = np.array([0.75, 0.25, 0.0])
"""Weights of low and mid skill in the wage that people below a bachelor's degree look at."""
NEAREST_KM: Final = 20.0
OUTSIDE_CITY: Final = N_CITIES


@dataclass(frozen=True)
class CityView:
    """A city as a mover sees it; all (14,), or (14, 2) below and from a bachelor's degree."""

    log_wage: Floats
    """(14, 2) ln (wage within reach x chance of a job) over the mean of the region at the base."""
    log_jobs: Floats
    log_services: Floats
    log_rent: Floats
    log_arrive: Floats


def view_cities(
    places: Places, weight: Floats, signals: Signals, hazard: Hazard, levers: Levers, base: Signals
) -> CityView:
    """Average the places of each city.

    Args:
        places: the places.
        weight: (199,) residents of the base: frozen, so that growth of one place does not change a city's mean.
        signals: the economy of the year.
        hazard: storms; `arrive_factor` is read.
        levers: policy of the year.
        base: the economy of the base, whose means stand for the region and, in proportion, for the rest of China.
    """
    city = places.city
    total = np.bincount(city, weight, N_CITIES)

    def mean(values: Floats) -> Floats:
        averaged: Floats = np.bincount(city, weight * values, N_CITIES) / total
        return averaged

    def pay(of: Signals) -> Floats:
        expected = of.wage_reachable if of.job_finding is None else of.wage_reachable * of.job_finding
        return np.stack([mean(product(expected, BELOW_BACHELOR_SKILLS)), mean(expected[:, 2])], axis=1)

    rent = mean(signals.rent)
    share = total / total.sum()
    log_wage = np.log(pay(signals) / product(share, pay(base)))
    log_wage[:, 1] += np.log1p(levers.subsidy)
    return CityView(
        log_wage=log_wage,
        log_jobs=np.log(np.maximum(np.bincount(city, signals.jobs, N_CITIES), 1.0) / 1e6),
        log_services=np.log(np.maximum(mean(signals.services), 0.01)),
        log_rent=np.log(rent / product(share, rent)),
        log_arrive=np.log(np.maximum(mean(hazard.arrive_factor), 1e-6)),
    )


def city_appeal(view: CityView, tables: MigrationTables, levers: Levers) -> Floats:
    """Utility of each city apart from whence one comes.

    U = b_w ln wage + 0.47 ln jobs + 0.43 ln services - 0.4 ln rent - hukou [below bachelor] + ln arrive_factor, with
    wage x 0.2 and services x 2 from 60, services x 1.2 below 35.

    Returns:
        (3, 2, 14) by age segment, below or from a bachelor's degree, city.
    """
    known = tables.coefficients
    wage = levers.wage_elasticity * WAGE_WEIGHT[:, None, None] * view.log_wage.T[None]
    services = known["services"] * SERVICE_WEIGHT[:, None, None] * view.log_services[None, None]
    common = known["ln_jobs"] * view.log_jobs + known["ln_rent_to_wage"] * view.log_rent + view.log_arrive
    gates = np.stack([tables.hukou_gate * levers.gates, np.zeros(N_CITIES)])
    appeal: Floats = wage + services + common[None, None] - gates[None]
    return appeal


def gravity_growth(places: Places, before: Floats, now: Floats, tables: MigrationTables) -> Floats:
    """What gravity adds to the appeal of each city since the base: 0.475 dln residents (gu_2022, 2015-20, verified).

    Wages, jobs, services, rents and registration are not in it: mass draws, `ties` hold back.

    Args:
        places: the places.
        before: (199,) residents at the base.
        now: (199,) residents.
        tables: `gravity_mass` is read.

    Returns:
        (14,).
    """
    mass, first = (np.maximum(np.bincount(places.city, each, N_CITIES), 1.0) for each in (now, before))
    growth: Floats = tables.gravity_mass * np.log(mass / first)
    return growth


def ties(tables: MigrationTables, places: Places, stock: Floats) -> Floats:
    """Utility between an origin and a destination: -0.9 ln d + 0.3 ln(1 + stock from i in j) - 0.5 [other province],
    the last with the fitted `xi_border` of the origin.

    Args:
        tables: coefficients and distances.
        places: the places.
        stock: (14, 14) persons registered in i (row) who live in j.

    Returns:
        (14, 14).
    """
    known = tables.coefficients
    border = places.province_of_city[:, None] != places.province_of_city[None, :]
    tie: Floats = (
        known["ln_distance_km"] * np.log(np.maximum(tables.distance_km, NEAREST_KM))
        + known["ln_network_stock"] * np.log1p(stock)
        + (known["other_province"] + tables.xi_border[places.province_of_city][:, None]) * border
    )
    return tie


def destination_utility(appeal: Floats, tie: Floats, xi: Floats, outside: Floats) -> Floats:
    """(14, 3, 2, 15) utility of each alternative by origin, age segment and degree; the own city is -inf.

    Args:
        appeal: (3, 2, 14) of `city_appeal`.
        tie: (14, 14) of `ties`.
        xi: (14,) fitted attraction.
        outside: (14,) utility of the rest of China by city of origin.
    """
    utility = np.empty((N_CITIES, 3, 2, N_CITIES + 1))
    utility[..., :N_CITIES] = appeal[None] + tie[:, None, None, :] + xi
    utility[..., OUTSIDE_CITY] = outside[:, None, None]
    own = np.arange(N_CITIES)
    utility[own, :, :, own] = -np.inf
    return utility


def log_sum(utility: Floats) -> Floats:
    """ln sum exp over the last axis: what elsewhere is worth."""
    top = utility.max(axis=-1, keepdims=True)
    total: Floats = (top + np.log(np.exp(utility - top).sum(axis=-1, keepdims=True)))[..., 0]
    return total


def shares(utility: Floats) -> Floats:
    """Logit probabilities over the last axis."""
    weights = np.exp(utility - utility.max(axis=-1, keepdims=True))
    probability: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return probability


def place_utility(
    tables: MigrationTables, base: Signals, now: Signals, hazard: Hazard, services: tuple[Floats, Floats], room: Floats
) -> Floats:
    """(199,) utility of a place within its city: the fitted constant, and what has changed since the base.

    v = constant + 0.5 dln jobs within reach - 0.3 dln rent + 0.3 dln services + 0.5 dln (housing / people)
    + ln arrive_factor.

    Args:
        tables: constants and coefficients.
        base: signals of the base year.
        now: signals of the year.
        hazard: storms; `arrive_factor` is read.
        services: (199,) service index of the base and of the year.
        room: (199,) ln (housing / people) of the year less that of the base.
    """
    value = tables.assumptions.of
    utility: Floats = (
        tables.place_constant
        + value("place_jobs") * np.log(np.maximum(now.jobs_reachable, 1.0) / np.maximum(base.jobs_reachable, 1.0))
        + value("place_rent") * np.log(now.rent / base.rent)
        + value("place_services") * np.log(np.maximum(services[1], 0.01) / np.maximum(services[0], 0.01))
        + value("place_room") * room
        + np.log(np.maximum(hazard.arrive_factor, 1e-6))
    )
    return utility
