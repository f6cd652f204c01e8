import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from model.firms.columns import BRANCH, PERSON
from model.firms.relocation.splitting import CHOSEN, QUOTA, cut, drop, separate, unit_ids

from .samples import jobs_of, made_firms, units_of

KEY = np.uint64(7)


@settings(deadline=None)
@given(weights=some.lists(some.integers(1, 100), min_size=1, max_size=8), data=some.data())
def test_separating_firms_keeps_units_and_jobs(weights, data):
    firms = made_firms([3] * len(weights), [2] * len(weights), [12.5] * len(weights), weights)
    units, jobs = units_of(firms), jobs_of(firms)
    taken = [data.draw(some.integers(0, weight)) for weight in weights]
    slots = np.repeat(np.arange(len(weights)), taken)
    number = np.concatenate([np.arange(each) for each in taken]).astype(np.int64)
    alone = separate(firms, slots, number, QUOTA, 2025, KEY)
    assert (units_of(firms), jobs_of(firms)) == (units, jobs)
    assert (firms.weight[alone] == 1).all()
    assert np.unique(alone).size == alone.size == slots.size
    alive = firms.id[firms.alive()]
    assert np.unique(alive).size == alive.size


def test_a_firm_that_is_an_agent_alone_keeps_its_id_and_slot():
    firms = made_firms([3], [2], [300.0], [1])
    before = firms.id[0]
    assert separate(firms, np.array([0]), np.array([0]), CHOSEN, 2025, KEY)[0] == 0
    assert firms.id[0] == before


def test_children_of_two_causes_in_one_year_have_ids_of_their_own():
    firms = made_firms([3], [2], [5.0], [10])
    first = separate(firms, np.array([0]), np.array([0]), QUOTA, 2025, KEY)
    second = separate(firms, np.array([0]), np.array([0]), CHOSEN, 2025, KEY)
    assert firms.id[first[0]] != firms.id[second[0]]


def test_the_first_firm_of_an_agent_draws_as_the_agent_does():
    ids = np.array([11, 11, 12], np.uint64)
    inner = unit_ids(ids, np.array([0, 1, 0]), KEY)
    assert inner[0] == 11
    assert inner[2] == 12
    assert inner[1] not in (11, 12)


def test_dropping_the_last_firm_of_an_agent_removes_it():
    firms = made_firms([3, 4], [2, 2], [5.0, 6.0], [2, 3])
    drop(firms, np.array([0, 0, 1]))
    assert len(firms) == 1
    assert firms.weight[1] == 2


@settings(deadline=None)
@given(weight=some.integers(1, 50), size=some.integers(PERSON, 40 * PERSON), data=some.data())
def test_cutting_takes_exactly_the_jobs(weight, size, data):
    firms = made_firms([3], [2], [1.0], [weight])
    firms.desired[0], firms.staff[0] = size, size * 9 // 10
    jobs, units = jobs_of(firms), units_of(firms)
    staff = int(firms.staff[0]) * weight
    wanted = data.draw(some.integers(1, weight * size - 1))
    parts, branch = cut(firms, 0, wanted, "T1", 2025, KEY)
    held = firms.desired[parts].astype(int) * firms.weight[parts]
    assert held.sum() == wanted
    assert jobs_of(firms) == jobs
    assert units_of(firms) == units + branch
    alive = firms.alive()
    assert int((firms.staff[alive].astype(int) * firms.weight[alive]).sum()) == staff
    assert branch == bool(firms.flags[parts[-1]] & BRANCH)
    assert np.unique(firms.id[alive]).size == alive.size
