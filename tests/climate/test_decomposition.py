import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.climate.decomposition import cross_decompose, decompose, order_free, size_and_place

PEOPLE = arrays(float, 5, elements=st.floats(0, 1e7))
EVENTS = arrays(float, 5, elements=st.floats(0, 10))


@given(people=PEOPLE, base=PEOPLE, events=EVENTS, control=EVENTS)
def test_the_parts_sum_to_the_whole_change(
    people: np.ndarray, base: np.ndarray, events: np.ndarray, control: np.ndarray
) -> None:
    change = decompose(people, base, events, control)
    assert np.allclose(change.total, people * events - base * control, atol=1e-6, rtol=1e-12)
    first, second = order_free(change)
    assert np.allclose(first + second, change.total, atol=1e-6)


@given(people=PEOPLE, other=PEOPLE, base=PEOPLE, events=EVENTS, control=EVENTS)
def test_the_crossed_parts_sum_to_the_same_change(
    people: np.ndarray, other: np.ndarray, base: np.ndarray, events: np.ndarray, control: np.ndarray
) -> None:
    change = cross_decompose(people, other, base, events, control)
    assert np.allclose(change.total, people * events - base * control, atol=1e-6, rtol=1e-12)


def test_without_feedback_nothing_is_induced() -> None:
    people, base = np.array([3.0, 5.0]), np.array([4.0, 4.0])
    events, control = np.array([2.4, 1.2]), np.array([2.0, 1.0])
    crossed = cross_decompose(people, people, base, events, control)
    assert not crossed.induced.any()
    assert not crossed.interaction.any()
    assert np.allclose(crossed.climate, people * (events - control))


def test_with_frozen_people_all_is_climate_and_at_control_all_is_people() -> None:
    people, base, control = np.array([3.0, 5.0]), np.array([4.0, 4.0]), np.array([2.0, 1.0])
    frozen = decompose(base, base, 1.2 * control, control)
    assert np.allclose(frozen.climate.sum(), 0.2 * (base * control).sum())
    assert not frozen.population.any()
    calm = decompose(people, base, control, control)
    assert not calm.climate.any()
    assert not calm.interaction.any()


def test_a_uniform_rise_multiplies_the_population_part() -> None:
    people, base, control = np.array([3.0, 5.0]), np.array([4.0, 4.0]), np.array([2.0, 1.0])
    change = decompose(people, base, 1.27 * control, control)
    assert np.allclose(change.interaction, 0.27 * change.population)


def test_population_is_size_times_redistribution() -> None:
    people, base, control = np.array([3.0, 6.0]), np.array([4.0, 4.0]), np.array([2.0, 1.0])
    size, place = size_and_place(people, base, control)
    part = decompose(people, base, control, control).population.sum() / (base * control).sum()
    assert (1 + size) * (1 + place) == pytest.approx(1 + part)
    assert size > 0 > place
