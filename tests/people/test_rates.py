import numpy as np
import pytest
from projection import PROVINCES, Rates

from model.people.rates import city_fertility, death_probability, fertility, share_of_boys, total_fertility
from model.region.people import PeopleTables
from model.scenario.schema.base import Dated
from model.scenario.schema.population import Population


@pytest.mark.parametrize("year", [2011, 2020, 2021, 2034, 2055])
def test_rates_are_those_of_the_projection(tables: PeopleTables, year: int) -> None:
    for index, name in enumerate(PROVINCES):
        apart = Rates(name)
        assert death_probability(tables.rates, Population(), year)[index] == pytest.approx(apart.p(year), rel=1e-12)
        k = apart.boys_per_girl(year)
        assert share_of_boys(tables.rates, year)[index] == pytest.approx(k / (1 + k), rel=1e-12)
        women = np.ones((2, 101))
        births = apart.births(year, women, women)
        assert fertility(tables.rates, Population(), year)[index].sum() == pytest.approx(births, rel=1e-12)


def test_rates_are_held_after_the_last_listed_year(tables: PeopleTables) -> None:
    assert (death_probability(tables.rates, Population(), 2080) == np.exp(tables.rates.log_death[-1])).all()
    assert (total_fertility(tables.rates, Population(), 2080) == tables.rates.total_fertility[1, :, -1]).all()


def test_multiplied_mortality_multiplies_the_force(tables: PeopleTables) -> None:
    p = death_probability(tables.rates, Population(), 2030)
    double = death_probability(tables.rates, Population(mortality_multiplier=Dated(1.0, {2030: 2.0})), 2030)
    assert np.log1p(-double) == pytest.approx(2 * np.log1p(-p), rel=1e-9)
    before = death_probability(tables.rates, Population(mortality_multiplier=Dated(1.0, {2031: 2.0})), 2030)
    assert (before == p).all()


def test_variants_are_ordered_after_2024_and_one_before(tables: PeopleTables) -> None:
    for year in (2021, 2024, 2025, 2050):
        low, medium, high = (
            total_fertility(tables.rates, Population(fertility=name), year) for name in ("low", "medium", "high")
        )
        assert (low <= medium).all()
        assert (medium <= high).all()
        assert (low == high).all() == (year <= 2024)
    assert (
        death_probability(tables.rates, Population(mortality="low"), 2040)
        < death_probability(tables.rates, Population(mortality="high"), 2040)
    ).all()


def test_city_factors_leave_the_births_of_the_province(tables: PeopleTables) -> None:
    province = tables.places.province_of_city
    women = np.random.default_rng(3).uniform(1e3, 1e5, (14, 102))
    by_age = fertility(tables.rates, Population(), 2030)
    by_city = city_fertility(by_age, tables.rates.city_factor, province, women)
    for p in range(3):
        inside = province == p
        births = (by_city[inside] * women[inside]).sum()
        assert births == pytest.approx((by_age[p] * women[inside]).sum(), rel=1e-12)
    ratio = by_city[:, 30] / by_age[province, 30] / tables.rates.city_factor
    assert ratio[province == 2] == pytest.approx(ratio[2], rel=1e-12)
