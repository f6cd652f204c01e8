"""JingJinJi: the model as Mesa knows it. Governments and places are agents; residents and firms are columns."""

import time
from collections import defaultdict
from typing import Any

import mesa
import numpy as np

from model.chunks import Crew
from model.climate.events import Columns, event_columns, events_table
from model.firms.columns import Firms
from model.firms.relocation.flows import CAUSES
from model.governments.city import CityGovernment, Place
from model.governments.state import Governments
from model.people.columns import Residents
from model.randomness.draws import keys_of
from model.region.region import Region, load_region
from model.scenario.schema.scenario import Scenario
from model.simulation.areas import areas_of
from model.simulation.indicators import IndicatorTable
from model.simulation.links import note_links
from model.simulation.result import Result
from model.simulation.shelf import Shelf
from model.simulation.start import start_world
from model.simulation.stocktaking import flows_of, stocks_of
from model.simulation.tables import FlowTable, population_table
from model.simulation.world import World
from model.simulation.year import YEAR, YEAR_OF_PEOPLE_ALONE

REPORTED = ("population", "share_65p", "jobs", "gdp", "relocated_jobs", "loss_expected")
"""Indicators of the region that the DataCollector follows."""
LEAST_COMMUTERS = 1000
"""Commuters between two places below which a flow has no row: most of the 39,601 pairs hold nearly nobody."""


class JingJinJi(mesa.Model):  # type: ignore[misc]
    """The residents and firms of Beijing, Tianjin and Hebei under one scenario.

        model = JingJinJi(scenario, rng=1)
        model.step()                       # one year
        model.residents.agg("age", np.mean)
        model.agents                       # city governments and places
        model.datacollector.get_model_vars_dataframe()

    Args:
        scenario: what to simulate.
        rng: the seed of storms and dynamics; the scenario's own if None. Mesa's own generators are not used.
        threads: threads that share the work on columns; no result depends on it.
        chunk: slots a thread takes at a time; no result depends on it.
        region: the tables, if loaded already.
        shelf: tables and start worlds of earlier runs of this process; `region` does not count then.
    """

    def __init__(
        self,
        scenario: Scenario,
        rng: int | None = None,
        *,
        threads: int = 1,
        chunk: int = 131_072,
        region: Region | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        seed = scenario.seed if rng is None else rng
        super().__init__(rng=seed)
        self.scenario = scenario
        self.timings: dict[str, float] = defaultdict(float)
        began = time.perf_counter()
        region = shelf.region if shelf else region or load_region()
        self._lap("tables", began)
        began = time.perf_counter()
        keys = keys_of(seed, scenario.population.seed, scenario.climate.seed)
        crew = Crew(threads, chunk)
        start = shelf.start(scenario, keys, crew) if shelf else start_world(region, scenario, keys, crew)
        self.world: World = start
        self._lap("start", began)
        self.year: int = scenario.years.start
        places = region.places
        self._areas = areas_of(places)
        self._indicators = IndicatorTable(self._areas)
        self._flows = FlowTable(places.ids, places.city_ids)
        self._events: list[Columns] = []
        self._stocks: dict[int, np.ndarray] = {}
        self.governments = [
            CityGovernment(self, city, city_id, places.city_names_zh[city], self._governments_now)
            for city, city_id in enumerate(places.city_ids)
        ]
        self.places = [
            Place(self, index, place_id, places.names_zh[index], self._people_at)
            for index, place_id in enumerate(places.ids)
        ]
        self.datacollector = mesa.DataCollector(
            model_reporters={"year": "year", **{name: _reporter(name) for name in REPORTED}},
            agenttype_reporters={CityGovernment: {"city": "city_id", "budget": "budget", "balance": "balance"}},
        )
        self._take_stock(first=True)

    @property
    def residents(self) -> Residents:
        """The residents, as columns."""
        return self.world.residents

    @property
    def firms(self) -> Firms:
        """The firms, as columns."""
        return self.world.firms

    def step(self) -> None:
        """Simulate one year and take stock.

        Raises:
            AuditError: a balance of people or firms does not close.
            LedgerError: the ledger of directed jobs does not.
        """
        year = self.year + 1
        self.world.book.opening = self.world.population
        for process in YEAR_OF_PEOPLE_ALONE if self.world.people_alone else YEAR:
            began = time.perf_counter()
            process(self.world, year)
            self._lap(process.__name__, began)
        self.year = year
        began = time.perf_counter()
        self._take_stock()
        self._lap("taking_stock", began)
        self.running = year < self.scenario.years.end

    def indicator(self, name: str, area_id: str = "bth") -> float:
        """A figure of the last year; NaN if it has none (flows have none at the start)."""
        try:
            return self._indicators.value(self.year, name, area_id)
        except KeyError:
            return float("nan")

    def result(self) -> Result:
        """The four tables of the years simulated so far."""
        ids = self.world.region.places.ids
        return Result(
            indicators=self._indicators.frame(),
            population=population_table(self._stocks, ids),
            flows=self._flows.frame(),
            events=events_table(self._events, ids),
            timings=dict(self.timings),
        )

    def release(self) -> None:
        """Drop the columns, and let the model be freed once nobody holds it; it cannot be stepped afterwards.

        Mesa 3.3 numbers agents in a table of the class `Agent`, by model, and so holds every model for ever.
        """
        self.residents.release()
        self.firms.release()
        numbered = getattr(mesa.Agent, "_ids", None)
        if isinstance(numbered, dict):
            numbered.pop(self, None)

    def _governments_now(self) -> Governments:
        return self.world.governments

    def _people_at(self, place: int) -> int:
        return int(self.world.population[place].sum())

    def _take_stock(self, *, first: bool = False) -> None:
        world, year = self.world, self.year
        self._stocks[year] = world.population
        self._indicators.add(year, stocks_of(world, self._areas, year))
        if not first:
            self._indicators.add(year, flows_of(world, self._areas))
            self._note_flows(year)
            self._events.append(event_columns(world.book.storms, world.book.impact, world.book.opening))
        self.datacollector.collect(self)

    def _note_flows(self, year: int) -> None:
        book = self.world.book
        for cause, moves in book.moves.by_cause.items():
            self._flows.add(year, "people", cause, moves)
        for cause in CAUSES:
            self._flows.add(year, "firms", cause, book.relocation.firms(cause))
            self._flows.add(year, "jobs", cause, book.relocation.jobs(cause))
        if not self.world.people_alone:
            self._flows.add(year, "commuters", "work", _noticeable(self.world.labour.commuters))
            note_links(self._flows, self.world, year)

    def _lap(self, name: str, began: float) -> None:
        self.timings[name] += time.perf_counter() - began


def _noticeable(commuters: np.ndarray) -> np.ndarray:
    """(200, 200) employed persons by home and place of work, where at least LEAST_COMMUTERS travel that way."""
    matrix = np.zeros((commuters.shape[0] + 1,) * 2)
    matrix[:-1, :-1] = np.where(commuters >= LEAST_COMMUTERS, commuters, 0.0)
    return matrix


def _reporter(name: str) -> Any:
    return lambda model: model.indicator(name)
