"""Demand by place and sector, in jobs: what people nearby spend, what firms nearby buy, what the nation orders.

Each cell's jobs T (legal units and pools) part at the start into a local share nu_s, a share i_ps that sells inputs
within the region (`economy.supply`), and the rest, which sells to the nation. Demand, in jobs at the productivity of
the year, is

    W_ps = L_ps s_p / w_ps + k_ps (T_ps - P_ps) c_ps (i_ps b_ps + (1 - nu_s - i_ps) n_s f_s) + P_ps

- L: jobs that local spending supports, s_p / w_ps: spending at the place over the wage that serving it costs, against
  the start and the path of all jobs. With spending and wages in the same prices, productivity drops out; so do the
  degrees that the region's workers gain as a whole, for the nation's path holds them already.
- k (T - P): orders. They follow the *installed* firms: a firm that moves takes 0.8 of its orders to where it goes,
  the rest is open to all, one that closes ends them. No term hands the orders of a firm that left to those who stay.
- c: orders fall three times as much as the price rises: ln c = -3 (v_s / 2) ln(w_ps / a_p), pay over productivity
  against the start; labour has half of value added, and that v_s of output.
- b: sales of inputs per unit of output offered, against the start: market access, through the input-output table. The
  outside offers in proportion to what the region needs.
- n_s = M_s(start) / M_s: orders of the region and of the outside together against the start; the outside receives the
  orders of each firm that leaves, and follows the same law. f_s: a shock to the sector (`economy.demand_shock`).
- P: jobs that the state has placed by order (positive where they came to, negative where they left): their demand
  goes with them in full.

The growth asked of a cell is that of its sector's path plus ln(W / T) / 2, within +-0.25. At the start W = T
everywhere; every factor is measured against the path, so without shocks cells keep to it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.supply import inputs_of, outside_offer, regional_share
from model.products import product
from model.region.economy_accounts import AccountTables
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.economy import Economy

Floats = NDArray[np.float64]

CLOSING: Final = 2.0
"""Years in which a cell closes its gap to demand (assumption)."""
INVENTORY: Final = 0.1
"""Part of a fall of demand that stocks take up in its first year (assumption)."""
LARGEST_GAP: Final = 0.5
"""Bound of the log of demand over jobs."""
LABOUR_SHARE: Final = 0.5
"""Wages over value added (assumption; about the national accounts' share)."""


@dataclass
class Demand:
    """What demand rests on, by place and sector (199, 12) unless said otherwise; jobs in persons, on the path."""

    grown: Floats
    """(12,) growth of the sectors' paths since the start, a factor."""
    all_grown: float
    """The same for all jobs."""
    made: Floats
    """(12,) the same for output."""
    local: Floats
    """L."""
    orders: Floats
    """k: orders per installed job, 1 at the start."""
    placed: Floats
    """P."""
    left: Floats
    """Output, 1e8 yuan a year at the start's productivity, of suppliers that went outside, as each place sees it."""
    outside: Floats
    """(12,) orders of the outside, in 1e8 yuan of value added at the start's productivity, against its path."""


@dataclass(frozen=True)
class DemandBase:
    """Frozen at the start; the same in all scenarios that share it."""

    spent: Floats
    """(199,) spending by place, 1e8 yuan."""
    wage: Floats
    """(199, 12) yuan a worker and year by sector."""
    pay: Floats
    """(199,) wages paid per filled job, yuan a year."""
    jobs: Floats
    """(199, 12) desired jobs, persons."""
    value: Floats
    """(199, 12) value added per desired job, 1e8 yuan."""
    reach: Floats
    """(199, 12) sales of inputs per unit of output offered."""
    inputs: Floats
    """(199, 12) i: share of a cell that sells inputs within the region."""
    nation: Floats
    """(199, 12) share of a cell that sells to the nation."""
    offer: Floats
    """(12,) what the outside offers to each place as a supplier, 1e8 yuan."""
    needed: Floats
    """(12,) inputs that the region needs, 1e8 yuan."""
    orders: Floats
    """(12,) orders of region and outside together, 1e8 yuan."""
    outside: Floats
    """(12,) those of the outside."""


def start_demand(jobs: Floats, region: Region) -> Demand:
    """Demand of the start: every cell's jobs (199, 12) part into local ones and orders."""
    nothing = np.zeros(jobs.shape)
    return Demand(
        grown=np.ones(jobs.shape[1]),
        all_grown=1.0,
        made=np.ones(jobs.shape[1]),
        local=region.economy.accounts.local * jobs,
        orders=np.ones(jobs.shape),
        placed=nothing,
        left=nothing.copy(),
        outside=np.zeros(jobs.shape[1]),
    )


def freeze_demand(
    demand: Demand,
    jobs: Floats,
    value_added: Floats,
    spent: Floats,
    wage: Floats,
    pay: Floats,
    nearness: Floats,
    region: Region,
    year: int,
) -> DemandBase:
    """Calibrate on the start year, so that demand equals the jobs of every cell; sets `demand.outside`.

    Args:
        demand: from `start_demand`.
        jobs: (199, 12) desired jobs, legal units and pools, persons.
        value_added: (199, 12) 1e8 yuan.
        spent: (199,) spending by place.
        wage: (199, 12) by sector.
        pay: (199,) wages paid per filled job.
        nearness: (199, 199) `supply_nearness`.
        region: the tables.
        year: the start year, 2013 or 2020.
    """
    tables = region.economy.accounts
    output = value_added / tables.value_added
    nation = tables.nation_in(year)
    mine = value_added.sum(axis=0)
    offer = outside_offer(output, regional_share(mine, nation, tables), nearness, tables)
    inputs = inputs_of(output, output, offer, nearness, tables)
    traded = 1.0 - tables.local
    within = np.minimum(inputs.reach, traded)
    beyond = traded - within
    orders = (beyond * value_added).sum(axis=0)
    outside = beyond.mean(axis=0) * np.maximum(nation - mine, 0.0)
    demand.outside = outside.copy()
    return DemandBase(
        spent=spent,
        wage=wage,
        pay=pay,
        jobs=jobs.copy(),
        value=value_added / np.maximum(jobs, 1.0),
        reach=inputs.reach,
        inputs=within,
        nation=beyond,
        offer=offer,
        needed=inputs.needed.sum(axis=0),
        orders=orders + outside,
        outside=outside,
    )


def demand_gap(
    demand: Demand,
    base: DemandBase,
    jobs: Floats,
    spent: Floats,
    wage: Floats,
    pay: Floats,
    productivity: Floats,
    nearness: Floats,
    advance: Floats,
    region: Region,
    levers: Economy,
    year: int,
) -> Floats:
    """ln(W / T) (199, 12), within +-0.5; moves the orders of the outside by the year.

    With `economy.feedback` off spending and wages stand on the path of the start: firms answer firms, not people.

    Args:
        demand: the state; `outside` is changed.
        base: frozen.
        jobs: T (199, 12), persons.
        spent: (199,) spending of last year by place, 1e8 yuan.
        wage: (199, 12) wage of last year by sector.
        pay: (199,) wages paid per filled job last year.
        productivity: (199,) log output per job of last year against the start (`LabourMarket.productivity`).
        nearness: (199, 199) `supply_nearness` of the year.
        advance: (199, 12) log productivity against the path (`economy.productivity`).
        region: the tables.
        levers: `feedback`, `demand_shock`, `price_elasticity`.
        year: the year to come.
    """
    tables = region.economy.accounts
    shock = shock_of(levers, year)
    served, cheaper = np.ones(jobs.shape), np.ones(jobs.shape)
    if levers.feedback:
        served = spending_served(demand, base, spent, wage, pay)
        cost = np.log(wage / base.wage) - productivity[:, None]
        cheaper = np.exp(-levers.price_elasticity * LABOUR_SHARE * tables.value_added * cost)
    standing = jobs / demand.grown
    made = base.value * standing * np.exp(advance)
    bought = made / tables.value_added * (1.0 - base.nation * (1.0 - shock))
    offered = demand.orders * cheaper * made / tables.value_added
    outside = (base.offer + demand.left) * scale_of_needs(made, base, tables)
    reach = inputs_of(bought, offered, outside, nearness, tables).reach / base.reach
    free = np.maximum(jobs - demand.placed, 0.0)
    all_orders = (base.nation * demand.orders * base.value * free / demand.grown).sum(axis=0) + demand.outside
    nation = np.divide(base.orders, all_orders, out=np.ones(shock.shape), where=all_orders > 0) * shock
    demand.outside = demand.outside * nation ** (1.0 / CLOSING)
    ordered = demand.orders * cheaper * free * (base.inputs * reach + base.nation * nation)
    wanted = demand.local * served + ordered + demand.placed
    ratio = np.divide(np.maximum(wanted, 0.0), jobs, out=np.ones(jobs.shape), where=jobs > 0)
    return np.asarray(np.clip(np.log(np.maximum(ratio, 1e-9)), -LARGEST_GAP, LARGEST_GAP))


def spending_served(demand: Demand, base: DemandBase, spent: Floats, wage: Floats, pay: Floats) -> Floats:
    """Jobs that spending (199,) supports at the wages by sector (199, 12), against the path; 1 at the start.

    What degrees have added to pay at a place is its `pay` (199,) per job over the wages of an unchanged mix of skills;
    the mean over places, by the jobs of the start, is taken out.
    """
    dearer = wage / base.wage
    degrees = pay / base.pay / ((dearer * base.jobs).sum(axis=1) / base.jobs.sum(axis=1))
    common = float((degrees * base.jobs.sum(axis=1)).sum() / base.jobs.sum())
    return np.asarray((spent / base.spent)[:, None] / dearer / (demand.all_grown * common))


def scale_of_needs(made: Floats, base: DemandBase, tables: AccountTables) -> Floats:
    """Inputs that firms need when nobody stands idle (12,), against the start, from value added (199, 12).

    The outside offers more where more is needed: a region that is larger as a whole buys no larger part at home.
    """
    return product(tables.inputs, (made / tables.value_added).sum(axis=0)) / base.needed


def shock_of(levers: Economy, year: int) -> Floats:
    """f (12,): the factor of the year, a first fall softened by stocks of 0.1."""
    factor = np.ones(len(SECTORS))
    for name, dated in levers.demand_shock.items():
        now, before = dated.over(year, 1.0), dated.over(year - 1, 1.0)
        factor[SECTORS.index(name)] = now + min(max(before - now, 0.0), INVENTORY)
    return factor
