"""City governments keep their books."""

import numpy as np
import pytest

from model.governments.city import REVENUE_SHARE
from model.governments.transfers import net_transfers
from model.region.places import load_places
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

WATER = {"payer": "beijing", "receiver": ["zhangjiakou", "chengde"], "amount": 3.0}


def scenario_of(*payments):
    settings = {"scale.residents": 1000, "scale.firms": 100, "eco_compensation": list(payments)}
    return load_scenario("baseline", set=settings)


def test_the_payer_pays_and_the_receivers_share_it():
    places = load_places()
    net = dict(zip(places.city_ids, net_transfers(places, scenario_of(WATER)), strict=True))
    assert {name: value for name, value in net.items() if value} == {
        "beijing": -3.0,
        "zhangjiakou": 1.5,
        "chengde": 1.5,
    }


def test_transfers_create_no_money():
    back = {"payer": "tianjin", "receiver": ["chengde", "tangshan", "beijing"], "amount": 1.0}
    assert net_transfers(load_places(), scenario_of(WATER, back)).sum() == pytest.approx(0.0, abs=1e-12)


def test_a_budget_is_revenue_and_what_others_pay():
    paid, alone = (JingJinJi(scenario_of(*rows), rng=1) for rows in ((WATER,), ()))
    change = {
        one.city_id: one.budget - other.budget for one, other in zip(paid.governments, alone.governments, strict=True)
    }
    assert change["beijing"] == pytest.approx(-3.0)
    assert change["chengde"] == pytest.approx(1.5)
    assert change["langfang"] == 0.0
    output = np.bincount(alone.world.region.places.city, alone.world.gdp.sum(axis=1))
    assert [one.budget for one in alone.governments] == pytest.approx((REVENUE_SHARE * output).tolist())
