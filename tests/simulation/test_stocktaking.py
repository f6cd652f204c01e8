"""What the tables say agrees with each other: whose people, which year, which unit."""

import numpy as np
import pytest

from model.region.places import load_places


def places_of(indicators, name):
    """Years by places of one indicator, at the level of places."""
    rows = indicators[(indicators["indicator"] == name) & (indicators["level"] == "place")]
    return rows.pivot_table(index="year", columns="area_id", values="value", observed=True)


def region_of(indicators, name):
    rows = indicators[(indicators["indicator"] == name) & (indicators["level"] == "region")]
    return rows.set_index("year")["value"]


@pytest.fixture(scope="module")
def wet(small_run):
    """A run in which every year has a recorded storm."""
    replay = [{"event": "E2023-07-29", "year": year} for year in (2021, 2022, 2023, 2024)]
    return small_run(settings={"climate.replay": replay})


def test_expected_exposure_is_that_of_the_people_of_the_years_end(small_run):
    indicators = small_run().indicators
    people, events = (places_of(indicators, name) for name in ("population", "rain_events_over_20mm_expected"))
    assert np.allclose(places_of(indicators, "exposure_20mm_expected"), people * events, rtol=1e-12)


def test_realised_exposure_is_that_of_the_people_of_the_years_beginning(wet):
    people = wet.population.groupby(["year", "place_id"], observed=True)["persons"].sum()
    counted = wet.events[wet.events["exposed"] > 0]
    assert len(counted) > 100
    before = [people[year - 1, place] for year, place in zip(counted["year"], counted["place_id"], strict=True)]
    assert counted["exposed"].tolist() == before
    by_year = wet.events.groupby("year")["exposed"].sum()
    assert by_year.tolist() == region_of(wet.indicators, "exposure_20mm_realised")[by_year.index].tolist()


def test_old_people_exposed_are_those_of_65_and_over(wet):
    old = wet.population[wet.population["age"] >= 65].groupby(["year", "place_id"], observed=True)["persons"].sum()
    counted = wet.events[wet.events["exposed"] > 0]
    exposed = sum(old[year - 1, place] for year, place in zip(counted["year"], counted["place_id"], strict=True))
    assert region_of(wet.indicators, "exposure_65p_20mm_realised").sum() == exposed


def test_shares_of_ages_are_those_of_the_population_table(small_run):
    result = small_run()
    last = result.population[result.population["year"] == 2024]
    by_age = last.groupby("age")["persons"].sum().to_numpy()
    whole, middle = by_age.sum(), by_age[15:65].sum()
    wanted = {
        "share_0_14": by_age[:15].sum() / whole,
        "share_15_64": middle / whole,
        "share_65p": by_age[65:].sum() / whole,
        "share_80p": by_age[80:].sum() / whole,
        "dependency_old": by_age[65:].sum() / middle,
        "dependency_child": by_age[:15].sum() / middle,
        "dependency_total": (whole - middle) / middle,
    }
    for name, share in wanted.items():
        assert region_of(result.indicators, name)[2024] == pytest.approx(100 * share, rel=1e-12), name


def test_output_per_head_is_in_yuan(small_run):
    indicators = small_run().indicators
    output, people, per_head = (region_of(indicators, name) for name in ("gdp", "population", "gdp_per_head"))
    assert np.allclose(per_head, 1e8 * output / people, rtol=1e-12)
    assert 70_000 < per_head[2020] < 90_000  # 86,400 (8.64 trillion) over 110 million people, published for 2020


def test_migration_of_an_area_is_what_crosses_its_border(small_run):
    result = small_run()
    city = dict(zip((places := load_places()).ids, places.city, strict=True)) | {"outside": 99}
    moves = result.flows[(result.flows["kind"] == "people") & (result.flows["year"] == 2024)]
    start, end = (np.array([city[place] for place in moves[side]]) for side in ("origin_id", "destination_id"))
    found = result.indicators[(result.indicators["year"] == 2024) & (result.indicators["level"] == "city")]
    for number, name in enumerate(places.city_ids):
        here = found[found["area_id"] == name].set_index("indicator")["value"]
        assert here["in_migration"] == moves["value"][(end == number) & (start != number)].sum(), name
        assert here["out_migration"] == moves["value"][(start == number) & (end != number)].sum(), name


def test_a_storm_closes_firms_in_its_own_year(small_run):
    plain, struck = (
        small_run(settings={"climate.replay": replay}) for replay in ([], [{"event": "E2023-07-29", "year": 2021}])
    )
    firms = [places_of(result.indicators, "firms") for result in (plain, struck)]
    assert firms[0].loc[2020].equals(firms[1].loc[2020])
    assert firms[1].loc[2021, "beijing.fangshan"] < firms[0].loc[2021, "beijing.fangshan"]


PRICED = ["gdp_at_relative_prices", "gdp_share_primary", "gdp_share_secondary", "gdp_share_tertiary"]


def test_prices_move_shares_of_output_and_nothing_else(small_run):
    priced, fixed = small_run(), small_run(settings={"economy.price_pass_through": 0.0})
    for one, other in zip(priced.tables.values(), fixed.tables.values(), strict=True):
        if "indicator" in one:
            one, other = (table[~table["indicator"].isin(PRICED)] for table in (one, other))
        assert one.equals(other)
    shares = [region_of(run.indicators, "gdp_share_tertiary") for run in (priced, fixed)]
    assert shares[0][2020] == pytest.approx(shares[1][2020], rel=1e-12)
    assert shares[0][2024] != shares[1][2024]
    gdp, at_prices = (region_of(priced.indicators, name) for name in ("gdp", "gdp_at_relative_prices"))
    np.testing.assert_allclose(gdp, at_prices, rtol=1e-12)
