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
from model.firms.relocation.plan import SitedMove
from model.region.names import SECTORS
from model.region.places import N_PLACES

Counts = NDArray[np.int64]
NO_YEAR: Final = 0


@dataclass(frozen=True)
class Holders:
    """Those who hold the jobs of one move and came with them, persons."""

    move: SitedMove
    followed: int
    """They live at the destination."""
    staying: Counts
    """(origins,) the others, by origin place in proportion to residents."""
    weight: NDArray[np.float64]
    """(origins,) these residents."""


@dataclass(frozen=True)
class Held:
    """Directed jobs held by those who came with them, persons."""

    work: Counts
    """(199, 12) by place of work and sector."""
    home: Counts
    """(199, 12) by home and sector: followers at the destination, the others at the origin."""
    moves: tuple[Holders, ...]
    """Move by move; sums by sector of `work` and `home` are theirs."""


def holders_of(ledger: Ledger, since: int = NO_YEAR) -> Held:
    """Both sides of the directed jobs that moved after the year `since`."""
    moves = tuple(_holders(ledger, move, states) for move, states in _by_move(ledger, since))
    work, home = np.zeros((N_PLACES, len(SECTORS)), np.int64), np.zeros((N_PLACES, len(SECTORS)), np.int64)
    for holders in moves:
        there, sector = holders.move.destination, holders.move.order.sector
        work[there, sector] += holders.followed + holders.staying.sum()
        home[there, sector] += holders.followed
        home[holders.move.origins, sector] += holders.staying
    return Held(work, home, moves)


def _holders(ledger: Ledger, index: int, states: Counts) -> Holders:
    move, stay = ledger.moves[index], int(states[COMMUTES] + states[TWO_PLACES])
    weight = ledger.residents[move.origins].astype(float)
    staying = share_out(weight / weight.sum() * stay, stay) if stay else np.zeros(move.origins.size, np.int64)
    return Holders(move, int(states[FOLLOWS]), staying, weight)


def _by_move(ledger: Ledger, since: int) -> list[tuple[int, Counts]]:
    """(move, states (6,)) of the jobs that moved after a year."""
    late = ledger.year > since
    sums = np.zeros((len(ledger.moves), ledger.states.shape[1]), np.int64)
    np.add.at(sums, ledger.move[late], ledger.states[late])
    return [(int(move), sums[move]) for move in np.unique(ledger.move[late])]
