"""Relative prices: what costs hired labour that has not grown more productive becomes dear."""

import numpy as np
import pytest

from model.economy.prices import relative_prices
from model.region.names import SECTORS
from model.region.region import Region

FARMING, ICT, FINANCE = (SECTORS.index(name) for name in ("agriculture", "ict", "finance"))


class Start:
    """Output, wages and productivity of 2020, to be bent."""

    def __init__(self, region: Region) -> None:
        tables = region.economy
        self.region = region
        self.gdp = tables.gdp[2020].copy()
        self.wage = tables.prices.wage @ tables.skill_share.T
        self.output_per_job = tables.gdp[2020] / np.maximum(tables.stocks[2020].jobs, 1)

    def prices(self, wage: np.ndarray | None = None, through: float = 1.0) -> np.ndarray:
        paid = self.wage if wage is None else wage
        return relative_prices(self.gdp, paid, self.wage, self.output_per_job, 2020, through, self.region)


@pytest.fixture
def start(region: Region) -> Start:
    return Start(region)


def test_prices_of_the_start_are_one(start: Start) -> None:
    np.testing.assert_allclose(start.prices(), 1.0, atol=1e-12)


def test_nothing_passes_through_at_zero(start: Start) -> None:
    start.output_per_job[:, ICT] *= 3.0
    np.testing.assert_allclose(start.prices(through=0.0), 1.0, atol=1e-12)


def test_a_sector_that_gains_productivity_gets_as_much_cheaper_as_its_labour_is_hired(start: Start) -> None:
    start.output_per_job[:, ICT] *= 2.0
    price = start.prices()
    hired = start.region.economy.in_units
    mean = (start.region.economy.gdp[2020].sum(axis=0) / start.gdp.sum())[ICT] * np.log(0.5)
    found = np.log(price[ICT] / price[FINANCE])
    assert found == pytest.approx(hired[ICT] * (np.log(0.5) - mean) + hired[FINANCE] * mean, rel=1e-9)
    assert price[ICT] < 1.0 < price[FINANCE]


def test_more_passes_through_the_further_prices_part(start: Start) -> None:
    start.output_per_job[:, ICT] *= 2.0
    spread = [np.ptp(np.log(start.prices(through=through))) for through in (0.0, 0.3, 0.7, 1.0)]
    assert spread == sorted(spread)
    assert spread[0] < spread[1]


def test_what_all_sectors_gain_moves_no_price(start: Start) -> None:
    start.output_per_job *= 1.7
    np.testing.assert_allclose(start.prices(1.2 * start.wage), 1.0, atol=1e-12)


def test_a_sector_whose_pay_rises_alone_gets_dearer(start: Start) -> None:
    wage = start.wage.copy()
    wage[:, FINANCE] *= 1.3
    price = start.prices(wage)
    assert price[FINANCE] == price.max() > 1.0


def test_farmers_take_their_price_as_it_is(start: Start) -> None:
    start.output_per_job[:, FARMING] *= 4.0
    price = start.prices()
    by_hire = np.argsort(start.region.economy.in_units)
    assert by_hire[0] == FARMING
    assert (np.diff(price[by_hire]) >= 0).all(), "only the cost of the others has risen against the mean"
    assert price[FARMING] > 0.9


def test_value_added_at_these_prices_sums_to_the_regions(start: Start) -> None:
    start.gdp *= np.linspace(0.5, 2.0, 12)
    start.output_per_job[:, ICT] *= 2.0
    assert (start.gdp * start.prices()).sum() == pytest.approx(start.gdp.sum(), rel=1e-12)
