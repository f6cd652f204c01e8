"""Seeds give keys, keys give even and independent draws, and new ids do not collide."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.randomness import registry
from model.randomness.draws import draws_u32, keys_of, new_ids, thresholds, uniforms

KEY = np.uint64(0x5EED)


def test_keys_of_many_seeds_and_purposes_are_all_different() -> None:
    keys = [keys_of(seed, population_seed=seed) for seed in range(20_000)]
    flat = {int(key) for each in keys for key in (each.population, each.climate, each.dynamics)}
    assert len(flat) == 3 * len(keys)


def test_replicates_share_the_start_population_and_nothing_else() -> None:
    one, two = keys_of(1), keys_of(2)
    assert one.population == two.population
    assert one.climate != two.climate
    assert one.dynamics != two.dynamics


def test_each_source_of_luck_can_be_held_alone() -> None:
    weather = keys_of(1, climate_seed=7), keys_of(2, climate_seed=7)
    assert weather[0].climate == weather[1].climate == keys_of(7).climate
    assert weather[0].dynamics != weather[1].dynamics
    assert keys_of(1, population_seed=5).population != keys_of(1).population
    assert keys_of(1, population_seed=5).dynamics == keys_of(1).dynamics


def test_draws_are_even() -> None:
    draws = uniforms(np.arange(1_000_000, dtype=np.uint64), 2030, registry.DEATH, KEY)
    assert draws.min() > 0
    assert draws.max() < 1
    counts = np.histogram(draws, 1000, (0, 1))[0]
    chi_square = ((counts - 1000) ** 2 / 1000).sum()
    assert chi_square == pytest.approx(999, abs=5 * np.sqrt(2 * 999))


@pytest.mark.parametrize(
    ("other", "year"),
    [
        (registry.DEATH, 2031),
        (registry.BIRTH, 2030),
        (registry.LEAVE_CITY, 2030),
        (registry.FIRM_EXIT, 2030),
        (registry.EMPLOYED, 2030),
    ],
)
def test_draws_of_other_processes_and_years_are_independent(other: registry.Draw, year: int) -> None:
    ids = np.arange(400_000, dtype=np.uint64)
    one = uniforms(ids, 2030, registry.DEATH, KEY)
    two = uniforms(ids, year, other, KEY)
    assert abs(np.corrcoef(one, two)[0, 1]) < 5 / np.sqrt(ids.size)
    table = np.histogram2d(one, two, 10, ((0, 1), (0, 1)))[0]
    expected = ids.size / 100
    assert ((table - expected) ** 2 / expected).sum() == pytest.approx(99, abs=5 * np.sqrt(2 * 99))


def test_neighbours_are_independent() -> None:
    draws = uniforms(np.arange(400_000, dtype=np.uint64), 2030, registry.DEATH, KEY)
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < 5 / np.sqrt(draws.size)


def test_ids_of_a_million_newborns_do_not_collide_with_each_other_or_their_mothers() -> None:
    mothers = new_ids(
        np.arange(500_000, dtype=np.uint64), np.zeros(500_000, np.uint64), 0, registry.START_RESIDENT_ID, KEY
    )
    first = np.zeros(mothers.size, np.uint64)
    children = [new_ids(mothers, first + np.uint64(k), 2030, registry.NEWBORN_ID, KEY) for k in (0, 1)]
    later = new_ids(mothers, first, 2031, registry.NEWBORN_ID, KEY)
    everyone = np.concatenate([mothers, *children, later])
    assert np.unique(everyone).size == everyone.size


def test_more_arrivals_only_add_ids() -> None:
    def ids(number: int) -> set[int]:
        city = np.full(number, 3, np.uint64)
        return set(new_ids(city, np.arange(number, dtype=np.uint64), 2030, registry.ARRIVAL_ID, KEY).tolist())

    assert ids(100) < ids(150)


def test_the_order_of_the_two_numbers_of_an_id_matters() -> None:
    left, right = np.array([3], np.uint64), np.array([8], np.uint64)
    there = new_ids(left, right, 2030, registry.ARRIVAL_ID, KEY)
    assert there != new_ids(right, left, 2030, registry.ARRIVAL_ID, KEY)
    assert there != new_ids(left, right, 2030, registry.ENTRANT_ID, KEY)


def test_thresholds_are_the_probability_in_whole_draws() -> None:
    assert thresholds(np.array([0.0, 0.25, 0.5, 2**-32])).tolist() == [0, 2**30, 2**31, 1]
    assert thresholds(np.array([1.0, 2.0, -1.0])).tolist() == [2**32 - 1, 2**32 - 1, 0]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
@settings(max_examples=100, deadline=None)
def test_a_higher_probability_never_has_a_lower_threshold(probabilities: list[float]) -> None:
    values = np.sort(np.array(probabilities))
    found = thresholds(values).astype(np.int64)
    assert (np.diff(found) >= 0).all()
    assert (np.abs(found / 2**32 - values) <= 2.0**-32).all()


@pytest.mark.parametrize("probability", [0.002, 0.1, 0.7])
def test_events_happen_as_often_as_their_probability_says(probability: float) -> None:
    draws = draws_u32(np.arange(1_000_000, dtype=np.uint64), 2030, registry.DEATH, KEY)
    often = (draws < thresholds(np.array([probability]))[0]).mean()
    assert often == pytest.approx(probability, abs=5 * np.sqrt(probability * (1 - probability) / 1e6))


def test_raising_a_probability_keeps_every_event_and_adds_some() -> None:
    draws = draws_u32(np.arange(100_000, dtype=np.uint64), 2030, registry.DEATH, KEY)
    low, high = (draws < thresholds(np.array([p]))[0] for p in (0.10, 0.11))
    assert (high | ~low).all()
    assert high.sum() > low.sum()
