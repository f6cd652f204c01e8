"""The census counts everybody once, whatever the number of slots, their order and who shares the work."""

from collections.abc import Callable

import numpy as np
import pytest
import twins

from model.chunks import Crew
from model.people.columns import Residents
from model.people.count import count_people, take_census


@pytest.fixture
def mixed(workers: Callable[..., Residents]) -> Callable[[int], Residents]:
    """The first so many slots of a population in no order, with holes."""

    def build(slots: int) -> Residents:
        residents = workers()
        order = np.argsort(residents.id[: residents.used] * np.uint64(0x9E3779B97F4A7C15))
        for name in residents.dtypes:
            getattr(residents, name)[: residents.used] = getattr(residents, name)[: residents.used][order]
        residents.used = min(slots, residents.used)
        residents.remove(np.arange(0, residents.used, 7))
        return residents

    return build


@pytest.mark.parametrize("slots", [0, 1, 2, 3, 5, 511, 512, 513, 2047, 2048, 2051, 10**6])
@pytest.mark.parametrize("crew", [Crew(), Crew(2, 777)])
def test_every_slot_counts_once(mixed: Callable[[int], Residents], slots: int, crew: Crew) -> None:
    residents = mixed(slots)
    place, age, traits = (residents.get(name) for name in ("place", "age", "traits"))
    level, work = (traits >> 1) & 3, np.where(traits & 16, 2, np.where(traits & 64, 1, 0))
    by_education, by_work = np.zeros((199, 2, 101, 4), int), np.zeros((199, 4, 3), int)
    np.add.at(by_education, (place, traits & 1, age, level), residents.scale)
    np.add.at(by_work, (place, level, work), residents.scale)
    census = take_census(residents, crew)
    assert (census.by_education == by_education).all()
    assert (census.by_work == by_work).all()
    assert (count_people(residents, crew) == by_education.sum(3)).all()


def test_agents_of_one_cell_do_not_get_lost(fresh: Callable[..., Residents]) -> None:
    residents = fresh()
    used = residents.used
    residents.place[:used], residents.age[:used], residents.traits[:used] = 198, 100, 7
    counted = take_census(residents, Crew(2, 1000)).by_education
    assert counted[198, 1, 100, 3] == counted.sum() == used * residents.scale
    assert twins.count_work(residents).sum() == used * residents.scale
