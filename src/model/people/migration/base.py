"""The base: hazards of leaving and every normaliser, computed once at the start year and then frozen.

An ageing population must move less, so hazards are frozen by age and never scaled to a city's mean again.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import HOME_OUTSIDE, Residents
from model.people.migration import students
from model.people.migration.gross import gross_flows, sexes_of_arrivals, usual_ages
from model.people.migration.levers import Levers, neutral_levers
from model.people.migration.nation import fitted_cohort
from model.people.migration.tally import CLASSES, count_classes, count_homes, count_places
from model.people.migration.utility import (
    SEGMENT_OF_AGE,
    city_appeal,
    destination_utility,
    log_sum,
    shares,
    ties,
    view_cities,
)
from model.people.signals import Signals, calm
from model.products import product
from model.region.migration import MigrationTables
from model.region.places import N_CITIES

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

GROUPS: Final = np.minimum(np.arange(101) // 5, 17)
RETURN_AGES: Final = slice(45, 65)
CARE_FROM: Final = 70
USUAL_SEGMENTS: Final = np.array([0.6, 0.3, 0.1])
"""Weights of young, middle and old movers in a city's mean utility (assumption)."""
USUAL_DEGREES: Final = np.array([0.6, 0.4])
"""Weights of movers below and from a bachelor's degree (assumption)."""
LEAST_SHARE: Final = 0.2
"""Part of a gross flow that is kept for ordinary moves, however large students, returns and care are."""


@dataclass(frozen=True)
class MigrationBase:
    """Frozen at the start year; nothing here changes with a lever of policy."""

    year: int
    leave: Floats
    """(14, 101, 32) yearly hazard of leaving the city by age and class (sex, education, registered, employed)."""
    tie: Floats
    """(14, 14) what joins an origin and a destination."""
    log_sums: Floats
    """(3, 14, 3, 2) log-sum of elsewhere at the base, with the attraction of each period."""
    appeal: Floats
    """(3, 2, 14) utility of cities at the base, the level taken off."""
    level: Floats
    """(14,) mean utility at the base less ln gross inflow: what is observed sets the base, utility its changes."""
    arrivals: Floats
    """(14, 101) persons a year from the rest of China at the base, by age."""
    sexes: Floats
    """(14, 2, 101) share of men and women among them."""
    cohort: Floats
    """(2, 101) people of China by sex and age, mean of the years over which arrivals were fitted."""
    signals: Signals
    services: Floats
    """(199,) effective service index at the base."""
    levers: Levers
    weight: Floats
    """(199,) residents by place at the base, persons."""
    schooling: Floats
    """(14, 2, 101, 4) education of movers by city, sex, age: of those registered elsewhere, others at a twentieth."""
    quarters: Floats
    """(199,) students in university quarters at the base, persons."""


def freeze_base(
    residents: Residents, region: "Region", scenario: "Scenario", signals: Signals, crew: Crew
) -> MigrationBase:
    """Compute the base from the residents of the start year.

    h_c(a, class) = O'_c r_out,c(a) / n_c(a) exp(g) / mean exp(g): the fitted gross flow, less graduates, returns and
    moves to study, over n_c(a), residents by age, mean of the two censuses over which the schedule was fitted as a
    count (students, who do not leave by it, taken off); the mean of exp(g) is over the base residents of the city and
    age group. So the hazard is that of 2010-20 whatever year a run starts from. Arrivals are tied to the national
    cohorts of the same years.
    The mean utility of a city at the base is replaced by the logarithm of its gross inflow of 2010-20, so that wages,
    jobs, rents and services act through their changes and their differences between groups, not through a level
    that no source fixes.

    With `migration.destination: gravity` that logarithm is the whole appeal of a city, the same for all people.

    Policy levers stand at their neutral values here, whatever the scenario says.

    Where moves are on, residents of 18 to 21 are marked as students up to the quarters of each place: the census
    counts them there already, so no one moves.

    Args:
        residents: the start population; only the student bit may change.
        region: the tables.
        scenario: `years.start`, `migration` are read.
        signals: the economy of the start year.
        crew: threads.
    """
    tables, places = region.migration, region.places
    into, out = gross_flows(region)
    year = scenario.years.start
    quarters = students.quarters(region, year)
    if scenario.migration.enabled and scenario.migration.flows == "endogenous":
        students.mark_students(residents, quarters / residents.scale, year)
    levers = neutral_levers(scenario)
    weight = count_places(residents, crew).astype(float) * residents.scale
    counts = count_classes(residents, places.city, crew).astype(float) * residents.scale
    free = count_classes(residents, places.city, crew, students=False).astype(float) * residents.scale
    homes = count_homes(residents, places.city, crew).astype(float) * residents.scale
    tie = ties(tables, places, homes[:N_CITIES])
    plain = city_appeal(view_cities(places, weight, signals, calm(), levers, signals), tables, levers)
    level = np.einsum("s,d,sdc->c", USUAL_SEGMENTS, USUAL_DEGREES, plain) - np.log(into.sum(1))
    appeal = plain - level
    if scenario.migration.destination == "gravity":
        appeal = np.broadcast_to(np.log(into.sum(1)), plain.shape).copy()
    outside = tables.xi_outside[places.province_of_city]
    usual_choice = destination_utility(appeal, tie, np.zeros(N_CITIES), outside)
    by_period = [destination_utility(appeal, tie, xi, outside) for xi in tables.xi]
    moved_otherwise, returned = _other_moves(region, counts, homes, quarters, scenario)
    ordinary_out = np.maximum(1.0 - moved_otherwise / out.sum(1), LEAST_SHARE)
    at_risk = usual_ages(region) * (free.sum(-1) + 1.0) / (counts.sum(-1) + 1.0)
    leave = _hazards(region, at_risk, free, ordinary_out[:, None] * out)
    usual = at_risk[..., None] * free / np.maximum(free.sum(-1, keepdims=True), 1.0)
    within_region = expected_leavers(leave, usual, usual_choice)[:, :N_CITIES].sum(0) + returned[:N_CITIES]
    students_in = students.entrants(region, quarters)
    within_region += students_in[1].sum(0)
    ordinary_in = np.maximum(1.0 - (within_region + students_in[2]) / into.sum(1), LEAST_SHARE)
    arrivals = ordinary_in[:, None] * into
    by_sex = counts.reshape(N_CITIES, 101, 2, 2, 4, 2)
    return MigrationBase(
        year=year,
        leave=leave,
        tie=tie,
        log_sums=np.stack([log_sum(utility) for utility in by_period]),
        appeal=appeal,
        level=level,
        arrivals=arrivals,
        sexes=sexes_of_arrivals(region, arrivals),
        cohort=fitted_cohort(tables, region.people.rates),
        signals=signals,
        services=signals.services,
        levers=levers,
        weight=weight,
        schooling=_smooth((by_sex[:, :, :, 0] + 0.05 * by_sex[:, :, :, 1]).sum(2).transpose(0, 3, 1, 2)),
        quarters=quarters,
    )


def class_risk(tables: MigrationTables) -> Floats:
    """(101, 32) relative risk exp(g) of leaving: education, registration, and from 16 to 59 employment."""
    value = tables.assumptions.of
    bits = np.arange(CLASSES)
    education = np.array([0.0, 0.0, value("leave_college"), value("leave_bachelor")])[(bits >> 1) & 3]
    registered = np.where(bits & 8, value("leave_registered_here"), value("leave_registered_elsewhere"))
    idle = np.where(bits & 16, 0.0, value("leave_not_employed"))
    ages = np.arange(101)
    working_age = (ages >= 16) & (ages < 60)
    risk: Floats = np.exp(education + registered + working_age[:, None] * idle)
    return risk


def _hazards(region: "Region", at_risk: Floats, counts: Floats, leavers: Floats) -> Floats:
    tables = region.migration
    risk = class_risk(tables)
    grouped = np.zeros((N_CITIES, 18, 2))
    for age in range(101):
        grouped[:, GROUPS[age], 0] += product(counts[:, age], risk[age])
        grouped[:, GROUPS[age], 1] += counts[:, age].sum(-1)
    centre = np.where(grouped[..., 1] > 0, grouped[..., 0] / np.maximum(grouped[..., 1], 1.0), 1.0)[:, GROUPS]
    by_age = leavers / at_risk
    hazard: Floats = np.minimum(by_age[..., None] * risk[None] / centre[..., None], 0.9)
    return hazard


def expected_leavers(leave: Floats, counts: Floats, utility: Floats) -> Floats:
    """(14, 15) ordinary leavers expected by origin and destination."""
    flows = np.zeros((N_CITIES, N_CITIES + 1))
    degree = (np.arange(CLASSES) >> 1) & 3
    chance = shares(utility)
    leavers = leave * counts
    for segment in range(3):
        ages = segment == SEGMENT_OF_AGE
        for bachelor in range(2):
            classes = (degree == 3) == bool(bachelor)
            leaving = leavers[:, ages][:, :, classes].sum((1, 2))
            flows += leaving[:, None] * chance[:, segment, bachelor]
    return flows


def _other_moves(
    region: "Region", counts: Floats, homes: Floats, quarters: Floats, scenario: "Scenario"
) -> tuple[Floats, Floats]:
    """(14,) moves out by graduation, return, study and care; (15,) returns by destination."""
    tables = region.migration
    city = region.places.city
    graduates = np.bincount(city, quarters, N_CITIES) / students.YEARS
    share = tables.assumptions.of("graduates_leave", "elsewhere")
    elsewhere = homes.copy()
    elsewhere[np.arange(N_CITIES), np.arange(N_CITIES)] = 0.0
    middle = counts[:, RETURN_AGES].sum((1, 2)) / counts.sum((1, 2))
    returns = scenario.migration.return_rate * elsewhere * middle[None, :]
    to_study = students.entrants(region, quarters)[1].sum(1)
    return graduates * share + returns.sum(0) + to_study, returns.sum(1)[: int(HOME_OUTSIDE) + 1]


def _smooth(by_age: Floats) -> Floats:
    """Counts (..., 101, 4) as shares, pooled over five-year groups; groups without residents have equal shares."""
    pooled = np.stack([by_age[..., group == GROUPS, :].sum(-2) for group in range(18)], axis=-2) + 1e-9
    share: Floats = (pooled / pooled.sum(-1, keepdims=True))[..., GROUPS, :]
    return share
