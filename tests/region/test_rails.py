"""Shortest ways over lines, against paths counted by hand and against a plain search."""

from heapq import heappop, heappush

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from model.region.rails import Ride, rail_minutes

DWELL, CHANGE = 2.0, 20.0


def test_riding_on_costs_the_dwell_and_changing_costs_the_transfer() -> None:
    on = rail_minutes([Ride(0, 1, "a", 30), Ride(1, 2, "a", 10)], 3, DWELL, CHANGE, {})
    change = rail_minutes([Ride(0, 1, "a", 30), Ride(1, 2, "b", 10)], 3, DWELL, CHANGE, {})
    far = rail_minutes([Ride(0, 1, "a", 30), Ride(1, 2, "b", 10)], 3, DWELL, CHANGE, {1: 60.0})
    assert [on[0, 2], change[0, 2], far[0, 2]] == [42, 60, 100]
    assert on[0, 1] == 30


def test_the_fastest_of_several_trains_counts_and_a_slow_one_changes_nothing() -> None:
    one = rail_minutes([Ride(0, 1, "a", 30)], 2, DWELL, CHANGE, {})
    slow = rail_minutes([Ride(0, 1, "a", 30), Ride(0, 1, "a", 50), Ride(0, 1, "b", 90)], 2, DWELL, CHANGE, {})
    fast = rail_minutes([Ride(0, 1, "a", 30), Ride(1, 0, "b", 20)], 2, DWELL, CHANGE, {})
    assert np.array_equal(one, slow)
    assert fast[0, 1] == 20


def test_no_train_is_never_and_no_rides_at_all_is_no_trains() -> None:
    assert np.isinf(rail_minutes([Ride(0, 1, "a", 30)], 3, DWELL, CHANGE, {})[0, 2])
    assert np.isinf(rail_minutes([], 2, DWELL, CHANGE, {})[0, 1])


rides = st.lists(
    st.builds(
        lambda ends, line, minutes: Ride(*ends, line, minutes),
        st.sampled_from([(a, b) for a in range(5) for b in range(5) if a != b]),
        st.sampled_from("abc"),
        st.integers(1, 90).map(float),
    ),
    min_size=1,
    max_size=12,
)


@given(rides)
@settings(max_examples=60, deadline=None)
def test_the_matrix_is_that_of_a_plain_search(timetable: list[Ride]) -> None:
    found = rail_minutes(timetable, 5, DWELL, CHANGE, {2: 60.0})
    assert np.array_equal(found, plain_search(timetable, 5))
    assert np.array_equal(found, found.T)


@given(rides, st.integers(0, 11))
@settings(max_examples=40, deadline=None)
def test_one_more_train_never_makes_a_way_longer(timetable: list[Ride], left_out: int) -> None:
    fewer = [ride for i, ride in enumerate(timetable) if i != left_out]
    assert (rail_minutes(timetable, 5, DWELL, CHANGE, {}) <= rail_minutes(fewer, 5, DWELL, CHANGE, {})).all()


def plain_search(timetable: list[Ride], nodes: int) -> NDArray[np.float64]:
    """Dijkstra over (node, line last ridden), written apart from the model's."""
    out = np.full((nodes, nodes), np.inf)
    for origin in range(nodes):
        queue: list[tuple[float, int, str]] = [(0.0, origin, "")]
        seen: set[tuple[int, str]] = set()
        while queue:
            minutes, node, line = heappop(queue)
            if (node, line) in seen:
                continue
            seen.add((node, line))
            out[origin, node] = min(out[origin, node], minutes)
            for ride in timetable:
                for start, end in ((ride.start, ride.end), (ride.end, ride.start)):
                    if start == node:
                        lost = 0.0 if line == "" else DWELL if line == ride.line else 60.0 if node == 2 else CHANGE
                        heappush(queue, (minutes + lost + ride.minutes, end, ride.line))
    return out


def test_a_change_never_costs_less_than_a_dwell() -> None:
    found = rail_minutes([Ride(0, 1, "a", 30), Ride(1, 2, "b", 10)], 3, DWELL, 1.0, {})
    assert found[0, 2] == pytest.approx(42)
