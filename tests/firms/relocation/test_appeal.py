"""What draws firms to a place and what keeps them away, term by term."""

from dataclasses import replace

import numpy as np
import pytest

from model.firms.relocation.appeal import LAND, NEST_SCALE, OFFICE, SIZE_COST, appeal_of, freeze_location
from model.region.names import SECTORS

from .samples import scenario_of

PLACE = 60
FACTORIES, OFFICES, SOFTWARE, SHOPS = (
    SECTORS.index(name) for name in ("manuf_general", "business_realestate", "ict", "consumer_services")
)


@pytest.mark.parametrize(
    ("term", "sector", "change"),
    [
        ("jobs", SHOPS, 0.15 * np.log(2.0)),
        ("jobs_by_sector", SHOPS, 0.6 * np.log(2.0)),
        ("wage", OFFICES, -0.8 * np.log(2.0)),
        ("market_access", SHOPS, 0.5 * np.log(2.0)),
        ("supplier_access", FACTORIES, 0.4 * np.log(2.0)),
        ("knowledge_access", SOFTWARE, 0.2 * np.log(2.0)),
        ("knowledge_access", FACTORIES, 0.0),
        ("rent_industrial", FACTORIES, -0.5 * np.log(2.0)),
        ("rent_office", FACTORIES, 0.0),
        ("rent_office", OFFICES, -0.5 * 0.1 * np.log(2.0)),
        ("rent_industrial", OFFICES, 0.0),
    ],
)
def test_twice_of_it_is_worth_its_coefficient(region, conditions, term, sector, change):
    values = getattr(conditions, term).copy()
    values[PLACE] *= 2.0
    assert utility_gained(region, conditions, **{term: values})[PLACE, sector] == pytest.approx(change, abs=1e-9)


@pytest.mark.parametrize(
    ("term", "added", "sector", "change"),
    [
        ("services", 1.0, SHOPS, 0.3),
        ("cluster", 1.0, SHOPS, 0.3),
        ("subsidy", 0.1, FACTORIES, 0.5),
        ("flood_risk", 0.01, SHOPS, -0.05 * np.log(11.0)),
    ],
)
def test_more_of_it_is_worth_its_coefficient(region, conditions, term, added, sector, change):
    values = getattr(conditions, term).copy()
    values[PLACE] += added
    assert utility_gained(region, conditions, **{term: values})[PLACE, sector] == pytest.approx(change, abs=1e-9)


def test_room_in_parks_draws_the_sectors_that_settle_there(region, conditions):
    rooms = [np.where(np.arange(199) == PLACE, room, conditions.park_room) for room in (0.0, 9000.0)]
    gained = [utility_gained(region, conditions, park_room=room)[PLACE] for room in rooms]
    change = gained[1] - gained[0]
    assert change[FACTORIES] == pytest.approx(0.1 * np.log(10.0))
    assert change[SHOPS] == pytest.approx(0.0)


def test_rent_is_felt_by_those_who_use_land_and_as_they_use_it():
    assert (LAND >= 0).all()
    assert LAND.argmax() == FACTORIES
    assert OFFICE[FACTORIES] == 0
    assert OFFICE[OFFICES] == 1


def test_a_large_firm_moves_less_often_and_all_together_at_the_rate_of_the_record(region, conditions, stock):
    base = freeze_location(stock(10), conditions, region, scenario_of())
    small, middle, large = base.class_rate
    assert small / middle == pytest.approx((50 / 4) ** SIZE_COST)
    assert middle / large == pytest.approx((500 / 50) ** SIZE_COST)
    assert small > 1 > large


def utility_gained(region, conditions, **changed):
    """(199, 12) change of V at the destinations."""
    other = replace(conditions, **changed)
    before, after = (appeal_of(each, region, scenario_of(), 2025, np.zeros(12)) for each in (conditions, other))
    gained = np.empty((199, 12))
    gained[before.order] = NEST_SCALE * np.log(after.place / before.place).T
    return gained
