"""The storms of a year: a thinned master process, so that the paths of one seed share their storms.

A master process of rate lambda0 x envelope gives each storm a mark; a path keeps the storms whose mark is at most
its multiplier. So the storms of a lower path are among those of a higher one, and every rate is multiplied exactly.
Beyond the envelope further master processes of the same rate are laid on top, each with its own draws.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.climate.catalogue import Catalogue
from model.climate.pathway import Multipliers, multipliers
from model.climate.rain import log_periods, rain_factor, rain_of_rate, rate_of_rain
from model.randomness.draws import Keys, draws_u32, uniforms
from model.randomness.registry import STORM_CATALOGUE_INDEX, STORM_COUNT, STORM_MARK, STORM_OVERDISPERSION
from model.region.climate import ClimateTables, Gev
from model.scenario.schema.climate import Climate
from model.special import gammaincinv

Floats = NDArray[np.float64]
LAYER = np.uint64(32)
"""A storm's id within its year is layer x 2^32 + number."""
CALM_RATE = 1e9
"""Rate of no rain at all: storms a year."""


@dataclass(frozen=True)
class Storms:
    """The storms of one year, replays last; N storms, 199 places."""

    year: int
    ids: tuple[str, ...]
    """YEAR-NUMBER, the same in every scenario that shares the storm; YEAR-EVENT for a replay."""
    marks: Floats
    """(N,) the multiplier from which a path has the storm; 0 for a replay."""
    index: NDArray[np.intp]
    """(N,) event of the catalogue, -1 for a replay."""
    counted: NDArray[np.bool_]
    """(N,) belongs to the exposure index: mark at most m."""
    damaging: NDArray[np.bool_]
    """(N,) does damage: mark at most m_tail."""
    rain24: Floats
    """(N, 199) mm in 24 h, with the weight of the exposure index."""
    rain72: Floats
    """(N, 199) mm in 72 h, at least rain24."""
    period24: Floats
    """(N, 199) years: return period at the base of the place's 24 h rain, with the weight of the tail."""
    period72: Floats
    """(N, 199) years, of its 72 h rain."""

    def __len__(self) -> int:
        """Storms, counted or damaging."""
        return len(self.ids)


def storms_of_year(catalogue: Catalogue, tables: ClimateTables, climate: Climate, year: int, keys: Keys) -> Storms:
    """Draw the storms of a year and add its replays.

    The number of a layer is the Poisson quantile of one uniform at mean lambda0 x envelope x G, where G is 1 or the
    gamma quantile (shape `overdispersion_k`, mean 1) of another; storm k of the year has its mark and its event of the
    catalogue from its own address. The scenario never enters a draw.
    """
    factors = multipliers(climate, tables, year)
    most = max(factors.index_number, factors.tail_number)
    numbers, marks = _master(tables, climate, year, most, keys.climate)
    kept = marks <= most
    numbers, marks = numbers[kept], marks[kept]
    words = draws_u32(numbers, year, STORM_CATALOGUE_INDEX, keys.climate)
    index = ((words.astype(np.uint64) * np.uint64(catalogue.size)) >> np.uint64(32)).astype(np.intp)
    rain, periods = _rain(catalogue, tables, climate, index, factors)
    storms = Storms(
        year=year,
        ids=tuple(f"{year}-{_number(int(number))}" for number in numbers),
        marks=marks,
        index=index,
        counted=marks <= factors.index_number,
        damaging=marks <= factors.tail_number,
        rain24=rain[0],
        rain72=rain[1],
        period24=periods[0],
        period72=periods[1],
    )
    return with_replays(storms, tables, tuple(each.event for each in climate.replay if each.year == year))


def with_replays(storms: Storms, tables: ClimateTables, events: tuple[str, ...]) -> Storms:
    """The year's storms and, after them, historical ones as they were recorded.

    Return periods are those of the county's rain x `replay_point_factor`, the step from a county's mean to the rain
    that floods within it.
    """
    if not events:
        return storms
    rows = [tables.replay.events.index(event) for event in events]
    rain24, rain72 = tables.replay.rain24[rows], tables.replay.rain72[rows]
    point = tables.field.replay_point_factor
    count = len(rows)
    always = np.ones(count, bool)
    return Storms(
        year=storms.year,
        ids=(*storms.ids, *(f"{storms.year}-{event}" for event in events)),
        marks=np.concatenate([storms.marks, np.zeros(count)]),
        index=np.concatenate([storms.index, np.full(count, -1, np.intp)]),
        counted=np.concatenate([storms.counted, always]),
        damaging=np.concatenate([storms.damaging, always]),
        rain24=np.concatenate([storms.rain24, rain24]),
        rain72=np.concatenate([storms.rain72, np.maximum(rain72, rain24)]),
        period24=np.concatenate([storms.period24, _periods(tables.rain24, rain24 * point)]),
        period72=np.concatenate([storms.period72, _periods(tables.rain72, rain72 * point)]),
    )


def no_storms(year: int, places: int = 199) -> Storms:
    """A year without storms."""
    none, rain = np.zeros(0), np.zeros((0, places))
    return Storms(year, (), none, np.zeros(0, np.intp), np.zeros(0, bool), np.zeros(0, bool), rain, rain, rain, rain)


def poisson_quantile(uniform: float, mean: float) -> int:
    """Smallest n with P(N <= n) >= uniform, N Poisson."""
    term = float(np.exp(-mean))
    total, number = term, 0
    while total < uniform and term > 0.0:
        number += 1
        term *= mean / number
        total += term
    return number


def _master(
    tables: ClimateTables, climate: Climate, year: int, most: float, key: np.uint64
) -> tuple[NDArray[np.uint64], Floats]:
    """Ids and marks of the master storms of a year, layers until `most`."""
    field = tables.field
    mean = field.master_rate * field.rate_envelope
    shape = climate.overdispersion_k
    if shape is not None:
        mean *= float(gammaincinv(shape, uniforms(np.zeros(1, np.uint64), year, STORM_OVERDISPERSION, key)[0])) / shape
    layers = int(np.ceil(most / field.rate_envelope))
    counts = uniforms(np.arange(layers, dtype=np.uint64), year, STORM_COUNT, key)
    ids = [
        (np.uint64(layer) << LAYER) | np.arange(poisson_quantile(float(counts[layer]), mean), dtype=np.uint64)
        for layer in range(layers)
    ]
    numbers = np.concatenate([np.zeros(0, np.uint64), *ids])
    share = uniforms(numbers, year, STORM_MARK, key)
    return numbers, ((numbers >> LAYER).astype(np.float64) + share) * field.rate_envelope


def _rain(
    catalogue: Catalogue, tables: ClimateTables, climate: Climate, index: NDArray[np.intp], factors: Multipliers
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Rain (24 h, 72 h) with the weight of the index, return periods (24 h, 72 h) with that of the tail."""
    rates = catalogue.rates
    rain, periods = [], []
    for gev, ranks in ((tables.rain24, catalogue.rank24), (tables.rain72, catalogue.rank72)):
        rate = rates[np.asarray(ranks[index])]
        weights = rain_factor(tables.rain24, factors.index_weight, climate.overdispersion_k)
        rain.append(weights * rain_of_rate(gev, rate, climate.overdispersion_k))
        tail = rain_factor(tables.rain24, factors.tail_weight, climate.overdispersion_k)
        if factors.tail_weight == 1.0:
            periods.append(1.0 / rate)
        else:
            periods.append(np.exp(log_periods(gev, rate, tail, climate.overdispersion_k)))
    return (rain[0], np.maximum(rain[0], rain[1])), (periods[0], periods[1])


def _periods(gev: Gev, rain: Floats) -> Floats:
    return 1.0 / np.minimum(rate_of_rain(gev, rain, None), CALM_RATE)


def _number(number: int) -> str:
    layer, within = divmod(number, 1 << 32)
    return f"{within:02d}" if layer == 0 else f"{layer}x{within:02d}"
