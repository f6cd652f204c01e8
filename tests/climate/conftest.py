from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from model.climate.catalogue import Catalogue, load_catalogue
from model.climate.expected import Floods
from model.climate.zones import Zones, start_zones
from model.region.climate import ClimateTables, load_climate
from model.region.places import Places, load_places
from model.scenario.schema.adaptation import Adaptation


@pytest.fixture(scope="session")
def places() -> Places:
    return load_places()


@pytest.fixture(scope="session")
def tables(places: Places) -> ClimateTables:
    return load_climate(places)


@pytest.fixture(scope="session")
def catalogue(tables: ClimateTables) -> Catalogue:
    return load_catalogue(tables)


@pytest.fixture(scope="session")
def few_storms(tables: ClimateTables) -> ClimateTables:
    """The same region with a catalogue that is built in a moment."""
    return replace(tables, field=replace(tables.field, n_events=600))


@pytest.fixture(scope="session")
def small_catalogue(few_storms: ClimateTables, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(few_storms, Path(tmp_path_factory.mktemp("storms")))


@pytest.fixture(scope="session")
def people(places: Places, tables: ClimateTables) -> NDArray[np.float64]:
    """(199, 2, 101) the census totals with the region's shares of the old."""
    people = np.zeros((199, 2, 101))
    for age, share in zip((30, 70, 85), tables.old_shares, strict=True):
        people[:, :, age] = 0.5 * share * places.population_2020[:, None]
    return people


@pytest.fixture(scope="session")
def capital(places: Places) -> NDArray[np.float64]:
    return places.population_2020 * 20.0 / 1e4


@pytest.fixture(scope="session")
def zones(tables: ClimateTables, places: Places) -> Zones:
    return start_zones(tables, places, Adaptation(), places.population_2020.astype(float))


@pytest.fixture
def floods(catalogue: Catalogue, tables: ClimateTables, places: Places, zones: Zones) -> Floods:
    return Floods(catalogue, tables, places, zones.base_shares)


@pytest.fixture
def few_floods(small_catalogue: Catalogue, few_storms: ClimateTables, places: Places, zones: Zones) -> Floods:
    return Floods(small_catalogue, few_storms, places, zones.base_shares)
