from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.chunks import Crew
from model.people.columns import Residents
from model.people.signals import Signals
from model.people.start import census_population, start_population
from model.people.work import base_unemployment
from model.randomness.draws import Keys, keys_of
from model.region.people import PeopleTables, load_people
from model.region.places import load_places
from model.scenario.schema.population import Population


@pytest.fixture(scope="session")
def tables() -> PeopleTables:
    return load_people(load_places())


@pytest.fixture(scope="session")
def region(tables: PeopleTables) -> Any:
    return SimpleNamespace(places=tables.places, people=tables)


@pytest.fixture(scope="session")
def keys() -> Keys:
    return keys_of(7)


@pytest.fixture(scope="session")
def scenario_with() -> Callable[..., Any]:
    def build(*, start: int = 2020, scale: int = 1000, **population: Any) -> Any:
        return SimpleNamespace(
            years=SimpleNamespace(start=start),
            scale=SimpleNamespace(residents=scale),
            population=Population(**population),
        )

    return build


@pytest.fixture
def fresh(tables: PeopleTables, keys: Keys) -> Callable[..., Residents]:
    """A start population without work, cheap to make."""

    def build(scale: int = 1000, year: int = 2020) -> Residents:
        return census_population(tables, year, scale, keys, Crew())

    return build


@pytest.fixture
def workers(region: Any, scenario_with: Callable[..., Any], keys: Keys) -> Callable[..., Residents]:
    """A start population with work."""

    def build(scale: int = 1000, year: int = 2020) -> Residents:
        return start_population(region, scenario_with(start=year, scale=scale), keys, Crew())

    return build


@pytest.fixture(scope="session")
def signals_with(region: Any) -> Callable[..., Signals]:
    def build(unemployment: float = 1.0, sector_jobs: np.ndarray | None = None) -> Signals:
        one = np.ones(199)
        return Signals(
            jobs=one,
            jobs_reachable=one,
            wage_reachable=np.ones((199, 3)),
            employed_share=1 - unemployment * base_unemployment(region),
            rent=one,
            services=one,
            housing=one,
            job_loss=one,
            sector_jobs=sector_jobs,
        )

    return build
