"""What governments see when they set rates, and what firms see of it."""

import numpy as np
import pytest

from model.climate.catalogue import load_catalogue
from model.climate.expected import Floods
from model.climate.memory import Memory
from model.climate.zones import start_zones
from model.governments.decide import Outlook, decide
from model.governments.money import annuity, by_city
from model.governments.state import Governments
from model.governments.subsidies import ELIGIBLE, Market, attraction, market_of
from model.governments.works import AtRisk
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.adaptation import Adaptation
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


def test_firms_see_rates_in_the_sectors_that_can_move_and_compensated_cities_give_up_factories(
    region: Region, governments: Governments
) -> None:
    """The rate counts by the years that it is paid for, against the three of location choice."""
    stock = region.economy.stocks[2020]
    people = region.places.population_2020.astype(float)
    zones = start_zones(region.climate, region.places, Adaptation(), people)
    outlook = Outlook(
        units=stock.units.astype(float),
        jobs=stock.jobs.astype(float),
        output=region.economy.gdp[2020],
        wage=np.full((199, 12), 66_000.0),
        services=np.zeros(14),
        minutes=region.transport.minutes(2021),
        risk=AtRisk(
            Floods(load_catalogue(region.climate), region.climate, region.places, zones.base_shares),
            zones,
            Memory(np.zeros((10, 199))),
            people,
            people,
        ),
    )
    levers = Scenario.model_validate(
        {
            "subsidy": {"rate_max": 0.1, "years": 6},
            "governance": {"coordination": 0.0},
            "adaptation": {"household_uptake": {"enabled": False}},
            "eco_compensation": [
                {"payer": "beijing", "receiver": ["chengde"], "amount": 1.0, "unit": "1e8yuan_per_year"}
            ],
        }
    )
    after, decision = decide(governments, outlook, region, levers, 2021)
    rate = after.rate[region.places.city]
    assert rate[region.places.province == 0].max() == 0.0 < rate.max() <= 0.05, "halfway to the highest"
    np.testing.assert_allclose(decision.subsidy, 2.0 * rate[:, None] * ELIGIBLE)
    assert decision.attraction is not None
    general = SECTORS.index("manuf_general")
    chengde, zhangjiakou = region.places.members("chengde"), region.places.members("zhangjiakou")
    drawn = attraction(decision.market, after.rate)[region.places.city]
    np.testing.assert_allclose((decision.attraction - drawn)[chengde, general], np.log(0.5))
    np.testing.assert_allclose((decision.attraction - drawn)[zhangjiakou], 0.0)
    assert decision.price == pytest.approx(1.1)
