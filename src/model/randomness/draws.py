"""Draws of many entities at once, and the seeds they stand under.

For kernels, call `philox.four_draws` inside the loop; these helpers serve code that is not hot.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.randomness.blocks import BLOCK, fill_lanes_01, fill_lanes_23
from model.randomness.kernel import kernel
from model.randomness.registry import Draw
from model.randomness.witness import witness

TWO_TO_32: Final = 4294967296.0
_LOW_WORD = np.uint64(0xFFFF_FFFF)
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)
"""Odd, so that it maps the second of two numbers one to one onto 64 bits."""
_POPULATION: Final = 0x9F0D_11AA
_CLIMATE: Final = 0xC11A_7E00
_DYNAMICS: Final = 0xD15A_3C5E


@dataclass(frozen=True, slots=True)
class Keys:
    """The 64-bit keys of a run: start population, climate, dynamics. The scenario never enters a key."""

    population: np.uint64
    climate: np.uint64
    dynamics: np.uint64


def keys_of(seed: int, population_seed: int | None = None, climate_seed: int | None = None) -> Keys:
    """Derive the three keys from one seed; each can be set apart.

    `population_seed` defaults to 1, so that replicates share the start population; `climate_seed` to `seed`.
    """
    return Keys(
        population=_key(1 if population_seed is None else population_seed, _POPULATION),
        climate=_key(seed if climate_seed is None else climate_seed, _CLIMATE),
        dynamics=_key(seed, _DYNAMICS),
    )


def draws_u32(ids: NDArray[np.uint64], year: int, draw: Draw, key: np.uint64) -> NDArray[np.uint32]:
    """One u32 per entity, shape of `ids`."""
    words = np.empty(ids.shape, np.uint32)
    _fill_draws(ids, year, draw.block, draw.lane, key, words)
    return words


def uniforms(ids: NDArray[np.uint64], year: int, draw: Draw, key: np.uint64) -> NDArray[np.float64]:
    """One number in the open interval (0, 1) per entity: (u32 + 0.5) / 2^32."""
    numbers: NDArray[np.float64] = (draws_u32(ids, year, draw, key).astype(np.float64) + 0.5) / TWO_TO_32
    return numbers


def new_ids(
    first: NDArray[np.uint64], second: NDArray[np.uint64], year: int, draw: Draw, key: np.uint64
) -> NDArray[np.uint64]:
    """Ids for new entities from two numbers each, such as (mother's id, order) or (city, k)."""
    ids = np.empty(first.shape, np.uint64)
    _fill_ids(first, second, year, draw.block, key, ids)
    return ids


def thresholds(probability: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Probabilities as u32 thresholds floor(p 2^32): an event happens where draw < threshold."""
    bounded = np.minimum(np.maximum(probability, 0.0), 1.0)  # what `clip` does, in a third of its time
    table = np.minimum(np.floor(bounded * TWO_TO_32), TWO_TO_32 - 1).astype(np.uint32)
    witness(table)
    return table


def _key(seed: int, purpose: int) -> np.uint64:
    ids = np.array([seed], np.uint64)
    purposes = np.array([purpose], np.uint64)
    return np.uint64(new_ids(ids, purposes, 0, Draw(0, purpose & 0xFF, 0), np.uint64(purpose))[0])


@kernel
def _fill_draws(
    ids: NDArray[np.uint64], year: int, block: int, lane: int, key: np.uint64, words: NDArray[np.uint32]
) -> None:
    pairs = np.empty(BLOCK, np.uint64)
    shift = np.uint64(32 * (lane % 2))
    for low in range(0, ids.size, BLOCK):
        some = ids[low : low + BLOCK]
        if lane < 2:
            fill_lanes_01(some, year, block, key, pairs)
        else:
            fill_lanes_23(some, year, block, key, pairs)
        for i in range(some.size):
            words[low + i] = np.uint32((pairs[i] >> shift) & _LOW_WORD)


@kernel
def _fill_ids(
    first: NDArray[np.uint64],
    second: NDArray[np.uint64],
    year: int,
    block: int,
    key: np.uint64,
    ids: NDArray[np.uint64],
) -> None:
    """Lanes 0 and 1 of the first number, mixed with the second, and of the outcome once more."""
    mixed = np.empty(BLOCK, np.uint64)
    for low in range(0, first.size, BLOCK):
        some, other, out = first[low : low + BLOCK], second[low : low + BLOCK], ids[low : low + BLOCK]
        fill_lanes_01(some, year, block, key, mixed)
        for i in range(some.size):
            mixed[i] ^= other[i] * _SPREAD
        fill_lanes_01(mixed[: some.size], year, block, key, out)
