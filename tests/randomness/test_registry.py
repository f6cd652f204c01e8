"""No two processes share a draw, and no entry of the register moves."""

from collections import Counter

import pytest

from model.randomness import registry
from model.randomness.registry import Draw

DRAWS = {name: value for name, value in vars(registry).items() if isinstance(value, Draw)}

CHOICES = {name: 64 for name in DRAWS if "CHOOSE_" in name}
"""Entries that stand for as many blocks from theirs on."""

PERMANENT = {
    "DEATH": (1, 1, 0),
    "BIRTH": (1, 1, 1),
    "LEAVE_CITY": (1, 2, 0),
    "NEWBORN_ID": (1, 4000, 0),
    "FIRM_EXIT": (2, 1, 0),
    "ENTRANT_ID": (2, 4000, 0),
    "STORM_COUNT": (3, 1, 0),
    "START_RESIDENT_ID": (5, 1, 0),
}


def test_no_two_processes_read_one_lane() -> None:
    taken = Counter((draw.block, draw.lane) for draw in DRAWS.values())
    assert {address: number for address, number in taken.items() if number > 1} == {}


def test_lanes_and_numbers_fit_their_words() -> None:
    for name, draw in DRAWS.items():
        assert 0 <= draw.lane <= 3, name
        assert 0 <= draw.number < 2**24, name
        assert 0 < draw.kind < 2**8, name


def test_kinds_of_entities_never_share_a_block() -> None:
    by_block: dict[int, set[int]] = {}
    for draw in DRAWS.values():
        by_block.setdefault(draw.block, set()).add(draw.kind)
    assert all(len(kinds) == 1 for kinds in by_block.values())


def test_the_blocks_of_a_choice_are_free_of_other_processes() -> None:
    for name, blocks in CHOICES.items():
        first = DRAWS[name]
        inside = {
            other
            for other, draw in DRAWS.items()
            if draw.kind == first.kind and first.number <= draw.number < first.number + blocks
        }
        assert inside == {name}


@pytest.mark.parametrize(("name", "address"), PERMANENT.items())
def test_entries_stay_where_they_were(name: str, address: tuple[int, int, int]) -> None:
    draw = DRAWS[name]
    assert (draw.kind, draw.number, draw.lane) == address
