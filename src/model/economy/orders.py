"""How demand moves from year to year: along the sectors' paths, and with the firms that hold it.

Orders follow the firms that relocation moves or closes; no term hands the orders of a firm that left to those who stay.
Another closure of demand (`economy.orders`) lets them stay at the place: those who remain grow back.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.columns import add_at
from model.economy.demand import Demand, DemandBase
from model.firms.columns import PERSON
from model.firms.relocation.flows import CAUSES, OUTSIDE, Moves, RelocationFlows
from model.products import product
from model.region.names import SECTORS
from model.region.region import Region

Floats = NDArray[np.float64]

MOBILE: Final = 0.8
"""Share of its orders that a moving firm keeps (assumption)."""
_TRADE: Final = SECTORS.index("trade_logistics")
_DIRECTED: Final = CAUSES.index("directed")
_QUOTA: Final = CAUSES.index("quota")


def grow_demand(demand: Demand, path: Floats, everything: float, forgone: Floats, local_share: Floats) -> None:
    """Move the local and the placed jobs on by one year.

    Args:
        demand: changed.
        path: (12,) log growth of the sectors' paths.
        everything: log growth of all jobs on the path.
        forgone: (199, 12) jobs that the negative list kept from coming about: what it holds back is no pent-up demand.
        local_share: nu (12,).
    """
    factor = np.exp(path)
    demand.grown = demand.grown * factor
    demand.all_grown = demand.all_grown * float(np.exp(everything))
    demand.local = np.maximum(demand.local * factor - local_share * forgone, 0.0)
    demand.placed = demand.placed * factor


def carry_orders(
    demand: Demand, base: DemandBase, jobs: Floats, flows: RelocationFlows, nearness: Floats, region: Region
) -> None:
    """Let orders follow the firms that relocation has moved or closed.

    Args:
        demand: changed.
        base: frozen.
        jobs: (199, 12) jobs before the relocation, legal units and pools, persons.
        flows: moves and closures of the year.
        nearness: (199, 199) `supply_nearness`.
        region: the tables.
    """
    moves, accounts = flows.moves, region.economy.accounts
    size, sector = moves.jobs / PERSON, moves.sector.astype(np.intp)
    origin, destination = moves.origin.astype(np.intp), moves.destination.astype(np.intp)
    inside = destination < OUTSIDE
    held = np.maximum(jobs - demand.placed, 0.0)
    directed = _place_ordered(demand, moves, size)
    own = demand.orders[origin, sector] * MOBILE
    _take_customers(demand, moves, size, region.economy.accounts.local[_TRADE])
    arrived, brought = np.zeros(jobs.shape), np.zeros(jobs.shape)
    here = inside & ~directed
    add_at(arrived, destination[here], sector[here], size[here])
    add_at(brought, destination[here], sector[here], (size * own)[here])
    mixed = (demand.orders * held + brought) / np.maximum(held + arrived, 1e-9)
    demand.orders = np.where(arrived > 0, mixed, demand.orders)
    gone = destination == OUTSIDE
    worth = size * own * base.value[origin, sector] / demand.grown[sector]
    np.add.at(demand.outside, sector[gone], (worth * base.nation[origin, sector])[gone])
    sold = np.zeros(jobs.shape)
    add_at(sold, origin[gone], sector[gone], (worth / accounts.value_added[sector])[gone])
    demand.left = demand.left + product(nearness.T, sold)


def keep_orders(demand: Demand, jobs: Floats, flows: RelocationFlows) -> None:
    """Let orders stay at their place and in their sector, whoever leaves: `economy.orders` set to `stay`.

    k after = k before x jobs before / jobs after, so k (T - P) stays; local demand and the outside's orders stay too.
    What a cell without any job had is lost. Directed moves take all of theirs along, as in `carry_orders`.

    Args:
        demand: changed.
        jobs: (199, 12) jobs before the relocation, persons.
        flows: moves and closures of the year.
    """
    moves = flows.moves
    size, sector = moves.jobs / PERSON, moves.sector.astype(np.intp)
    origin, destination = moves.origin.astype(np.intp), moves.destination.astype(np.intp)
    before = np.maximum(jobs - demand.placed, 0.0)
    after = before.copy()
    directed = _place_ordered(demand, moves, size)
    np.subtract.at(after, (origin[~directed], sector[~directed]), size[~directed])
    here = ~directed & (destination < OUTSIDE)
    add_at(after, destination[here], sector[here], size[here])
    factor = np.divide(before, after, out=np.ones(jobs.shape), where=(after > 0) & (before > 0))
    demand.orders = demand.orders * factor


def forget(demand: Demand, jobs: Floats, local_share: Floats) -> None:
    """Take jobs (199, 12) that no longer serve anybody off the local demand, in the share that is local."""
    demand.local = np.maximum(demand.local - local_share * jobs, 0.0)


def _place_ordered(demand: Demand, moves: Moves, size: Floats) -> NDArray[np.bool_]:
    """Let what an order moves take its whole demand along; returns which of the moves are ordered."""
    directed = moves.cause == _DIRECTED
    for place, sign in ((moves.origin, -1.0), (moves.destination, 1.0)):
        add_at(demand.placed, place[directed], moves.sector[directed], sign * size[directed])
    return np.asarray(directed)


def _take_customers(demand: Demand, moves: Moves, size: Floats, local_share: float) -> None:
    """Local demand that goes with depots and markets under a quota: their customers come from far and wide."""
    depot = (moves.cause == _QUOTA) & (moves.sector == _TRADE)
    served = local_share * size[depot]
    np.add.at(demand.local[:, _TRADE], moves.origin[depot], -served)
    here = moves.destination[depot] < OUTSIDE
    np.add.at(demand.local[:, _TRADE], moves.destination[depot][here], MOBILE * served[here])
    np.maximum(demand.local, 0.0, out=demand.local)
