"""The identities hold, and a figure that is changed is found and named."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model.economy.national_accounts import NationalAccounts, breaches, draw_up
from model.economy.supply import inputs_of, outside_offer, regional_share, supply_nearness
from model.region.region import Region


@pytest.fixture
def accounts(region: Region, minutes: np.ndarray) -> NationalAccounts:
    tables, gdp = region.economy.accounts, region.economy.gdp[2020]
    output, mine = gdp / tables.value_added, gdp.sum(axis=0)
    nearness = supply_nearness(minutes, np.zeros((199, 199)))
    offer = outside_offer(output, regional_share(mine, tables.nation_in(2020), tables), nearness, tables)
    inputs = inputs_of(output, output, np.tile(offer, (199, 1)), nearness, tables)
    consumption = tables.consumption * mine.sum()
    return draw_up(2020, gdp, inputs, consumption, tables.investment * output.sum(axis=0), 5.0, 5.0, tables)


def test_the_accounts_of_the_start_balance(region: Region, accounts: NationalAccounts) -> None:
    assert breaches(accounts, region.economy.accounts, region.economy.gdp[2020], region.places) == []


def test_they_are_of_a_plausible_size(region: Region, accounts: NationalAccounts) -> None:
    gdp = region.economy.gdp[2020].sum()
    assert 0.35 < accounts.input_share_within < 0.5
    assert accounts.consumption.sum() / gdp == pytest.approx(0.55)
    assert 0.35 < accounts.investment.sum() / gdp < 0.5
    assert (accounts.exports > 0).all()
    assert (accounts.imports > 0).all()


Break = Callable[[NationalAccounts], NationalAccounts]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda a: replace(a, output=a.output * np.where(np.arange(12) == 2, 1.01, 1.0)), "beijing.dongcheng, manuf"),
        (lambda a: replace(a, exports=a.exports + np.eye(12)[4]), "supply against use of construction"),
        (lambda a: replace(a, imports=a.imports * np.nan), "supply against use of agriculture"),
        (lambda a: replace(a, inputs=replace(a.inputs, sold=a.inputs.sold * 1.001)), "inputs sold against bought"),
        (lambda a: replace(a, value_added=a.value_added + 0.01), "output against inputs and value added"),
        (lambda a: replace(a, spent=4.9), "income against spending"),
    ],
)
def test_what_does_not_balance_is_named(region: Region, accounts: NationalAccounts, change: Break, named: str) -> None:
    found = breaches(change(accounts), region.economy.accounts, region.economy.gdp[2020], region.places)
    assert any(named in sentence for sentence in found), found


def test_gdp_that_is_not_the_sum_of_its_places_is_named(region: Region, accounts: NationalAccounts) -> None:
    reported = region.economy.gdp[2020].copy()
    reported[region.places.members("tangshan")[0], 2] += 1.0
    found = breaches(accounts, region.economy.accounts, reported, region.places)
    assert any("GDP by city of tangshan" in sentence for sentence in found)
    assert any("GDP by province of hebei" in sentence for sentence in found)
