"""Philox 4x32-10: a number that depends on an address, never on the order of calls.

Salmon et al. (2011), *Parallel random numbers: as easy as 1, 2, 3*. A 128-bit counter and a 64-bit key
give four independent 32-bit words. The three test vectors of Random123 are checked in the tests.
"""

from numpy import uint32, uint64

from model.randomness.kernel import inlined

_MULTIPLIER_0 = uint64(0xD2511F53)
_MULTIPLIER_1 = uint64(0xCD9E8D57)
_WEYL_0 = uint32(0x9E3779B9)
_WEYL_1 = uint32(0xBB67AE85)
_LOW_WORD = uint64(0xFFFFFFFF)
_WORD = uint64(32)


@inlined
def philox4x32(
    counter_0: uint32, counter_1: uint32, counter_2: uint32, counter_3: uint32, key_0: uint32, key_1: uint32
) -> tuple[uint32, uint32, uint32, uint32]:
    """Ten rounds of Philox on one counter; returns the four lanes (u32 each)."""
    for _ in range(10):
        product_0 = _MULTIPLIER_0 * uint64(counter_0)
        product_1 = _MULTIPLIER_1 * uint64(counter_2)
        high_0 = uint32(product_0 >> _WORD)
        low_0 = uint32(product_0 & _LOW_WORD)
        high_1 = uint32(product_1 >> _WORD)
        low_1 = uint32(product_1 & _LOW_WORD)
        counter_0 = uint32(high_1 ^ counter_1 ^ key_0)
        counter_1 = low_1
        counter_2 = uint32(high_0 ^ counter_3 ^ key_1)
        counter_3 = low_0
        key_0 = uint32(key_0 + _WEYL_0)
        key_1 = uint32(key_1 + _WEYL_1)
    return counter_0, counter_1, counter_2, counter_3


@inlined
def four_draws(entity: uint64, year: int, block: int, key: uint64) -> tuple[uint32, uint32, uint32, uint32]:
    """The four u32 draws of one entity in one year and block (`registry.block`), under a 64-bit key."""
    return philox4x32(
        uint32(entity & _LOW_WORD),
        uint32(entity >> _WORD),
        uint32(year),
        uint32(block),
        uint32(key & _LOW_WORD),
        uint32(key >> _WORD),
    )
