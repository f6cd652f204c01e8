"""Indicators of the governments: budgets, costs of levers, subsidies, protection, who bears the losses of floods."""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from model.climate.impact import Impact
from model.firms.columns import PERSON
from model.governments.costs import LeverCosts
from model.region.names import PROVINCES
from model.simulation.areas import LEVELS, Areas
from model.simulation.indicators import Indicator, mean, total
from model.simulation.world import World

Floats = NDArray[np.float64]

MONEY = "100 million yuan"
OF_CITIES = ("region", "province", "city")


def governed(world: World) -> list[Indicator]:
    """Indicators of 31 December: services, protection, rates of subsidy."""
    governments = world.governments
    everyone = world.persons
    works = governments.works
    proofed = 100.0 * (works.measures.proofed * world.zones.shares).sum(axis=1)
    rate = 100.0 * governments.rate[world.region.places.city]
    return [
        mean("service_index", "Beijing = 1", governments.services, everyone),
        mean("protection_standard", "years", works.standard, everyone),
        mean("homes_flood_proofed", "%", proofed, everyone),
        mean("subsidy_rate", "% of the wage bill", rate, world.jobs.sum(axis=1) / PERSON),
    ]


def accounts(world: World, areas: Areas) -> list[Indicator]:
    """Money of the year by city: budgets, and what each group of levers costs."""
    governments, province = world.governments, world.region.places.province_of_city
    budget = governments.budget
    waste = np.full(len(areas.ids), np.nan)
    waste[0] = governments.subsidy_waste
    figures = {
        "budget_revenue": budget.revenue,
        "budget_transfers": budget.transfers,
        "budget_spending": budget.spending,
        "budget_balance": budget.balance,
        "subsidy_cost": budget.subsidies,
        **{f"cost_{group.name}": getattr(governments.costs, group.name) for group in fields(LeverCosts)},
    }
    return [
        *(_of_cities(name, by_city, province, areas) for name, by_city in figures.items()),
        Indicator("subsidy_waste", "yuan a job", np.zeros(0), levels=("region",), by_area=waste),
    ]


def insured(world: World, realised: Impact, expected: Impact) -> list[Indicator]:
    """Who bears the direct loss: what insurers pay of the year's loss, and what the insured pay them.

    An insured loss is paid in part (`insured_payout`), the premium is the expected payout x `insurance_loading`; the
    loss itself stays as it is.
    """
    unit, share = world.region.costs, world.scenario.adaptation.insurance_share
    paid = unit.insured_payout * share * realised.loss[0]
    premium = unit.insurance_loading * unit.insured_payout * share * expected.loss[0]
    return [total("loss_insured", MONEY, paid), total("insurance_premium", MONEY, premium)]


def _of_cities(name: str, by_city: Floats, province: NDArray[np.uint8], areas: Areas) -> Indicator:
    """A sum of money by city, for cities and what they form; no places."""
    by_area = np.full(len(areas.ids), np.nan)
    by_area[areas.level == LEVELS.index("city")] = by_city
    by_area[areas.level == LEVELS.index("province")] = np.bincount(province, by_city, len(PROVINCES))
    by_area[0] = by_city.sum()
    return Indicator(name, MONEY, np.zeros(0), levels=OF_CITIES, by_area=by_area)
