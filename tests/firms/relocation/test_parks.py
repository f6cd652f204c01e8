"""Firms that move settle in parks while there is room."""

import numpy as np
import pytest

from model.firms.columns import DIRECTED, IN_PARK, MOVED, PERSON
from model.firms.relocation.appeal import PARK
from model.firms.relocation.parks import jobs_in_parks, settle_in_parks
from model.region.names import SECTORS

from .samples import made_firms

ADVANCED = SECTORS.index("manuf_advanced")
FINANCE = SECTORS.index("finance")
ROOM = np.full(199, 1000.0)


def before(firms):
    return firms.id[: firms.used].copy(), firms.place[: firms.used].copy()


@pytest.fixture
def moved(keys):
    """Ten firms at place 5; those of even number move to place 7."""
    firms = made_firms([5] * 10, [ADVANCED] * 10, [30] * 10, [1] * 10)
    old = before(firms)
    movers = np.arange(0, 10, 2)
    firms.place[movers] = 7
    firms.flags[movers] |= np.uint16(MOVED)
    return firms, old, movers, keys.dynamics


def test_only_those_that_moved_this_year_and_only_where_there_is_room(moved):
    firms, old, movers, key = moved
    settle_in_parks(firms, old, np.zeros(199), 2021, key)
    assert (firms.flags[: firms.used] & IN_PARK == 0).all()
    settle_in_parks(firms, old, ROOM, 2021, key)
    inside = np.flatnonzero(firms.flags[: firms.used] & IN_PARK)
    np.testing.assert_array_equal(inside, movers)
    assert jobs_in_parks(firms)[7] == 150
    assert jobs_in_parks(firms).sum() == 150
    settle_in_parks(firms, before(firms), ROOM, 2022, key)
    assert np.flatnonzero(firms.flags[: firms.used] & IN_PARK).tolist() == movers.tolist()


def test_what_came_by_order_and_offices_stay_outside(moved):
    firms, old, movers, key = moved
    firms.flags[movers[0]] |= np.uint16(DIRECTED)
    firms.sector[movers[1]] = FINANCE
    settle_in_parks(firms, old, ROOM, 2021, key)
    assert np.flatnonzero(firms.flags[: firms.used] & IN_PARK).tolist() == movers[2:].tolist()


def test_a_firm_that_goes_leaves_its_room(moved):
    firms, old, movers, key = moved
    settle_in_parks(firms, old, ROOM, 2021, key)
    firms.remove(movers[:2])
    assert jobs_in_parks(firms)[7] == 90


def test_sectors_enter_by_their_share(keys):
    number = 4000
    firms = made_firms([5] * number, [SECTORS.index("ict")] * number, [1] * number, [1] * number)
    old = before(firms)
    firms.place[:number] = 7
    firms.flags[:number] |= np.uint16(MOVED)
    settle_in_parks(firms, old, ROOM, 2021, keys.dynamics)
    share = jobs_in_parks(firms)[7] / number
    assert share == pytest.approx(PARK[SECTORS.index("ict")], abs=0.03)
    assert firms.desired[0] == PERSON
