"""The yearly tables: what the base, the signals and the levers make of the chances to move."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.people.migration import students
from model.people.migration.base import USUAL_DEGREES, MigrationBase
from model.people.migration.decide import FACTOR_BITS, Thresholds
from model.people.migration.levers import levers_of
from model.people.migration.nation import growth_of_jobs_outside, national_cohort
from model.people.migration.utility import (
    SEGMENT_OF_AGE,
    city_appeal,
    destination_utility,
    gravity_growth,
    log_sum,
    place_utility,
    view_cities,
)
from model.people.signals import Hazard, Signals
from model.randomness.draws import thresholds
from model.region.migration import MigrationTables
from model.region.migration_constants import XI_SINCE, period_of
from model.region.names import PROVINCES
from model.region.places import N_CITIES, N_PLACES, Places
from model.scenario.borders import cut_between_cities

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

RECENT: Final = len(XI_SINCE) - 1
"""The last period of the attraction: since 2021."""
CARE_KM: Final = 100.0
CARE_KM_SCALE: Final = 50.0
"""Distance over which the appeal of a care home falls by e (assumption)."""
WITHIN_BY_AGE: Final = np.interp(
    np.arange(101), [0, 5, 10, 17, 22, 27, 38, 50, 60, 75, 100], [1.4, 1.1, 0.7, 0.7, 1.2, 2.0, 1.5, 0.7, 0.5, 0.4, 0.4]
)
"""Moves within a city by age over their mean: peak at 25 to 39 and with small children (assumption)."""


@dataclass(frozen=True)
class Chances:
    """Everything that one year's moves read."""

    thresholds: Thresholds
    destinations: Floats
    """(14 * 6, 15) utility of cities and outside, row (origin * 3 + segment) * 2 + bachelor."""
    places: Floats
    """(199,) utility of places within their city."""
    university_places: Floats
    """(199,) ln students in quarters; -inf where there are none."""
    university_cities: Floats
    """(14, 14) ln entrants from i to j; -inf on the diagonal and where there are none."""
    care_places: Floats
    """(199, 199) utility of a place with free beds by old home; -inf beyond 100 km."""
    arrivals: Floats
    """(14, 2, 101) persons expected from the rest of China."""
    student_arrivals: Floats
    """(14,) students expected from the rest of China, persons."""


def chances_of_year(
    base: MigrationBase,
    region: "Region",
    scenario: "Scenario",
    year: int,
    signals: Signals,
    hazard: Hazard,
    people: Floats,
    entry_age: Floats,
) -> Chances:
    """Build the tables of a year.

    Args:
        base: frozen at the start year.
        region: the tables.
        scenario: migration, talent and integration are read.
        year: the year.
        signals: the economy.
        hazard: storms.
        people: (199,) residents by place, persons.
        entry_age: (14,) residents of 17 by city who are no students, persons.
    """
    tables, places = region.migration, region.places
    levers = levers_of(scenario, places, year)
    period = period_of(year)
    xi = tables.xi[period] + (recent_shift(scenario, tables, places) if period == RECENT else 0.0)
    # The rest of China is where utility is counted from, so what its jobs (or people) lose is a gain of every city.
    jobs_outside = growth_of_jobs_outside(tables, region.people.rates, base.year, year)
    if scenario.migration.destination == "gravity":
        appeal = base.appeal + gravity_growth(places, base.weight, people, tables) - tables.gravity_mass * jobs_outside
    else:
        view = view_cities(places, base.weight, signals, hazard, levers, base.signals)
        appeal = city_appeal(view, tables, levers) - base.level
        appeal = appeal - tables.coefficients["ln_jobs"] * jobs_outside
    # Base ties hold the whole border of 2020; what a scenario takes away of it is given back.
    eased = tables.coefficients["other_province"] * cut_between_cities(region, scenario, year, base.weight)
    utility = destination_utility(appeal, base.tie - eased, xi, tables.xi_outside[places.province_of_city])
    response = np.exp(scenario.migration.leave_response * (log_sum(utility) - base.log_sums[period]))
    services = signals.services
    room = np.log((base.weight + 500.0) / (people + 500.0)) + np.log(
        np.maximum(signals.housing, 1.0) / np.maximum(base.signals.housing, 1.0)
    )
    own, between, outside = students.entrants(region, base.quarters)
    ratio = students.cohort_ratio(region, base.year, year)
    here, away = (np.minimum(each * ratio / np.maximum(entry_age, 1.0), 0.45) for each in (own, between.sum(1)))
    with np.errstate(divide="ignore"):
        university_places = np.log(base.quarters)
        university_cities = np.log(between)
    return Chances(
        thresholds=Thresholds(
            leave=_leave(base, response),
            leave_factor=_leave_factor(base, tables, signals, hazard),
            within=within_thresholds(tables),
            home=_home(tables, scenario, places.city, base, services),
            care=_care(tables, scenario, year),
            study_here=thresholds(here),
            study_any=thresholds(here + away),
        ),
        destinations=utility.reshape(-1, N_CITIES + 1),
        places=place_utility(tables, base.signals, signals, hazard, (base.services, services), room),
        university_places=university_places,
        university_cities=university_cities,
        care_places=_care_places(region, base),
        arrivals=_arrivals(base, region, appeal, xi, year),
        student_arrivals=outside * ratio,
    )


def recent_shift(scenario: "Scenario", tables: MigrationTables, places: Places) -> Floats:
    """(14,) attraction that `migration.recent_net` adds since 2021: persons a year over the gross arrivals of 2010-20.

    An arrival more or less is what a small change of xi makes of the net, dnet = gross arrivals x dxi.
    """
    said = scenario.migration.recent_net
    wanted = np.array([getattr(said, name) for name in PROVINCES])
    province = places.province_of_city
    shift: Floats = (wanted / np.bincount(province, tables.gross_in, len(PROVINCES)))[province]
    return shift


def _leave(base: MigrationBase, response: Floats) -> NDArray[np.uint32]:
    """Frozen hazard x exp(lambda (LS - LS0)), by segment and degree."""
    bachelor = ((np.arange(32) >> 1) & 3) == 3
    factor = response[:, SEGMENT_OF_AGE][:, :, bachelor.astype(int)]
    return thresholds(base.leave * factor)


def _leave_factor(base: MigrationBase, tables: MigrationTables, signals: Signals, hazard: Hazard) -> NDArray[np.uint64]:
    """Push at the place: lost jobs, lower wages within reach than at the base, storms."""
    value = tables.assumptions.of
    now, then = signals.wage_reachable.mean(1), base.signals.wage_reachable.mean(1)
    relative = np.log(now / now.mean()) - np.log(then / then.mean())
    push = value("leave_job_loss") * signals.job_loss + value("leave_wage") * relative
    factor = np.clip(np.exp(push) * hazard.leave_factor, 0.0, 50.0)
    fixed: NDArray[np.uint64] = np.floor(factor * (1 << FACTOR_BITS) + 0.5).astype(np.uint64)
    return fixed


def within_thresholds(tables: MigrationTables) -> NDArray[np.uint32]:
    """(14, 101) chance to move to another place of the city, by age."""
    return thresholds(np.tile(tables.assumptions.of("within_city_rate") * WITHIN_BY_AGE, (N_CITIES, 1)))


def _home(
    tables: MigrationTables, scenario: "Scenario", city: NDArray[np.uint8], base: MigrationBase, services: Floats
) -> NDArray[np.uint32]:
    """Return rate by home (15) and residence (14): 1.5 % a year x exp(-(gap at home now - gap at the base))."""
    total = np.bincount(city, base.weight, N_CITIES)
    gap_now = 1.0 - np.bincount(city, base.weight * services, N_CITIES) / total
    gap_then = 1.0 - np.bincount(city, base.weight * base.services, N_CITIES) / total
    rate = np.full((N_CITIES + 1, N_CITIES), scenario.migration.return_rate)
    rate[:N_CITIES] *= np.exp(-tables.assumptions.of("service_gap_return") * (gap_now - gap_then))[:, None]
    rate[np.arange(N_CITIES), np.arange(N_CITIES)] = 0.0
    return thresholds(rate)


def _care(tables: MigrationTables, scenario: "Scenario", year: int) -> NDArray[np.uint32]:
    """e0 x lever x share in need of care (5 % at 70 to 15 % from 90)."""
    need = np.interp(np.arange(101), [69, 70, 90], [0.0, 0.05, 0.15])
    rate = tables.assumptions.of("care_rate") * scenario.migration.care_moves.at(year) * need
    return np.tile(thresholds(rate), (N_PLACES, 1))


def _care_places(region: "Region", base: MigrationBase) -> Floats:
    tables, city = region.migration, region.places.city
    old = region.people.pyramid_2020[:, :, 13:].sum((1, 2))
    free = tables.care_beds_per_1000[city] * tables.care_beds_free[city] * old / 1000.0
    utility = np.log(free + 1.0)[None, :] - tables.place_distance_km / CARE_KM_SCALE
    near: Floats = np.where(tables.place_distance_km > CARE_KM, -np.inf, utility)
    np.fill_diagonal(near, -np.inf)
    return near


def _arrivals(base: MigrationBase, region: "Region", appeal: Floats, xi: Floats, year: int) -> Floats:
    """I0(age) x C(age, year) / C(age, base) x exp(0.4 (U - U0) + xi), by sex as of 2010-20 before the cohorts."""
    tables = region.migration
    cohort = national_cohort(tables, region.people.rates, year) / base.cohort
    pull = np.einsum("d,sdc->cs", USUAL_DEGREES, appeal - base.appeal)
    factor = np.exp(tables.assumptions.of("arrival_response") * pull)[:, SEGMENT_OF_AGE] * np.exp(xi)[:, None]
    expected: Floats = base.sexes * (base.arrivals * factor)[:, None, :] * cohort[None]
    return expected
