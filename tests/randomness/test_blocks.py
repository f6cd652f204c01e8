import numpy as np
import pytest
from numba import njit

from model.randomness import blocks
from model.randomness.draws import draws_u32
from model.randomness.registry import Draw

fill_lanes = njit(blocks.fill_lanes.py_func)
fill_lanes_01, fill_lanes_23 = njit(blocks.fill_lanes_01.py_func), njit(blocks.fill_lanes_23.py_func)


@pytest.mark.parametrize("number", [0, 1, 511, 512, 1300])
def test_block_draws_are_the_draws_one_by_one(number: int) -> None:
    ids = np.random.default_rng(number).integers(0, 2**63, number).astype(np.uint64)
    key = np.uint64(0x1234_5678_9ABC_DEF0)
    pairs = np.zeros(number, np.uint64)
    for fill, lanes in ((fill_lanes_01, (0, 1)), (fill_lanes_23, (2, 3))):
        fill(ids, 2031, Draw(1, 9, 0).block, key, pairs)
        for lane, shift in zip(lanes, (0, 32), strict=True):
            one_by_one = draws_u32(ids, 2031, Draw(1, 9, lane), key)
            assert ((pairs >> np.uint64(shift)).astype(np.uint32) == one_by_one).all()


@pytest.mark.parametrize("number", [0, 1, 511, 512, 1300])
def test_all_lanes_in_one_pass_are_those_of_the_two_passes(number: int) -> None:
    ids = np.random.default_rng(number).integers(0, 2**63, number).astype(np.uint64)
    block, key = Draw(1, 9, 0).block, np.uint64(0x1234_5678_9ABC_DEF0)
    together, apart = np.zeros((2, number), np.uint64), np.zeros((2, number), np.uint64)
    fill_lanes(ids, 2031, block, key, together[0], together[1])
    fill_lanes_01(ids, 2031, block, key, apart[0])
    fill_lanes_23(ids, 2031, block, key, apart[1])
    assert (together == apart).all()
