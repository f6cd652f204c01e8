"""Simpler outlines that still fit together: borders are cut into arcs where three areas meet, each simplified
once.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Node = tuple[float, float]


@dataclass(frozen=True)
class Arc:
    """A stretch of border between two areas, or between an area and the outside.

    `line` has shape (n, 2); `areas` holds the one or two areas it bounds, by index.
    """

    line: Floats
    areas: tuple[int, ...]


@dataclass(frozen=True)
class Coverage:
    """Areas without gaps or overlaps, and the arcs that bound them."""

    rings: tuple[tuple[Floats, ...], ...]
    """Closed rings of each area, (n, 2), first point repeated at the end."""
    arcs: tuple[Arc, ...]


def simplify_coverage(areas: Sequence[Sequence[Floats]], tolerance: float) -> Coverage:
    """Simplify rings that share borders by Douglas-Peucker, without opening gaps between neighbours.

    A point where other than two segments meet, or where the pair of areas changes, is kept. Every arc between two
    such points is simplified in one direction only, whichever ring asks, so neighbours stay neighbours.

    Args:
        areas: for each area its closed rings, (n, 2); shared borders have identical points.
        tolerance: largest distance of a dropped point from the kept line, in the unit of the points.
    """
    points = [[[(float(x), float(y)) for x, y in ring] for ring in rings] for rings in areas]
    owners: dict[tuple[Node, Node], set[int]] = defaultdict(set)
    for index, rings in enumerate(points):
        for ring in rings:
            for a, b in pairwise(ring):
                owners[_edge(a, b)].add(index)
    meeting: dict[Node, set[tuple[int, ...]]] = defaultdict(set)
    degree: dict[Node, int] = defaultdict(int)
    for (a, b), who in owners.items():
        for node in (a, b):
            meeting[node].add(tuple(sorted(who)))
            degree[node] += 1
    fixed = {node for node in degree if degree[node] != 2 or len(meeting[node]) > 1}
    arcs: dict[tuple[Node, ...], Arc] = {}
    simple = tuple(tuple(_simple_ring(ring, fixed, owners, arcs, tolerance) for ring in rings) for rings in points)
    return Coverage(simple, tuple(arcs.values()))


def _simple_ring(
    ring: list[Node],
    fixed: set[Node],
    owners: dict[tuple[Node, Node], set[int]],
    arcs: dict[tuple[Node, ...], Arc],
    tolerance: float,
) -> Floats:
    body = ring[:-1]
    start = next((k for k, node in enumerate(body) if node in fixed), None)
    if start is None:  # an island: cut at its two ends so that both sides see the same cuts
        start = min(range(len(body)), key=body.__getitem__)
        far = max(body, key=lambda node: (node[0] - body[start][0]) ** 2 + (node[1] - body[start][1]) ** 2)
        cuts = {body[start], far}
    else:
        cuts = fixed
    turned = [*body[start:], *body[: start + 1]]
    parts, first = [], 0
    for k in range(1, len(turned)):
        if turned[k] in cuts:
            parts.append(_simple_arc(turned[first : k + 1], owners, arcs, tolerance)[:-1])
            first = k
    closed = np.concatenate(parts)
    return np.vstack([closed, closed[:1]])


def _simple_arc(
    line: list[Node],
    owners: dict[tuple[Node, Node], set[int]],
    arcs: dict[tuple[Node, ...], Arc],
    tolerance: float,
) -> Floats:
    backward = tuple(line) > tuple(reversed(line))
    key = tuple(reversed(line)) if backward else tuple(line)
    if key not in arcs:
        who = tuple(sorted(owners[_edge(key[0], key[1])]))
        arcs[key] = Arc(douglas_peucker(np.array(key), tolerance), who)
    found = arcs[key].line
    return found[::-1] if backward else found


def douglas_peucker(line: Floats, tolerance: float) -> Floats:
    """The line (n, 2) without points closer than `tolerance` to what is kept; both ends stay."""
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(line[first + 1 : last], line[first], line[last])
        worst = int(away.argmax())
        if away[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep]


def _distances(points: Floats, start: Floats, end: Floats) -> Floats:
    along = end - start
    length2 = float(along @ along)
    if length2 == 0.0:
        return np.asarray(np.hypot(*(points - start).T))
    part = np.clip((points - start) @ along / length2, 0.0, 1.0)
    return np.asarray(np.hypot(*(points - start - part[:, None] * along).T))


def _edge(a: Node, b: Node) -> tuple[Node, Node]:
    return (a, b) if a < b else (b, a)
