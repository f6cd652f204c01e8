"""Firms that move settle in parks while there is room."""

import numpy as np
import pytest

from model.firms.columns import IN_PARK, MOVED, PERSON
from model.firms.relocation.appeal import PARK
from model.firms.relocation.parks import jobs_in_parks, settle_in_parks
from model.region.names import SECTORS

from .samples import made_firms

ADVANCED = SECTORS.index("manuf_advanced")
FINANCE = SECTORS.index("finance")
ROOM = np.full(199, 1000.0)


@pytest.fixture
def moved(keys):
    """Ten firms at place 5; those of even number move to place 7."""
    firms = made_firms([5] * 10, [ADVANCED] * 10, [30] * 10, [1] * 10)
    movers = np.arange(0, 10, 2)
    firms.place[movers] = 7
    firms.flags[movers] |= np.uint16(MOVED)
    return firms, movers, keys.dynamics


def test_only_those_that_moved_this_year_and_only_where_there_is_room(moved):
    firms, movers, key = moved
    settle_in_parks(firms, movers, np.zeros(199), 2021, key)
    assert (firms.flags[: firms.used] & IN_PARK == 0).all()
    settle_in_parks(firms, movers, ROOM, 2021, key)
    inside = np.flatnonzero(firms.flags[: firms.used] & IN_PARK)
    np.testing.assert_array_equal(inside, movers)
    assert jobs_in_parks(firms)[7] == 150
    assert jobs_in_parks(firms).sum() == 150
    settle_in_parks(firms, np.zeros(0, np.intp), ROOM, 2022, key)
    assert np.flatnonzero(firms.flags[: firms.used] & IN_PARK).tolist() == movers.tolist()


def test_offices_stay_outside(moved):
    firms, movers, key = moved
    firms.sector[movers[1]] = FINANCE
    settle_in_parks(firms, movers, ROOM, 2021, key)
    assert np.flatnonzero(firms.flags[: firms.used] & IN_PARK).tolist() == [0, *movers[2:].tolist()]


def test_a_firm_that_goes_leaves_its_room(moved):
    firms, movers, key = moved
    settle_in_parks(firms, movers, ROOM, 2021, key)
    firms.remove(movers[:2])
    assert jobs_in_parks(firms)[7] == 90


def test_sectors_enter_by_their_share(keys):
    number = 4000
    firms = made_firms([5] * number, [SECTORS.index("ict")] * number, [1] * number, [1] * number)
    firms.place[:number] = 7
    firms.flags[:number] |= np.uint16(MOVED)
    settle_in_parks(firms, np.arange(number), ROOM, 2021, keys.dynamics)
    share = jobs_in_parks(firms)[7] / number
    assert share == pytest.approx(PARK[SECTORS.index("ict")], abs=0.03)
    assert firms.desired[0] == PERSON
