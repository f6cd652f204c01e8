"""Agents as columns: one array per property, one slot per agent, holes where one has gone.

The manner is that of Mesa's AgentSet (`len`, `get`, `agg`, `select`, iteration), handing out light views.
Deaths and exits leave holes; the new fill the lowest holes, then the tail; nothing is ever dropped.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.randomness.kernel import inlined, kernel

View = TypeVar("View")

NOWHERE: Final = np.uint16(0xFFFF)
"""Place of an empty slot."""
_STRETCH: Final = 64
"""Slots that are searched for holes at a time."""


class Columns(Generic[View]):
    """A set of agents. Arrays have `capacity` entries; the first `used` slots may hold agents."""

    dtypes: ClassVar[dict[str, type[np.generic]]]
    """Name and dtype of every column; `id` (u64) and `place` (u16) are among them."""

    id: NDArray[np.uint64]
    place: NDArray[np.uint16]

    def __init__(self, capacity: int) -> None:
        self.used = 0
        for name, dtype in self.dtypes.items():
            setattr(self, name, np.zeros(capacity, dtype))
        self.place[:] = NOWHERE

    @abstractmethod
    def view(self, slot: int) -> View:
        """The agent in a slot, as an object for looking at."""

    @property
    def capacity(self) -> int:
        """Slots that exist."""
        return int(self.place.size)

    def __len__(self) -> int:
        """Agents that exist."""
        return int(np.count_nonzero(self.place[: self.used] != NOWHERE))

    def __iter__(self) -> Iterator[View]:
        for slot in self.alive():
            yield self.view(int(slot))

    def alive(self) -> NDArray[np.intp]:
        """Slots that hold an agent, ascending."""
        return np.flatnonzero(self.place[: self.used] != NOWHERE)

    def get(self, column: str) -> NDArray[Any]:
        """One column over the agents that exist."""
        values: NDArray[Any] = getattr(self, column)[self.alive()]
        return values

    def agg(self, column: str, function: Callable[[NDArray[Any]], float]) -> float:
        """A figure over the agents, such as `agg("age", np.mean)`."""
        return float(function(self.get(column)))

    def select(self, chosen: Callable[[View], bool]) -> list[View]:
        """Views of the agents for which `chosen` holds; for looking at small groups."""
        return [view for view in self if chosen(view)]

    def remove(self, slots: NDArray[np.intp]) -> None:
        """Leave holes where these were."""
        self.place[slots] = NOWHERE

    def free_slots(self, number: int) -> NDArray[np.intp]:
        """The `number` lowest empty slots: holes first, then the tail; grows when there are too few.

        The caller fills all of them at once.
        """
        holes = _lowest_holes(self.place[: self.used], number)
        missing = number - holes.size
        if missing > self.capacity - self.used:
            self._grow(self.used + missing)
        tail = np.arange(self.used, self.used + missing)
        self.used += missing
        return np.concatenate([holes, tail])

    def release(self) -> None:
        """Drop the arrays: a finished Mesa model is never freed, so its columns must be."""
        for name, dtype in self.dtypes.items():
            setattr(self, name, np.zeros(0, dtype))
        self.used = 0

    def _grow(self, needed: int) -> None:
        capacity = max(needed, self.capacity + self.capacity // 8 + 1024)
        for name, dtype in self.dtypes.items():
            old = getattr(self, name)
            new = np.zeros(capacity, dtype)
            new[: old.size] = old
            setattr(self, name, new)
        self.place[self.used :] = NOWHERE


def add_at(
    table: NDArray[Any], rows: NDArray[np.integer[Any]], columns: NDArray[np.integer[Any]], values: NDArray[Any]
) -> None:
    """table[row, column] += value for one after another, whose cells may repeat; `table` (n, m) lies in one piece.

    `np.add.at` goes by one index five times as fast as by two, in the same order.
    """
    np.add.at(table.reshape(-1), rows * np.intp(table.shape[1]) + columns, values)


@kernel
def _lowest_holes(place: NDArray[np.uint16], number: int) -> NDArray[np.int64]:
    """Up to `number` empty slots, ascending; looks no further than it must, and closer only where there is one."""
    holes = np.empty(number + _STRETCH, np.int64)
    found = 0
    for low in range(0, place.size, _STRETCH):
        if found >= number:
            break
        some = place[low : low + _STRETCH]
        if _count_holes(some) > 0:
            for i in range(some.size):
                holes[found] = low + i
                found += some[i] == NOWHERE
    return holes[: min(found, number)]


@inlined
def _count_holes(place: NDArray[np.uint16]) -> int:
    found = 0
    for i in range(place.size):
        found += place[i] == NOWHERE
    return found
