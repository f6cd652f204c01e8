"""Inputs: who buys what from whom, through the input-output table, by travel time and border, with an outside.

    X_or,p = U_pr S_or k_op / (sum_o' S_o'r k_o'p + O_pr),    U_pr = sum_s a_rs Y_ps,    k = exp(-0.018 t - b)

U: inputs of sector r that place p needs, Y: output, S: output offered by o, O: what the outside offers to p. O is
solved once, so that the region supplies the share that Flegg's location quotient gives,

    share_r = min(1, SLQ_r) log2(1 + the region's share of the nation)^0.3      (Flegg and Webber 1997; recalled)

and no more than 0.95 of what it makes. No table of trade between regions was found.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.products import product
from model.region.economy_accounts import AccountTables

Floats = NDArray[np.float64]

DECAY: Final = 0.018
"""Decay of supply per minute (derived from branches of firms)."""
BORDER: Final = 0.9
"""Log cost of a province border (assumption)."""
FLEGG: Final = 0.3
"""Power of the region's size in Flegg's location quotient (recalled)."""
MOST_SUPPLIED: Final = 0.95
"""Largest part of its output of a sector that the region sells to itself (assumption)."""
_BISECTIONS: Final = 60


@dataclass(frozen=True)
class Inputs:
    """Inputs of a year, in 1e8 yuan."""

    needed: Floats
    """(199, 12) U: inputs of each sector that a place needs."""
    within: Floats
    """(199, 12) the part of them that comes from the region, by place of the buyer."""
    sold: Floats
    """(199, 12) the same by place of the supplier."""
    reach: Floats
    """(199, 12) sales of inputs per unit of output offered: what market access is to a supplier."""


def supply_nearness(minutes: Floats, border: Floats) -> Floats:
    """k (199, 199); `border` is 1 across a province border, less where policy has cut it, 0 inside."""
    return np.asarray(np.exp(-DECAY * minutes - BORDER * border))


def inputs_of(output: Floats, offered: Floats, outside: Floats, nearness: Floats, tables: AccountTables) -> Inputs:
    """Inputs from output (199, 12), offers (199, 12) and what the outside offers to each place (199, 12)."""
    needed = product(output, tables.inputs.T)
    near = product(nearness.T, offered)
    per_offer = needed / np.maximum(near + outside, 1e-300)
    reach = product(nearness, per_offer)
    return Inputs(needed, per_offer * near, offered * reach, reach)


def regional_share(value_added: Floats, nation: Floats, tables: AccountTables) -> Floats:
    """(12,) share of the region's use of a sector that the region itself supplies at the start.

    Args:
        value_added: (12,) of the region.
        nation: (12,) of the nation in the same year.
        tables: the national table.
    """
    overall = float(value_added.sum() / nation.sum())
    quotient = value_added / nation / overall
    flegg = np.minimum(quotient, 1.0) * np.log2(1.0 + overall) ** FLEGG
    output = value_added / tables.value_added
    used = product(tables.inputs, output) + tables.consumption * value_added.sum() + tables.investment * output
    return np.asarray(np.minimum(flegg, MOST_SUPPLIED * output / used))


def outside_offer(output: Floats, share: Floats, nearness: Floats, tables: AccountTables) -> Floats:
    """O_r (12,), the same for all places, with which the region supplies `share` (12,) of its inputs."""
    needed, near = product(output, tables.inputs.T), product(nearness.T, output)
    low, high = np.full(share.size, -20.0), np.full(share.size, 40.0)
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        within = (needed * near / (near + np.exp(middle))).sum(axis=0)
        more = within > share * needed.sum(axis=0)
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.asarray(np.exp(0.5 * (low + high)))
