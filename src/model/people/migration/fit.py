"""What the fitted constants are solved from: equations without a run of the model."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import Residents
from model.people.migration.base import MigrationBase, expected_leavers, freeze_base
from model.people.migration.chances import WITHIN_BY_AGE
from model.people.migration.students import entrants
from model.people.migration.tally import count_classes
from model.people.migration.utility import destination_utility
from model.people.signals import Signals
from model.region.places import N_CITIES, N_PLACES

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

BEIJING = 0
HEBEI = 2
ROUNDS = 200
CONTROL_FROM = 2014
"""Last year of the six districts without control."""


@dataclass(frozen=True)
class OutsideFit:
    """Utility of what lies beyond the own province, by province of origin, and the flows it was solved for."""

    outside: Floats
    """(3,) utility of the rest of China."""
    border: Floats
    """(3,) utility of the region's other provinces (0 for Beijing and Tianjin)."""
    target: Floats
    """(4,) persons a year: leavers of Beijing who stay in the region; Tianjin to Beijing, Hebei to Beijing (students
    included); Hebei to the rest of China."""
    reached: Floats
    """(4,) the same, expected at the base."""


def fit_outside(
    residents: Residents, region: "Region", scenario: "Scenario", signals: Signals, crew: Crew
) -> OutsideFit:
    """Utilities at which each province sends people where the census stock says.

    Targets: Tianjin and Hebei send Beijing their shares of its people from other provinces (3.6 and 25.7 %, 2020) of
    its gross inflow, students included; Hebei sends the rest of China people in the proportion of those of its
    registered who live there to those who live in Beijing; of those who leave Beijing an assumed share stays in the
    region. Fixed point: each constant moves by half the logarithm of target over flow.
    """
    tables, province = region.migration, region.places.province_of_city
    base = freeze_base(residents, region, scenario, signals, crew)
    free = count_classes(residents, region.places.city, crew, students=False).astype(float) * residents.scale
    study = entrants(region, base.quarters)[1][:, BEIJING]
    crossing = (province[:, None] != province[None, :]) & (province[:, None] == HEBEI)
    tie = base.tie - tables.xi_border[HEBEI] * crossing
    gross = float(tables.gross_in[BEIJING])
    target = np.empty(4)
    target[0] = tables.assumptions.of("leavers_to_region", "beijing") * float((base.leave[0] * free[0]).sum())
    target[1:3] = tables.share_of_beijing[1:] * gross
    away = tables.assumptions.of("hebei_people_elsewhere") / tables.hebei_in_beijing
    target[3] = (target[2] - study[province == HEBEI].sum()) * away

    def flows(outside: Floats, border: float) -> Floats:
        chosen = destination_utility(base.appeal, tie + border * crossing, np.zeros(N_CITIES), outside[province])
        leaving = expected_leavers(base.leave, free, chosen)
        to_beijing = leaving[:, BEIJING] + study
        staying = leaving[BEIJING, :N_CITIES].sum()
        abroad = leaving[province == HEBEI, N_CITIES].sum()
        return np.array([staying, to_beijing[province == 1].sum(), to_beijing[province == HEBEI].sum(), abroad])

    outside, border = np.full(3, 12.0), 0.0
    for _ in range(ROUNDS):
        gap = np.log(target / flows(outside, border))
        outside += 0.5 * np.array([-gap[0], -gap[1], gap[3]])
        border += 0.5 * gap[2]
    outside, border = np.round(outside, 4), round(float(border), 4)
    return OutsideFit(outside, np.array([0.0, 0.0, border]), target, flows(outside, border))


def fit_places(residents: Residents, region: "Region", base: MigrationBase) -> tuple[Floats, Floats]:
    """Constants of places within their city from the change of residents 2010-20, free of the six-district cap.

    For each place: inflow = change / 10 - natural change + (within rate + leave rate) x mean residents, with natural
    change at the city's rate (what the fitted net of the decade leaves). Shares a_p solve
    inflow_p = G a_p + sum over q of within_q a_p / (1 - a_q), G the arrivals of the city; the constant is ln a_p.
    The six districts' shares are then raised by one factor to what 2010-14 asks for, before the control.

    Returns:
        constants (199,) and the shares of 2010-20 (199,).
    """
    places, tables = region.places, region.migration
    leave, within = _rates(residents, region, base)
    then, now = places.population_2010.astype(float), places.population_2020.astype(float)
    mean = 0.5 * (then + now)
    share = np.zeros(N_PLACES)
    free = np.zeros(N_PLACES)
    for city in range(N_CITIES):
        inside = np.flatnonzero(places.city == city)
        # Rates of 2020 by place keep their differences; their level is the decade's.
        out = leave[inside] * tables.gross_out[city] / (leave[inside] * mean[inside]).sum()
        net = tables.gross_in[city] - tables.gross_out[city]
        natural = ((now - then)[inside].sum() / 10.0 - net) / mean[inside].sum()
        wanted = (now - then)[inside] / 10.0 - natural * mean[inside] + (within[inside] + out) * mean[inside]
        moving = within[inside] * mean[inside]
        share[inside] = _shares(wanted, moving, float(tables.gross_in[city]))
        free[inside] = share[inside]
        if city == BEIJING:
            core = places.core6[inside]
            free[inside] = _without_control(region, share[inside], core, out, within[inside], moving, natural)
    return np.log(np.maximum(free, 1e-5) * 100.0), share


def _rates(residents: Residents, region: "Region", base: MigrationBase) -> tuple[Floats, Floats]:
    """(199,) yearly rates of leaving the city and of moving within it, from the residents of the start."""
    alive = residents.alive()
    place, age = residents.place[alive], residents.age[alive]
    city = region.places.city[place]
    total = np.bincount(place, minlength=N_PLACES)
    leave = np.bincount(place, base.leave[city, age, residents.traits[alive] & np.uint8(31)], N_PLACES) / total
    rate = region.migration.assumptions.of("within_city_rate")
    within = np.bincount(place, rate * WITHIN_BY_AGE[age], N_PLACES) / total
    return leave, within


def _shares(wanted: Floats, moving: Floats, arrivals: float) -> Floats:
    """Solve for the shares of places in arrivals and moves within the city; they sum to 1."""
    wanted = np.maximum(wanted, 0.02 * wanted.sum() / wanted.size)
    share: Floats = wanted / wanted.sum()
    if share.size == 1:
        return share
    for _ in range(500):
        sent = moving / (1.0 - share)
        reach = arrivals + sent.sum() - sent
        share = 0.5 * share + 0.5 * wanted / reach
        share /= share.sum()
    return share


def _without_control(
    region: "Region",
    share: Floats,
    core: NDArray[np.bool_],
    out: Floats,
    within: Floats,
    moving: Floats,
    natural: float,
) -> Floats:
    """Shares before the control: the six districts as one, from 2010 to 2014.

    Their change and Beijing's net are those of the years before the control; the others keep their proportions.
    """
    tables = region.migration
    first, last = tables.six_districts[2010], tables.six_districts[CONTROL_FROM]
    years = CONTROL_FROM - 2010
    net = tables.net_annual[BEIJING, :years].mean()
    people = 0.5 * (first + last)
    weight = moving[core] / within[core]
    leave = float((out[core] * weight).sum() / weight.sum())
    between = float((within[core] * weight).sum() / weight.sum())
    wanted = (last - first) / years - natural * people + (leave + between) * people
    total = tables.gross_out[BEIJING] + net + moving.sum()
    odds = (wanted / (total - wanted)) / (share[core].sum() / share[~core].sum())
    raised = np.where(core, share * odds, share)
    free: Floats = raised / raised.sum()
    return free
