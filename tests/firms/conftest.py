"""The real region, scenarios of a start year and scale, and a year of firms without people."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from model.economy.cells import Cells, growth_of_cells, plan_year, start_cells
from model.firms.columns import Firms
from model.firms.entry import EntryFlows, enter_firms
from model.firms.jobs import fill_jobs
from model.firms.life import ExitFlows, live_firms
from model.firms.relocation.negative_list import restriction
from model.firms.start import start_firms
from model.firms.turnover import Turnover
from model.randomness.draws import Keys, keys_of
from model.region.region import Region, load_region
from model.scenario.schema.general import Years
from model.scenario.schema.scenario import Scenario


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="session")
def keys() -> Keys:
    return keys_of(1)


@pytest.fixture(scope="session")
def scenario_of() -> Callable[..., Scenario]:
    return _scenario_of


@pytest.fixture
def firms_alone(region: Region, keys: Keys) -> Callable[..., "FirmsAlone"]:
    """Firms and cells with neither people nor relocation: `firms_alone(start, firms, seed, **sections)`."""

    def make(start: int = 2020, firms: int = 100, seed: int | None = None, **sections: object) -> FirmsAlone:
        chosen = keys if seed is None else keys_of(seed)
        return FirmsAlone(region, _scenario_of(start, firms, **sections), chosen)

    return make


def _scenario_of(start: int = 2020, firms: int = 100, **sections: object) -> Scenario:
    """The defaults from a start year, at a scale of firms, with sections put in their place."""
    base = Scenario()
    scale = base.scale.model_copy(update={"firms": firms})
    return base.model_copy(update={"years": Years(start=start, end=2055), "scale": scale, **sections})


@dataclass
class FirmsAlone:
    """Firms and cells year by year, with neither people nor relocation."""

    region: Region
    scenario: Scenario
    keys: Keys

    def __post_init__(self) -> None:
        self.firms: Firms = start_firms(self.region, self.scenario, self.keys)
        self.cells: Cells = start_cells(self.region, self.scenario, self.firms)
        self.year = self.scenario.years.start

    def plan(self, demand: float = 0.0) -> Turnover:
        """The plan of the coming year; `demand` is growth asked of every cell on top."""
        year = self.year + 1
        held = restriction(self.region, self.scenario, year)
        growth = growth_of_cells(self.cells, self.firms, self.region, self.scenario, year, held)
        growth = np.clip(growth + demand, -0.25, 0.25)
        self.asked = growth
        return plan_year(self.cells, self.firms, growth, self.region, self.scenario, year, held)

    def step(self, demand: float = 0.0) -> tuple[ExitFlows, EntryFlows]:
        """One year."""
        return self.step_with(self.plan(demand))

    def step_with(self, plan: Turnover) -> tuple[ExitFlows, EntryFlows]:
        """One year by a plan that has been made."""
        self.year += 1
        exits, _ = live_firms(self.firms, plan, self.scenario, self.year, self.keys)
        entry = enter_firms(self.firms, plan, self.region, self.scenario, self.year, self.keys)
        fill_jobs(self.firms, self.cells.fill)
        return exits, entry
