"""The columns of a resident, 15 bytes an agent, and the bits of its traits."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.columns import Columns

OPEN_AGE: Final = 100
"""100 and over."""
NO_SECTOR: Final = np.uint8(255)
HOME_OUTSIDE: Final = np.uint8(14)

FEMALE: Final = 0b0000_0001
EDUCATION_SHIFT: Final = 1
EDUCATION: Final = 0b0000_0110
"""Two bits: 0 junior school or below, 1 senior school, 2 college, 3 bachelor and above."""
REGISTERED_HERE: Final = 0b0000_1000
EMPLOYED: Final = 0b0001_0000
STUDENT: Final = 0b0010_0000
"""Lives in a university's quarters: does not age in place, leaves at 22."""
ACTIVE: Final = 0b0100_0000
OWN_ACCOUNT: Final = 0b1000_0000
"""Farmer or self-employed: the statutory retirement age does not bind."""


@dataclass(frozen=True, slots=True)
class ResidentView:
    """One resident as an object, for looking at; changing it changes nothing."""

    id: int
    place: int
    age: int
    female: bool
    education: int
    registered_here: bool
    employed: bool
    sector: int | None
    home_city: int


class Residents(Columns[ResidentView]):
    """The residents of a run; each agent stands for `scale` persons."""

    dtypes = {  # noqa: RUF012 - declared as ClassVar by the base
        "id": np.uint64,
        "place": np.uint16,
        "age": np.uint8,
        "traits": np.uint8,
        "sector": np.uint8,
        "home_city": np.uint8,
        "years_since_move": np.uint8,
    }
    age: NDArray[np.uint8]
    """Completed years, 100 = 100 and over."""
    traits: NDArray[np.uint8]
    """Eight bits: sex, education (two), registered here, employed, student, active, own account."""
    sector: NDArray[np.uint8]
    """Sector of the job, 0 to 11, or NO_SECTOR."""
    home_city: NDArray[np.uint8]
    """City of registration (hukou), HOME_OUTSIDE beyond the region."""
    years_since_move: NDArray[np.uint8]
    """Years at the place, at most 255."""

    def __init__(self, capacity: int, scale: int) -> None:
        super().__init__(capacity)
        self.scale = scale

    @property
    def persons(self) -> int:
        """People that the agents stand for."""
        return len(self) * self.scale

    def view(self, slot: int) -> ResidentView:
        """The resident in a slot."""
        traits = int(self.traits[slot])
        sector = int(self.sector[slot])
        return ResidentView(
            id=int(self.id[slot]),
            place=int(self.place[slot]),
            age=int(self.age[slot]),
            female=bool(traits & FEMALE),
            education=(traits & EDUCATION) >> EDUCATION_SHIFT,
            registered_here=bool(traits & REGISTERED_HERE),
            employed=bool(traits & EMPLOYED),
            sector=None if sector == NO_SECTOR else sector,
            home_city=int(self.home_city[slot]),
        )
