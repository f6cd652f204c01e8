"""Fit the constants of migration and write them into the shipped table.

    python -m model.experiments.calibrate_migration [--seeds 6] [--rounds 10] [--out FILE]

Three fits, in this order, each with the historical levers on (quotas, directed moves, the cap on the six districts):
the utility of the rest of China, the constants of places within their city, and the attraction xi of the 14 cities in
three periods: 2011-14, 2015-20 (Beijing's control) and since 2021. All are frozen in every scenario afterwards.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.experiments.calibration.fitted_constants import PERIODS, YEARS, Fit, report, write
from model.experiments.executors import spread
from model.people.migration.fit import OutsideFit, fit_outside, fit_places
from model.randomness.draws import keys_of
from model.region.migration import MigrationTables
from model.region.migration_constants import FILE
from model.region.names import DATA
from model.region.places import N_CITIES, Places
from model.region.region import Region, load_region
from model.scenario.schema.climate import Climate
from model.scenario.schema.general import Years
from model.scenario.schema.scenario import Scenario
from model.simulation.start import start_world
from model.simulation.world import World
from model.simulation.year import YEAR, YEAR_OF_PEOPLE_ALONE

Floats = NDArray[np.float64]

DECADE: Final = range(2011, 2021)
STEP: Final = 1.0
"""Part of each Newton step that is taken."""
LARGEST_STEP: Final = 0.3
SMALLEST_STEP: Final = 0.001
"""A thousandth of a city's gross inflow, which is below the standard error of its net."""
NEW_AREA: Final = "xiongan"


def net_targets(tables: MigrationTables, places: Places, period: int) -> Floats:
    """(14,) net migrants a year: by province the mean of the period; within Hebei in the proportions of 2010-20.

    Scaling keeps the signs: of the cities only those that gained in 2010-20 gain. Since 2021 Xiong'an, founded in 2017
    and being built, has its own recent net; the others share what is left.
    """
    by_province = province_nets(tables, period)
    target = np.zeros(N_CITIES)
    own = np.zeros(N_CITIES, np.bool_)
    if PERIODS[period][1] is YEARS:
        own[places.city_ids.index(NEW_AREA)] = True
        target[own] = tables.assumptions.of("recent_net", NEW_AREA)
    for province in range(3):
        inside = (places.province_of_city == province) & ~own
        left = by_province[province] - target[own & (places.province_of_city == province)].sum()
        target[inside] = left * tables.net_decade[inside] / tables.net_decade[inside].sum()
    return target


def province_nets(tables: MigrationTables, period: int) -> Floats:
    """(3,) net migrants a year of the provinces.

    Before 2021 the yearly series gives the course within the decade, and the survival of cohorts between the censuses
    its level: mean of the period - mean of 2011-20 in the series + net of 2010-20 by survival. The level of the series
    rests on births and deaths from before the census revised them.
    """
    years = PERIODS[period][1]
    if years is YEARS:
        return tables.net_scenario["recent"]
    inside, decade = (np.isin(tables.net_years, span) for span in (years, DECADE))
    course = tables.net_annual[:, inside].mean(axis=1) - tables.net_annual[:, decade].mean(axis=1)
    return np.asarray(course + tables.net_scenario["decade"])


def calibrate(region: Region, scenario: Scenario, seeds: int, rounds: int, workers: int = 1) -> Fit:
    """Fit all constants; the same bits for the same tables, scenario, seeds and rounds, whatever the workers.

    Runs of the second period begin in 2013 and have one year of the first, so that one is fitted before; the third
    begins in 2020 and needs neither.
    """
    outside, places = solved(region, scenario)
    xi = np.zeros((len(PERIODS), N_CITIES))
    found: dict[int, tuple[Floats, Floats, Floats, Floats]] = {
        0: fit_period(0, scenario, outside, places, xi, seeds, rounds)
    }
    xi[0] = found[0][0]
    calls = [(period, scenario, outside, places, xi, seeds, rounds) for period in (2, 1)]
    spread(fit_period, calls, workers, lambda place, fitted: found.update({calls[place][0]: fitted}))
    xi, target, reached, error = (
        np.stack(column) for column in zip(*(found[period] for period in range(len(PERIODS))), strict=True)
    )
    return Fit(xi, outside, places, target, reached, error)


def solved(region: Region, scenario: Scenario) -> tuple[OutsideFit, Floats]:
    """What needs no run: the pull of the outside, and (199,) constants of places, rounded as they are written.

    Both are sums over the residents of the start of one seed, so at 1:1000 the constant of a place of 40,000 people
    rests on forty residents and differs from that at 1:100 by up to 0.3; for 151 places of over 300,000, by 0.01.
    """
    crew = Crew(1)
    neutral = _with(region, xi=np.zeros((len(PERIODS), N_CITIES)))
    world = start_world(neutral, scenario, keys_of(1), crew)
    outside = fit_outside(world.residents, neutral, scenario, world.signals, crew)
    neutral = _with(neutral, outside=outside)
    world = start_world(neutral, scenario, keys_of(1), crew)
    constants, _ = fit_places(world.residents, neutral, world.frozen.migration)
    return outside, np.round(constants, 4)


def fit_period(
    period: int, scenario: Scenario, outside: OutsideFit, places: Floats, xi: Floats, seeds: int, rounds: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Newton steps on the attraction of one period, until none is larger than `SMALLEST_STEP` or rounds are used up.

    Args:
        period: row of `PERIODS`.
        scenario: of `scenario_of_fit`.
        outside: fitted before.
        places: (199,) constants of places, fitted before.
        xi: (3, 14) attraction; rows of earlier periods hold.
        seeds: runs over which the nets are averaged.
        rounds: most steps.

    Returns:
        (14,) each: attraction, target, mean net reached, its standard error.
    """
    fitted = _with(load_region(), outside=outside, places=places)
    target, xi = net_targets(fitted.migration, fitted.places, period), xi.copy()
    for _ in range(rounds):
        nets, sensitivity, _ = _run(_with(fitted, xi=xi), scenario, period, seeds)
        step = STEP * (target - nets.mean(0)) / np.maximum(sensitivity, 1.0)
        xi[period] = np.round(xi[period] + np.clip(step, -LARGEST_STEP, LARGEST_STEP), 4)
        if np.abs(step).max() < SMALLEST_STEP:
            break
    nets, _, error = _run(_with(fitted, xi=xi), scenario, period, seeds)
    return xi[period], target, nets.mean(0), error


def net_and_gross(moves: NDArray[np.int64], city: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """(14,) net and gross inflow of one year from a book of flows (200, 200)."""
    end = np.append(city.astype(np.int64), N_CITIES)
    flow = np.zeros((N_CITIES + 1, N_CITIES + 1))
    np.add.at(flow, (end[:, None], end[None, :]), moves)
    np.fill_diagonal(flow, 0.0)
    return (flow.sum(0) - flow.sum(1))[:N_CITIES], flow.sum(0)[:N_CITIES]


def main(arguments: list[str] | None = None) -> str:
    """Command line: fit, write, and return the report."""
    parser = argparse.ArgumentParser(description="Fit the constants of migration.")
    parser.add_argument("--seeds", type=int, default=6, help="runs over which the net is averaged")
    parser.add_argument("--rounds", type=int, default=10, help="Newton steps")
    parser.add_argument("--workers", type=int, default=2, help="processes; nothing depends on it")
    parser.add_argument("--out", type=Path, default=DATA / FILE, help="file to write")
    chosen = parser.parse_args(arguments)
    region = load_region()
    fit = calibrate(region, scenario_of_fit(), chosen.seeds, chosen.rounds, chosen.workers)
    write(fit, region.places, chosen.out)
    return report(fit, region.places)


def scenario_of_fit(residents: Literal[1, 10, 100, 1000] = 100) -> Scenario:
    """The schema's defaults, historical levers on; residents at the scale given, firms 1:100."""
    plain = Scenario()
    return plain.model_copy(update={"scale": plain.scale.model_copy(update={"residents": residents, "firms": 100})})


def _with(
    region: Region, xi: Floats | None = None, outside: OutsideFit | None = None, places: Floats | None = None
) -> Region:
    tables = region.migration
    changed = replace(
        tables,
        xi=tables.xi if xi is None else xi,
        xi_outside=tables.xi_outside if outside is None else outside.outside,
        xi_border=tables.xi_border if outside is None else outside.border,
        place_constant=tables.place_constant if places is None else places,
    )
    return replace(region, migration=changed)


def _run(region: Region, scenario: Scenario, period: int, seeds: int) -> tuple[Floats, Floats, Floats]:
    """Mean net of the period's years (seeds, 14), sensitivity of the net to xi (14,), standard error (14,)."""
    start, years = PERIODS[period]
    settings = {"years": Years(start=start, end=years[-1]), "climate": Climate(feedback="none")}
    period_scenario = scenario if years is YEARS else scenario.model_copy(update=settings)
    nets = np.zeros((seeds, N_CITIES))
    gross = np.zeros(N_CITIES)
    for seed in range(seeds):
        world = start_world(region, period_scenario, keys_of(seed + 1), Crew(1))
        for year in range(start + 1, years[-1] + 1):
            moves = _one_year(world, year)
            if year in years:
                net, inflow = net_and_gross(moves, region.places.city)
                nets[seed] += net / len(years)
                gross += inflow / len(years) / seeds
    error = nets.std(0, ddof=1) / np.sqrt(seeds) if seeds > 1 else np.full(N_CITIES, np.nan)
    return nets, gross, error


def _one_year(world: World, year: int) -> NDArray[np.int64]:
    world.book.opening = world.population
    for process in YEAR_OF_PEOPLE_ALONE if world.people_alone else YEAR:
        process(world, year)
    return world.book.moves.total


if __name__ == "__main__":
    import sys

    sys.stdout.write(main() + "\n")
