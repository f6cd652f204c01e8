"""Where the holders of directed jobs work and live: what the labour market must leave out.

A directed job that is held by one who came with it (follows, commutes, two places) is no offer, and its holder no
supply: the matching sees neither, so that one job has one cause. Jobs filled by local hires and in-migrants are
ordinary jobs of ordinary residents.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.ledger import COMMUTES, FOLLOWS, TWO_PLACES, Ledger, share_out
from model.region.names import SECTORS
from model.region.places import N_PLACES

Counts = NDArray[np.int64]

HELD: Final = (FOLLOWS, COMMUTES, TWO_PLACES)


def held_at_work(ledger: Ledger) -> Counts:
    """(199, 12) directed jobs held by those who came with them, by place of work and sector, persons."""
    held = np.zeros((N_PLACES, len(SECTORS)), np.int64)
    for state in HELD:
        held += ledger.by_place(state)
    return held


def held_at_home(ledger: Ledger) -> Counts:
    """(199, 12) the same persons by where they live: followers at the destination, the others at the origin.

    Those who stay behind are spread over the origin places in proportion to residents. Sums by sector equal those
    of `held_at_work`.
    """
    home = ledger.by_place(FOLLOWS)
    for k, move in enumerate(ledger.moves):
        states = ledger.states[ledger.move == k].sum(axis=0)
        stay = int(states[COMMUTES] + states[TWO_PLACES])
        if stay:
            weight = ledger.residents[move.origins].astype(float)
            home[move.origins, move.order.sector] += share_out(weight / weight.sum() * stay, stay)
    return home
