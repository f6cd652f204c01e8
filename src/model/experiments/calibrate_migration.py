"""Fit the constants of migration and write them into the shipped table.

    python -m model.experiments.calibrate_migration [--seeds 6] [--rounds 10] [--out FILE]

Three fits, in this order, each with the historical levers on (quotas, directed moves, the cap on the six districts):
the utility of the rest of China, the constants of places within their city, and the attraction xi of the 14 cities in
three periods: 2011-14, 2015-20 (Beijing's control) and since 2021. All are frozen in every scenario afterwards.
"""

import argparse
import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people.migration.fit import OutsideFit, fit_outside, fit_places
from model.randomness.draws import keys_of
from model.region.migration import MigrationTables
from model.region.migration_constants import XI_SINCE
from model.region.names import DATA, PROVINCES
from model.region.places import N_CITIES, Places
from model.region.region import Region, load_region
from model.scenario.schema.climate import Climate
from model.scenario.schema.general import Years
from model.scenario.schema.scenario import Scenario
from model.simulation.start import start_world
from model.simulation.world import World
from model.simulation.year import YEAR, YEAR_OF_PEOPLE_ALONE

Floats = NDArray[np.float64]

FILE: Final = "calibrated_migration.csv"
YEARS: Final = range(2021, 2025)
Start = Literal[2010, 2013, 2020]
PERIODS: Final[tuple[tuple[Start, range], ...]] = (
    (2010, range(2011, 2015)),
    (2013, range(2015, 2021)),
    (2020, YEARS),
)
"""Of each row of xi: the stock that runs start from, and the years whose nets are fitted to."""
DECADE: Final = range(2011, 2021)
STEP: Final = 1.0
"""Part of each Newton step that is taken."""
LARGEST_STEP: Final = 0.3
NEW_AREA: Final = "xiongan"
OUTSIDE_DATA: Final = (
    "migration_assumptions.csv: leavers_to_region",
    "migration.csv: beijing_outsiders_by_origin 2020 x gross inflow",
    "migration.csv: beijing_outsiders_by_origin 2020; migration_assumptions.csv: hebei_people_elsewhere",
)
HEADER: Final = ("parameter", "area", "value", "unit", "grade", "data_used", "method")


@dataclass(frozen=True)
class Fit:
    """What the fit found and how near it came; persons a year, by period."""

    xi: Floats
    """(3, 14)"""
    outside: OutsideFit
    place_constant: Floats
    target: Floats
    """(3, 14) net migrants a year asked for."""
    reached: Floats
    """(3, 14) mean net of the period's years over the seeds."""
    error: Floats
    """(3, 14) standard error of that mean over the seeds."""


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


def calibrate(region: Region, scenario: Scenario, seeds: int, rounds: int) -> Fit:
    """Fit all constants; the same bits for the same tables, scenario, seeds and rounds."""
    crew = Crew(1)
    neutral = _with(region, xi=np.zeros((len(PERIODS), N_CITIES)))
    world = start_world(neutral, scenario, keys_of(1), crew)
    outside = fit_outside(world.residents, neutral, scenario, world.signals, crew)
    neutral = _with(neutral, outside=outside)
    world = start_world(neutral, scenario, keys_of(1), crew)
    constants, _ = fit_places(world.residents, neutral, world.frozen.migration)
    fitted = _with(neutral, places=np.round(constants, 4))
    xi = np.zeros((len(PERIODS), N_CITIES))
    target, reached, error = np.zeros_like(xi), np.zeros_like(xi), np.zeros_like(xi)
    for period in range(len(PERIODS)):
        target[period] = net_targets(region.migration, region.places, period)
        for _ in range(rounds):
            nets, sensitivity, _ = _run(_with(fitted, xi=xi), scenario, period, seeds)
            step = STEP * (target[period] - nets.mean(0)) / np.maximum(sensitivity, 1.0)
            xi[period] = np.round(xi[period] + np.clip(step, -LARGEST_STEP, LARGEST_STEP), 4)
        nets, _, error[period] = _run(_with(fitted, xi=xi), scenario, period, seeds)
        reached[period] = nets.mean(0)
    return Fit(xi, outside, fitted.migration.place_constant, target, reached, error)


def net_and_gross(moves: NDArray[np.int64], city: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """(14,) net and gross inflow of one year from a book of flows (200, 200)."""
    end = np.append(city.astype(np.int64), N_CITIES)
    flow = np.zeros((N_CITIES + 1, N_CITIES + 1))
    np.add.at(flow, (end[:, None], end[None, :]), moves)
    np.fill_diagonal(flow, 0.0)
    return (flow.sum(0) - flow.sum(1))[:N_CITIES], flow.sum(0)[:N_CITIES]


def rows_of(fit: Fit, places: Places) -> list[tuple[str, str, str, str, str, str, str]]:
    """Rows of the shipped table."""
    rows = [
        (
            f"xi_{first}",
            city,
            f"{fit.xi[period, i]:.4f}",
            "utility",
            "derived",
            _data_of(years),
            (
                f"Newton on runs from {start}, nets of {years[0]}-{years[-1]}, levers on; target"
                f" {fit.target[period, i]:.0f} a year; reached {fit.reached[period, i]:.0f}"
                f" (s.e. {fit.error[period, i]:.0f})"
            ),
        )
        for period, (first, (start, years)) in enumerate(zip(XI_SINCE, PERIODS, strict=True))
        for i, city in enumerate(places.city_ids)
    ]
    for name, values in (("xi_outside", fit.outside.outside), ("xi_border", fit.outside.border)):
        rows.extend(
            (
                name,
                province,
                f"{values[i]:.4f}",
                "utility",
                "assumption" if i == 0 else "derived",
                OUTSIDE_DATA[i],
                f"fixed point on expected flows a year: {flows_of(fit.outside)}" if values[i] else "not fitted: 0",
            )
            for i, province in enumerate(PROVINCES)
        )
    rows.extend(
        (
            "place_constant",
            place,
            f"{fit.place_constant[i]:.4f}",
            "utility",
            "derived",
            "places.csv pop_2010 pop_2020; six districts 2010 and 2014 recalled",
            "fixed point: inflow that gives the change of 2010-20; six districts as before their control",
        )
        for i, place in enumerate(places.ids)
    )
    return rows


def _data_of(years: range) -> str:
    inside_hebei = "net_migration_2010_2020 within Hebei"
    if years is YEARS:
        own = "migration_assumptions.csv recent_net for Xiong'an"
        return f"migration.csv: net_scenario recent by province; {inside_hebei}, but {own}"
    return f"migration.csv: net_migration_annual by province, at the level of net_scenario decade; {inside_hebei}"


def write(fit: Fit, places: Places, path: Path) -> None:
    """Write the table; the file is replaced in one step."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows_of(fit, places))
    part.replace(path)


def flows_of(fit: OutsideFit) -> str:
    """Targets and expected flows in words."""
    names = ("Beijing to the region", "Tianjin to Beijing", "Hebei to Beijing", "Hebei to the rest of China")
    rows = zip(names, fit.target, fit.reached, strict=True)
    return "; ".join(f"{name} target {target:.0f} reached {reached:.0f}" for name, target, reached in rows)


def report(fit: Fit, places: Places) -> str:
    """What the fit reaches, as a table in words."""
    lines = []
    for period, (_, years) in enumerate(PERIODS):
        lines.append(
            f"city            target   reached     s.e.      xi   (net migrants a year, {years[0]}-{years[-1]})"
        )
        target, reached, error, xi = fit.target[period], fit.reached[period], fit.error[period], fit.xi[period]
        lines += [
            f"{city:<13}{target[i]:>9.0f} {reached[i]:>9.0f} {error[i]:>8.0f} {xi[i]:>7.3f}"
            for i, city in enumerate(places.city_ids)
        ]
        for province, name in enumerate(PROVINCES):
            inside = places.province_of_city == province
            lines.append(f"{name + ' (prov.)':<16}{target[inside].sum():>6.0f} {reached[inside].sum():>9.0f}")
    lines.append(f"Flows a year at the base: {flows_of(fit.outside)}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> str:
    """Command line: fit, write, and return the report."""
    parser = argparse.ArgumentParser(description="Fit the constants of migration.")
    parser.add_argument("--seeds", type=int, default=6, help="runs over which the net is averaged")
    parser.add_argument("--rounds", type=int, default=10, help="Newton steps")
    parser.add_argument("--out", type=Path, default=DATA / FILE, help="file to write")
    chosen = parser.parse_args(arguments)
    region = load_region()
    fit = calibrate(region, scenario_of_fit(), chosen.seeds, chosen.rounds)
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
