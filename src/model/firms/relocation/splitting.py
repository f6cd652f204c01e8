"""Taking single firms, or single jobs, out of agents that stand for many: so quotas are exact at every scale."""

from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import BRANCH, Firms
from model.firms.relocation.flows import CAUSES
from model.randomness.draws import new_ids
from model.randomness.registry import SPLIT_ID

QUOTA, DIRECTED, CHOSEN = (CAUSES.index(cause) for cause in ("quota", "directed", "chosen"))
_UNITS: Final = 1 << 16
"""Children of a cause are numbered from here on; lower numbers belong to agents that outgrow their stratum."""


def unit_ids(ids: NDArray[np.uint64], unit: NDArray[np.int64], key: np.uint64) -> NDArray[np.uint64]:
    """Ids of the single firms inside agents, for their draws: the first bears the agent's own id.

    A firm that is an agent alone has the same draws as the first firm of an agent of that id.
    """
    inner = new_ids(ids, unit.astype(np.uint64), 0, SPLIT_ID, key)
    return np.where(unit == 0, ids, inner)


def separate(
    firms: Firms, slots: NDArray[np.intp], unit: NDArray[np.int64], cause: int, year: int, key: np.uint64
) -> NDArray[np.intp]:
    """Make each (agent, firm number) an agent of weight 1; returns its slot.

    An agent of weight 1 is left where it is. Others lose the firms named and go when none is left. Pairs are
    unique; the child's id depends on (agent id, firm number, cause, year). Firms and jobs are conserved.
    """
    whole = firms.weight[slots] == 1
    result = slots.copy()
    parents = slots[~whole]
    if parents.size == 0:
        return result
    numbers = unit[~whole] + (cause + 1) * _UNITS
    ids = new_ids(firms.id[parents], numbers.astype(np.uint64), year, SPLIT_ID, key)
    values = {name: getattr(firms, name)[parents] for name in firms.dtypes}
    drop(firms, parents)
    children = firms.free_slots(parents.size)
    for name in firms.dtypes:
        getattr(firms, name)[children] = values[name]
    firms.id[children] = ids
    firms.weight[children] = 1
    result[~whole] = children
    return result


def drop(firms: Firms, slots: NDArray[np.intp]) -> None:
    """Take one firm out of each agent named (an agent may be named often); empty agents go."""
    np.subtract.at(firms.weight, slots, np.uint16(1))
    firms.remove(slots[firms.weight[slots] == 0])


def cut(firms: Firms, slot: int, jobs: int, order: str, year: int, key: np.uint64) -> tuple[NDArray[np.intp], bool]:
    """Take exactly `jobs` (1/256 person, of `desired`) out of one agent; returns the slots that hold them, and
    whether the last of them is a branch.

    Whole firms go first; the rest is cut out of one firm as a branch of its own, its staff in proportion.
    `jobs` is less than what the agent holds. Jobs are conserved; a cut firm counts one unit more. The id of the order
    is in the ids of the parts, since several orders of a year may cut one agent.
    """
    first = 4 * (crc32(order.encode()) % (_UNITS // 4))
    size, weight = int(firms.desired[slot]), int(firms.weight[slot])
    firms_whole, rest = divmod(jobs, size)
    parts = []
    if firms_whole:
        parts.append(_child(firms, slot, firms_whole, size, int(firms.staff[slot]), first, year, key))
    if rest:
        staff = int(firms.staff[slot]) * rest // size
        stays = int(firms.staff[slot]) - staff
        branch = _child(firms, slot, 1, rest, staff, first + 1, year, key)
        firms.flags[branch] |= BRANCH
        parts.append(branch)
        if firms_whole + 1 == weight:
            firms.desired[slot], firms.staff[slot], firms.weight[slot] = size - rest, stays, 1
            return np.array(parts, np.intp), True
        _child(firms, slot, 1, size - rest, stays, first + 2, year, key)
    firms.weight[slot] = weight - firms_whole - (1 if rest else 0)
    return np.array(parts, np.intp), rest > 0


def _child(
    firms: Firms, slot: int, weight: int, desired: int, staff: int, number: int, year: int, key: np.uint64
) -> int:
    """A new agent like the one in `slot`; `number` tells the children of one agent and year apart."""
    child = int(firms.free_slots(1)[0])
    for name in firms.dtypes:
        column = getattr(firms, name)
        column[child] = column[slot]
    parent = firms.id[slot : slot + 1]
    firms.id[child] = new_ids(parent, np.array([(DIRECTED + 1) * _UNITS + number], np.uint64), year, SPLIT_ID, key)[0]
    firms.weight[child], firms.desired[child], firms.staff[child] = weight, desired, staff
    return child
