"""How many firms an agent stands for: the larger the firm, the finer the agent.

At `scale.firms` w: staff of 200 and over, weight 1 (they carry the moves that people name); 20 to 199, weight
max(1, w / 10); below 20, weight w. In a small cell w is a tenth of its units at most, so that a county of thirty
shops does not gain or lose a hundred at a time. An agent that outgrows its stratum splits into agents of smaller
weight, with child ids, whose fates differ from then on.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON, Firms
from model.randomness.draws import new_ids
from model.randomness.registry import SPLIT_ID

MIDDLE: Final = 20
LARGE: Final = 200
LEAST_AGENTS: Final = 10
"""Agents that a cell of small firms is made of at least."""
LATE: Final = 1.5
"""An agent splits when its firms are this much over the bound: those that hover at it stay whole."""
SPLITS_FROM: Final = int(LATE * MIDDLE * PERSON)
"""Desired staff, 1/256 person, below which no agent splits."""


def cell_scale(units: NDArray[np.int64], scale: int) -> NDArray[np.int64]:
    """w of each cell, for the units of the start year: a tenth of them, within 1 and the scale; shape of `units`.

    It is frozen at the start, so that the size of an entrant agent never depends on what a scenario does.
    """
    return np.clip(units // LEAST_AGENTS, 1, scale).astype(np.int64)


def stratum_weight(size: NDArray[np.float64], scale: int) -> NDArray[np.int64]:
    """Firms an agent of this size (persons) stands for at a scale of 1, 10 or 100."""
    middle = max(1, scale // 10)
    return np.where(size >= LARGE, 1, np.where(size >= MIDDLE, middle, scale)).astype(np.int64)


def split_outgrown(firms: Firms, scale: int, year: int, key: np.uint64, slots: NDArray[np.intp]) -> int:
    """Split those of these agents that outgrew their stratum; returns the number of agents added.

    Weights sum to what they were and every child keeps desired, staff, productivity, age and flags, so units
    and jobs stand exactly. The first child keeps the id; child k has id hash(id, k, year).
    """
    if scale == 1:
        return 0
    slots = slots[firms.desired[slots] >= SPLITS_FROM]
    allowed = stratum_weight(firms.desired[slots] / (PERSON * LATE), scale)
    weight = firms.weight[slots].astype(np.int64)
    over = weight > allowed
    if not over.any():
        return 0
    slots, weight, allowed = slots[over], weight[over], allowed[over]
    parts = -(-weight // allowed)
    children = parts - 1
    parent = np.repeat(slots, children)
    order = np.arange(parent.size) - np.repeat(np.cumsum(children) - children, children) + 1
    # Child k takes its even share; the parent keeps what is left.
    base, extra = weight // parts, weight % parts
    share = np.repeat(base, children) + (order < np.repeat(extra, children))
    new = firms.free_slots(parent.size)
    for name in firms.dtypes:
        column = getattr(firms, name)
        column[new] = column[parent]
    firms.id[new] = new_ids(firms.id[parent], order.astype(np.uint64), year, SPLIT_ID, key)
    firms.weight[new] = share
    taken = np.zeros(slots.size, np.int64)
    np.add.at(taken, np.repeat(np.arange(slots.size), children), share)
    firms.weight[slots] = weight - taken
    return int(parent.size)
