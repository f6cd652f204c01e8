"""What is known of rain and floods: hazard of every place, storm types, vulnerability, basins, historical storms."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.places import Places
from model.region.storms import StormField, StormTypes, load_storm_field, load_storm_types
from model.region.tables import read_table, real, require, text, whole
from model.region.vulnerability import TERRAINS, DamageCurves, Vulnerability, load_curves, load_vulnerability

Floats = NDArray[np.float64]

WARMING_PATHS = ("low", "medium", "high")
SHORT_RAIN_TERRAINS = ("mountain", "plateau_basin", "urban_core")
"""Terrains where a day's rain floods as well as that of three days."""
MOST_IN_DETENTION = 0.85
"""Largest share of a place's people in detention land for which no affected share can exceed 0.9 of the place."""


@dataclass(frozen=True)
class Gev:
    """Annual maximum of rain, by place (199,): xi > 0 is a heavy tail."""

    location: Floats
    """mm"""
    scale: Floats
    """mm"""
    shape: Floats


@dataclass(frozen=True)
class Basins:
    """Who lies above whom: upstream counties of a basin send water to its lowland places."""

    names: tuple[str, ...]
    upstream_weight: Floats
    """(basins, 199) share of each upstream county in its basin's upstream area; rows sum to 1, or to 0."""
    lowland: NDArray[np.bool_]
    """(basins, 199) whether a place is a lowland of the basin."""


@dataclass(frozen=True)
class ReplayRain:
    """County rain of historical storms; means over the county."""

    events: tuple[str, ...]
    rain24: Floats
    """(events, 199) mm"""
    rain72: Floats
    """(events, 199) mm"""


@dataclass(frozen=True)
class ClimateTables:
    """Rain, floods and vulnerability; places in the order of places.csv, arrays (199,) unless they say otherwise."""

    rain24: Gev
    rain72: Gev
    x_km: Floats
    """East of the origin of the storm plane."""
    y_km: Floats
    """North of the origin."""
    types: StormTypes
    field: StormField
    terrain: NDArray[np.uint8]
    """Index into TERRAINS."""
    short_rain: NDArray[np.bool_]
    """Whether a day's rain floods as well as three days' (mountain, plateau, urban core)."""
    urban: NDArray[np.bool_]
    """Urban cores, where sponge works count."""
    standard: Floats
    """Protection standard of the rivers, years (fps_river_yr)."""
    sponge_2023: Floats
    """Share of the built-up area with sponge works."""
    detention: Floats
    """Share of people on detention land at the base."""
    vulnerability: Vulnerability
    curves: DamageCurves
    basins: Basins
    replay: ReplayRain
    warming_years: Floats
    """(n,) first the middle of the reference period, then those of warming.csv."""
    warming: Floats
    """(3, n) K since the reference period: low, medium, high."""
    old_shares: Floats
    """(3,) shares of the region's people of 2020 below 65, 65 to 79, 80 and over: the norm of the age factors."""


def load_climate(places: Places, folder: Path = DATA) -> ClimateTables:
    """Read and check the tables of rain and floods.

    Raises:
        TableError: a column is missing or out of range, or a county has no rain, basin or terrain.
    """
    hazard = _hazard(places, folder)
    field = load_storm_field(folder)
    terrain = np.array([TERRAINS.index(name) for name in hazard["terrain"]], np.uint8)
    cosine = np.cos(np.radians(field.origin_lat))
    years, warming = _warming(folder)
    return ClimateTables(
        rain24=_gev(hazard, "gev24"),
        rain72=_gev(hazard, "gev72"),
        x_km=(hazard["lon"].to_numpy(float) - field.origin_lon) * field.km_per_degree_lon * cosine,
        y_km=(hazard["lat"].to_numpy(float) - field.origin_lat) * field.km_per_degree_lat,
        types=load_storm_types(folder),
        field=field,
        terrain=terrain,
        short_rain=np.isin(terrain, [TERRAINS.index(name) for name in SHORT_RAIN_TERRAINS]),
        urban=terrain == TERRAINS.index("urban_core"),
        standard=hazard["fps_river_yr"].to_numpy(float),
        sponge_2023=hazard["sponge_cov_2023"].to_numpy(float),
        detention=hazard["detention_pop_share"].to_numpy(float),
        vulnerability=load_vulnerability(terrain, folder),
        curves=load_curves(folder),
        basins=_basins(places, folder),
        replay=_replay(places, folder),
        warming_years=years,
        warming=warming,
        old_shares=_old_shares(folder),
    )


def _hazard(places: Places, folder: Path) -> pd.DataFrame:
    """The county rows of rain_hazard.csv in the order of places.csv."""
    table = "rain_hazard.csv"
    gev = {f"gev{hours}_{part}": real(low, high) for hours in (24, 72) for part, low, high in _GEV_BOUNDS}
    frame = read_table(
        table,
        {
            "level": text(("city", "county")),
            "adcode": text(),
            "lon": real(113, 120),
            "lat": real(36, 43),
            **gev,
            "terrain": text(TERRAINS),
            "fps_river_yr": real(1, 10_000),
            "sponge_cov_2023": real(0, 1),
            "detention_pop_share": real(0, MOST_IN_DETENTION, blank=True),
        },
        folder,
    )
    frame = frame[frame["level"] == "county"].set_index("adcode")
    require(table, "adcode", bool(frame.index.is_unique), "a county stands twice")
    for code in places.codes:
        require(table, "adcode", code in frame.index, f"the county {code} of places.csv has no row")
    frame = frame.loc[list(places.codes)]
    blank = frame["detention_pop_share"].isna().to_numpy()
    require(table, "detention_pop_share", not blank.any(), "a county has no share")
    return frame


_GEV_BOUNDS = (("loc", 1.0, 400.0), ("scale", 1.0, 200.0), ("xi", 0.01, 0.5))


def _gev(hazard: pd.DataFrame, prefix: str) -> Gev:
    location, scale, shape = (hazard[f"{prefix}_{part}"].to_numpy(float) for part, _, _ in _GEV_BOUNDS)
    return Gev(location, scale, shape)


def _basins(places: Places, folder: Path) -> Basins:
    table = "basins.csv"
    frame = read_table(
        table,
        {"place_id": text(places.ids), "basin": text(), "position": text(("upstream", "middle", "lowland"))},
        folder,
    ).set_index("place_id")
    for place in places.ids:
        require(table, "place_id", place in frame.index, f"{place} has no row")
    frame = frame.loc[list(places.ids)]
    members = [cell.split(";") for cell in frame["basin"]]
    names = tuple(sorted({basin for cell in members for basin in cell}))
    inside = np.array([[name in cell for cell in members] for name in names])
    area = inside * (frame["position"] == "upstream").to_numpy() * places.area_km2
    total = area.sum(axis=1, keepdims=True)
    weight = np.divide(area, total, out=np.zeros_like(area), where=total > 0)
    return Basins(names, weight, inside & (frame["position"] == "lowland").to_numpy() & (total > 0))


def _replay(places: Places, folder: Path) -> ReplayRain:
    table = "rain_replay.csv"
    frame = read_table(
        table,
        {"event_id": text(), "place_id": text(places.ids), "rain24_mm": real(0, 2000), "rain72_mm": real(0, 2000)},
        folder,
    )
    wide = frame.set_index(["event_id", "place_id"])
    require(table, "place_id", bool(wide.index.is_unique), "a county stands twice in an event")
    events = tuple(dict.fromkeys(frame["event_id"]))
    require(table, "place_id", len(wide) == len(events) * len(places.ids), "an event lacks a county")
    rows = wide.loc[[(event, place) for event in events for place in places.ids]]
    shape = (len(events), len(places.ids))
    return ReplayRain(
        events, rows["rain24_mm"].to_numpy(float).reshape(shape), rows["rain72_mm"].to_numpy(float).reshape(shape)
    )


def _warming(folder: Path) -> tuple[Floats, Floats]:
    table = "warming.csv"
    frame = read_table(
        table,
        {"pathway": text(WARMING_PATHS), "mid_year": whole(2000, 2100), "warming_k": real(-1, 10), "reference": text()},
        folder,
    )
    first, last = (int(year) for year in str(frame["reference"].iloc[0]).split("-"))
    require(table, "reference", bool((frame["reference"] == frame["reference"].iloc[0]).all()), "two references")
    wide = frame.pivot_table(index="pathway", columns="mid_year", values="warming_k").reindex(list(WARMING_PATHS))
    require(table, "warming_k", not wide.isna().to_numpy().any(), "a path lacks a period")
    years = np.concatenate([[0.5 * (first + last)], wide.columns.to_numpy(float)])
    return years, np.concatenate([np.zeros((len(WARMING_PATHS), 1)), wide.to_numpy(float)], axis=1)


def _old_shares(folder: Path) -> Floats:
    frame = read_table(
        "places.csv", {"pop_2020": whole(1), "age_65p_2020": real(0, 60), "age_80p_2020": real(0, 20)}, folder
    )
    persons = frame["pop_2020"].to_numpy(float)
    over_65 = float((persons * frame["age_65p_2020"]).sum()) / (100.0 * persons.sum())
    over_80 = float((persons * frame["age_80p_2020"]).sum()) / (100.0 * persons.sum())
    return np.array([1.0 - over_65, over_65 - over_80, over_80])
