from collections import Counter
from itertools import pairwise

import numpy as np
from plane_area import signed_area

from model.reports.shapes import load_shapes
from model.reports.simplify import Coverage, Node, douglas_peucker, simplify_coverage


def wavy_squares() -> list[list[np.ndarray]]:
    """Two squares side by side whose common border trembles."""
    rng = np.random.default_rng(3)
    border = np.column_stack([1 + 0.01 * rng.standard_normal(41), np.linspace(0, 1, 41)])
    left = np.vstack([[[0, 0]], border, [[0, 1], [0, 0]]])
    right = np.vstack([[[2, 0], [2, 1]], border[::-1], [[2, 0]]])
    return [[left], [right]]


def test_neighbours_keep_one_border() -> None:
    coverage = simplify_coverage(wavy_squares(), 0.05)
    shared = [arc for arc in coverage.arcs if len(arc.areas) == 2]
    assert len(shared) == 1
    assert len(shared[0].line) < 41
    points = [{tuple(point) for point in rings[0]} for rings in coverage.rings]
    assert {tuple(point) for point in shared[0].line} <= points[0] & points[1]


def test_nothing_is_lost_at_no_tolerance() -> None:
    areas = wavy_squares()
    coverage = simplify_coverage(areas, 0.0)
    for before, after in zip(areas, coverage.rings, strict=True):
        assert {tuple(point) for point in before[0]} == {tuple(point) for point in after[0]}


def test_no_gap_opens_between_the_places() -> None:
    """What the outline encloses is the sum of what the places cover: a gap or an overlap would show."""
    coverage = load_shapes().coverage
    covered = sum(signed_area(ring) for rings in coverage.rings for ring in rings)
    enclosed = sum((a[0] * b[1] - a[1] * b[0]) / 2 for a, b in unmatched(coverage))
    outline = sum(len(arc.line) - 1 for arc in coverage.arcs if len(arc.areas) == 1)
    assert len(unmatched(coverage)) == outline
    assert abs(enclosed / covered - 1) < 1e-9


def unmatched(coverage: Coverage) -> list[tuple[Node, Node]]:
    """Directed segments of places that no neighbour runs the other way."""
    runs: Counter[tuple[Node, Node]] = Counter()
    for rings in coverage.rings:
        for ring in rings:
            points = [(float(x), float(y)) for x, y in ring]
            runs.update(pairwise(points))
    assert max(runs.values()) == 1
    return [(a, b) for a, b in runs if (b, a) not in runs]


def test_an_island_keeps_a_shape() -> None:
    angle = np.linspace(0, 2 * np.pi, 60)
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    ring[-1] = ring[0]
    simple = simplify_coverage([[ring]], 0.1).rings[0][0]
    assert 5 <= len(simple) < 30
    assert np.array_equal(simple[0], simple[-1])
    assert abs(abs(signed_area(simple)) / np.pi - 1) < 0.15


def test_dropped_points_lie_within_the_tolerance() -> None:
    rng = np.random.default_rng(5)
    line = np.column_stack([np.arange(200.0), np.cumsum(rng.standard_normal(200))])
    simple = douglas_peucker(line, 1.5)
    assert len(simple) < len(line)
    for point in line:
        assert min(_away(point, a, b) for a, b in pairwise(simple)) <= 1.5 + 1e-9


def _away(point: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    t = np.clip((point - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
    return float(np.hypot(*(point - a - t * (b - a))))
