"""What a fit of the constants of migration has found: as rows of the shipped table, and in words."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from model.people.migration.fit import OutsideFit
from model.region.migration_constants import XI_SINCE
from model.region.names import PROVINCES
from model.region.places import Places

Floats = NDArray[np.float64]

YEARS: Final = range(2021, 2025)
Start = Literal[2010, 2013, 2020]
PERIODS: Final[tuple[tuple[Start, range], ...]] = (
    (2010, range(2011, 2015)),
    (2013, range(2015, 2021)),
    (2020, YEARS),
)
"""Of each row of xi: the stock that runs start from, and the years whose nets are fitted to."""
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
