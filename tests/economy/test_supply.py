"""Inputs are bought near and across borders the less, and what is sold is bought."""

import numpy as np
import pytest

from model.economy.supply import inputs_of, outside_offer, regional_share, supply_nearness
from model.region.region import Region


@pytest.fixture
def nearness(region: Region, minutes: np.ndarray) -> np.ndarray:
    province = region.places.province
    return supply_nearness(minutes, (province[:, None] != province[None, :]).astype(float))


@pytest.fixture
def output(region: Region) -> np.ndarray:
    return region.economy.gdp[2020] / region.economy.accounts.value_added


def test_what_suppliers_sell_is_what_buyers_buy(region: Region, nearness: np.ndarray, output: np.ndarray) -> None:
    found = inputs_of(output, output, np.full((199, 12), 500.0), nearness, region.economy.accounts)
    np.testing.assert_allclose(found.sold.sum(axis=0), found.within.sum(axis=0))
    assert (found.within <= found.needed).all()
    needed = region.economy.accounts.inputs @ output.sum(axis=0)
    np.testing.assert_allclose(found.needed.sum(axis=0), needed)


def test_the_outside_is_sized_to_the_location_quotient(
    region: Region, nearness: np.ndarray, output: np.ndarray
) -> None:
    tables = region.economy.accounts
    share = regional_share(region.economy.gdp[2020].sum(axis=0), tables.nation_in(2020), tables)
    assert (share > 0.2).all()
    assert (share < 0.55).all()
    offer = outside_offer(output, share, nearness, tables)
    found = inputs_of(output, output, np.tile(offer, (199, 1)), nearness, tables)
    np.testing.assert_allclose(found.within.sum(axis=0) / found.needed.sum(axis=0), share, rtol=1e-9)


def test_a_sector_in_which_the_region_is_weak_is_bought_outside(region: Region) -> None:
    tables = region.economy.accounts
    nation, mine = np.full(12, 1000.0), np.full(12, 100.0)
    mine[3] = 20.0
    share = regional_share(mine, nation, tables)
    assert share[3] < 0.5 * share[8]


def test_sales_fall_with_time_and_across_a_border(region: Region, nearness: np.ndarray, minutes: np.ndarray) -> None:
    place = region.places.index("langfang.sanhe")
    tongzhou, dachang = region.places.index("beijing.tongzhou"), region.places.index("langfang.xianghe")
    assert nearness[place, place] > nearness[place, dachang]
    open_ = supply_nearness(minutes, np.zeros((199, 199)))
    assert open_[place, tongzhou] == pytest.approx(nearness[place, tongzhou] * np.exp(0.9))


def test_a_new_supplier_takes_orders_from_the_others_and_from_the_outside(
    region: Region, nearness: np.ndarray, output: np.ndarray
) -> None:
    tables, outside = region.economy.accounts, np.full((199, 12), 1000.0)
    before = inputs_of(output, output, outside, nearness, tables)
    offered = output.copy()
    offered[20, 2] += 500.0
    after = inputs_of(output, offered, outside, nearness, tables)
    assert after.sold[20, 2] > before.sold[20, 2]
    assert np.delete(after.sold[:, 2], 20).sum() < np.delete(before.sold[:, 2], 20).sum()
    assert after.within[:, 2].sum() > before.within[:, 2].sum()
    np.testing.assert_array_equal(after.sold[:, 5], before.sold[:, 5])
