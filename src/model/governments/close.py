"""What governments pay and receive in a year, and what the levers cost: the closing of the books on 31 December."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.columns import add_at
from model.firms.columns import PERSON
from model.firms.relocation.flows import CAUSES, OUTSIDE, RelocationFlows
from model.governments.costs import LeverCosts, rail_cost, relocation_cost
from model.governments.decide import Decision
from model.governments.money import TO_YUAN, Budget, Promises, by_city
from model.governments.state import Governments
from model.governments.subsidies import ELIGIBLE, Market, footloose_share, lift
from model.governments.transfers import SHARED_YEARS, compensation, shared_taxes
from model.region.names import SECTORS
from model.region.places import N_CITIES, Places
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

TALENT_YEARS: Final = 3
"""Years for which a graduate who came is paid, as firms are (assumption)."""
COME_TO_LIVE: Final = ("leave", "follow", "graduate", "arrive")
"""Causes of moves to another city that newcomers of a talent policy have."""
FIRMS_MOVED: Final = ("quota", "chosen")
"""Moves of firms that may be subsidised: an order of the state needs no subsidy."""


@dataclass(frozen=True)
class Happened:
    """What a year's flows mean for budgets."""

    output: Floats
    """(199, 12) value added of last year, 1e8 yuan: the base of this year's revenue."""
    jobs: Floats
    """(199, 12) filled jobs of last year."""
    wage: Floats
    """(199, 12) yuan a worker and year."""
    people: Floats
    """(199,) residents on 31 December."""
    entered: Floats
    """(199, 12) jobs of the year's new firms, persons."""
    relocation: RelocationFlows
    moves: dict[str, NDArray[np.int64]]
    """Cause -> (200, 200) persons."""
    graduates: Floats
    """(199,) share of residents with a bachelor's degree; read where a talent policy pays."""


def close(
    before: Governments, decision: Decision, happened: Happened, region: Region, scenario: Scenario, year: int
) -> Governments:
    """Pay what the year asks for, and keep what is promised.

    Raises nothing; `audit_budgets` checks that income is spending and balance, and that transfers sum to zero.
    """
    places, unit = region.places, region.costs
    tax = unit.revenue_share * by_city(happened.output.sum(axis=1), places)
    promised, won = _subsidised(before.rate, decision.market, happened, places)
    subsidies, owed = before.subsidies.promise(promised, scenario.subsidy.years).pay()
    graduates, settled = _newcomers(happened, scenario, year, region)
    talent, owed_talent = before.talent.promise(graduates, TALENT_YEARS).pay()
    taxes, owed_taxes = _shared(before.taxes, tax, happened, places, scenario).pay()
    paid, received = compensation(places, scenario)
    of_services = unit.services_per_head * decision.price / TO_YUAN
    works = before.works
    budget = Budget(
        revenue=tax,
        transfers=received - paid + taxes.sum(axis=0) - taxes.sum(axis=1),
        services=by_city(before.services * happened.people * of_services, places),
        protection=by_city(works.building + works.upkeep + works.aid, places),
        subsidies=subsidies,
        talent=talent + settled,
    )
    more = before.services - region.economy.prices.services
    costs = LeverCosts(
        relocation=relocation_cost(happened.relocation, places, unit),
        services=by_city(more * happened.people * of_services, places),
        talent=budget.talent,
        subsidies=subsidies,
        protection=by_city(works.building + works.aid + works.upkeep - works.usual_upkeep, places),
        compensation=paid,
        rail=rail_cost(scenario.transport.hsr_additions, year, places, unit),
    )
    return replace(
        before,
        subsidies=owed,
        talent=owed_talent,
        taxes=owed_taxes,
        budget=budget,
        fund=before.fund + budget.balance,
        costs=costs,
        jobs_won=won,
        promised=float(promised.sum()) * scenario.subsidy.years,
    )


def _subsidised(rates: Floats, market: Market | None, happened: Happened, places: Places) -> tuple[Floats, float]:
    """Subsidies a year for the firms that came (14,), and the jobs that the region has for them.

    Those who came are the footloose among new firms and the firms that moved in from another city. The region gains
    what the rest of China loses: among new firms by their log factor, among movers by the lift of all its cities.
    """
    if market is None or not rates.any():
        return np.zeros(N_CITIES), 0.0
    wage = by_city(happened.wage * happened.jobs, places) / np.maximum(by_city(happened.jobs, places), 1.0)
    entered = by_city(happened.entered, places)
    chosen = footloose_share(market, rates)
    moved = _moved_in(happened.relocation, places)
    yearly = (rates[:, None] * (entered * chosen + moved) * wage).sum(axis=1) / TO_YUAN
    lifted = lift(market, rates)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_entry = entered * chosen * (1.0 - 1.0 / lifted)
        region = (market.share * lifted).sum(axis=0) / market.share.sum(axis=0)
        by_moves = moved.sum(axis=0) * (1.0 - 1.0 / region)
    return yearly, float(by_entry.sum() + np.where(ELIGIBLE, np.nan_to_num(by_moves), 0.0).sum())


def _moved_in(flows: RelocationFlows, places: Places) -> Floats:
    """(14, 12) jobs of eligible sectors that came from another city by quota or choice."""
    moves = flows.moves
    causes = [CAUSES.index(cause) for cause in FIRMS_MOVED]
    inside = np.isin(moves.cause, causes) & (moves.destination < OUTSIDE)
    origin, destination = places.city[moves.origin[inside]], places.city[moves.destination[inside]]
    came = origin != destination
    jobs = np.zeros((N_CITIES, len(SECTORS)))
    add_at(jobs, destination[came], moves.sector[inside][came], moves.jobs[inside][came] / PERSON)
    return jobs * ELIGIBLE


def _newcomers(happened: Happened, scenario: Scenario, year: int, region: Region) -> tuple[Floats, Floats]:
    """What cities of Tianjin and Hebei pay a year to graduates who came, and once to settle the others, (14,)."""
    subsidy, ease = scenario.talent.subsidy.at(year), scenario.talent.settlement_ease.at(year)
    if subsidy == 0.0 and ease == 0.0:
        return np.zeros(N_CITIES), np.zeros(N_CITIES)
    places = region.places
    here = len(places.ids)
    city = np.append(places.city.astype(int), -1)
    moved = sum((happened.moves[cause] for cause in COME_TO_LIVE if cause in happened.moves), np.zeros((1, 1)))
    came = np.where(city[:, None] != city[None, :], moved, 0).sum(axis=0)[:here] * (places.province != 0)
    high = happened.wage[:, SECTORS.index("science_tech")]
    graduates = subsidy * came * happened.graduates * high
    settled = ease * came * (1.0 - happened.graduates) * region.costs.settlement_per_person
    return by_city(graduates / TO_YUAN, places), by_city(settled / TO_YUAN, places)


def _shared(taxes: Promises, revenue: Floats, happened: Happened, places: Places, scenario: Scenario) -> Promises:
    """Owe the old cities of the year's movers their share: of moves ordered or under a quota, and where cities
    cooperate of chosen moves too."""
    causes = ("directed", "quota", "chosen") if scenario.governance.mode == "cooperate" else ("directed", "quota")
    moves, between = happened.relocation.moves, np.zeros((N_CITIES, N_CITIES))
    inside = np.isin(moves.cause, [CAUSES.index(cause) for cause in causes]) & (moves.destination < OUTSIDE)
    if not inside.any():
        return taxes
    origin, destination = places.city[moves.origin[inside]], places.city[moves.destination[inside]]
    add_at(between, origin, destination, moves.jobs[inside] / PERSON)
    per_job = revenue / np.maximum(by_city(happened.jobs.sum(axis=1), places), 1.0)
    return taxes.promise(shared_taxes(between, per_job, scenario.governance.tax_share), SHARED_YEARS)
