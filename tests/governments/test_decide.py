"""What governments see when they set rates, and what firms see of it."""

import numpy as np
import pytest

from model.governments.money import annuity, by_city
from model.governments.subsidies import ELIGIBLE, Market, market_of
from model.region.region import Region
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.subsidy import Subsidy


def market(region: Region, services: float = 0.0, years: int = 3) -> Market:
    stock = region.economy.stocks[2020]
    wage = np.full((199, 12), 50_000.0)
    known = (stock.units.astype(float), stock.jobs.astype(float), region.economy.gdp[2020], wage)
    scenario = Scenario().model_copy(update={"subsidy": Subsidy(years=years)})
    return market_of(region.places, scenario, *known, np.full(14, services), 0.11)


def test_a_job_is_worth_its_tax_less_the_services_of_who_lives_on_it_over_an_officials_term(region: Region) -> None:
    free, served = market(region), market(region, services=300.0)
    jobs = by_city(region.economy.stocks[2020].jobs.astype(float), region.places)
    output = by_city(region.economy.gdp[2020], region.places)
    np.testing.assert_allclose(free.worth, annuity(5) * 0.11 * output / np.maximum(jobs, 1.0))
    each = annuity(5) * 300.0 / jobs.sum(axis=1)
    np.testing.assert_allclose(free.worth - served.worth, np.tile(each[:, None], 12))


def test_a_subsidy_costs_and_draws_for_as_long_as_it_is_paid(region: Region) -> None:
    short, long = market(region, years=3), market(region, years=6)
    np.testing.assert_allclose(short.wage[short.wage > 0], annuity(3) * 50_000.0 / 1e8)
    np.testing.assert_allclose(long.wage[long.wage > 0], annuity(6) * 50_000.0 / 1e8)
    assert (short.weight, long.weight) == pytest.approx((5.0, 10.0))


def test_beijing_does_not_bid_and_the_rest_of_china_has_what_cities_leave(region: Region) -> None:
    seen = market(region)
    assert not seen.pays[0]
    assert seen.pays[1:].all()
    np.testing.assert_allclose(seen.share[:, ELIGIBLE].sum(axis=0), 0.273)
    assert (seen.jobs > 0).tolist() == ELIGIBLE.tolist()
