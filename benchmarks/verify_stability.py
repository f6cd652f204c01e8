"""Does the loop of jobs, wages, people and rents settle? Spectral radius, and the path of shocks of 1 %.

    python benchmarks/verify_stability.py [--draws 12] [--years 24]

The yearly map is that of the model's own functions on cells and places: demand, productivity, land and rents, the
labour market, and the expected number of movers instead of drawn ones. Firms are taken to follow their cell's path.
Agents are left out on purpose: a draw answers a shock of 1 % by jumps of whole persons and firms, and their common
draws part within a few years, so a difference of two runs shows chance before it shows a derivative. Births, deaths,
students, returns, care, relocation and storms stand still; every figure is against the unshocked map in the same year.

Jacobian: central differences of 0.5 % in 14 cities x (jobs, wages, people, rents). After one year, other states at the
reference: its eigenvalues show a cycle of two years, if there is one, as values below zero. After five years, other
states (orders, skills asked, homes, knowledge) included: the fifth root of its radius is the yearly factor of what
lasts, printed free and with people held on the reference, for people themselves are a stock that turns over slowly.
`tail`: yearly factor of a shock to everything everywhere from the tenth year to the last.
"""

import argparse
import copy
from dataclasses import dataclass, replace

import numpy as np

from model.chunks import Crew
from model.economy.cells import Cells, growth_of_cells
from model.economy.commuting import Reach, reach_of
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
from model.region.region import load_region
from model.scenario import load_scenario
from model.scenario.borders import border_between
from model.simulation.demand import gap_to_demand, progress_of_year
from model.simulation.start import start_world

GROUPS = ("jobs", "wages", "people", "rents")
STEP = 0.005
SHOCK = 0.01
SPAN = 5
PRIORS = {
    "economy.labour.wage_curve": (0.03, 0.2),
    "economy.labour.wage_adjustment": (0.1, 0.5),
    "economy.labour.skill_substitution": (1.0, 2.5),
    "economy.labour.skill_redesign": (0.1, 0.3),
    "economy.labour.skill_adaptation": (0.5, 1.0),
    "economy.price_elasticity": (1.0, 5.0),
    "economy.agglomeration": (0.03, 0.19),
    "economy.catching_up": (0.0, 0.04),
    "migration.leave_response": (0.1, 0.6),
    "migration.wage_elasticity": (0.5, 2.0),
}


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

    def year(self, state: State, year: int, people: np.ndarray | None = None) -> State:
        """The state a year later; people (199,) as given, or as they move."""
        region, scenario, world = self.region, self.scenario, self.world
        cells, labour = copy.deepcopy(state.cells), state.labour
        reach = self._reach(year)
        ratio = state.people / self.persons
        population = self.population * ratio[:, None, None]
        there = replace(world, cells=cells, labour=labour, population=population, jobs=_fixed(state.jobs))
        gap, advance = gap_to_demand(there, year), progress_of_year(there)
        none = np.zeros((199, 12))
        growth_of_cells(cells, world.firms, region, scenario, year, none, gap, advance)
        flows = RelocationFlows(year, Moves.joined([]))
        land = build(state.land, region, scenario, year, state.people, dearer(state.rents, region), flows)
        full = fullness(land, state.people, state.jobs, state.signals.wage_reachable)
        rents = change_rents(state.rents, region, full)
        own = productivity_of_places(cells.output_per_job, region, world.frozen.labour.year)
        force = self.force * ratio[:, None]
        desired = cells.installed()
        market = match_labour(
            world.frozen.labour, desired, force, reach, region, True, labour, own, scenario.economy.labour
        )
        jobs = desired * market.fill
        lost = share_lost(_fixed(state.jobs), _fixed(jobs))
        signals = signals_for_people(_fixed(jobs), market, reach, region, lost, rents, land)
        moved = self._move(state.people, signals, year) if people is None else people
        return State(cells, market, signals, rents, land, moved, jobs)

    def _reach(self, year: int) -> Reach:
        minutes, border = self.world.timetable.minutes(self.start), border_between(self.region, self.scenario, year)
        return reach_of(minutes, self.region.places.province, border)

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


def _fixed(jobs: np.ndarray) -> np.ndarray:
    return np.rint(jobs * PERSON).astype(np.int64)


def radii(yearly: Map, reference: list[State], at: int) -> str:
    """One line: the radius of one year, its lowest real part, and the yearly factor over five years, free and held."""
    one = np.linalg.eigvals(yearly.jacobian(reference, at, 1))
    free, held = (np.linalg.eigvals(yearly.jacobian(reference, at, SPAN, held)) for held in (False, True))
    yearly_free, yearly_held = (float(np.abs(values).max() ** (1.0 / SPAN)) for values in (free, held))
    return f"{np.abs(one).max():.3f}  {one.real.min():+.3f}  {yearly_free:.3f}  {yearly_held:.3f}"


def path_of(yearly: Map, reference: list[State], groups: tuple[str, ...], years: int) -> np.ndarray:
    """(years + 1, 4) mean over cities by people, in per cent, of the figures after a shock to all places."""
    everywhere = np.ones(199, bool)
    state = reference[0]
    for group in groups:
        state = yearly.shocked(state, group, everywhere, SHOCK)
    weight = np.bincount(yearly.region.places.city, yearly.persons, N_CITIES) / yearly.persons.sum()
    rows = [(yearly.figures(state) - yearly.figures(reference[0])) @ weight]
    for n in range(1, years + 1):
        state = yearly.year(state, yearly.start + n)
        rows.append((yearly.figures(state) - yearly.figures(reference[n])) @ weight)
    return 100.0 * np.array(rows)


def trace(yearly: Map, years: int) -> list[State]:
    """The unshocked states of the start and the years after it."""
    states = [yearly.first()]
    for n in range(1, years + 1):
        states.append(yearly.year(states[-1], yearly.start + n))
    return states


def tail(path: np.ndarray) -> float:
    """Yearly factor from the tenth year to the last of the largest of the four."""
    size = np.abs(path).max(axis=1)
    return float((size[-1] / size[10]) ** (1.0 / (len(size) - 11)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--draws", type=int, default=12, help="draws from the priors")
    arguments.add_argument("--years", type=int, default=24, help="length of the paths")
    chosen = arguments.parse_args()
    region = load_region()
    yearly = Map(region, {})
    reference = trace(yearly, chosen.years)
    print("radius of one year, lowest real part, yearly factor over five years: free, people held")
    for at in (0, 10):
        print(f"  {yearly.start + at}  {radii(yearly, reference, at)}")
    print(f"\nshock of 1 % to all places, per cent of the reference ({', '.join(GROUPS)})")
    shown = [n for n in (0, 1, 2, 3, 4, 5, 7, 10, 15, 20, chosen.years) if n <= chosen.years]
    for groups in (("jobs",), ("wages",), ("people",), ("rents",), GROUPS):
        path = path_of(yearly, reference, groups, chosen.years)
        print(f"{' + '.join(groups)}: tail {tail(path):.3f}")
        for n in dict.fromkeys(shown):
            print(f"  {n:3d}  " + "  ".join(f"{value:+.3f}" for value in path[n]))
    print("\ndraws from the priors: the same, and the tail")
    generator = np.random.default_rng(1)
    for draw in range(1, chosen.draws + 1):
        settings = {name: round(float(generator.uniform(*bounds)), 4) for name, bounds in PRIORS.items()}
        one = Map(region, settings)
        states = trace(one, 16)
        print(f"  {draw:2d}  {radii(one, states, 0)}  {tail(path_of(one, states, GROUPS, 16)):.3f}", flush=True)


if __name__ == "__main__":
    main()
