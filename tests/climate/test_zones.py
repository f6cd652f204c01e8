"""Where in a county people live: the zones hold everybody, and noise moves nobody."""

import numpy as np
import pytest

from model.climate.zones import update_zones
from model.region.names import DETENTION, PROTECTED, UNPROTECTED
from model.scenario.schema.land_use import LandUse, RestrictFloodProne


@pytest.fixture
def land_use():
    return LandUse()


def people_of(zones):
    return zones.base.sum(axis=1)


def test_zones_hold_everybody_whatever_happens(zones, land_use):
    generator = np.random.default_rng(3)
    now = zones
    for _ in range(10):
        persons = people_of(zones) * generator.uniform(0.3, 2.0, 199)
        now = update_zones(now, persons, land_use, generator.uniform(0, 500, (199, 3)))
        assert np.allclose(now.people.sum(axis=1), persons)
        assert (now.people >= 0).all()


def test_ups_and_downs_that_cancel_leave_the_zones_as_they_were(zones, land_use):
    up = update_zones(zones, people_of(zones) * 1.3, land_use)
    back = update_zones(update_zones(up, people_of(zones) * 0.6, land_use), people_of(zones), land_use)
    assert np.allclose(back.people, zones.people)


def test_a_smaller_place_keeps_the_shares_of_the_base(zones, land_use):
    fewer = update_zones(zones, people_of(zones) * 0.7, land_use)
    assert np.allclose(fewer.shares, zones.base_shares)


def test_growth_goes_to_protected_land_first(zones, land_use):
    grown = update_zones(zones, people_of(zones) * 1.001, land_use)
    gain = grown.people - zones.people
    assert (gain[:, PROTECTED] > 0).any()
    full = zones.capacity[:, PROTECTED] - zones.base[:, PROTECTED] > people_of(zones) * 0.001
    assert np.allclose(gain[full][:, [UNPROTECTED, DETENTION]], 0)


def test_movers_live_in_the_zone_that_their_move_names(zones, land_use):
    sited = np.zeros((199, 3))
    sited[5, DETENTION] = 1000.0
    persons = people_of(zones)
    persons[5] += 1000
    after = update_zones(zones, persons, land_use, sited)
    assert after.people[5, DETENTION] == pytest.approx(zones.people[5, DETENTION] + 1000)
    later = update_zones(after, persons, land_use)
    assert np.allclose(later.people, after.people)


def test_a_ban_closes_detention_land_to_growth_but_not_to_those_who_live_there(zones):
    ban = LandUse(restrict_flood_prone=RestrictFloodProne(enabled=True))
    persons = people_of(zones) * 3
    free, banned = update_zones(zones, persons, LandUse()), update_zones(zones, persons, ban)
    assert (banned.people[:, DETENTION] <= free.people[:, DETENTION]).all()
    assert banned.people[:, DETENTION].sum() == pytest.approx(zones.base[:, DETENTION].sum())
