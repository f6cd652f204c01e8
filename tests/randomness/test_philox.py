"""Philox is that of Random123, and an address is all that a draw depends on."""

import numpy as np
import pytest
from numba import njit
from numpy.typing import NDArray

from model.randomness import philox, registry
from model.randomness.draws import draws_u32
from model.randomness.registry import Draw

four_draws, philox4x32 = njit(philox.four_draws.py_func), njit(philox.philox4x32.py_func)

WORD = 0xFFFFFFFF

RANDOM123 = [
    # The known answers that Random123 ships for philox4x32 with ten rounds: counter, key, result.
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((WORD,) * 4, (WORD,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "expected"), RANDOM123)
def test_the_vectors_of_random123(counter: tuple[int, ...], key: tuple[int, ...], expected: tuple[int, ...]) -> None:
    words = [np.uint32(word) for word in (*counter, *key)]
    assert tuple(int(word) for word in philox4x32(*words)) == expected


@pytest.mark.parametrize(("counter", "key", "expected"), RANDOM123)
def test_the_twin_agrees_with_the_vectors(
    counter: tuple[int, ...], key: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    words = [np.array([word], np.uint64) for word in counter]
    assert tuple(int(word[0]) for word in twin(words, *key)) == expected


def test_draws_of_an_address_are_those_of_the_counter_that_it_spells() -> None:
    entity, year, draw, key = 0x0123_4567_89AB_CDEF, 2037, registry.DEATH, 0xFEDC_BA98_7654_3210
    counter = [np.uint32(word) for word in (entity & WORD, entity >> 32, year, draw.block)]
    keys = np.uint32(key & WORD), np.uint32(key >> 32)
    assert tuple(four_draws(np.uint64(entity), year, draw.block, np.uint64(key))) == philox4x32(*counter, *keys)


@pytest.mark.parametrize("lane", [0, 1, 2, 3])
def test_many_draws_are_the_twin_bit_for_bit(lane: int) -> None:
    rng = np.random.default_rng(5)
    ids = rng.integers(0, 2**64, 5000, dtype=np.uint64)
    key = 0xDEAD_BEEF_0BAD_CAFE
    draw = Draw(registry.FIRM, 7, lane)
    counter = [ids & np.uint64(WORD), ids >> np.uint64(32), np.full_like(ids, 2044), np.full_like(ids, draw.block)]
    expected = twin(counter, key & WORD, key >> 32)[lane]
    assert np.array_equal(draws_u32(ids, 2044, draw, np.uint64(key)), expected.astype(np.uint32))


def test_the_order_and_the_company_of_entities_do_not_matter() -> None:
    ids = np.arange(1000, dtype=np.uint64) * np.uint64(97)
    order = np.argsort(np.sin(np.arange(1000)))
    together = draws_u32(ids, 2030, registry.BIRTH, np.uint64(9))
    assert np.array_equal(draws_u32(ids[order], 2030, registry.BIRTH, np.uint64(9)), together[order])
    alone = [draws_u32(ids[i : i + 1], 2030, registry.BIRTH, np.uint64(9))[0] for i in (0, 17, 999)]
    assert alone == [together[0], together[17], together[999]]


@pytest.mark.parametrize("bit", range(0, 64, 7))
def test_every_bit_of_id_key_year_and_block_changes_half_of_the_bits(bit: int) -> None:
    ids = np.arange(4000, dtype=np.uint64)
    flip = np.uint64(1) << np.uint64(bit)
    base = draws_u32(ids, 2030, Draw(1, 1, 0), np.uint64(3))
    others = [draws_u32(ids ^ flip, 2030, Draw(1, 1, 0), np.uint64(3)), draws_u32(ids, 2030, Draw(1, 1, 0), flip)]
    if bit < 11:
        others.append(draws_u32(ids, 2030 ^ (1 << bit), Draw(1, 1, 0), np.uint64(3)))
        others.append(draws_u32(ids, 2030, Draw(1, 1 ^ (1 << bit), 0), np.uint64(3)))
    for other in others:
        changed = np.bitwise_count(base ^ other).mean()
        assert changed == pytest.approx(16, abs=0.25)  # 5.6 standard errors


def twin(counter: list[NDArray[np.uint64]], key_0: int, key_1: int) -> list[NDArray[np.uint64]]:
    """Philox 4x32-10 in NumPy, written from the paper."""
    word = np.uint64(WORD)
    c0, c1, c2, c3 = counter
    for step in range(10):
        k0 = np.uint64((key_0 + step * 0x9E3779B9) & WORD)
        k1 = np.uint64((key_1 + step * 0xBB67AE85) & WORD)
        left, right = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (
            (right >> np.uint64(32)) ^ c1 ^ k0,
            right & word,
            (left >> np.uint64(32)) ^ c3 ^ k1,
            left & word,
        )
    return [c0, c1, c2, c3]
