import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.chunks import Crew
from model.people.columns import Residents
from model.people.count import count_people
from model.people.migration.base import MigrationBase, freeze_base
from model.people.migration.causes import MoveFlows
from model.people.migration.move import move
from model.people.signals import Follow, Hazard, Signals, calm
from model.people.start import start_population
from model.randomness.draws import Keys, keys_of
from model.region.region import Region, load_region
from model.scenario.schema.scenario import Scenario

sys.path.insert(0, str(Path(__file__).parent))
from helpers_of_moves import columns_of, places_of

KEYS = keys_of(7)


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="session")
def signals(region: Region) -> Signals:
    people = region.places.population_2020.astype(float)
    prices = region.economy.prices
    level = np.array([1.8, 1.2, 1.0])[region.places.province]
    return Signals(
        jobs=0.48 * people,
        jobs_reachable=0.48 * people,
        wage_reachable=np.array([60e3, 80e3, 120e3]) * level[:, None],
        employed_share=np.full(199, 0.95),
        rent=prices.rent,
        services=prices.services,
        housing=prices.housing,
        job_loss=np.zeros(199),
    )


@pytest.fixture(scope="session")
def scenario_with() -> Callable[..., Scenario]:
    def build(*, start: int = 2020, scale: int = 1000, **sections: dict[str, Any]) -> Scenario:
        sections["years"] = {"start": start, "end": 2055}
        sections["scale"] = {"residents": scale, "firms": 100}
        return Scenario.model_validate(sections)

    return build


@dataclass
class Moved:
    """A population after a year of moves."""

    residents: Residents
    flows: MoveFlows
    base: MigrationBase
    before: dict[str, np.ndarray]

    def people(self) -> np.ndarray:
        return places_of(self.residents)


@pytest.fixture(scope="session")
def one_year(region: Region, signals: Signals, scenario_with: Callable[..., Scenario]) -> Callable[..., Moved]:
    def run(
        scenario: Scenario | None = None,
        *,
        year: int = 2021,
        hazard: Hazard | None = None,
        follows: tuple[Follow, ...] = (),
        keys: Keys = KEYS,
        crew: Crew | None = None,
        now: Signals | None = None,
    ) -> Moved:
        scenario = scenario or scenario_with()
        crew = crew or Crew()
        residents = start_population(region, scenario, keys, crew)
        base = freeze_base(residents, region, scenario, signals, crew)
        before, people = columns_of(residents), count_people(residents, crew)
        now, hazard = now or signals, hazard or calm()
        flows = move(residents, people, base, region, scenario, year, now, hazard, follows, keys, crew)
        return Moved(residents, flows, base, before)

    return run
