"""Demand follows incomes, installed firms and the nation; what left is not handed back."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from model.economy.between import Between
from model.economy.cells import carry_demand, plan_year
from model.economy.demand import shock_of
from model.economy.orders import MOBILE, carry_orders, keep_orders
from model.firms.columns import PERSON
from model.firms.jobs import count_desired, count_units
from model.firms.relocation.flows import CAUSES, CLOSED, OUTSIDE, Moves, RelocationFlows
from model.region.names import SECTORS
from model.scenario.schema.base import Dated, DatedOverride
from model.scenario.schema.economy import Economy as Levers
from model.scenario.schema.negative_list import NegativeList, Rings

Make = Callable[..., object]
FREE = NegativeList(**{name: Rings() for name in NegativeList.model_fields})
BUSINESS, PUBLIC, ADVANCED, TRADE = (
    SECTORS.index(s) for s in ("business_realestate", "public_services", "manuf_advanced", "trade_logistics")
)


def flows_of(rows: list[Mapping[str, int]]) -> RelocationFlows:
    """Moves by hand: jobs in persons."""
    parts = [
        Moves.of(row["cause"], {**{k: np.array([v]) for k, v in row.items()}, "jobs": np.array([row["jobs"] * PERSON])})
        for row in rows
    ]
    return RelocationFlows(2021, Moves.joined(parts))


def row(cause: int, sector: int, origin: int, destination: int, jobs: int) -> dict[str, int]:
    return {"cause": cause, "sector": sector, "origin": origin, "destination": destination, "zone": 0, "firms": 1,
            "traders": 0, "jobs": jobs}  # fmt: skip


def carry(world, rows: list[Mapping[str, int]]) -> None:
    """Move jobs on the path, and the orders with them."""
    cells, before = world.cells, world.cells.installed()
    carry_orders(cells.demand, world.demand, before, flows_of(rows), world.between.supply, world.region)
    for each in rows:
        cells.path[each["origin"], each["sector"]] -= each["jobs"]
        if each["destination"] < OUTSIDE:
            cells.path[each["destination"], each["sector"]] += each["jobs"]


def orders_of(world) -> np.ndarray:
    """Orders by place and sector, in jobs."""
    demand = world.cells.demand
    return demand.orders * (world.cells.installed() - demand.placed)


def test_every_cell_starts_in_equilibrium(economy: Make) -> None:
    world = economy()
    np.testing.assert_allclose(world.gap(2021), 0.0, atol=1e-9)


def test_the_start_of_2013_is_in_equilibrium_too(economy: Make) -> None:
    np.testing.assert_allclose(economy(start=2013).gap(2014), 0.0, atol=1e-9)


def test_more_income_at_a_place_asks_for_shops_there_and_for_no_factory(economy: Make) -> None:
    world = economy()
    place = world.region.places.members("xiongan")[0]
    world.labour.income[place] *= 1.2
    gap = world.gap(2021)
    assert gap[place, SECTORS.index("consumer_services")] > 0.05
    assert 0 < gap[place, SECTORS.index("manuf_general")] < 0.03
    assert gap[place].argmax() == PUBLIC
    assert np.delete(gap, place, axis=0).max() < gap[place, SECTORS.index("trade_logistics")]


def test_without_feedback_incomes_ask_for_nothing(economy: Make) -> None:
    world = economy(economy=Levers(feedback=False))
    world.labour.income[5] *= 2.0
    np.testing.assert_allclose(world.gap(2021), 0.0, atol=1e-9)


def test_a_firm_that_moves_keeps_four_fifths_of_its_orders(economy: Make) -> None:
    world = economy()
    before = orders_of(world)
    carry(world, [row(2, ADVANCED, 3, 60, 1000)])
    change = orders_of(world) - before
    assert change[3, ADVANCED] == pytest.approx(-1000)
    assert change[60, ADVANCED] == pytest.approx(MOBILE * 1000)
    change[[3, 60], ADVANCED] = 0.0
    np.testing.assert_allclose(change, 0.0, atol=1e-6)


def test_an_office_moved_by_order_takes_its_whole_demand_along(economy: Make) -> None:
    world = economy()
    carry(world, [row(1, PUBLIC, 3, 60, 2000)])
    assert world.cells.demand.placed[3, PUBLIC] == -2000
    assert world.cells.demand.placed[60, PUBLIC] == 2000
    np.testing.assert_allclose(world.gap(2021)[[3, 60], PUBLIC], 0.0, atol=1e-9)


def test_the_outside_receives_the_orders_of_a_firm_that_leaves_the_region(economy: Make) -> None:
    closed, gone = economy(), economy()
    before = gone.cells.demand.outside.copy()
    carry(closed, [row(2, ADVANCED, 3, CLOSED, 5000)])
    carry(gone, [row(2, ADVANCED, 3, OUTSIDE, 5000)])
    np.testing.assert_array_equal(closed.cells.demand.outside, before)
    worth = MOBILE * 5000 * gone.demand.value[3, ADVANCED] * gone.demand.nation[3, ADVANCED]
    assert gone.cells.demand.outside[ADVANCED] - before[ADVANCED] == pytest.approx(worth)
    others = np.arange(199) != 3
    kept, open_ = gone.gap(2021)[others, ADVANCED], closed.gap(2021)[others, ADVANCED]
    assert (kept < open_).all()
    assert (open_ < 0.05).all()


@pytest.mark.parametrize("sector", [BUSINESS, ADVANCED])
def test_what_left_does_not_grow_back_within_five_years(economy: Make, sector: int) -> None:
    """Remove a tenth of a Beijing sector, 72.7 % of it outside: most of the gap stands five years on."""
    shocked, base = economy(negative_list=FREE), economy(negative_list=FREE)
    firms, cells = shocked.firms, shocked.cells
    chosen = firms.alive()
    beijing = shocked.region.places.province[firms.place[chosen]] == 0
    chosen = chosen[beijing & (firms.sector[chosen] == sector)][::10]
    jobs, units, installed = count_desired(firms), count_units(firms), cells.installed()
    target = shocked.region.places.index("langfang.guangyang")
    stays = round(0.273 * chosen.size)
    rows = []
    for k, slot in enumerate(chosen):
        size = int(firms.desired[slot]) * int(firms.weight[slot])
        to = target if k < stays else OUTSIDE
        rows.append({**row(2, sector, int(firms.place[slot]), to, 0), "jobs": size / PERSON})
    carry_orders(cells.demand, shocked.demand, installed, flows_of(rows), shocked.between.supply, shocked.region)
    firms.place[chosen[:stays]] = target
    firms.remove(chosen[stays:])
    carry_demand(cells, jobs, count_desired(firms), units, count_units(firms))
    lost = (jobs.sum() - count_desired(firms).sum()) / PERSON
    assert lost > 10_000
    for _ in range(5):
        shocked.step()
        base.step()
    gap = base.cells.installed() - shocked.cells.installed()
    assert 0.4 * lost < gap[:, sector].sum() < 1.2 * lost  # people nearby are served by others; orders are gone
    assert 0.4 * lost < gap.sum() < 1.5 * lost
    assert gap[shocked.region.places.province == 0].sum() > 0.5 * lost


def test_a_shock_to_a_sector_asks_less_of_it_and_passes_to_its_suppliers(economy: Make) -> None:
    shock = {"manuf_advanced": DatedOverride(None, {2022: 0.7})}
    world = economy(economy=Levers(demand_shock=shock))
    np.testing.assert_allclose(world.gap(2021), 0.0, atol=1e-9)
    np.testing.assert_allclose(shock_of(world.scenario.economy, 2022)[ADVANCED], 0.8)
    np.testing.assert_allclose(shock_of(world.scenario.economy, 2023)[ADVANCED], 0.7)
    gap = world.gap(2023)
    assert gap[:, ADVANCED].mean() < -0.1
    suppliers = gap[:, SECTORS.index("science_tech")]
    assert (suppliers < 0).all()
    assert suppliers.mean() > gap[:, ADVANCED].mean()


def test_a_shock_that_ends_leaves_no_lasting_loss_of_orders(economy: Make) -> None:
    """The nation's firms shrink and recover together, so the region does."""
    shock = {"manuf_advanced": DatedOverride(None, {2021: 0.7, 2023: 1.0})}
    hit, base = economy(economy=Levers(demand_shock=shock), negative_list=FREE), economy(negative_list=FREE)
    gaps = []
    for _ in range(9):
        hit.step()
        base.step()
        gaps.append(np.log(hit.cells.path[:, ADVANCED].sum() / base.cells.path[:, ADVANCED].sum()))
    assert min(gaps) < -0.1
    assert abs(gaps[-1]) < 0.35 * abs(min(gaps))


def test_growth_of_all_jobs_asks_for_nothing_on_top(economy: Make) -> None:
    """A path that grows faster, with workers who keep to it, leaves demand where it was."""
    world = economy(economy=Levers(jobs_growth=Dated(0.03), trend_strength=0.0), negative_list=FREE)
    for _ in range(3):
        world.force = np.rint(world.force * np.exp(0.03)).astype(np.int64)
        world.step()
    assert abs(np.average(world.gap(2024), weights=world.cells.installed())) < 0.01


def test_what_a_list_holds_back_is_no_pent_up_demand(economy: Make) -> None:
    shut = NegativeList(**{name: Rings(core6=Dated(1.0), outer=Dated(1.0)) for name in NegativeList.model_fields})
    world = economy(economy=Levers(jobs_growth=Dated(0.03), trend_strength=0.0, feedback=False), negative_list=shut)
    for _ in range(5):
        world.step()
    beijing = world.region.places.city == 0
    assert world.gap(2026)[beijing].max() < 0.04


def test_dear_labour_costs_orders_and_pay_that_productivity_earns_does_not(economy: Make) -> None:
    world = economy()
    place = world.region.places.members("tangshan")[0]
    world.labour.wage[place] *= 1.1
    world.labour.income[place] *= 1.1
    gap = world.gap(2021)[place]
    elasticity = 3.0 * 0.5 * world.region.economy.accounts.value_added[ADVANCED]
    assert -1.1 * elasticity * np.log(1.1) < gap[ADVANCED] < -0.8 * elasticity * np.log(1.1)
    world.labour.productivity[place] += np.log(1.1)
    assert abs(world.gap(2021)[place, ADVANCED]) < 0.004


def test_degrees_that_all_workers_gain_ask_for_no_more_shops(economy: Make) -> None:
    """Pay per job rises as the mix of skills does, at unchanged pay of each: that is in the nation's path."""
    world = economy()
    labour = world.labour
    moved = 0.2 * labour.filled[:, 0]
    labour.filled[:, 0] -= moved
    labour.filled[:, 2] += moved
    paid = (labour.wage * labour.filled).sum(axis=1) * world.region.economy.wage_coverage / 1e8
    labour.income[:] *= paid.sum() / labour.income.sum()
    gap = world.gap(2021)
    assert abs(np.average(gap, weights=world.cells.installed())) < 0.01


def test_the_loss_of_well_paid_jobs_is_no_gain_of_the_poorer_places(economy: Make) -> None:
    world = economy()
    core = world.region.places.core6
    world.labour.filled[core] *= 0.9
    world.labour.income[core] *= 0.9
    assert world.gap(2021)[~core].max() < 0.005


def test_a_faster_way_to_beijing_brings_orders(economy: Make) -> None:
    world = economy()
    faster = world.minutes.copy()
    place, beijing = world.region.places.index("baoding.gaobeidian"), world.region.places.members("beijing")
    faster[place, beijing] = faster[beijing, place] = 25.0
    gaps = []
    for minutes in (world.minutes, faster):
        world.between = Between(minutes, np.zeros((199, 199)), world.region.places.province)
        gaps.append(world.gap(2021)[place, ADVANCED])
    assert gaps[1] > gaps[0] + 0.2  # visitors alone bring less than half of it


def test_the_outside_answers_a_shock_in_two_years_as_the_region_does(economy: Make) -> None:
    world = economy(economy=Levers(demand_shock={"manuf_advanced": DatedOverride(None, {2020: 0.7})}))
    wanted = world.cells.demand.outside.copy()
    wanted[ADVANCED] *= 0.7**0.5
    world.gap(2021)
    np.testing.assert_allclose(world.cells.demand.outside, wanted)


@pytest.mark.parametrize(("destination", "kept"), [(60, MOBILE), (OUTSIDE, 0.0), (CLOSED, 0.0)])
def test_the_customers_of_a_depot_under_a_quota_go_with_it(economy: Make, destination: int, kept: float) -> None:
    world = economy()
    before = world.cells.demand.local.copy()
    carry(world, [row(0, TRADE, 3, destination, 100), row(2, TRADE, 5, 61, 100), row(0, ADVANCED, 7, 62, 100)])
    change = world.cells.demand.local - before
    local = world.region.economy.accounts.local[TRADE] * 100
    assert change[3, TRADE] == pytest.approx(-local)
    assert change[60, TRADE] == pytest.approx(kept * local)
    change[[3, 60], TRADE] = 0.0
    np.testing.assert_array_equal(change, 0.0)


def test_firms_that_governments_draw_bring_their_jobs_and_those_turned_away_take_them_along(economy: Make) -> None:
    drawn = np.zeros((199, 12))
    drawn[60, ADVANCED], drawn[120, TRADE] = np.log(1.3), np.log(0.4)
    path, entry = [], []
    for term in (None, drawn):
        world = economy()
        arguments = (world.cells, world.firms, np.zeros((199, 12)), world.region, world.scenario, 2021)
        plan = plan_year(*arguments, np.zeros((199, 12)), drawn=term)
        path.append(world.cells.path)
        entry.append(plan.expected_entry)
    np.testing.assert_allclose(path[1] - path[0], entry[1] - entry[0], atol=1e-6)
    assert entry[1][60, ADVANCED] == pytest.approx(1.3 * entry[0][60, ADVANCED])
    assert entry[1][120, TRADE] == pytest.approx(0.4 * entry[0][120, TRADE])


def test_orders_that_stay_are_as_many_as_before_wherever_firms_went(economy: Make) -> None:
    world = economy()
    before = orders_of(world)
    rows = [row(0, ADVANCED, 0, 100, 3000), row(0, ADVANCED, 1, OUTSIDE, 500), row(0, ADVANCED, 2, CLOSED, 400)]
    installed = world.cells.installed()
    keep_orders(world.cells.demand, installed, flows_of(rows))
    for each in rows:
        world.cells.path[each["origin"], ADVANCED] -= each["jobs"]
        if each["destination"] < OUTSIDE:
            world.cells.path[each["destination"], ADVANCED] += each["jobs"]
    np.testing.assert_allclose(orders_of(world), before, rtol=1e-9)
    gap = world.gap(2021)
    assert gap[0, ADVANCED] > 0 > gap[100, ADVANCED]


def test_what_is_moved_by_order_takes_its_orders_along_in_either_closure(economy: Make) -> None:
    flows = flows_of([row(CAUSES.index("directed"), PUBLIC, 0, 100, 1000)])
    keeping, carrying = economy(), economy()
    keep_orders(keeping.cells.demand, keeping.cells.installed(), flows)
    jobs, supply = carrying.cells.installed(), carrying.between.supply
    carry_orders(carrying.cells.demand, carrying.demand, jobs, flows, supply, carrying.region)
    for world in (keeping, carrying):
        assert world.cells.demand.placed[0, PUBLIC] == -1000.0
        assert world.cells.demand.placed[100, PUBLIC] == 1000.0
        assert (world.cells.demand.orders == 1.0).all()
