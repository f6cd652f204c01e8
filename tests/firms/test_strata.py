"""Agents that outgrow their weight split, and nothing else changes."""

from collections.abc import Callable

import numpy as np

from model.firms.columns import PERSON
from model.firms.jobs import count_desired, count_jobs, count_units
from model.firms.strata import cell_scale, split_outgrown, stratum_weight
from model.randomness.draws import Keys

Make = Callable[..., object]


def test_a_split_keeps_units_jobs_and_every_other_column(firms_alone: Make, keys: Keys) -> None:
    firms = firms_alone().firms
    small = firms.alive()[(firms.get("weight") == 100)][:50]
    firms.desired[small] = 400 * PERSON
    firms.staff[small] = 390 * PERSON
    before = count_units(firms), count_jobs(firms), count_desired(firms)
    parents = set(firms.id[small].tolist())
    added = split_outgrown(firms, 100, 2021, keys.dynamics, firms.alive())
    assert added == 50 * 99
    for was, is_ in zip(before, (count_units(firms), count_jobs(firms), count_desired(firms)), strict=True):
        np.testing.assert_array_equal(was, is_)
    assert parents <= set(firms.get("id").tolist())
    assert np.unique(firms.get("id")).size == len(firms)


def test_weights_of_children_differ_by_one_at_most(firms_alone: Make, keys: Keys) -> None:
    firms = firms_alone().firms
    one = firms.alive()[firms.get("weight") == 100][:1]
    firms.desired[one] = 45 * PERSON
    firms.weight[one] = 96
    start = len(firms)
    split_outgrown(firms, 100, 2021, keys.dynamics, firms.alive())
    assert len(firms) - start == 9
    assert int(firms.weight[one[0]]) in (9, 10)


def test_at_full_scale_nothing_splits(firms_alone: Make, keys: Keys) -> None:
    assert split_outgrown(firms_alone().firms, 1, 2021, keys.dynamics, np.arange(9)) == 0


def test_agents_at_the_bound_stay_whole(firms_alone: Make, keys: Keys) -> None:
    firms = firms_alone().firms
    one = firms.alive()[firms.get("weight") == 100][:1]
    firms.desired[one] = 25 * PERSON
    assert split_outgrown(firms, 100, 2021, keys.dynamics, firms.alive()) == 0


def test_weights_of_the_strata() -> None:
    size = np.array([1.0, 19.9, 20.0, 199.9, 200.0, 5000.0])
    assert stratum_weight(size, 100).tolist() == [100, 100, 10, 10, 1, 1]
    assert stratum_weight(size, 10).tolist() == [10, 10, 1, 1, 1, 1]
    assert stratum_weight(size, 1).tolist() == [1] * 6
    assert cell_scale(np.array([0, 30, 500, 90_000]), 100).tolist() == [1, 3, 50, 100]
