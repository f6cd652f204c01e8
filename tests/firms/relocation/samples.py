"""Scenarios and handfuls of firms for the tests of relocation."""

from typing import Any

import numpy as np

from model.columns import NOWHERE
from model.firms.columns import PERSON, Firms
from model.scenario.schema.scenario import Scenario


def scenario_of(**sections: Any) -> Scenario:
    """The defaults but for the sections given."""
    return Scenario.model_validate(sections)


def copy_of(firms: Firms) -> Firms:
    twin = Firms(firms.capacity)
    twin.used = firms.used
    for name in firms.dtypes:
        getattr(twin, name)[:] = getattr(firms, name)
    return twin


def made_firms(
    place: list[int], sector: list[int], staff: list[float], weight: list[int], productivity: list[float] | None = None
) -> Firms:
    """A few firms, one row each."""
    firms = Firms(len(place) + 64)
    slots = firms.free_slots(len(place))
    firms.id[slots] = np.arange(1, len(place) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    firms.place[slots] = place
    firms.sector[slots] = sector
    firms.desired[slots] = np.array(staff) * PERSON
    firms.staff[slots] = np.array(staff) * PERSON * 0.9
    firms.weight[slots] = weight
    firms.log_productivity[slots] = np.zeros(len(place)) if productivity is None else productivity
    return firms


def same_firms(first: Firms, second: Firms) -> bool:
    """Bit for bit the same agents in the same slots."""
    return first.used == second.used and all(
        np.array_equal(getattr(first, name)[: first.used], getattr(second, name)[: first.used]) for name in first.dtypes
    )


def units_of(firms: Firms) -> int:
    alive = firms.place[: firms.used] != NOWHERE
    return int(firms.weight[: firms.used][alive].sum(dtype=np.int64))


def jobs_of(firms: Firms) -> int:
    """Desired jobs of all firms, 1/256 person."""
    slots = firms.alive()
    return int((firms.desired[slots].astype(np.int64) * firms.weight[slots]).sum())
