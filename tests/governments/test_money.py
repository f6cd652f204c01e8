"""Promises are paid year by year, and unit costs are read with care."""

import numpy as np
import pytest

from model.governments.costs import distance_km, rail_cost
from model.governments.money import Budget, Promises, annuity
from model.region.governments import load_unit_costs
from model.region.places import load_places
from model.region.tables import TableError
from model.scenario.schema.transport import RailLine


def test_a_promise_is_paid_in_each_of_its_years_and_then_no_more():
    owed = Promises(np.zeros((10, 2))).promise(np.array([3.0, 0.5]), 3)
    paid = []
    for _ in range(5):
        now, owed = owed.pay()
        paid.append(now.tolist())
    assert paid == [[3.0, 0.5]] * 3 + [[0.0, 0.0]] * 2
    assert owed.due.shape == (10, 2)


def test_the_balance_is_what_is_left():
    budget = Budget(*(np.array([value]) for value in (100.0, -3.0, 40.0, 5.0, 2.0, 1.0)))
    assert budget.spending == pytest.approx(48.0)
    assert budget.balance == pytest.approx(49.0)


def test_money_of_later_years_is_worth_less():
    assert annuity(1) == 1.0
    assert annuity(3) == pytest.approx(1 + 1 / 1.04 + 1 / 1.04**2)


def test_a_line_is_paid_for_when_it_opens_half_at_each_end():
    places, unit = load_places(), load_unit_costs()
    line = RailLine.model_validate({"from": "beijing", "to": "chengde", "minutes": 30, "year": 2030})
    assert not rail_cost((line,), 2029, places, unit).any()
    paid = rail_cost((line,), 2030, places, unit)
    assert paid[places.city_ids.index("beijing")] == paid[places.city_ids.index("chengde")] == paid.sum() / 2
    assert 200 < paid.sum() < 400, "some 180 km of straight line at about 1.4 x10^8 yuan a km"


def test_a_degree_of_latitude_is_111_km():
    assert distance_km((116.0, 39.0), (116.0, 40.0)) == pytest.approx(111.2)


def test_every_unit_cost_has_one_row(tmp_path):
    rows = "id,quantity,value,unit,year,grade,reason\nGC01,revenue_share,0.11,share,2020,assumption,x\n"
    (tmp_path / "government_costs.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(TableError, match="each once"):
        load_unit_costs(tmp_path)
