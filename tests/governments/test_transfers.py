"""Money between cities, and what its receivers give up."""

import numpy as np
import pytest

from model.governments.transfers import compensation, given_up, net_transfers, shared_taxes
from model.region.governments import load_unit_costs
from model.region.names import SECTORS
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
    assert [one.budget for one in alone.governments] == pytest.approx(
        (load_unit_costs().revenue_share * output).tolist()
    )


def test_compensated_cities_give_up_half_of_the_entry_of_general_manufacturing_and_nothing_else():
    places = load_places()
    factor = np.exp(given_up(places, scenario_of(WATER)))
    paid = np.isin(places.city, [places.city_ids.index(name) for name in WATER["receiver"]])
    held = SECTORS.index("manuf_general")
    assert factor[paid, held] == pytest.approx(0.5)
    assert (factor[~paid] == 1.0).all()
    assert (np.delete(factor, held, axis=1) == 1.0).all()


def test_where_nobody_is_paid_nobody_gives_anything_up():
    assert given_up(load_places(), scenario_of()) is None
    assert given_up(load_places(), scenario_of({**WATER, "amount": 0.0})) is None
    assert not np.any(compensation(load_places(), scenario_of()))


def test_an_old_city_gets_its_share_of_what_its_firms_pay_in_the_new_one():
    moved = np.zeros((14, 14))
    moved[0, 3], moved[3, 3] = 100.0, 50.0
    owed = shared_taxes(moved, np.full(14, 0.01), 0.5)
    assert owed[3, 0] == pytest.approx(0.5)
    assert owed.sum() == owed[3, 0]
