"""The real region, and an economy with a labour force in proportion to its jobs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from model.economy.between import Between
from model.economy.cells import Cells, fill_pools, growth_of_cells, plan_year, start_cells
from model.economy.commuting import Reach, reach_of
from model.economy.demand import DemandBase, demand_gap
from model.economy.income import pay_per_job
from model.economy.labour import LabourBase, LabourMarket, freeze_labour, match_labour
from model.economy.land import Land, start_land
from model.economy.wages import productivity_of_places, wage_of_sector
from model.firms.columns import Firms
from model.firms.entry import enter_firms
from model.firms.jobs import fill_jobs
from model.firms.life import live_firms
from model.firms.relocation.negative_list import restriction
from model.firms.start import start_firms
from model.randomness.draws import Keys, keys_of
from model.region.region import Region, load_region
from model.scenario.schema.general import Years
from model.scenario.schema.scenario import Scenario
from model.simulation.demand import freeze_incomes, spending


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="session")
def minutes(region: Region) -> np.ndarray:
    return region.transport.minutes(2020)


@pytest.fixture(scope="session")
def reach(region: Region, minutes: np.ndarray) -> Reach:
    return reach_of(minutes, region.places.province)


@pytest.fixture(scope="session")
def between(region: Region, minutes: np.ndarray) -> Between:
    province = region.places.province
    return Between(minutes, (province[:, None] != province[None, :]).astype(float), province)


@pytest.fixture
def people(region: Region) -> np.ndarray:
    return region.places.population_2020.astype(float)


@pytest.fixture
def jobs(region: Region) -> np.ndarray:
    return region.economy.stocks[2020].jobs.astype(float)


@pytest.fixture
def land(region: Region, people: np.ndarray, jobs: np.ndarray) -> Land:
    return start_land(region, people, jobs)


@pytest.fixture
def economy(region: Region, minutes: np.ndarray) -> Callable[..., "Economy"]:
    """Firms, cells and labour without movers: `economy(start, seed, **sections)`."""

    def make(start: int = 2020, seed: int = 1, **sections: object) -> Economy:
        base = Scenario()
        scale = base.scale.model_copy(update={"firms": 100})
        years = Years(start=start, end=2055)
        scenario = base.model_copy(update={"years": years, "scale": scale, **sections})
        return Economy(region, scenario, keys_of(seed), minutes)

    return make


@dataclass
class Economy:
    """The economy year by year; `force` is the labour force (199, 3), which a test may change."""

    region: Region
    scenario: Scenario
    keys: Keys
    minutes: np.ndarray

    def __post_init__(self) -> None:
        self.year = self.scenario.years.start
        self.firms: Firms = start_firms(self.region, self.scenario, self.keys)
        self.cells: Cells = start_cells(self.region, self.scenario, self.firms)
        jobs = self.region.economy.stocks[self.year].jobs.sum(axis=1)
        self.force = np.rint(jobs[:, None] * np.array([0.7, 0.15, 0.15])).astype(np.int64)
        self.base: LabourBase = freeze_labour(
            self.cells.desired(self.firms), self.force, self.minutes, self.region, self.cells.base_rate, self.year
        )
        self.labour: LabourMarket = self.match()
        province = self.region.places.province
        border = (province[:, None] != province[None, :]).astype(float)
        self.between = Between(self.minutes, border, province)
        self.population = np.zeros((199, 2, 101), np.int64)
        self.population[:, 0, 40] = self.force.sum(axis=1)
        self.population[:, 0, 70] = self.force.sum(axis=1) // 4
        self.demand: DemandBase = freeze_incomes(self.region, self.cells, self.labour, self.population, self.between)

    def match(self, before: LabourMarket | None = None, border: np.ndarray | None = None) -> LabourMarket:
        return match_labour(
            self.base,
            self.cells.desired(self.firms),
            self.force,
            reach_of(self.minutes, self.region.places.province, border),
            self.region,
            self.scenario.economy.feedback,
            before,
            productivity_of_places(self.cells.output_per_job, self.region, self.base.year),
            self.scenario.economy.labour,
        )

    def gap(self, year: int) -> np.ndarray:
        """Log of demand over jobs (199, 12) in the year to come."""
        cells, labour = self.cells, self.labour
        spent, _ = spending(self.region, cells, labour, self.population, self.between.visits)
        wage, pay = wage_of_sector(labour.wage, self.region), pay_per_job(labour, self.region)
        paid = (wage, pay, labour.productivity)
        arguments = (cells.installed(), spent, *paid, self.between.supply, cells.progress.advance)
        return demand_gap(cells.demand, self.demand, *arguments, self.region, self.scenario.economy, year)

    def step(self) -> None:
        """One year of firms and of the labour market."""
        self.year += 1
        gap = self.gap(self.year)
        held = restriction(self.region, self.scenario, self.year)
        arguments = (self.cells, self.firms)
        growth = growth_of_cells(*arguments, self.region, self.scenario, self.year, held, gap)
        plan = plan_year(*arguments, growth, self.region, self.scenario, self.year, held)
        live_firms(self.firms, plan, self.scenario, self.year, self.keys)
        enter_firms(self.firms, plan, self.region, self.scenario, self.year, self.keys)
        self.labour = self.match(self.labour)
        fill_jobs(self.firms, self.labour.fill)
        fill_pools(self.cells, self.labour.fill)
