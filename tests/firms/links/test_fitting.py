"""The start and the constants of links meet what they were fitted to, and nothing else is put in."""

from collections.abc import Callable

import numpy as np
import pytest

from model.firms.links.fitting import mean_capital
from model.firms.links.stock import ENDS, LINK, intra_shares, whole_links

Make = Callable[..., object]
REGION = (np.arange(ENDS) < 14)[None]


def test_branches_of_beijing_in_2020_are_the_counts(linked: Make) -> None:
    stock = whole_links(linked().links.branches)
    assert stock[0, 1] == pytest.approx(4173, abs=0.01)
    assert stock[0, 2:14].sum() == pytest.approx(4643, abs=0.01)


def test_branches_of_beijing_in_2013_are_the_count(linked: Make) -> None:
    assert whole_links(linked(2013).links.branches)[0, 1:14].sum() == pytest.approx(3500, abs=0.01)


def test_twelve_in_a_hundred_new_branches_stay_at_the_travel_times_of_2013(linked: Make) -> None:
    assert linked().base.share_of_2013 == pytest.approx(0.12, abs=1e-12)


def test_the_rate_leads_from_the_branches_of_2013_to_those_of_2020(linked: Make) -> None:
    world = linked()
    economy = world.region.economy
    units = {year: economy.unit_path[0, economy.unit_path_years.index(year)] for year in range(2013, 2021)}
    last = world.base.rate * world.base.offices.power[0].sum() / 1024.0
    inside = 3500.0
    for year in range(2014, 2021):
        inside = 0.96 * inside + 0.121 * last * units[year] / units[2020]
    assert inside == pytest.approx(8816, rel=0.02)


@pytest.mark.parametrize("start", [2013, 2020])
def test_the_intra_region_share_is_met_a_year_later_if_firms_go_on(linked: Make, start: int) -> None:
    world = linked(start)
    world.renew(start + 1, minutes=world.region.transport.city_minutes(start))
    assert intra_shares(whole_links(world.links.branches), REGION)[0] == pytest.approx(9.69, abs=0.02)


def test_a_link_joins_different_cities_and_has_an_end_in_the_region(linked: Make) -> None:
    world = linked()
    world.renew()
    for stock in (world.links.branches, world.links.capital):
        assert not stock[np.arange(ENDS), np.arange(ENDS)].any()
        assert (stock >= 0).all()


def test_capital_is_the_links_weighted_by_the_size_of_their_head_offices(linked: Make) -> None:
    world = linked()
    weight = mean_capital(world.base.offices)
    np.testing.assert_allclose(world.links.capital, world.links.branches * weight[:, None, :], atol=1.0)
    assert (weight >= 50**0.8 - 1e-6).all()
    assert weight.min() < 0.9 * weight.max()


def test_the_fit_hardly_depends_on_the_scale_of_the_firms(linked: Make) -> None:
    coarse, fine = linked(firms=100), linked(firms=10)
    assert coarse.base.outside == fine.base.outside
    assert coarse.base.rate == pytest.approx(fine.base.rate, rel=0.02)
    ends = [intra_shares(whole_links(each.links.capital), REGION)[0] for each in (coarse, fine)]
    assert ends[0] == pytest.approx(ends[1], abs=0.1)


def test_the_share_is_between_cities_of_the_area_over_all_with_an_end_in_it() -> None:
    links = np.zeros((ENDS, ENDS))
    links[0, 1], links[1, 2], links[1, 14], links[14, 2], links[0, 14] = 2, 3, 5, 7, 11
    assert intra_shares(links, REGION)[0] == pytest.approx(100 * 5 / 28)
    assert intra_shares(links, np.arange(ENDS)[None] == 1)[0] == pytest.approx(100 * 5 / 10)
    assert np.isnan(intra_shares(links, np.arange(ENDS)[None] == 5)[0])


def test_a_link_has_whole_parts() -> None:
    assert whole_links(np.full((ENDS, ENDS, 4), LINK // 4))[0, 0] == 1.0


def test_what_left_the_region_since_2013_is_in_the_stock_too(linked: Make) -> None:
    """At shares of 12 to 13 % all the years, the stock of 2020 is near them as well, for Beijing and the others."""
    world = linked()
    stock = whole_links(world.links.branches)
    assert 0.12 < stock[0, 1:14].sum() / stock[0].sum() < 0.125
    opened, closed = world.renew(), 0.04
    yearly = whole_links(opened.opened)
    age = stock[:14].sum(axis=1) / yearly[:14].sum(axis=1)
    np.testing.assert_allclose(age, age[0], rtol=0.01, err_msg="all cities have as many years of openings")
    assert 1.0 < age[0] < 1.0 / closed
