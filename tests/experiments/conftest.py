"""A run without the simulation: tables of the right shape from a few lines."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from model.scenario.schema.scenario import Scenario
from model.simulation.result import Result

Simulate = Callable[[Scenario, int, int, Callable[[int], None] | None], Result]


def made_up(scenario: Scenario, seed: int, threads: int, on_year: Callable[[int], None] | None) -> Result:
    """Tables that depend on the seed alone."""
    years = range(scenario.years.start, scenario.years.end + 1)
    for year in years[1:]:
        if on_year is not None:
            on_year(year)
    places = ["beijing.dongcheng", "xiongan.anxin"]
    indicators = pd.DataFrame(
        [(year, "region", "bth", "population", "persons", 1e8 + seed) for year in years],
        columns=["year", "level", "area_id", "indicator", "unit", "value"],
    )
    population = pd.DataFrame(
        [(year, place, sex, 40, 100 * seed) for year in years for place in places for sex in ("male", "female")],
        columns=["year", "place_id", "sex", "age", "persons"],
    )
    flows = pd.DataFrame(
        [(year, "people", "leave", places[0], "outside", float(seed)) for year in years[1:]],
        columns=["year", "kind", "cause", "origin_id", "destination_id", "value"],
    )
    events = pd.DataFrame(
        [(year, "s1", places[1], 80.0, 120.0, 10.0, 1.0, 0.5, 0.0) for year in years[1:]],
        columns=[
            "year", "event_id", "place_id", "rain24_mm", "rain72_mm", "exposed", "affected", "loss", "deaths",
        ],
    )  # fmt: skip
    return Result(indicators, population, flows, events, timings={"move": 0.25}, warnings=("a warning",))


@pytest.fixture
def simulate() -> Simulate:
    return made_up


@pytest.fixture
def scenario() -> Scenario:
    return Scenario(name="made-up")


@pytest.fixture
def tables(scenario: Scenario) -> dict[str, pd.DataFrame]:
    return made_up(scenario, 3, 1, None).tables


@pytest.fixture
def shuffled() -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Rows and columns of a table in another order."""

    def shuffle(table: pd.DataFrame) -> pd.DataFrame:
        order = np.argsort(np.sin(np.arange(len(table)) * 12.9898))
        return table.iloc[order, ::-1].reset_index(drop=True)

    return shuffle
