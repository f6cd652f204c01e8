import numpy as np
import pytest

from model.firms.columns import DIRECTED, IN_PARK, MOVED
from model.firms.jobs import count_desired, count_units
from model.firms.relocation import (
    RelocationError,
    audit_flows,
    audit_ledger,
    freeze_location,
    relocate,
    settle_ledger,
    start_ledger,
)
from model.firms.relocation.flows import CAUSES
from model.region.names import SECTORS
from model.scenario.schema.base import Dated

from .samples import same_firms, scenario_of, units_of

GENERAL = SECTORS.index("manuf_general")


@pytest.fixture(scope="module")
def base(region, conditions, stock):
    return freeze_location(stock(100), conditions, region, scenario_of())


@pytest.fixture(scope="module")
def run(base, region, conditions, keys, stock):
    def years(scenario, span, scale=100):
        firms, ledger = stock(scale, 2013 if span[0] == 2014 else 2020), start_ledger(region, scenario)
        flows = []
        for year in span:
            units, jobs = count_units(firms), count_desired(firms)
            flow = relocate(firms, ledger, base, region, scenario, year, conditions, keys)
            audit_flows(flow, units, count_units(firms), jobs, count_desired(firms))
            settle_ledger(ledger, {each.cause: each.holders for each in flow.follows}, year)
            audit_ledger(ledger, year)
            flows.append(flow)
        return firms, ledger, flows

    return years


def test_thirty_five_years_balance_in_every_place_and_sector(run):
    _, ledger, flows = run(scenario_of(), range(2021, 2056))
    assert all(not flow.short for flow in flows)
    taken = sum(flow.firms("quota").sum() + flow.closed_firms("quota").sum() for flow in flows)
    assert taken == (50 + 40 + 33 * 30) + (3 * 34 + 32 * 20)
    assert ledger.jobs.sum() == sum(move.order.jobs for move in ledger.moves)


def test_lost_jobs_are_moved_or_closed_for_each_cause_and_place(run):
    flow = run(scenario_of(), range(2021, 2024))[2][-1]
    for cause in CAUSES:
        lost = flow.jobs_lost([cause]).sum(axis=1)
        moved = flow.jobs(cause).sum(axis=1)[:199]
        assert lost.sum() > 0
        assert np.array_equal(lost, moved + flow.closed_jobs(cause))
    gained = flow.jobs_gained().sum(axis=1)
    assert np.array_equal(gained, sum(flow.jobs(cause).sum(axis=0)[:199] for cause in CAUSES))
    assert np.array_equal(gained, flow.jobs_by_zone().sum(axis=1))


def test_firms_that_move_settle_in_parks_and_offices_that_came_by_order_do_not(run):
    firms, _, _ = run(scenario_of(), range(2021, 2025))
    in_park, ordered = firms.flags & IN_PARK != 0, firms.flags & DIRECTED != 0
    assert in_park.any()
    assert ordered.any()
    assert not (in_park & ordered).any()


def test_traders_are_moved_or_closed(run):
    flow = run(scenario_of(), range(2021, 2025))[2][-1]
    assert flow.trader_change().sum() == -flow.closed_traders().sum() - flow.traders()[:, 199].sum()
    assert flow.traders().sum() + flow.closed_traders().sum() == 20 * 480


def test_zero_intensity_is_the_same_as_no_quotas(run):
    none = {"quota": {"manuf_general": 0, "trade_logistics_sites": 0}}
    first = run(scenario_of(relocation={"intensity": 0}), range(2021, 2026))[0]
    second = run(scenario_of(relocation=none), range(2021, 2026))[0]
    assert same_firms(first, second)


def test_scenarios_that_differ_later_are_equal_until_then(run):
    later = {"intensity": {"before": 1, 2024: 3}, "destination": {"mode": "market"}}
    first = run(scenario_of(), range(2021, 2024))[0]
    assert same_firms(first, run(scenario_of(relocation=later), range(2021, 2024))[0])
    changed = run(scenario_of(relocation=later), range(2021, 2025))[0]
    assert not same_firms(run(scenario_of(), range(2021, 2025))[0], changed)


def test_stopping_in_2025_changes_no_firm_before(run):
    late = ["D05", "D06", "D07", *(f"D{k:02d}" for k in range(8, 16))]
    stop = {"intensity": {"before": 1, 2025: 0}, "directed": [{"id": name, "jobs": 0} for name in late]}
    first, ledger, _ = run(scenario_of(), range(2021, 2025))
    second, stopped, _ = run(scenario_of(relocation=stop), range(2021, 2025))
    assert same_firms(first, second)
    assert np.array_equal(ledger.states, stopped.states)
    _, _, flows = run(scenario_of(relocation=stop), range(2021, 2028))
    assert all(flow.asked == {} for flow in flows[4:])


def test_directed_moves_do_not_depend_on_the_intensity(run):
    first = run(scenario_of(), range(2021, 2027))[2]
    second = run(scenario_of(relocation={"intensity": 5}), range(2021, 2027))[2]
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.jobs("directed"), other.jobs("directed"))


@pytest.mark.parametrize("scale", [100, 10])
def test_counts_are_the_same_at_every_scale(run, scale):
    _, _, flows = run(scenario_of(), [2023, 2024], scale)
    assert [flow.jobs("directed").sum() for flow in flows] == [5000, 6000]
    assert [int(flow.firms("quota").sum() + flow.closed_firms("quota").sum()) for flow in flows] == [64, 50]


def test_nobody_is_asked_to_follow_without_migration(run):
    _, ledger, flows = run(scenario_of(migration={"enabled": False}), range(2021, 2031))
    assert all(flow.follows == () for flow in flows)
    assert ledger.of_move("D05")[0] == 0


def test_the_audit_catches_a_firm_added_by_hand(base, region, conditions, keys, stock):
    firms, scenario = stock(100), scenario_of()
    units, jobs = count_units(firms), count_desired(firms)
    flow = relocate(firms, start_ledger(region, scenario), base, region, scenario, 2021, conditions, keys)
    slot = firms.alive()[0]
    firms.weight[slot] += 1
    with pytest.raises(RelocationError, match=r"2021: beijing.*: units: \d+ before"):
        audit_flows(flow, units, count_units(firms), jobs, count_desired(firms))
    firms.weight[slot] -= 1
    firms.desired[slot] += 1
    with pytest.raises(RelocationError, match="jobs in 1/256 person"):
        audit_flows(flow, units, count_units(firms), jobs, count_desired(firms))


def test_a_history_of_zero_strength_leaves_a_residual_of_the_right_sign(run, region):
    """Without the levers of 2014-2020 Beijing keeps more manufacturing than the record, the six districts most."""

    def kept(scenario):
        firms = run(scenario, range(2014, 2021))[0]
        return count_units(firms)[:, GENERAL], count_desired(firms).sum(axis=1)

    history = scenario_of(years={"start": 2013, "end": 2020})
    zero = scenario_of(
        years={"start": 2013, "end": 2020},
        relocation={"intensity": 0, "directed": [{"id": f"D{k:02d}", "jobs": 0} for k in range(1, 16)]},
    )
    (units, jobs), (units_zero, jobs_zero) = kept(history), kept(zero)
    core = region.places.core6
    outer = (region.places.city == 0) & ~core
    residual_core, residual_outer = (int((units_zero - units)[ring].sum()) for ring in (core, outer))
    assert residual_core > residual_outer > 0
    record = 392 + 326 + 335 + 651 + 656 + 399 + 113
    assert residual_core + residual_outer == pytest.approx(record, abs=0.02 * record)
    assert jobs_zero[core].sum() > jobs[core].sum()
    tongzhou = region.places.index("beijing.tongzhou")
    assert jobs_zero[tongzhou] < jobs[tongzhou]


def test_the_kept_default_is_a_dated_lever():
    intensity = scenario_of(relocation={"intensity": {"before": 1, 2025: 0}}).relocation.intensity
    assert isinstance(intensity, Dated)
    assert (intensity.at(2024), intensity.at(2025)) == (1.0, 0.0)


def test_units_outside_are_all_that_leaves(run, stock):
    firms, _, flows = run(scenario_of(), range(2021, 2024))
    gone = sum(
        int(flow.firms(cause)[:, 199].sum() + flow.closed_firms(cause).sum()) for flow in flows for cause in CAUSES
    )
    founded = sum(int(flow.founded().sum()) for flow in flows)
    assert units_of(firms) == units_of(stock(100)) - gone + founded


def test_an_order_may_be_named_as_one_likes(run):
    order = {"id": "offices.core6", "jobs": 3000, "from": "beijing", "to": "xiongan", "start": 2021, "years": 1}
    _, ledger, flows = run(scenario_of(relocation={"directed": [order]}), [2021])
    assert flows[0].asked["offices.core6"] == 3000
    assert ledger.of_move("offices.core6").sum() == 3000


def test_a_firm_moves_at_most_once_a_year(base, region, conditions, keys, stock):
    led = {"mode": "concentrated", "weight": 8, "share_following": 1}
    quota = {"manuf_general": 400, "trade_logistics": 400, "trade_logistics_sites": 300}
    scenario = scenario_of(relocation={"destination": led, "close_share": 0, "quota": quota, "voluntary_rate": 0.05})
    firms, ledger = stock(100), start_ledger(region, scenario)
    known = set(firms.id[firms.alive()].tolist())
    place_of = dict(zip(firms.id[firms.alive()].tolist(), firms.place[firms.alive()].tolist(), strict=True))
    flow = relocate(firms, ledger, base, region, scenario, 2023, conditions, keys)
    arrived = flow.moves.firms[flow.moves.destination < 199].sum() + flow.founded().sum()
    alive = firms.alive()
    names, places = firms.id[alive].tolist(), firms.place[alive].tolist()
    stay = [place_of.get(name) == place for name, place in zip(names, places, strict=True)]
    moved = firms.weight[alive][~np.array(stay)].sum(dtype=np.int64)
    children = [name not in known for name in names]
    assert moved - _stayed_behind(firms, alive, children) == arrived


def _stayed_behind(firms, alive, children):
    """Firms cut by a directed move whose rest stays as an agent of a new id."""
    new = alive[np.array(children)]
    return int(firms.weight[new][firms.flags[new] & MOVED == 0].sum())
