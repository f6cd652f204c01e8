"""Columns of agents: what goes in stays, what leaves makes room, and nothing is ever dropped."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import integers

from model.columns import NOWHERE, Columns, add_at


@dataclass(frozen=True)
class Dog:
    id: int
    place: int
    age: int


class Dogs(Columns[Dog]):
    dtypes = {"id": np.uint64, "place": np.uint16, "age": np.uint8}  # noqa: RUF012

    def view(self, slot: int) -> Dog:
        return Dog(int(self.id[slot]), int(self.place[slot]), int(self.age[slot]))


def pack(dogs: Dogs, ids: list[int]) -> None:
    slots = dogs.free_slots(len(ids))
    dogs.id[slots] = ids
    dogs.place[slots] = [i % 7 for i in ids]
    dogs.age[slots] = [i % 20 for i in ids]


@pytest.fixture
def five() -> Dogs:
    dogs = Dogs(8)
    pack(dogs, [10, 11, 12, 13, 14])
    return dogs


def test_a_new_set_is_empty_and_has_the_room_asked_for() -> None:
    dogs = Dogs(8)
    assert (len(dogs), dogs.capacity, dogs.used) == (0, 8, 0)
    assert list(dogs) == []
    assert (dogs.place == NOWHERE).all()


def test_columns_have_the_dtypes_declared(five: Dogs) -> None:
    assert {name: five.get(name).dtype.type for name in five.dtypes} == five.dtypes


def test_agents_can_be_counted_read_and_summed(five: Dogs) -> None:
    assert len(five) == 5
    assert five.get("id").tolist() == [10, 11, 12, 13, 14]
    assert five.agg("age", np.sum) == 60
    assert five.select(lambda dog: dog.age > 12) == [Dog(13, 6, 13), Dog(14, 0, 14)]
    assert [dog.id for dog in five] == [10, 11, 12, 13, 14]


def test_those_who_leave_make_holes_and_the_new_fill_the_lowest_first(five: Dogs) -> None:
    five.remove(np.array([1, 3]))
    assert five.get("id").tolist() == [10, 12, 14]
    assert five.used == 5
    assert five.free_slots(3).tolist() == [1, 3, 5]
    assert five.used == 6


def test_too_many_make_it_grow_and_everyone_is_still_there(five: Dogs) -> None:
    before = [five.view(slot) for slot in five.alive()]
    pack(five, list(range(100, 200)))
    assert len(five) == 105
    assert five.capacity >= 105
    assert [five.view(slot) for slot in range(5)] == before
    assert (five.place[five.used :] == NOWHERE).all()


def test_no_newcomers_need_no_slots(five: Dogs) -> None:
    assert five.free_slots(0).size == 0
    assert len(five) == 5


def test_a_view_changes_nothing(five: Dogs) -> None:
    with pytest.raises(AttributeError):
        five.view(0).age = 3  # type: ignore[misc]
    assert five.view(0) == Dog(10, 3, 10)


def test_a_released_set_holds_no_memory(five: Dogs) -> None:
    five.release()
    assert len(five) == 0
    assert sum(getattr(five, name).nbytes for name in five.dtypes) == 0


@pytest.mark.parametrize("number", [0, 1, 3, 40, 97, 98, 200])
def test_holes_far_apart_are_all_found(number: int) -> None:
    dogs = Dogs(5000)
    pack(dogs, list(range(4900)))
    holes = np.unique((np.arange(97) ** 2 * 31) % 4900)
    dogs.remove(holes)
    wanted = np.concatenate([holes, np.arange(4900, 5000 + number)])[:number]
    assert (dogs.free_slots(number) == wanted).all()


class Kennel(RuleBasedStateMachine):
    """The set beside a plain dictionary, through any series of arrivals and departures."""

    def __init__(self) -> None:
        super().__init__()
        self.dogs = Dogs(4)
        self.there: dict[int, int] = {}
        self.next_id = 1

    @rule(number=integers(0, 9))
    def arrive(self, number: int) -> None:
        slots = self.dogs.free_slots(number)
        assert slots.size == number == np.unique(slots).size
        assert not set(slots.tolist()) & set(self.there.values())
        for slot in slots.tolist():
            self.dogs.id[slot] = self.next_id
            self.dogs.place[slot] = self.next_id % 7
            self.dogs.age[slot] = self.next_id % 20
            self.there[self.next_id] = slot
            self.next_id += 1

    @precondition(lambda self: self.there)
    @rule(pick=integers(0, 1000))
    def leave(self, pick: int) -> None:
        known = sorted(self.there)[pick % len(self.there)]
        self.dogs.remove(np.array([self.there.pop(known)]))

    @invariant()
    def nobody_is_lost_or_moved(self) -> None:
        assert len(self.dogs) == len(self.there)
        assert sorted(self.dogs.get("id").tolist()) == sorted(self.there)
        for known, slot in self.there.items():
            assert self.dogs.view(slot) == Dog(known, known % 7, known % 20)


Kennel.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
TestKennel = Kennel.TestCase


def test_cells_named_twice_get_both_values_in_the_order_given() -> None:
    rng = np.random.default_rng(1)
    rows, columns = rng.integers(0, 200, 500).astype(np.uint8), rng.integers(0, 3, 500).astype(np.uint8)
    values = rng.random(500)
    table, twin = np.ones((200, 3)), np.ones((200, 3))
    add_at(table, rows, columns, values)
    np.add.at(twin, (rows, columns), values)
    np.testing.assert_array_equal(table, twin)
