"""Why a job moved brings fewer jobs than elsewhere: the multiplier of `verify_multipliers.py` taken apart.

    python benchmarks/decompose_multipliers.py

10,000 jobs move from Beijing to Xiong'an in 2022, on the expected year of cells (`expected_year.py`): no agents, so no
chance, and one difference of two runs is exact. The ledger of directed jobs is the model's own; a follower brings 1.6
persons. Each row changes one thing, in the run with the order and in the run without it, and prints jobs per job
moved at the receiver, at the origin and net, after five and after ten years.
"""

from collections.abc import Callable

import numpy as np
from expected_year import Map

import model.economy.income as income
import model.simulation.labour as here
from model.economy.cells import Cells
from model.firms.relocation.holders import Held, holders_of
from model.firms.relocation.ledger import advance, requests, settle_ledger, start_ledger, update_commute
from model.region.names import SECTORS
from model.region.region import Region, load_region
from model.simulation.labour import match_open_jobs, pay_of_holders

JOBS, YEAR, YEARS = 10_000, 2022, (5, 10)
HOUSEHOLD = 1.6
HOME_M2, OFFICE_M2, YUAN_PER_M2 = 40.0, 25.0, 4000.0
"""Floor a person and a job, cost of building (assumptions of this counterfactual alone)."""
WITHIN = 0.42
"""Share of its inputs that the region buys within it (docs/economy.md)."""
CONSTRUCTION = SECTORS.index("construction")
MOVE = {
    "id": "T1",
    "what": "test",
    "from": "beijing",
    "to": "xiongan",
    "start": YEAR,
    "years": 1,
    "accompany": "xiongan",
}


class Order(Map):
    """The expected year with one order, or with none."""

    def __init__(self, region: Region, sector: str, given: bool, settings: dict | None = None) -> None:
        row = {**MOVE, "sector": sector, "jobs": JOBS}
        super().__init__(region, {"relocation.directed": [row], **(settings or {})})
        self.given, self.sector, self.moved = given, SECTORS.index(sector), None
        self.ledger = start_ledger(region, self.scenario)
        self.at_once, self.brought = False, np.zeros(12)
        self.move = next(move for move in self.ledger.moves if move.order.id == "T1")

    def relocate(self, cells: Cells, year: int) -> None:
        origins, there = self.move.origins, self.move.destination
        moved = {}
        if self.given and year == YEAR:
            jobs = cells.installed()[origins, self.sector]
            part = JOBS * jobs / jobs.sum()
            cells.path[origins, self.sector] -= part
            cells.path[there, self.sector] += JOBS
            cells.demand.placed[origins, self.sector] -= part
            cells.demand.placed[there, self.sector] += JOBS
            moved = {"T1": JOBS}
            cells.path[there] += self.brought
            cells.demand.placed[there] += self.brought
        update_commute(self.ledger, self.world.timetable.minutes(self.start))
        advance(self.ledger, year, moved)
        if self.at_once:
            # The law asks nobody to follow in the year of the move: the cohort is taken for one a year older.
            self.ledger.follow = 1e9
            self.ledger.year[-1:] -= 1 if moved else 0
        follows = [follow for follow in requests(self.ledger, year, 1) if follow.cause == "T1"]
        went = sum(follow.holders for follow in follows)
        self.ledger.asked = {"T1": went}
        settle_ledger(self.ledger, {"T1": went} if went else {}, year)
        self.moved = np.zeros(199)
        weight = self.persons[origins] / self.persons[origins].sum()
        self.moved[origins] -= went * (1.0 + HOUSEHOLD) * weight
        self.moved[there] += went * (1.0 + HOUSEHOLD)

    def followers(self, year: int) -> np.ndarray:
        return self.moved

    def match(self, desired, force, between, labour, own):
        base, whole = self.world.frozen.labour, np.rint(force).astype(np.int64)
        directed = holders_of(self.ledger, self.start)
        return match_open_jobs(base, desired, whole, between, self.region, self.scenario, directed, labour, own)


def figures(order: Order) -> np.ndarray:
    """(years, 4, 3): private jobs, local services, jobs of the sector, people at Xiong'an, Beijing and in all."""
    areas = [order.region.places.members("xiongan"), order.region.places.members("beijing"), np.arange(199)]
    local = [SECTORS.index(name) for name in ("construction", "trade_logistics", "consumer_services")]
    others = [k for k in range(12) if k != order.sector]
    state, rows = order.first(), []
    for year in range(order.start + 1, YEAR + max(YEARS) + 1):
        state = order.year(state, year)
        if year - YEAR in YEARS:
            sums = [
                state.jobs[:, others].sum(1),
                state.jobs[:, local].sum(1),
                state.jobs[:, order.sector],
                state.people,
            ]
            rows.append([[each[area].sum() for area in areas] for each in sums])
    return np.array(rows)


def multiplier(region: Region, sector: str, change: Callable[[Order], None], settings: dict) -> np.ndarray:
    """`figures` with the order less without it, per job moved."""
    both = []
    for given in (True, False):
        order = Order(region, sector, given, settings)
        change(order)
        both.append(figures(order))
    return (both[0] - both[1]) / JOBS


def nothing(order: Order) -> None:
    """The model as it is."""


def at_once(order: Order) -> None:
    """All holders move house in the first year."""
    order.at_once = True


def builders(order: Order) -> None:
    """Homes of the holders' households and their offices are built over ten years, as jobs that the state places."""
    cost = JOBS * ((1.0 + HOUSEHOLD) * HOME_M2 + OFFICE_M2) * YUAN_PER_M2 / 1e8 / 10.0
    value = order.world.frozen.demand.value[order.move.destination, CONSTRUCTION]
    order.brought[CONSTRUCTION] += cost * order.region.economy.accounts.value_added[CONSTRUCTION] / value


def suppliers(order: Order) -> None:
    """All inputs that the moved jobs buy in the region come from the new place, as jobs that move there too."""
    tables, demand = order.region.economy.accounts, order.world.frozen.demand
    origins, there = order.move.origins, order.move.destination
    value = np.average(demand.value[origins, order.sector], weights=demand.jobs[origins, order.sector])
    bought = WITHIN * tables.inputs[:, order.sector] * JOBS * value / tables.value_added[order.sector]
    jobs = bought * tables.value_added / demand.value[there]
    jobs[order.sector] = 0.0
    order.brought += jobs


def main() -> None:
    region = load_region()
    rows = (
        ("as the model has it", nothing, {}),
        ("all holders move at once", at_once, {}),
        ("with the building of the new town", builders, {}),
        ("with suppliers that come along", suppliers, {}),
        ("orders answer no cost of labour", nothing, {"economy.price_elasticity": 0.0}),
    )
    for sector in ("public_services", "manuf_general"):
        print(f"{JOBS:,} jobs of {sector}: jobs of other sectors per job moved, at the receiver, the origin, net")
        for name, change, settings in rows:
            show(name, multiplier(region, sector, change, settings))
        usual = income.AT_HOME, income.ON_VISITS, income.AT_WORK
        income.AT_HOME, income.ON_VISITS, income.AT_WORK = 1.0, 0.0, 0.0
        show("all is spent where one lives", multiplier(region, sector, nothing, {}))
        income.AT_HOME, income.ON_VISITS, income.AT_WORK = usual
        here.pay_of_holders = paid_as_the_place_pays
        show("holders are paid as the place pays", multiplier(region, sector, nothing, {}))
        here.pay_of_holders = pay_of_holders


def paid_as_the_place_pays(directed: Held, wage: np.ndarray, region: Region) -> np.ndarray:
    """`pay_of_holders` at the wages of the destination."""
    paid = np.zeros(199)
    for holders in directed.moves:
        pay = wage[holders.move.destination] @ region.economy.skill_share[holders.move.order.sector]
        paid[holders.move.destination] += holders.followed * pay
        paid[holders.move.origins] += holders.staying * pay
    return paid * region.economy.wage_coverage / 1e8


def show(name: str, found: np.ndarray) -> None:
    cells = ("  ".join(f"{value:+.2f}" for value in found[k, 0]) for k in range(len(YEARS)))
    parts = "   ".join(f"after {years}: {cell}" for years, cell in zip(YEARS, cells, strict=True))
    print(f"  {name:36}{parts}   local services {found[0, 1, 0]:+.2f}, people {found[0, 3, 0]:+.2f}", flush=True)


if __name__ == "__main__":
    main()
