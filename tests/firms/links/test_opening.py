"""A year of links: what opens, what closes, what a line, a border or an order changes."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model.firms.columns import PERSON
from model.firms.links.fitting import mean_capital
from model.firms.links.head_offices import by_size_of, head_offices
from model.firms.links.opening import subsidiaries
from model.firms.links.stock import GROUP_OF, LINK, whole_links
from model.firms.relocation.plan import directed_moves
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.economy import Economy
from model.scenario.schema.relocation import Directed, Relocation

Make = Callable[..., object]
BEIJING, TIANJIN, OUTSIDE = 0, 1, 14


def city(region: Region, name: str) -> int:
    return region.places.city_ids.index(name)


def test_stocks_move_by_what_opened_and_closed(linked: Make) -> None:
    world = linked()
    branches, capital = world.links.branches, world.links.capital
    flows = world.renew()
    np.testing.assert_array_equal(branches + flows.opened - flows.closed, world.links.branches)
    np.testing.assert_array_equal(capital + flows.capital_opened - flows.capital_closed, world.links.capital)


def test_four_in_a_hundred_close(linked: Make) -> None:
    world = linked()
    stock = world.links.branches.sum()
    assert world.renew().closed.sum() == pytest.approx(0.04 * stock, rel=1e-6)


def test_links_take_no_job_from_firms_and_give_none(linked: Make) -> None:
    world = linked()
    before = {name: getattr(world.firms, name).copy() for name in world.firms.dtypes}
    world.renew()
    for name, column in before.items():
        np.testing.assert_array_equal(column, getattr(world.firms, name), err_msg=name)


def test_a_year_can_be_repeated_bit_for_bit_and_ignores_the_order_of_firms(linked: Make) -> None:
    one, other = linked(), linked()
    turned = np.arange(other.firms.used)[::-1].copy()
    for name in other.firms.dtypes:
        column = getattr(other.firms, name)
        column[: other.firms.used] = column[turned]
    np.testing.assert_array_equal(one.renew().opened, other.renew().opened)


def test_firms_below_fifty_open_nothing_and_a_larger_one_opens_more(linked: Make, region: Region) -> None:
    world = linked()
    firms, science = world.firms, SECTORS.index("science_tech")
    beijing = np.flatnonzero(region.places.city == BEIJING)[0]
    slots = np.flatnonzero((firms.place[: firms.used] == beijing) & (firms.sector[: firms.used] == science))
    slot = slots[firms.weight[slots] == 1][0]
    powers = []
    for staff in (1, 49, 50, 200, 800):
        firms.desired[slot] = staff * PERSON
        powers.append(int(head_offices(firms, by_size_of(region.links), region.places.city).power[BEIJING, 0]))
    assert powers[0] == powers[1]
    np.testing.assert_array_equal(np.diff(powers[1:]), [1024, 1024, 2048])


def test_a_line_that_halves_the_time_adds_a_ninth_to_its_pair_and_takes_from_the_others(linked: Make) -> None:
    usual, faster = linked(), linked()
    minutes = faster.base.minutes.copy()
    minutes[BEIJING, TIANJIN] /= 2.0
    minutes[TIANJIN, BEIJING] /= 2.0
    before, after = whole_links(usual.renew().opened), whole_links(faster.renew(minutes=minutes).opened)
    gain = after[BEIJING, TIANJIN] / before[BEIJING, TIANJIN]
    share = before[BEIJING, TIANJIN] / before[BEIJING].sum()
    assert gain == pytest.approx(2**0.15 / (1 + share * (2**0.15 - 1)), rel=1e-5)
    others = np.arange(2, 15)
    assert (after[BEIJING, others] < before[BEIJING, others]).all()
    np.testing.assert_allclose(after[2:], before[2:], atol=1e-4)
    assert after[BEIJING].sum() == pytest.approx(before[BEIJING].sum(), abs=1e-3)


def test_a_slower_line_takes_away(linked: Make) -> None:
    usual, slower = linked(), linked()
    before = whole_links(usual.renew().opened)
    after = whole_links(slower.renew(minutes=slower.base.minutes * 1.5).opened)
    inside = before[:14, :14] > 0
    assert (after[:14, :14][inside] < before[:14, :14][inside]).all()
    assert (after[:14, OUTSIDE] > before[:14, OUTSIDE]).all()


def test_a_border_cut_moves_links_across_provinces_and_none_inside(linked: Make, region: Region) -> None:
    usual, cut = linked(), linked()
    before = whole_links(usual.renew().opened)
    after = whole_links(cut.renew(border=cut.usual.border * 0.5).opened)
    assert after[BEIJING, 1:14].sum() == pytest.approx(before[BEIJING, 1:14].sum() * 1.47, rel=0.05)
    inside = city(region, "tangshan"), city(region, "cangzhou")
    assert after[inside] < before[inside]


def test_growth_that_is_common_to_all_cities_draws_nobody(linked: Make) -> None:
    usual, more = linked(), linked()
    np.testing.assert_array_equal(usual.renew().opened, more.renew(skilled=more.usual.skilled * 2.0).opened)


def test_a_city_that_gains_workers_with_a_degree_gains_branches(linked: Make, region: Region) -> None:
    usual, grown = linked(), linked()
    skilled = grown.usual.skilled.copy()
    skilled[city(region, "xiongan")] *= 3.0
    before, after = whole_links(usual.renew().opened), whole_links(grown.renew(skilled=skilled).opened)
    assert after[BEIJING, city(region, "xiongan")] > 2.5 * before[BEIJING, city(region, "xiongan")]


def test_firms_of_the_rest_of_china_grow_with_its_appeal(linked: Make) -> None:
    usual, ahead = linked(), linked()
    faster = ahead.scenario.model_copy(update={"economy": Economy(outside_growth_gap=0.03)})
    none = usual.scenario.model_copy(update={"economy": Economy(outside_growth_gap=0.0)})
    before, after = usual.renew(scenario=none).opened[OUTSIDE], ahead.renew(scenario=faster).opened[OUTSIDE]
    np.testing.assert_allclose(after.sum() / before.sum(), np.exp(0.03), rtol=1e-6)


def test_fifty_subsidiaries_follow_a_head_office_over_eight_years(region: Region, scenario_of: Make) -> None:
    scenario = scenario_of()
    orders = [move for move in directed_moves(region, scenario) if move.accompany == "xiongan"]
    offices = [move for move in orders if SECTORS[move.sector] != "public_services"]
    assert len(offices) == 8
    total = sum(subsidiaries(region, scenario, year) for year in range(2013, 2056))
    assert total[BEIJING, city(region, "xiongan")].sum() == pytest.approx(400.0)
    assert total.sum() == pytest.approx(400.0)


def test_an_order_taken_out_takes_its_subsidiaries_with_it(region: Region, scenario_of: Make) -> None:
    row = {"id": "D05", "what": "none", "sector": "mining_utilities", "jobs": 0, "from": "beijing", "to": "xiongan"}
    out = Directed.model_validate({**row, "start": 2025, "years": 1, "accompany": "xiongan"})
    scenario = scenario_of(relocation=Relocation(directed=(out,)))
    total = sum(subsidiaries(region, scenario, year) for year in range(2013, 2056))
    assert total.sum() == pytest.approx(350.0)


def test_subsidiaries_are_links_of_the_year(linked: Make, region: Region) -> None:
    with_orders, without = linked(), linked()
    rows = [
        Directed.model_validate(
            {"id": f"D{k:02}", "what": "none", "sector": "ict", "jobs": 0, "from": "beijing", "to": "xiongan"}
            | {"start": 2025, "years": 1, "accompany": "other"}
        )
        for k in range(4, 12)
    ]
    scenario = without.scenario.model_copy(update={"relocation": Relocation(directed=tuple(rows))})
    flows, fewer = with_orders.renew(2026), without.renew(2026, scenario=scenario)
    gap, worth = flows.opened - fewer.opened, flows.capital_opened - fewer.capital_opened
    weight = mean_capital(with_orders.base.offices)[BEIJING]
    np.testing.assert_allclose(
        worth[BEIJING, city(region, "xiongan")], gap[BEIJING, city(region, "xiongan")] * weight, atol=50
    )
    pair = BEIJING, city(region, "xiongan")
    assert gap[pair].sum() / LINK == pytest.approx(
        subsidiaries(region, with_orders.scenario, 2026)[pair].sum(), abs=1e-3
    )
    assert gap.sum() == gap[pair].sum()


def test_every_group_has_a_sector() -> None:
    assert set(GROUP_OF) == {-1, 0, 1, 2, 3}


def test_how_many_open_follows_the_jobs_and_not_the_number_of_large_firms(linked: Make) -> None:
    """The size law thins out large firms with time, which says nothing of branches."""
    usual, thinned = linked(), linked()
    before = usual.renew().opened[:14].sum(axis=(0, 1))
    start = thinned.base.offices
    once = replace(start, power=start.power * 2, capital=start.capital * 2)
    thinned.base = replace(thinned.base, offices=once, rate=thinned.base.rate / 2)
    np.testing.assert_allclose(thinned.renew().opened[:14].sum(axis=(0, 1)), before, rtol=1e-6)
    grown = linked()
    fewer = replace(grown.base.offices, jobs=grown.base.offices.jobs // 2)
    grown.base = replace(grown.base, offices=fewer)
    np.testing.assert_allclose(grown.renew().opened[:14].sum(axis=(0, 1)), 2 * before, rtol=1e-5)


def test_capital_opens_with_the_branches_by_the_size_of_their_head_offices(linked: Make) -> None:
    world = linked()
    flows, weight = world.renew(), mean_capital(world.base.offices)
    np.testing.assert_allclose(flows.capital_opened, flows.opened * weight[:, None, :], rtol=1e-3, atol=50.0)


def test_firms_of_the_rest_of_china_go_where_the_mass_is_by_then(linked: Make, region: Region) -> None:
    usual, grown = linked(), linked()
    skilled, new_town = grown.usual.skilled.copy(), city(region, "xiongan")
    skilled[new_town] *= 3.0
    before, after = (each[OUTSIDE].sum(axis=1) for each in (usual.renew().opened, grown.renew(skilled=skilled).opened))
    assert after[new_town] > 2.8 * before[new_town]
    assert after.sum() == pytest.approx(before.sum(), rel=1e-6)


def test_subsidiaries_begin_in_the_year_of_the_move_and_end_after_eight(region: Region, scenario_of: Make) -> None:
    row = {"id": "N1", "what": "an office", "sector": "ict", "jobs": 1000, "from": "beijing", "to": "xiongan"}
    order = Directed.model_validate({**row, "start": 2025, "years": 1, "accompany": "xiongan"})
    pair = BEIJING, city(region, "xiongan")

    def following(year: int, *orders: Directed) -> float:
        return float(subsidiaries(region, scenario_of(relocation=Relocation(directed=orders)), year)[pair].sum())

    found = {year: following(year, order) - following(year) for year in (2024, 2025, 2032, 2033)}
    assert found == pytest.approx({2024: 0.0, 2025: 50 / 8, 2032: 50 / 8, 2033: 0.0})
