"""The state of a run: the stocks of 31 December, the constants frozen at the start, the book of the year."""

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.climate.expected import Floods
from model.climate.impact import CAPITAL_PER_GDP, Impact
from model.climate.memory import Memory
from model.climate.weather import Storms
from model.climate.zones import Zones
from model.economy.between import Between
from model.economy.cells import Cells
from model.economy.contracts import ContractBase, Contracts
from model.economy.demand import DemandBase
from model.economy.high_tech import HighTech
from model.economy.labour import LabourBase, LabourMarket
from model.economy.land import Land
from model.economy.national_accounts import NationalAccounts
from model.economy.rents import Rents
from model.firms.columns import Firms
from model.firms.entry import EntryFlows
from model.firms.life import ExitFlows, GrowthFlows
from model.firms.links.fitting import LinkBase
from model.firms.links.stock import LinkFlows, Links
from model.firms.relocation.appeal import LocationBase
from model.firms.relocation.flows import RelocationFlows
from model.firms.relocation.ledger import Ledger
from model.governments.decide import Decision
from model.governments.state import Governments
from model.people.columns import Residents
from model.people.count import Census
from model.people.life import LifeFlows
from model.people.migration.base import MigrationBase
from model.people.migration.causes import MoveFlows
from model.people.signals import Hazard, Signals
from model.randomness.draws import Keys
from model.region.region import Region
from model.region.transport import Timetable
from model.scenario.borders import border_between
from model.scenario.schema.scenario import Scenario

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Frozen:
    """Constants solved on the start year and kept in every scenario."""

    migration: MigrationBase
    labour: LabourBase
    demand: DemandBase
    location: LocationBase
    high_tech: HighTech
    floods: Floods
    links: LinkBase
    contracts: ContractBase
    knowledge: Floats
    """(199,) knowledge of the start, 1e8 yuan."""
    people: Whole
    """(199, 2, 101) persons of the starting stock."""
    unemployment: Floats
    """(199,) unemployed over active residents at the start, from the census."""


@dataclass
class Book:
    """What the processes of one year report; each fills its own page."""

    opening: Whole
    """(199, 2, 101) persons at the beginning of the year."""
    storms: Storms
    impact: Impact
    """Of each storm on the people and capital of the year's beginning."""
    expected: Impact
    """Of the storms of an average year, on the same people and capital."""
    felt: Impact | None
    """What agents feel of it (`climate.feedback`)."""
    hazard: Hazard
    exits: ExitFlows
    growth: GrowthFlows
    entry: EntryFlows
    relocation: RelocationFlows
    desired: Whole
    """(199, 12) desired jobs of legal units once firms have moved, 1/256 job: they stand for the rest of the year."""
    links: LinkFlows
    moves: MoveFlows
    life: LifeFlows
    accounts: NationalAccounts
    decision: Decision
    """What governments decided at the year's beginning."""
    last_output: Floats
    """(199, 12) value added of the year before, 1e8 yuan."""
    last_jobs: Floats
    """(199, 12) filled jobs at the year's beginning, persons."""


@dataclass
class World:
    """Everything that a year reads and changes.

    Region and scenario are frozen. Residents, firms, cells, ledger, zones and memory are the stocks of 31 December.
    `book` holds the flows of the year; its pages are written in the order of `year.YEAR`.
    """

    region: Region
    scenario: Scenario
    keys: Keys
    crew: Crew
    timetable: Timetable
    frozen: Frozen
    residents: Residents
    firms: Firms
    cells: Cells
    ledger: Ledger
    zones: Zones
    memory: Memory
    governments: Governments
    labour: LabourMarket
    signals: Signals
    links: Links
    contracts: Contracts
    """Of the last year; what they do for productivity comes a year later."""
    census: Census
    """Of the last 31 December."""
    population: Whole
    """(199, 2, 101) persons of this census."""
    jobs: Whole
    """(199, 12) filled jobs, legal units and pools, in 1/256 person."""
    offers: Floats
    """(199,) desired jobs as residents see them, directed jobs at the homes of their holders, persons."""
    gdp: Floats
    """(199, 12) 1e8 yuan of the last year, prices of the start year."""
    units: Whole
    """(199, 12) legal units on the last 31 December."""
    desired: Whole
    """(199, 12) desired jobs of legal units on the last 31 December, 1/256 job."""
    high_tech: Whole
    """(199,) firms with the title of high technology on the last 31 December."""
    land: Land
    rents: Rents
    short: dict[str, int] = field(default_factory=dict)
    """Jobs of directed moves that could not be found at their origin so far."""
    book: Book = field(default_factory=lambda: Book(*[None] * len(fields(Book))))  # type: ignore[arg-type]
    _persons: tuple[Whole, Whole] | None = None
    """A population, and its persons by place."""
    _network: Between | None = None
    _network_of: tuple[int, int] | None = None
    """The year, and the address of the scenario, that were last asked for it."""

    @property
    def people_alone(self) -> bool:
        """From 2010 there are people but no census of firms, so the economy stands still."""
        return self.scenario.years.start == 2010

    def between(self, year: int) -> Between:
        """What lies between places in a year; one network stands until a line opens or a border changes."""
        if self._network is None or self._network_of != (year, id(self.scenario)):
            minutes, border = self.timetable.minutes(year), border_between(self.region, self.scenario, year)
            if self._network is None or not self._network.stands(minutes, border):
                border.setflags(write=False)
                self._network = Between(minutes, border, self.region.places.province)
            self._network_of = (year, id(self.scenario))
        return self._network

    @property
    def persons(self) -> Whole:
        """(199,) persons of the last census."""
        if self._persons is None or self._persons[0] is not self.population:
            self._persons = (self.population, self.population.sum(axis=(1, 2)))
        return self._persons[1]

    @property
    def capital(self) -> Floats:
        """(199,) 1e8 yuan that floods can damage."""
        return capital_of(self.gdp)


def capital_of(gdp: Floats) -> Floats:
    """Capital by place (199,), 1e8 yuan: three times the GDP (199, 12) of the place."""
    capital: Floats = CAPITAL_PER_GDP * gdp.sum(axis=1)
    return capital
