"""The permanent register of draws: which process reads which lane of which block.

A draw has the address (entity id, year, block, lane) under a key. An entry is never changed or reused:
a new process takes a free lane, so that numbers of old runs stay what they were.
The upper byte of a block word names the kind of entity, so a resident and a firm of one id never share a draw.
"""

from dataclasses import dataclass
from typing import Final

RESIDENT: Final = 1
FIRM: Final = 2
STORM: Final = 3
PLACE: Final = 4
START: Final = 5

FOR_LIFE: Final = 0
"""Year of draws that stand for life."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Where one process finds its draw: kind of entity, block of that kind, lane 0 to 3."""

    kind: int
    number: int
    lane: int

    @property
    def block(self) -> int:
        """The block word of the counter."""
        return (self.kind << 24) | self.number


# Life: one block serves death, birth, sex of the child, survival of the child.
DEATH: Final = Draw(RESIDENT, 1, 0)
BIRTH: Final = Draw(RESIDENT, 1, 1)
NEWBORN_SEX: Final = Draw(RESIDENT, 1, 2)
NEWBORN_DEATH: Final = Draw(RESIDENT, 1, 3)
# Moves: whether, and between which kinds of move.
LEAVE_CITY: Final = Draw(RESIDENT, 2, 0)
MOVE_WITHIN_CITY: Final = Draw(RESIDENT, 2, 1)
RETURN_HOME: Final = Draw(RESIDENT, 2, 2)
CARE_MOVE: Final = Draw(RESIDENT, 2, 3)
# School and work.
SENIOR_SCHOOL: Final = Draw(RESIDENT, 3, 0)
TERTIARY: Final = Draw(RESIDENT, 3, 1)
ACTIVE: Final = Draw(RESIDENT, 3, 2)
EMPLOYED: Final = Draw(RESIDENT, 3, 3)
SECTOR: Final = Draw(RESIDENT, 4, 0)
STUDENT_PLACE: Final = Draw(RESIDENT, 4, 1)
FOLLOW_JOB: Final = Draw(RESIDENT, 4, 2)
DEGREE: Final = Draw(RESIDENT, 4, 3)
FLOOD_DEATH: Final = Draw(RESIDENT, 5, 0)
FLOOD_EVACUATION: Final = Draw(RESIDENT, 5, 1)
ARRIVAL_TRAITS: Final = Draw(RESIDENT, 6, 0)
HOUSEHOLD_FOLLOWS: Final = Draw(RESIDENT, 7, 0)
OWN_ACCOUNT_WORK: Final = Draw(RESIDENT, 8, 0)
ARRIVAL_EDUCATION: Final = Draw(RESIDENT, 6, 1)
ARRIVAL_HOME: Final = Draw(RESIDENT, 6, 2)
CORE_CAP: Final = Draw(RESIDENT, 9, 0)
CITY_CAP: Final = Draw(RESIDENT, 9, 1)
GRADUATE_LEAVES: Final = Draw(RESIDENT, 9, 2)
WATER_CAP: Final = Draw(RESIDENT, 9, 3)
CHOOSE_CARE_PLACE: Final = Draw(RESIDENT, 5000, 0)
# Choices: one block per group of four alternatives, from this number on (up to 64 blocks each).
CHOOSE_CITY: Final = Draw(RESIDENT, 1000, 0)
CHOOSE_PLACE: Final = Draw(RESIDENT, 2000, 0)
CHOOSE_STUDENT_PLACE: Final = Draw(RESIDENT, 3000, 0)
# Ids of new residents.
NEWBORN_ID: Final = Draw(RESIDENT, 4000, 0)
ARRIVAL_ID: Final = Draw(RESIDENT, 4001, 0)

ARRIVAL_COUNT: Final = Draw(PLACE, 1, 0)
STUDENT_COUNT: Final = Draw(PLACE, 1, 1)
HOUSEHOLD_COUNT: Final = Draw(PLACE, 1, 2)

FIRM_EXIT: Final = Draw(FIRM, 1, 0)
FIRM_GROWTH_SIZE: Final = Draw(FIRM, 1, 1)
FIRM_GROWTH_SIGN: Final = Draw(FIRM, 1, 2)
FIRM_MOVE: Final = Draw(FIRM, 1, 3)
FIRM_QUOTA: Final = Draw(FIRM, 2, 0)
FIRM_CLOSE_OR_MOVE: Final = Draw(FIRM, 2, 1)
FIRM_FOLLOWS_POLICY: Final = Draw(FIRM, 2, 2)
FIRM_DIRECTED: Final = Draw(FIRM, 2, 3)
FIRM_TRAITS: Final = Draw(FIRM, 3, 0)
ENTRANT_PRODUCTIVITY: Final = Draw(FIRM, 3, 1)
FIRM_HIGH_TECH: Final = Draw(FIRM, 4, 0)
FIRM_HIGH_TECH_RENEWAL: Final = Draw(FIRM, 4, 1)
ENTRY_COUNT: Final = Draw(FIRM, 5, 0)
FIRM_ZONE: Final = Draw(FIRM, 6, 0)
FIRM_PARK: Final = Draw(FIRM, 6, 1)
FIRM_CHOOSE_CITY: Final = Draw(FIRM, 1000, 0)
FIRM_CHOOSE_PLACE: Final = Draw(FIRM, 2000, 0)
ENTRANT_ID: Final = Draw(FIRM, 4000, 0)
SPLIT_ID: Final = Draw(FIRM, 4001, 0)

STORM_COUNT: Final = Draw(STORM, 1, 0)
STORM_OVERDISPERSION: Final = Draw(STORM, 1, 1)
STORM_MARK: Final = Draw(STORM, 2, 0)
STORM_CATALOGUE_INDEX: Final = Draw(STORM, 2, 1)

START_RESIDENT_ID: Final = Draw(START, 1, 0)
START_FIRM_ID: Final = Draw(START, 2, 0)
START_TRAITS: Final = Draw(START, 3, 0)
START_FIRM_TRAITS: Final = Draw(START, 4, 0)
START_FIRM_PRODUCTIVITY: Final = Draw(START, 4, 1)
START_CELL_PHASE: Final = Draw(START, 4, 2)
START_FIRM_HIGH_TECH: Final = Draw(START, 4, 3)

# The storm catalogue (events under its own fixed key): two blocks of traits, then one block per four places.
CATALOGUE_TYPE: Final = Draw(STORM, 3, 0)
CATALOGUE_POSITION: Final = Draw(STORM, 3, 1)
CATALOGUE_OFFSET: Final = Draw(STORM, 3, 2)
CATALOGUE_BEARING: Final = Draw(STORM, 3, 3)
CATALOGUE_MAJOR: Final = Draw(STORM, 4, 0)
CATALOGUE_MINOR: Final = Draw(STORM, 4, 1)
CATALOGUE_SEVERITY: Final = Draw(STORM, 4, 2)
CATALOGUE_LARGE: Final = Draw(STORM, 4, 3)
CATALOGUE_COUPLING: Final = Draw(STORM, 5, 0)
CATALOGUE_YEAR: Final = Draw(STORM, 5, 1)
CATALOGUE_FIELD: Final = Draw(STORM, 1000, 0)
CATALOGUE_NUGGET: Final = Draw(STORM, 2000, 0)
