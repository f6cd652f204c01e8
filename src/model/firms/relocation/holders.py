"""Where the holders of directed jobs work and live: what the labour market must leave out.

A directed job that is held by one who came with it (follows, commutes, two places) is no offer, and its holder no
supply: the matching should see neither, so that one job has one cause. Jobs filled by local hires and in-migrants
are ordinary jobs of ordinary residents. Moves that were over at the start year are in the commuting that is frozen
there: name that year as `since` to leave them in.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.ledger import COMMUTES, FOLLOWS, TWO_PLACES, Ledger, share_out
from model.region.names import SECTORS
from model.region.places import N_PLACES

Counts = NDArray[np.int64]
NO_YEAR: Final = 0


@dataclass(frozen=True)
class Held:
    """Directed jobs held by those who came with them, persons."""

    work: Counts
    """(199, 12) by place of work and sector."""
    home: Counts
    """(199, 12) by home and sector."""


def holders_of(ledger: Ledger, since: int = NO_YEAR) -> Held:
    """Both sides of the directed jobs that moved after the year `since`."""
    return Held(held_at_work(ledger, since), held_at_home(ledger, since))


def held_at_work(ledger: Ledger, since: int = NO_YEAR) -> Counts:
    """(199, 12) directed jobs held by those who came with them, by place of work and sector, persons.

    Only jobs that moved after the year `since`.
    """
    held = np.zeros((N_PLACES, len(SECTORS)), np.int64)
    for move, states in _by_move(ledger, since):
        order = ledger.moves[move]
        held[order.destination, order.order.sector] += states[FOLLOWS] + states[COMMUTES] + states[TWO_PLACES]
    return held


def held_at_home(ledger: Ledger, since: int = NO_YEAR) -> Counts:
    """(199, 12) the same persons by where they live: followers at the destination, the others at the origin.

    Those who stay behind are spread over the origin places in proportion to residents. Sums by sector equal those
    of `held_at_work`.
    """
    home = np.zeros((N_PLACES, len(SECTORS)), np.int64)
    for move, states in _by_move(ledger, since):
        ends, stay = ledger.moves[move], int(states[COMMUTES] + states[TWO_PLACES])
        home[ends.destination, ends.order.sector] += states[FOLLOWS]
        if stay:
            weight = ledger.residents[ends.origins].astype(float)
            home[ends.origins, ends.order.sector] += share_out(weight / weight.sum() * stay, stay)
    return home


def _by_move(ledger: Ledger, since: int) -> list[tuple[int, Counts]]:
    """(move, states (6,)) of the jobs that moved after a year."""
    late = ledger.year > since
    sums = np.zeros((len(ledger.moves), ledger.states.shape[1]), np.int64)
    np.add.at(sums, ledger.move[late], ledger.states[late])
    return [(int(move), sums[move]) for move in np.unique(ledger.move[late])]
