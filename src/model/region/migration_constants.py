"""The fitted constants of migration: attraction of cities by period, the rest of China, places within their city."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA, PROVINCES
from model.region.places import Places
from model.region.tables import read_table, real, require, text

Floats = NDArray[np.float64]

FILE = "calibrated_migration.csv"
XI_SINCE = (2011, 2015, 2021)
"""First years of the periods with an attraction `xi` of their own: before Beijing's control took hold, under it, and
since the census of 2020. The gross flows of 2010-20 are means over the first two."""
FITTED = (*(f"xi_{year}" for year in XI_SINCE), "xi_outside", "xi_border", "place_constant")


@dataclass(frozen=True)
class Constants:
    """What `model.experiments.calibrate_migration` fits."""

    xi: Floats
    """(3, 14) attraction of each city by period of `XI_SINCE`, in utility."""
    xi_outside: Floats
    """(3,) utility of the rest of China, by province of origin."""
    xi_border: Floats
    """(3,) utility of the region's other provinces, by province of origin (Hebei; 0 for the others)."""
    place_constant: Floats
    """(199,) utility of each place within its city, free of the six-district cap."""


def period_of(year: int) -> int:
    """Row of `Constants.xi` that holds in a year; years before the first take the first."""
    return max(int(np.searchsorted(XI_SINCE, year, side="right")) - 1, 0)


def read_constants(places: Places, folder: Path = DATA, name: str = FILE) -> Constants:
    """Read the table of fitted constants.

    Raises:
        TableError: an area is missing, unknown or doubled, or a value is out of range.
    """
    table = read_table(name, {"parameter": text(FITTED), "area": text(), "value": real(-20, 20)}, folder)
    values = {(row.parameter, row.area): float(row.value) for row in table.itertuples()}
    wanted = {(f"xi_{year}", city) for year in XI_SINCE for city in places.city_ids}
    wanted |= {("xi_outside", province) for province in PROVINCES}
    wanted |= {("xi_border", province) for province in PROVINCES}
    wanted |= {("place_constant", place) for place in places.ids}
    require(name, "area", set(values) == wanted and len(table) == len(wanted), "an area is missing, unknown or doubled")
    return Constants(
        xi=np.array([[values[f"xi_{year}", city] for city in places.city_ids] for year in XI_SINCE]),
        xi_outside=np.array([values["xi_outside", province] for province in PROVINCES]),
        xi_border=np.array([values["xi_border", province] for province in PROVINCES]),
        place_constant=np.array([values["place_constant", place] for place in places.ids]),
    )
