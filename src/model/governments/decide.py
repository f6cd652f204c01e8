"""What governments decide at the beginning of a year: on last year's outcomes and this year's levers alone."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.appeal import SUBSIDY
from model.governments.services import aimed_services, next_services
from model.governments.state import Governments, wage_of_services
from model.governments.subsidies import ELIGIBLE, Market, attraction, market_of, next_rates
from model.governments.transfers import given_up
from model.governments.works import AtRisk, works_of_year
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outlook:
    """What governments know when they decide: the outcomes of last year."""

    units: Floats
    """(199, 12) legal units."""
    jobs: Floats
    """(199, 12) filled jobs, persons."""
    output: Floats
    """(199, 12) value added, 1e8 yuan at prices of the start year."""
    wage: Floats
    """(199, 12) yuan a worker and year."""
    services: Floats
    """(14,) 1e8 yuan that cities spent on services."""
    minutes: Floats
    """(199, 199) fastest travel."""
    risk: AtRisk


@dataclass(frozen=True)
class Decision:
    """What the year's firms and budgets meet with."""

    market: Market | None
    """None where nobody may pay subsidies."""
    attraction: Floats | None
    """(199, 12) log factor of entry; None: entry is as it is without governments."""
    subsidy: Floats
    """(199, 12) rate paid to firms that come, as a share of the wage bill of three years."""
    price: float
    """Of services, over that of the start: they are paid in wages."""


def decide(
    before: Governments, outlook: Outlook, region: Region, scenario: Scenario, year: int
) -> tuple[Governments, Decision]:
    """Set rates, services and works of the year. No draws, nothing of a later year.

    Returns:
        The governments with what they decided, money still that of last year, and the decision.
    """
    rates, market = before.rate, None
    if scenario.subsidy.rate_max > 0.0:
        known = (outlook.units, outlook.jobs, outlook.output, outlook.wage, outlook.services)
        market = market_of(region.places, scenario, *known, region.costs.revenue_share)
        rules = scenario.governance
        rates = next_rates(market, rates, rules.mode, rules.coordination.at(year), scenario.subsidy.rate_max)
    after = services_and_works(replace(before, rate=rates), outlook.risk, outlook.minutes, region, scenario, year)
    decision = Decision(
        market=market,
        attraction=_entry(market, rates, region, scenario),
        subsidy=_seen_by_firms(market, rates, region),
        price=wage_of_services(outlook.wage, region) / before.wage_of_services,
    )
    return after, decision


def services_and_works(
    before: Governments, risk: AtRisk, minutes: Floats, region: Region, scenario: Scenario, year: int
) -> Governments:
    """The governments with the services and the works of the year; `minutes` (199, 199) fastest travel."""
    start = region.economy.prices.services
    aim = aimed_services(start, region.places, scenario.services, year, risk.people, minutes)
    return replace(
        before,
        services=next_services(before.services, aim),
        works=works_of_year(before.works, risk, scenario, year, region.costs),
    )


def _entry(market: Market | None, rates: Floats, region: Region, scenario: Scenario) -> Floats | None:
    """(199, 12) log factor of entry by subsidies and by what compensated cities give up; None where neither is."""
    forgone = given_up(region.places, scenario)
    if market is None or not rates.any():
        return forgone
    drawn = attraction(market, rates)[region.places.city]
    return drawn if forgone is None else drawn + forgone


def _seen_by_firms(market: Market | None, rates: Floats, region: Region) -> Floats:
    """(199, 12) subsidy as a share of the wage bill of three years, in the sectors that are eligible."""
    worth = 0.0 if market is None else market.weight / SUBSIDY
    return np.asarray(worth * rates[region.places.city][:, None] * ELIGIBLE)
