"""Self-employed traders leave with the market or depot where they trade."""

from typing import Final

import numpy as np

from model.economy.cells import Cells
from model.firms.relocation.flows import RelocationFlows
from model.region.names import SECTORS

TRADE: Final = SECTORS.index("trade_logistics")


def carry_traders(cells: Cells, flows: RelocationFlows, local_share: float) -> None:
    """Take the traders of closed and moved sites from the pool of trade and logistics, and add those who arrive.

    The pool holds wanted jobs (filled ones over the filled share), so persons are divided by it. Their customers come
    from far and wide, so the part of demand that would be local (`local_share`) goes with them.
    """
    change = flows.trader_change()
    wanted = cells.pool_path[:, TRADE] + change / cells.fill[:, TRADE]
    cells.pool_path[:, TRADE] = np.maximum(wanted, 0.0)
    local = cells.demand.local[:, TRADE] + local_share * change / cells.fill[:, TRADE]
    cells.demand.local[:, TRADE] = np.maximum(local, 0.0)
