"""What a run is asked at the end of a year: its stocks, copied out of the world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON
from model.region.region import Region
from model.scenario.schema.scenario import Scenario
from model.simulation.demand import prices_of
from model.simulation.model import JingJinJi

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Snapshot:
    """The stocks of one 31 December."""

    people: NDArray[np.int64]
    """(199, 2, 101) persons by place, sex (male, female) and single age."""
    jobs: Floats
    """(199, 12) filled jobs by place and sector, persons."""
    units: NDArray[np.int64]
    """(199, 12) legal units."""
    gdp: Floats
    """(199, 12) 1e8 yuan, prices of the start year."""
    gdp_current: Floats
    """(199, 12) the same at the relative prices of the year: what recorded shares at current prices are held to."""
    indicators: Mapping[str, float]
    """Indicators of the whole region that have no array here (contracts, high-tech firms)."""


History = Mapping[int, Snapshot]
REGIONAL = ("high_tech_firms", "tech_contracts")


def run_with_snapshots(
    scenario: Scenario, seed: int, years: Iterable[int], region: Region, threads: int = 1
) -> dict[int, Snapshot]:
    """Run a scenario to the last of `years` and keep the stocks of the start and of each of them."""
    wanted = set(years)
    model = JingJinJi(scenario, seed, threads=threads, region=region)
    try:
        kept = {model.year: _snapshot(model)}
        while model.year < max(wanted):
            model.step()
            if model.year in wanted:
                kept[model.year] = _snapshot(model)
        return kept
    finally:
        model.release()


def _snapshot(model: JingJinJi) -> Snapshot:
    world = model.world
    return Snapshot(
        people=world.population.copy(),
        jobs=world.jobs / PERSON,
        units=world.units.copy(),
        gdp=world.gdp.copy(),
        gdp_current=world.gdp.copy() if world.people_alone else world.gdp * prices_of(world),
        indicators={name: model.indicator(name) for name in REGIONAL},
    )
