import dataclasses

import numpy as np
import pytest

from model.firms.columns import IN_PARK, MOVED, PERSON
from model.firms.relocation.appeal import appeal_of, freeze_location
from model.firms.relocation.flows import CLOSED, OUTSIDE
from model.firms.relocation.quota import SITES, apply_quotas
from model.region.names import SECTORS

from .samples import copy_of, jobs_of, made_firms, same_firms, scenario_of, units_of

GENERAL, TRADE = SECTORS.index("manuf_general"), SECTORS.index("trade_logistics")


@pytest.fixture(scope="module")
def run(region, conditions, keys, stock):
    base = freeze_location(stock(100), conditions, region, scenario_of())

    def quotas(firms, year=2025, conditions=conditions, **relocation):
        scenario = scenario_of(relocation=relocation)
        appeal = appeal_of(conditions, region, scenario, year, base.outside)
        return apply_quotas(firms, region, scenario, year, conditions, appeal, keys.dynamics)

    return quotas


def by_ring(region, moves, sector):
    mine = moves.sector == sector
    core = region.places.core6[moves.origin[mine]]
    return int(moves.firms[mine][core].sum()), int(moves.firms[mine][~core].sum())


@pytest.mark.parametrize("scale", [100, 10])
@pytest.mark.parametrize("year", [2021, 2025])
def test_exactly_the_firms_asked_for_go_at_every_scale(run, region, stock, scale, year):
    firms = stock(scale)
    units = units_of(firms)
    result = run(firms, year)
    asked = {2021: ((28, 22), (27, 7)), 2025: ((17, 13), (16, 4))}[year]
    assert (by_ring(region, result.moves, GENERAL), by_ring(region, result.moves, TRADE)) == asked
    assert not result.short
    gone = result.moves.firms[result.moves.destination >= OUTSIDE].sum()
    assert units_of(firms) == units - gone


def test_a_quota_is_exact_with_one_firm_an_agent(run, region):
    core = int(np.flatnonzero(region.places.core6)[0])
    firms = made_firms([core] * 200, [GENERAL] * 200, [10.0] * 200, [1] * 200)
    result = run(firms, quota={"manuf_general": 37, SITES: 0}, ring_weights={"core6": 1, "outer": 0})
    assert result.moves.firms.sum() == 37
    assert units_of(firms) == 200 - (result.moves.destination >= OUTSIDE).sum()


def test_no_intensity_changes_nothing_bit_for_bit(run, stock):
    firms, untouched = stock(100), stock(100)
    result = run(firms, intensity=0)
    assert same_firms(firms, untouched)
    assert result.moves.firms.size == 0
    assert run(stock(100), quota={"manuf_general": 0, SITES: 0}).moves.firms.size == 0


def test_jobs_lost_are_moved_plus_closed(run, stock):
    firms = stock(100)
    before = jobs_of(firms)
    moves = run(firms, intensity=20).moves
    lost = int(moves.jobs.sum())
    closed = int(moves.jobs[moves.destination == CLOSED].sum())
    moved = int(moves.jobs[moves.destination != CLOSED].sum())
    outside = int(moves.jobs[moves.destination == OUTSIDE].sum())
    assert lost == closed + moved
    assert min(closed, moved, outside) > 0
    assert jobs_of(firms) == before - closed - outside


@pytest.mark.parametrize(("share", "closed"), [(0.0, 0), (1.0, 50)])
def test_the_share_that_closes_closes(run, stock, share, closed):
    moves = run(stock(100), close_share=share).moves
    assert (moves.destination == CLOSED).sum() == closed


def test_closing_six_in_ten_is_the_default(run, stock):
    moves = run(stock(100), intensity=20).moves
    assert np.mean(moves.destination == CLOSED) == pytest.approx(0.6, abs=4 * np.sqrt(0.24 / 1000))


def test_a_larger_quota_takes_the_same_firms_and_more(run, stock):
    def taken(intensity):
        moves = run(stock(1 + 99), intensity=intensity, close_share=1).moves
        return sorted(zip(moves.origin.tolist(), moves.sector.tolist(), moves.jobs.tolist(), strict=True))

    few, many = taken(1), taken(3)
    for firm in few:
        assert firm in many
        many.remove(firm)


def test_small_and_unproductive_firms_go_first(run, region):
    core = int(np.flatnonzero(region.places.core6)[0])
    size, low = [4.0] * 500 + [400.0] * 500, [0.0] * 1000
    chosen = {"quota": {"manuf_general": 200, SITES: 0}, "ring_weights": {"core6": 1, "outer": 0}, "close_share": 1}
    moves = run(made_firms([core] * 1000, [GENERAL] * 1000, size, [1] * 1000, low), **chosen).moves
    assert (moves.jobs == 4 * 256).sum() > 130
    poor = made_firms(
        [core] * 1000, [GENERAL] * 1000, [4.0] * 500 + [5.0] * 500, [1] * 1000, [-1.0] * 500 + [1.0] * 500
    )
    moves = run(poor, selection={"land": 0, "low_productivity": 2.0}, **chosen).moves
    assert (moves.jobs == 4 * 256).sum() > 180


def test_firms_that_move_leave_beijing_unless_the_policy_names_a_place_there(run, region, stock):
    beijing = region.places.members("beijing")
    market = run(stock(100), intensity=20, close_share=0).moves
    assert not np.isin(market.destination, beijing).any()
    led = run(stock(100), intensity=20, close_share=0, destination={"mode": "concentrated", "weight": 6}).moves
    inside = np.isin(led.destination, beijing)
    assert (led.destination[inside] == region.places.index("beijing.tongzhou")).all()
    assert region.places.core6[led.origin[inside]].all()
    assert inside.any()


def test_nobody_who_does_not_follow_is_led(run, region, stock):
    free = run(stock(100), intensity=20, close_share=0).moves
    led = {"mode": "concentrated", "weight": 6, "share_following": 0}
    assert np.array_equal(
        free.destination, run(stock(100), intensity=20, close_share=0, destination=led).moves.destination
    )


@pytest.mark.parametrize(
    ("mode", "areas"),
    [
        ("concentrated", ["xiongan", "beijing.tongzhou"]),
        ("corridor", ["langfang", "xiongan", "baoding", "shijiazhuang", "tangshan", "tianjin"]),
    ],
)
def test_each_mode_leads_to_its_places_and_more_so_with_weight(run, region, stock, mode, areas):
    named = np.concatenate([region.places.members(area) for area in areas])

    def share(weight):
        destination = {"mode": mode, "weight": weight, "share_following": 1}
        return np.isin(
            run(stock(100), intensity=20, close_share=0, destination=destination).moves.destination, named
        ).mean()

    shares = [share(weight) for weight in (0, 1.5, 3)]
    assert shares[0] < shares[1] < shares[2]


def test_the_dispersed_mode_leads_to_smaller_places(run, region, conditions, stock):
    def mean_size(mode, weight):
        destination = {"mode": mode, "weight": weight, "share_following": 1}
        moves = run(stock(100), intensity=20, close_share=0, destination=destination).moves
        inside = moves.destination < OUTSIDE
        return conditions.jobs[moves.destination[inside]].mean()

    assert mean_size("dispersed", 2) < mean_size("market", 0)


def test_few_movers_change_their_mind_when_a_place_gains_a_little(run, region, conditions, stock):
    gained = conditions.services.copy()
    gained[region.places.members("baoding")] += 0.5
    before = run(stock(100), intensity=20, close_share=0).moves.destination
    after = run(
        stock(100), intensity=20, close_share=0, conditions=dataclasses.replace(conditions, services=gained)
    ).moves
    changed = before != after.destination
    assert 0 < changed.sum() < 50
    assert np.isin(after.destination[changed], region.places.members("baoding")).all()


def test_a_site_takes_its_traders_with_it_while_there_are_any(run, region, conditions, stock):
    moves = run(stock(100), quota={"manuf_general": 0, SITES: 34}).moves
    assert moves.traders.sum() == 34 * 480
    none = dataclasses.replace(conditions, traders=np.full(199, 100, np.int64))
    few = run(stock(100), quota={"manuf_general": 0, SITES: 34}, conditions=none).moves
    assert np.bincount(few.origin, few.traders).max() == 100


def test_what_a_ring_does_not_have_is_named(run, region):
    core = int(np.flatnonzero(region.places.core6)[0])
    firms = made_firms([core] * 3, [GENERAL] * 3, [10.0] * 3, [2] * 3)
    result = run(firms, quota={"manuf_general": 10, SITES: 0}, ring_weights={"core6": 1, "outer": 0})
    assert result.short == {"manuf_general.core6": 4}
    assert result.moves.firms.sum() == 6


def test_the_zone_follows_the_siting(run, region, stock):
    def zones(siting):
        moves = run(stock(100), intensity=20, close_share=0, siting=siting).moves
        inside = moves.destination < OUTSIDE
        return moves.destination[inside], moves.zone[inside]

    assert set(zones("avoid_flood_prone")[1]) == {0}
    places, nearest = zones("nearest")
    assert np.array_equal(nearest == 2, region.relocation.zone_share[places, 2] > 0)
    assert set(zones("plan")[1]) >= {0, 1}


def test_the_order_of_agents_does_not_matter(run, region):
    core = np.flatnonzero(region.places.core6)
    firms = made_firms(
        [int(core[k % 6]) for k in range(60)], [GENERAL] * 60, [float(k + 1) for k in range(60)], [1] * 60
    )
    turned = copy_of(firms)
    for name in firms.dtypes:
        getattr(turned, name)[:60] = getattr(firms, name)[:60][::-1]
    args = {"quota": {"manuf_general": 20, SITES: 0}, "ring_weights": {"core6": 1, "outer": 0}}
    first, second = run(firms, **args).moves, run(turned, **args).moves
    assert sorted(zip(first.jobs, first.destination, strict=True)) == sorted(
        zip(second.jobs, second.destination, strict=True)
    )


def test_markets_and_depots_are_run_by_firms_of_twenty_and_more_where_there_are_enough(run, region):
    core = int(np.flatnonzero(region.places.core6)[0])
    for number, small in ((10, 0), (40, 10)):
        firms = made_firms([core] * 60, [TRADE] * 60, [100.0] * 30 + [5.0] * 30, [1] * 60)
        moves = run(firms, quota={"manuf_general": 0, SITES: number}, ring_weights={"core6": 1, "outer": 0}).moves
        assert moves.firms.sum() == number
        assert (moves.jobs < 20 * PERSON).sum() >= small
        assert small or (moves.jobs >= 20 * PERSON).all()


def test_who_moves_leaves_the_park(run, region):
    core = int(np.flatnonzero(region.places.core6)[0])
    firms = made_firms([core] * 200, [GENERAL] * 200, [10.0] * 200, [1] * 200)
    firms.flags[:200] = IN_PARK
    run(firms, quota={"manuf_general": 100, SITES: 0}, ring_weights={"core6": 1, "outer": 0}, close_share=0.0)
    alive = firms.alive()
    moved = firms.flags[alive] & MOVED != 0
    assert 0 < moved.sum() < 100
    assert (firms.flags[alive] & IN_PARK != 0).tolist() == (~moved).tolist()
