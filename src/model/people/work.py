"""Work: who is active, who has a job, in which sector.

Draws stand for life: a resident is active while a lifelong uniform lies under P(active) of place, sex, age,
education and kind of work, and employed while another lies under P(employed | active). A probability that stays
leaves everybody as they were; one that changes moves as few people as it must. Sectors are kept as long as there is
room: where more hold a sector than the place's jobs ask for, the surplus changes to sectors that miss people.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.columns import Residents
from model.people.grouping import Total
from model.people.labour import GROUP, LabourBase, active_thresholds, employed_given_active, labour_base
from model.people.retirement import retirement_age
from model.people.signals import Signals
from model.people.work_kernels import choose_sector, find_work
from model.randomness.draws import Keys, thresholds
from model.randomness.registry import ACTIVE, FOR_LIFE, OWN_ACCOUNT_WORK, SECTOR
from model.region.people import PeopleTables
from model.region.places import N_PLACES

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

SLACK: Final = 1.02
"""A sector gives people up only when it holds over 2 % more than its share, and more than chance explains."""


def take_work(
    residents: Residents,
    region: "Region",
    scenario: "Scenario",
    year: int,
    signals: Signals,
    keys: Keys,
    crew: Crew,
) -> None:
    """Set activity, employment and sector at the end of `year`; changes `residents` in place.

    Args:
        residents: after births and schooling.
        region: the labour profiles.
        scenario: `population.retirement` is read.
        year: the year.
        signals: `employed_share` (199,) sets the level of unemployment, `sector_jobs` the sectors.
        keys: `keys.population` for what stands for life, `keys.dynamics` for changes of sector.
        crew: threads.
    """
    _work(residents, region, scenario, year, 1 - signals.employed_share, signals.sector_jobs, keys, crew, False)


def settle_work(
    residents: Residents, region: "Region", scenario: "Scenario", year: int, keys: Keys, crew: Crew
) -> None:
    """Activity, employment and sector of the start population, as in the census of 2020."""
    same = Keys(keys.population, keys.climate, keys.population)
    _work(residents, region, scenario, year, base_unemployment(region), None, same, crew, True)


def base_unemployment(region: "Region") -> Floats:
    """Unemployed over active residents (199,) at the start: where `1 - signals.employed_share` should start from."""
    return labour_base(region.people).unemployment_place


def sector_shares(tables: PeopleTables, jobs: Floats | None) -> Floats:
    """Shares (199, 2, 12) of the sectors among employees and among farmers and self-employed of each place.

    `jobs` (199, 12) held by residents of the place; None takes the long form of the census of 2020. A sector's jobs
    outside legal units (national, 2018) are those of the self-employed; farming is all outside.
    """
    held = tables.workers_2020 if jobs is None else jobs
    kinds = np.stack([held * tables.legal_unit_share, held * (1 - tables.legal_unit_share)], axis=1)
    shares: Floats = kinds / np.maximum(kinds.sum(2, keepdims=True), 1e-300)
    return shares


def _work(
    residents: Residents,
    region: "Region",
    scenario: "Scenario",
    year: int,
    unemployment: Floats,
    jobs: Floats | None,
    keys: Keys,
    crew: Crew,
    everyone: bool,
) -> None:
    tables = region.people
    base: LabourBase = labour_base(tables)
    own = thresholds(base.own_account).ravel()
    ages = retirement_age(scenario.population.retirement, year)
    active = active_thresholds(base, tables, ages)
    # As of activity, a last place for empty slots.
    given = np.zeros((N_PLACES + 1, 2, 101), np.uint32)
    given[:-1, :, 15:] = thresholds(employed_given_active(base, unemployment))[:, :, GROUP]
    counted = Total(4, (N_PLACES + 1) * 2 * 14)

    def find(low: int, high: int) -> None:
        find_work(
            residents.id[low:high],
            residents.place[low:high],
            residents.age[low:high],
            residents.traits[low:high],
            residents.sector[low:high],
            residents.years_since_move[low:high],
            own,
            active.reshape(-1),
            given.reshape(-1),
            everyone,
            FOR_LIFE,
            ACTIVE.block,
            OWN_ACCOUNT_WORK.block,
            keys.population,
            counted.own(),
        )

    crew.each(find, residents.used)
    held = counted.counts.sum(axis=0).reshape(N_PLACES + 1, 2, 14)
    leave, enter = sector_changes(held[:-1, :, :13], sector_shares(tables, jobs))
    leave_u32 = np.zeros((N_PLACES + 1, 2, 14), np.uint32)
    leave_u32[:-1, :, :13] = thresholds(leave)
    enter_u32 = thresholds(enter)

    def choose(low: int, high: int) -> None:
        choose_sector(
            residents.id[low:high],
            residents.place[low:high],
            residents.traits[low:high],
            residents.sector[low:high],
            leave_u32.ravel(),
            enter_u32,
            year,
            SECTOR.block,
            keys.dynamics,
        )

    crew.each(choose, residents.used)


def sector_changes(held: Counts, shares: Floats) -> tuple[Floats, Floats]:
    """Who changes sector: P(leave) (199, 2, 13) by sector held, and the cumulative distribution (199, 2, 12) entered.

    Args:
        held: employed (199, 2, 13) by kind and sector held, the last without one yet.
        shares: sectors wanted (199, 2, 12).
    """
    wanted = shares * held.sum(2, keepdims=True)
    holders = held[:, :, :12]
    leave = np.ones(held.shape)
    leave[:, :, :12] = np.where(
        holders > SLACK * wanted + 2 * np.sqrt(wanted), 1 - wanted / np.maximum(holders, 1), 0.0
    )
    missing = np.maximum(wanted - holders, 0.0)
    total = missing.sum(2, keepdims=True)
    enter = np.cumsum(np.where(total > 0, missing / np.maximum(total, 1e-300), shares), axis=2)
    enter[:, :, -1] = 1.0
    return leave, enter
