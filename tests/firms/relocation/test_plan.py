import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from model.firms.relocation.plan import directed_moves, sited_moves
from model.region.names import DETENTION, PROTECTED, SECTORS
from model.region.relocation import DirectedMove

from .samples import scenario_of

ROW = {
    "id": "X1",
    "jobs": 4000,
    "sector": "business_realestate",
    "from": "beijing",
    "to": "xiongan",
    "start": 2030,
    "years": 3,
}


def plan(region, *rows, siting="plan"):
    scenario = scenario_of(relocation={"directed": list(rows), "siting": siting})
    return {move.order.id: move for move in sited_moves(region, scenario)}


def test_the_baseline_orders_the_shipped_moves(region):
    orders = directed_moves(region, scenario_of())
    assert [order.id for order in orders] == [f"D{k:02d}" for k in range(1, 16)]
    assert sum(order.jobs for order in orders) == 12000 + 10000 + 2000 + 8 * 1000 + 4 * 1500


def test_rows_of_a_scenario_are_added_replace_and_take_out(region):
    orders = {
        order.id: order
        for order in directed_moves(
            region,
            scenario_of(relocation={"directed": [ROW, {**ROW, "id": "D05", "jobs": 7}, {"id": "D04", "jobs": 0}]}),
        )
    }
    assert orders["X1"].jobs == 4000
    assert orders["D05"].jobs == 7
    assert orders["D05"].sector == SECTORS.index("business_realestate")
    assert "D04" not in orders
    assert len(orders) == 15


@settings(deadline=None)
@given(jobs=some.integers(1, 100_000), years=some.integers(1, 30))
def test_the_years_of_a_move_sum_to_its_jobs(jobs, years):
    move = DirectedMove("m", "", 10, jobs, "beijing", "", "xiongan", 2025, years, "other", "choice")
    by_year = [move.jobs_in(year) for year in range(2020, 2060)]
    assert sum(by_year) == jobs
    assert all(0 <= each <= jobs // years + 1 for each in by_year)
    assert move.jobs_in(2024) == move.jobs_in(2025 + years) == 0


def test_the_plan_builds_in_the_start_up_area_on_protected_land(region):
    move = plan(region, ROW)["X1"]
    assert region.places.ids[move.destination] == "xiongan.rongcheng"
    assert move.zone == PROTECTED


def test_avoiding_floods_takes_the_least_detention_land_of_the_area(region):
    move = plan(region, ROW, siting="avoid_flood_prone")["X1"]
    share = region.relocation.zone_share[:, DETENTION]
    assert share[move.destination] == share[region.places.members("xiongan")].min()
    assert move.zone == PROTECTED


@pytest.mark.parametrize(("to", "zone"), [("xiongan.anxin", 2), ("beijing.tongzhou", 1)])
def test_the_nearest_land_is_detention_land_where_there_is_some(region, to, zone):
    assert plan(region, {**ROW, "to": to}, siting="nearest")["X1"].zone == zone


def test_a_move_leaves_its_ring_and_never_the_place_it_goes_to(region):
    move = plan(region, {**ROW, "from_ring": "outer", "to": "beijing.tongzhou"})["X1"]
    assert not region.places.core6[move.origins].any()
    assert move.destination not in move.origins
    assert move.origins.size == 9


@pytest.mark.parametrize(
    "wrong",
    [{"sector": "agriculture"}, {"to": "beijing"}, {"from": "tianjin", "from_ring": "core6"}, {"to": "atlantis"}],
)
def test_an_order_that_cannot_be_carried_out_is_refused(wrong):
    with pytest.raises(ValueError, match=r"agriculture|both|from_ring|atlantis"):
        scenario_of(relocation={"directed": [{**ROW, **wrong}]})
