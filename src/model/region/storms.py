"""The parameters of the storm catalogue: storm types, and the field of a storm."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.tables import read_table, real, require, text

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class StormTypes:
    """The four storm types of the catalogue; arrays of shape (4,)."""

    names: tuple[str, ...]
    share: Floats
    line: Floats
    """(4, 4) start lon, start lat, end lon, end lat."""
    offset_km: Floats
    """To the right of the line from start to end."""
    spread_km: Floats
    bearing_deg: Floats
    """Clockwise from north."""
    bearing_sd_deg: Floats
    major_km: Floats
    """Median semi-axis."""
    major_ln_sd: Floats
    minor_km: Floats
    minor_ln_sd: Floats


@dataclass(frozen=True)
class StormField:
    """The other parameters of the catalogue, as storm_field.csv explains them."""

    n_events: int
    catalogue_seed: int
    master_rate: float
    """Events a year."""
    rate_envelope: float
    origin_lon: float
    origin_lat: float
    km_per_degree_lon: float
    km_per_degree_lat: float
    ln_severity_sd: float
    large_share: float
    large_ln_severity_shift: float
    large_axes_factor: float
    axes_severity_exponent: float
    footprint_floor: float
    field_weight: float
    field_range_km: float
    field_jitter: float
    nugget_weight: float
    coupling_24h_72h: float
    regional_event_share: float
    regional_event_mm: float
    replay_point_factor: float


def load_storm_types(folder: Path = DATA) -> StormTypes:
    """Read and check storm_types.csv.

    Raises:
        TableError: a column is missing or out of range, or the shares do not sum to 1.
    """
    table = "storm_types.csv"
    line = ["line_start_lon", "line_start_lat", "line_end_lon", "line_end_lat"]
    numbers = {
        "share": real(0, 1),
        "line_start_lon": real(110, 122),
        "line_end_lon": real(110, 122),
        "line_start_lat": real(34, 45),
        "line_end_lat": real(34, 45),
        "offset_km": real(-300, 300),
        "spread_km": real(0, 300),
        "bearing_deg": real(0, 180),
        "bearing_sd_deg": real(0, 90),
        "semi_major_median_km": real(1, 1000),
        "semi_major_ln_sd": real(0, 2),
        "semi_minor_median_km": real(1, 1000),
        "semi_minor_ln_sd": real(0, 2),
    }
    frame = read_table(table, {"type": text(), **numbers}, folder)
    share = frame["share"].to_numpy(float)
    require(table, "share", abs(share.sum() - 1.0) < 1e-9, f"the shares sum to {share.sum():g}, not to 1")
    return StormTypes(
        names=tuple(frame["type"]),
        share=share,
        line=frame[line].to_numpy(float),
        offset_km=frame["offset_km"].to_numpy(float),
        spread_km=frame["spread_km"].to_numpy(float),
        bearing_deg=frame["bearing_deg"].to_numpy(float),
        bearing_sd_deg=frame["bearing_sd_deg"].to_numpy(float),
        major_km=frame["semi_major_median_km"].to_numpy(float),
        major_ln_sd=frame["semi_major_ln_sd"].to_numpy(float),
        minor_km=frame["semi_minor_median_km"].to_numpy(float),
        minor_ln_sd=frame["semi_minor_ln_sd"].to_numpy(float),
    )


def load_storm_field(folder: Path = DATA) -> StormField:
    """Read and check storm_field.csv.

    Raises:
        TableError: a parameter is missing or is not a number.
    """
    table = "storm_field.csv"
    frame = read_table(table, {"name": text(), "value": text()}, folder)
    values = dict(zip(frame["name"], frame["value"], strict=True))

    def number(name: str) -> float:
        require(table, "name", name in values, f"the parameter {name} is missing")
        try:
            return float(values[name])
        except ValueError:
            require(table, "value", False, f"{name}: {values[name]!r} is not a number")
            raise

    names = [name for name in StormField.__dataclass_fields__ if name not in ("n_events", "catalogue_seed")]
    return StormField(
        n_events=int(number("n_events")),
        catalogue_seed=int(number("catalogue_seed")),
        **{name: number(name) for name in names},
    )
