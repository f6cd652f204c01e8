"""The rail graph: shortest minutes between nodes, with dwell on a line and time lost at a change of lines.

A state is a node on a line. Riding on along one line costs the dwell, changing lines costs the transfer of
the node; each ride costs its minutes. Several rides may join one pair: the fastest that is open counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ride:
    """One row of the timetable: a train of a line between two nodes, in both directions."""

    start: int
    end: int
    line: str
    minutes: float


def rail_minutes(
    rides: Sequence[Ride], nodes: int, dwell: float, transfer: float, transfer_at: Mapping[int, float]
) -> Floats:
    """Minutes from station to station between all nodes.

    Args:
        rides: the rides that are open.
        nodes: number of nodes.
        dwell: minutes at a stop when riding on along a line.
        transfer: minutes lost at a change of lines.
        transfer_at: nodes where a change costs another number of minutes, such as where lines end at
            different stations of a city.

    Returns:
        (nodes, nodes) float64, symmetric, 0 on the diagonal, inf where no train goes.
    """
    states = sorted({(node, ride.line) for ride in rides for node in (ride.start, ride.end)})
    number = {state: i for i, state in enumerate(states)}
    edges: dict[tuple[int, int], float] = {}
    for ride in rides:
        for start, end in ((ride.start, ride.end), (ride.end, ride.start)):
            key = (number[start, ride.line], number[end, ride.line])
            edges[key] = min(ride.minutes + dwell, edges.get(key, np.inf))
    at_node: dict[int, list[int]] = {}
    for i, (node, _) in enumerate(states):
        at_node.setdefault(node, []).append(i)
    for node, lines in at_node.items():
        for i, j in permutations(lines, 2):
            # The next ride adds a dwell that is part of the transfer.
            edges[i, j] = max(transfer_at.get(node, transfer) - dwell, 0.0)
    minutes = np.full((nodes, nodes), np.inf)
    if states:
        # The first ride starts without a dwell; changes of line before it are never shorter than starting there.
        between = _shortest(edges, len(states)) - dwell
        at = np.array([node for node, _ in states])
        np.minimum.at(minutes, (at[:, None], at[None, :]), between)
    np.fill_diagonal(minutes, 0.0)
    return minutes


def _shortest(edges: Mapping[tuple[int, int], float], states: int) -> Floats:
    """Length of the shortest path between all states (states, states) over directed edges of length 0 or more.

    All paths grow by one edge at a time until none is shorter (Bellman and Ford). For a hundred states this is as
    quick as a library for sparse graphs, whose import alone takes longer than all timetables of a run.
    """
    ends = sorted(edges, key=lambda edge: edge[1])
    start, end = np.array(ends).T
    length = np.array([edges[edge] for edge in ends])[:, None]
    first = np.flatnonzero(np.diff(end, prepend=-1))
    to = end[first]
    path = np.where(np.eye(states, dtype=bool), 0.0, np.inf)  # by last state, then first
    while True:
        longer = path.copy()
        longer[to] = np.minimum(path[to], np.minimum.reduceat(path[start] + length, first))
        if np.array_equal(longer, path):
            return path.T
        path = longer
