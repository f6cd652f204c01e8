"""The columns of a firm (a legal unit of the secondary or tertiary sector), 30 bytes an agent.

`desired` is what demand asks for, `staff` what is filled; both per firm, in 1/256 person. Nothing that
concerns matching writes back to `desired`. `weight` is the number of firms that an agent stands for.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.columns import Columns

PERSON: Final = 256
"""Fixed point: one person in `desired` and `staff`."""

HIGH_TECH: Final = 1 << 0
BRANCH: Final = 1 << 2
PUBLIC_BODY: Final = 1 << 4
DIRECTED: Final = 1 << 7
IN_PARK: Final = 1 << 9
MOVED: Final = 1 << 10


@dataclass(frozen=True, slots=True)
class FirmView:
    """One firm as an object, for looking at."""

    id: int
    place: int
    sector: int
    staff: float
    age: int
    weight: int
    flags: int


class Firms(Columns[FirmView]):
    """The firms of a run; each agent stands for `weight` firms of one kind."""

    dtypes = {  # noqa: RUF012 - declared as ClassVar by the base
        "id": np.uint64,
        "place": np.uint16,
        "sector": np.uint8,
        "desired": np.int32,
        "staff": np.int32,
        "log_productivity": np.float32,
        "age": np.uint8,
        "flags": np.uint16,
        "high_tech_expiry": np.uint8,
        "weight": np.uint16,
        "zone": np.uint8,
    }
    sector: NDArray[np.uint8]
    """0 to 11, order of sectors.csv."""
    desired: NDArray[np.int32]
    """Staff that demand asks for, per firm, in 1/256 person."""
    staff: NDArray[np.int32]
    """Staff that is filled, per firm, in 1/256 person."""
    log_productivity: NDArray[np.float32]
    """z: log of output per job over that of its cell."""
    age: NDArray[np.uint8]
    """Completed years since registration, at most 255."""
    flags: NDArray[np.uint16]
    """Bits of what the firm is: high-tech, branch, public body, moved by order, in a park, moved."""
    high_tech_expiry: NDArray[np.uint8]
    """Years until the high-tech title ends, 0 without one."""
    weight: NDArray[np.uint16]
    """Firms of one kind that the agent stands for."""
    zone: NDArray[np.uint8]
    """Exposure zone of a firm that has moved: 0 protected, 1 unprotected, 2 detention; no statement for others."""

    @property
    def units(self) -> int:
        """Firms that the agents stand for."""
        return int(self.get("weight").sum(dtype=np.int64))

    def view(self, slot: int) -> FirmView:
        """The firm in a slot."""
        return FirmView(
            id=int(self.id[slot]),
            place=int(self.place[slot]),
            sector=int(self.sector[slot]),
            staff=float(self.staff[slot]) / PERSON,
            age=int(self.age[slot]),
            weight=int(self.weight[slot]),
            flags=int(self.flags[slot]),
        )
