"""Storms of the catalogue: position, shape and strength, and what they leave at every place.

Every number is an addressed draw under the catalogue's own fixed key, so it is the same on every machine; what is
kept are ranks within a place, which the last bits of a sum or an exponential hardly ever change.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.products import cholesky, product
from model.randomness.draws import TWO_TO_32, keys_of, uniforms
from model.randomness.kernel import kernel
from model.randomness.philox import four_draws
from model.randomness.registry import (
    CATALOGUE_BEARING,
    CATALOGUE_COUPLING,
    CATALOGUE_FIELD,
    CATALOGUE_LARGE,
    CATALOGUE_MAJOR,
    CATALOGUE_MINOR,
    CATALOGUE_NUGGET,
    CATALOGUE_OFFSET,
    CATALOGUE_POSITION,
    CATALOGUE_SEVERITY,
    CATALOGUE_TYPE,
    Draw,
)
from model.region.climate import ClimateTables
from model.special import ndtri

Floats = NDArray[np.float64]
EVENTS_AT_ONCE: Final = 4000
"""Rows worked on together: bounds the memory of the build (about 30 MB)."""


def rank_storms(tables: ClimateTables) -> NDArray[np.uint16]:
    """Ranks (2, K, 199) of every event within each place, 1 = weakest: of its 24 h rain, then of its 72 h rain.

    U = rank / (K + 1). The latent strength is L = ln S + ln(m + floor) + field + nugget: S the severity, m a Gaussian
    footprint, a field with exponential correlation between places, and independent noise. The 72 h rain ranks
    c z + sqrt(1 - c^2) e, z the normal quantile of U and e one normal per event.

    Raises:
        ValueError: the catalogue has more events than a 16-bit rank can count.
    """
    field = tables.field
    if not 1 < field.n_events < 65_535:
        raise ValueError(f"a catalogue of {field.n_events} events does not fit 16-bit ranks")
    key = keys_of(field.catalogue_seed, climate_seed=field.catalogue_seed).climate
    events = np.arange(field.n_events, dtype=np.uint64)
    latent = np.concatenate(
        [_latent(tables, part, key) for part in np.array_split(events, -(-events.size // EVENTS_AT_ONCE))]
    )
    common = _normals(events, CATALOGUE_COUPLING, key)
    ranks = np.empty((2, *latent.shape), np.uint16)
    normal = ndtri(np.arange(1, events.size + 1) / (events.size + 1.0))
    coupling = field.coupling_24h_72h
    for place in range(latent.shape[1]):
        rank = _ranks(latent[:, place])
        ranks[0, :, place] = rank
        longer = coupling * normal[rank - 1] + np.sqrt(1.0 - coupling**2) * common
        ranks[1, :, place] = _ranks(longer)
    return ranks


def _latent(tables: ClimateTables, events: NDArray[np.uint64], key: np.uint64) -> Floats:
    """L (events, 199)."""
    field, types = tables.field, tables.types
    kind = np.searchsorted(np.cumsum(types.share)[:-1], uniforms(events, 0, CATALOGUE_TYPE, key), side="right")
    large = uniforms(events, 0, CATALOGUE_LARGE, key) < field.large_share
    severity = field.ln_severity_sd * _normals(events, CATALOGUE_SEVERITY, key)
    severity += field.large_ln_severity_shift * large
    growth = np.where(large, field.large_axes_factor, 1.0) * np.exp(field.axes_severity_exponent * severity)
    major = types.major_km[kind] * growth * np.exp(types.major_ln_sd[kind] * _normals(events, CATALOGUE_MAJOR, key))
    minor = types.minor_km[kind] * growth * np.exp(types.minor_ln_sd[kind] * _normals(events, CATALOGUE_MINOR, key))
    x, y = _centres(tables, events, kind, key)
    bearing = np.radians(
        types.bearing_deg[kind] + types.bearing_sd_deg[kind] * _normals(events, CATALOGUE_BEARING, key)
    )[:, None]
    east, north = tables.x_km - x[:, None], tables.y_km - y[:, None]
    along = (east * np.sin(bearing) + north * np.cos(bearing)) / major[:, None]
    across = (east * np.cos(bearing) - north * np.sin(bearing)) / minor[:, None]
    footprint = np.exp(-0.5 * (along**2 + across**2))
    correlated = product(_place_normals(events, CATALOGUE_FIELD, key, tables.x_km.size), _correlation_root(tables).T)
    nugget = _place_normals(events, CATALOGUE_NUGGET, key, tables.x_km.size)
    latent: Floats = severity[:, None] + np.log(footprint + field.footprint_floor)
    return latent + field.field_weight * correlated + field.nugget_weight * nugget


def _centres(
    tables: ClimateTables, events: NDArray[np.uint64], kind: NDArray[np.intp], key: np.uint64
) -> tuple[Floats, Floats]:
    """Centres in the plane (km): along the line of the storm's type, and off it to the right."""
    field, types = tables.field, tables.types
    per_lon = field.km_per_degree_lon * np.cos(np.radians(field.origin_lat))
    start_x, end_x = ((types.line[:, i] - field.origin_lon) * per_lon for i in (0, 2))
    start_y, end_y = ((types.line[:, i] - field.origin_lat) * field.km_per_degree_lat for i in (1, 3))
    length = np.hypot(end_x - start_x, end_y - start_y)
    right_x, right_y = (end_y - start_y) / length, (start_x - end_x) / length
    position = uniforms(events, 0, CATALOGUE_POSITION, key)
    offset = types.offset_km[kind] + types.spread_km[kind] * _normals(events, CATALOGUE_OFFSET, key)
    x = start_x[kind] + position * (end_x - start_x)[kind] + offset * right_x[kind]
    y = start_y[kind] + position * (end_y - start_y)[kind] + offset * right_y[kind]
    return x, y


def _correlation_root(tables: ClimateTables) -> Floats:
    """Cholesky factor (199, 199) of exp(-distance / range)."""
    distance = np.hypot(tables.x_km[:, None] - tables.x_km[None, :], tables.y_km[:, None] - tables.y_km[None, :])
    correlation = np.exp(-distance / tables.field.field_range_km)
    return cholesky(correlation + tables.field.field_jitter * np.eye(tables.x_km.size))


def _normals(events: NDArray[np.uint64], draw: Draw, key: np.uint64) -> Floats:
    """One standard normal per event."""
    normals: Floats = ndtri(uniforms(events, 0, draw, key))
    return normals


def _place_normals(events: NDArray[np.uint64], draw: Draw, key: np.uint64, places: int) -> Floats:
    """One standard normal per event and place (events, places)."""
    words = np.empty((events.size, -(-places // 4) * 4), np.uint32)
    _fill_places(events, draw.block, key, words)
    normals: Floats = ndtri((words[:, :places] + 0.5) / TWO_TO_32)
    return normals


@kernel
def _fill_places(events: NDArray[np.uint64], block: int, key: np.uint64, words: NDArray[np.uint32]) -> None:
    """Four places share a block: place i reads lane i mod 4 of block + i div 4."""
    for event in range(events.size):
        for four in range(words.shape[1] // 4):
            lanes = four_draws(events[event], 0, block + four, key)
            words[event, 4 * four] = lanes[0]
            words[event, 4 * four + 1] = lanes[1]
            words[event, 4 * four + 2] = lanes[2]
            words[event, 4 * four + 3] = lanes[3]


def _ranks(values: Floats) -> NDArray[np.uint16]:
    """1 for the smallest."""
    ranks = np.empty(values.size, np.uint16)
    ranks[np.argsort(values, kind="stable")] = np.arange(1, values.size + 1, dtype=np.uint16)
    return ranks
