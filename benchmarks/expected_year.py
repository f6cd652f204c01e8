"""The expected year: the yearly map on cells and places, without agents, which the benchmarks differentiate and shock.

The map is that of the model's own functions: demand, productivity, land and rents, the labour market, and the expected
number of movers instead of drawn ones. Firms are taken to follow their cell's path. Agents are left out on purpose: a
draw answers a shock of 1 % by jumps of whole persons and firms, and their common draws part within a few years, so a
difference of two runs shows chance before it shows a derivative. Births, deaths, students, returns, care, relocation
and storms stand still; every figure is against the unshocked map in the same year.
"""

import copy
from dataclasses import dataclass, replace

import numpy as np

from model.chunks import Crew
from model.economy.between import Between
from model.economy.cells import Cells, growth_of_cells
from model.economy.labour import LabourMarket, match_labour
from model.economy.land import Land, build
from model.economy.rents import Rents, change_rents, dearer, fullness
from model.economy.signals import share_lost, signals_for_people
from model.economy.wages import productivity_of_places
from model.firms.columns import PERSON
from model.firms.relocation.flows import Moves, RelocationFlows
from model.people.migration.base import expected_leavers
from model.people.migration.chances import chances_of_year
from model.people.migration.tally import count_classes
from model.people.signals import Signals, calm
from model.randomness.draws import keys_of
from model.region.places import N_CITIES
from model.scenario import load_scenario
from model.scenario.borders import border_between
from model.simulation.demand import gap_to_demand, progress_of_year
from model.simulation.start import start_world

GROUPS = ("jobs", "wages", "people", "rents")
STEP = 0.005
SEEN = (
    "jobs",
    "jobs_reachable",
    "wage_reachable",
    "employed_share",
    "rent",
    "housing",
    "job_loss",
    "sector_jobs",
    "job_finding",
)
"""What people see of the economy."""


@dataclass
class State:
    """What the map moves."""

    cells: Cells
    labour: LabourMarket
    signals: Signals
    rents: Rents
    land: Land
    people: np.ndarray
    """(199,) persons."""
    jobs: np.ndarray
    """(199, 12) filled jobs, persons."""


class Map:
    """The yearly map of one scenario."""

    def __init__(self, region, settings: dict[str, float]) -> None:
        scale = {"scale.residents": 1000, "scale.firms": 100}
        self.region = region
        self.scenario = load_scenario("baseline", set={**scale, **settings})
        self.world = world = start_world(region, self.scenario, keys_of(1, 1, 1), Crew(1))
        self.start = self.scenario.years.start
        self.population = world.population.astype(float)
        self.persons = self.population.sum(axis=(1, 2))
        self.force = world.census.labour_force.astype(float)
        self.counts = count_classes(world.residents, region.places.city, world.crew, students=False).astype(float)
        self.counts *= world.residents.scale
        self.entry = np.bincount(region.places.city, self.population[:, :, 17].sum(axis=1), N_CITIES)
        self.weight = world.labour.positions.copy()

    def first(self) -> State:
        world = self.world
        cells = copy.deepcopy(world.cells)
        return State(
            cells, world.labour, world.signals, world.rents, world.land, self.persons.copy(), world.jobs / PERSON
        )

    def year(self, state: State, year: int, people: np.ndarray | None = None, seen: Signals | None = None) -> State:
        """The state a year later; people (199,) as given, or as they move by what they see, or by `seen`."""
        region, scenario, world = self.region, self.scenario, self.world
        cells, labour = copy.deepcopy(state.cells), state.labour
        between = self._between(year)
        ratio = state.people / self.persons
        population = self.population * ratio[:, None, None]
        there = replace(world, cells=cells, labour=labour, population=population, jobs=_fixed(state.jobs))
        gap, advance = gap_to_demand(there, year), progress_of_year(there)
        none = np.zeros((199, 12))
        growth_of_cells(cells, world.firms, region, scenario, year, none, gap, advance)
        self.relocate(cells, year)
        flows = RelocationFlows(year, Moves.joined([]))
        land = build(state.land, region, scenario, year, state.people, dearer(state.rents, region), flows)
        full = fullness(land, state.people, state.jobs, state.signals.wage_reachable)
        rents = change_rents(state.rents, region, full)
        own = productivity_of_places(cells.output_per_job, region, world.frozen.labour.year)
        force = self.force * ratio[:, None]
        desired = cells.installed()
        market = self.match(desired, force, between, labour, own)
        jobs = desired * market.fill
        lost = share_lost(state.cells.installed().sum(axis=1), desired.sum(axis=1))
        signals = signals_for_people(_fixed(jobs), market, between.reach, region, lost, rents, land)
        if people is None:
            felt = signals if seen is None else replace(signals, **{name: getattr(seen, name) for name in SEEN})
            people = self._move(state.people, felt, year) + self.followers(year)
        return State(cells, market, signals, rents, land, people, jobs)

    def relocate(self, cells: Cells, year: int) -> None:
        """Jobs that an order moves in the year: none here."""

    def followers(self, year: int) -> np.ndarray | float:
        """Persons (199,) by whom an order changes the people of places in the year: none here."""
        return 0.0

    def match(self, desired, force, between, labour, own) -> LabourMarket:
        """The labour market of the year; arguments as `match_labour` has them."""
        levers, base = self.scenario.economy.labour, self.world.frozen.labour
        return match_labour(base, desired, force, between.reach, self.region, True, labour, own, levers)

    def _between(self, year: int) -> Between:
        """The network of the start, with the borders of the year."""
        border = border_between(self.region, self.scenario, year)
        return Between(self.world.timetable.minutes(self.start), border, self.region.places.province)

    def _move(self, people: np.ndarray, signals: Signals, year: int) -> np.ndarray:
        """People (199,) after the moves expected of the year between cities, within them and across the border."""
        region, base, city = self.region, self.world.frozen.migration, self.region.places.city
        chances = chances_of_year(base, region, self.scenario, year, signals, calm(), people, self.entry)
        here = np.bincount(city, people, N_CITIES)
        push = chances.thresholds.leave_factor / 65536.0
        counts = self.counts * (here / np.bincount(city, self.persons, N_CITIES))[:, None, None]
        pushed = np.bincount(city, people * push, N_CITIES) / here
        leave = chances.thresholds.leave / 2.0**32 * pushed[:, None, None]
        flows = expected_leavers(leave, counts, chances.destinations.reshape(N_CITIES, 3, 2, N_CITIES + 1))
        arriving = flows[:, :N_CITIES].sum(axis=0) + chances.arrivals.sum(axis=(1, 2))
        within = chances.thresholds.within.mean(axis=1)[city] / 2.0**32 * people
        pull = np.exp(chances.places - chances.places.max())
        pull /= np.bincount(city, pull, N_CITIES)[city]
        left = flows.sum(axis=1)[city] * (people * push) / np.bincount(city, people * push, N_CITIES)[city]
        came = (arriving + np.bincount(city, within, N_CITIES))[city] * pull
        return people - left - within + came

    def figures(self, state: State) -> np.ndarray:
        """(4, 14) log of jobs, wages, people and rents by city."""
        city = self.region.places.city
        weight = self.weight / np.bincount(city, self.weight.sum(axis=1), N_CITIES)[city][:, None]
        inside = self.persons / np.bincount(city, self.persons, N_CITIES)[city]
        return np.stack(
            [
                np.log(np.bincount(city, state.cells.installed().sum(axis=1), N_CITIES)),
                np.bincount(city, (weight * np.log(state.labour.wage)).sum(axis=1), N_CITIES),
                np.log(np.bincount(city, state.people, N_CITIES)),
                np.bincount(city, inside * np.log(state.rents.homes), N_CITIES),
            ]
        )

    def shocked(self, state: State, group: str, places: np.ndarray, size: float) -> State:
        """The state with one of the four raised by a share at some places (199,) of bool."""
        factor = np.where(places, 1.0 + size, 1.0)
        if group == "jobs":
            cells = copy.deepcopy(state.cells)
            cells.path, cells.pool_path = cells.path * factor[:, None], cells.pool_path * factor[:, None]
            return replace(state, cells=cells)
        if group == "wages":
            labour, more = state.labour, np.log(factor)[:, None]
            paid = replace(labour, wage=labour.wage * factor[:, None], standing=labour.standing + more)
            return replace(state, labour=replace(paid, income=labour.income * factor))
        if group == "people":
            return replace(state, people=state.people * factor)
        rents = state.rents
        higher = {name: getattr(rents, name) * factor for name in ("homes", "office", "industrial")}
        return replace(state, rents=replace(rents, **higher))

    def jacobian(self, reference: list[State], at: int, span: int, held: bool = False) -> np.ndarray:
        """Derivative of the figures `span` years later in those of year `at` (56, 56), or of three (42, 42) if people
        are held on the reference."""
        groups = tuple(group for group in GROUPS if group != "people" or not held)
        rows = [k for k, group in enumerate(GROUPS) if group in groups]
        columns = []
        for group in groups:
            for city in range(N_CITIES):
                here = self.region.places.city == city
                ends = []
                for sign in (1, -1):
                    state = self.shocked(reference[at], group, here, sign * STEP)
                    for n in range(at + 1, at + span + 1):
                        state = self.year(state, self.start + n, reference[n].people if held else None)
                    ends.append(self.figures(state)[rows])
                columns.append((ends[0] - ends[1]).ravel() / (np.log1p(STEP) - np.log1p(-STEP)))
        return np.array(columns).T

    def people(self, state: State) -> np.ndarray:
        """(14,) log of people by city."""
        return np.log(np.bincount(self.region.places.city, state.people, N_CITIES))


def _fixed(jobs: np.ndarray) -> np.ndarray:
    return np.rint(jobs * PERSON).astype(np.int64)


def trace(yearly: Map, years: int) -> list[State]:
    """The unshocked states of the start and the years after it."""
    states = [yearly.first()]
    for n in range(1, years + 1):
        states.append(yearly.year(states[-1], yearly.start + n))
    return states
