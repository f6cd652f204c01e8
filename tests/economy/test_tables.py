"""The economy's tables as they come out of the region."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.region.assumed import load_assumed
from model.region.economy_stocks import largest_remainder
from model.region.firm_table import load_firm_table
from model.region.names import DATA, SECTORS
from model.region.region import Region
from model.region.tables import TableError


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=40).filter(lambda values: sum(values) > 1e-3),
    st.integers(0, 10**9),
)
def test_largest_remainder_meets_the_total_and_stays_within_one(values: list[float], total: int) -> None:
    shares = np.array(values) / sum(values) * total
    counts = largest_remainder(np.array(values), total)
    assert counts.sum() == total
    assert (np.abs(counts - shares) < 1.0 + 1e-6 * shares).all()


def test_nothing_cannot_be_shared_out() -> None:
    with pytest.raises(ValueError, match="nothing to share 3"):
        largest_remainder(np.zeros(4), 3)


def test_jobs_by_group_and_sector_are_those_of_firms_csv(region: Region) -> None:
    groups, jobs = region.economy.groups, region.economy.stocks[2020].jobs
    factor = 53_300_000 / groups.employed_2020.sum()
    for group in range(20):
        found = jobs[groups.of_place == group].sum(axis=0)
        # Places and sectors are rounded one by one; the estimate of the table is rounded too.
        np.testing.assert_allclose(found, groups.employed_2020[group] * factor, rtol=1e-4, atol=25)


def test_staff_of_2018_is_what_units_book(region: Region) -> None:
    staff = region.economy.stocks[2018].staff.sum(axis=1)
    province = region.places.province
    booked = [round(staff[province == index].sum() / 10_000, 1) for index in range(3)]
    assert booked == [1380.2, 495.3, 1453.2]


def test_staff_of_2020_follows_the_share_of_jobs_in_legal_units(region: Region) -> None:
    stock = region.economy.stocks[2020]
    found = stock.staff.sum(axis=0) / stock.jobs.sum(axis=0)
    np.testing.assert_allclose(found, region.economy.in_units, atol=1e-5)


def test_gdp_sums_to_the_revised_city_values(region: Region) -> None:
    gdp = region.economy.gdp[2020].sum(axis=1)
    history = pd.read_csv(DATA / "economy_history.csv")
    rows = history[(history["variable"] == "gdp_revised") & (history["year"] == 2020)].set_index("place")["value"]
    for city in ("shijiazhuang", "tangshan", "langfang", "beijing", "tianjin"):
        assert gdp[region.places.members(city)].sum() == pytest.approx(rows[city], rel=1e-6)
    assert gdp.sum() == pytest.approx(rows["bth"], rel=1e-4)


def test_wages_average_to_the_city_and_rise_with_skill(region: Region) -> None:
    wage = region.economy.prices.wage
    assert (np.diff(wage, axis=1) > 0).all()
    jobs = region.economy.stocks[2020].jobs
    mean = (jobs @ region.economy.skill_share * wage).sum(axis=1)
    here = region.places.members("beijing")
    assert mean[here].sum() / jobs[here].sum() == pytest.approx(185_026, rel=1e-6)


def test_rents_average_to_the_group_and_services_to_beijing(region: Region) -> None:
    prices, people = region.economy.prices, region.places.population_2020
    core = region.places.core6
    assert np.average(prices.rent[core], weights=people[core]) == pytest.approx(100.0)
    beijing = region.places.province == 0
    assert np.average(prices.services[beijing], weights=people[beijing]) == pytest.approx(1.0)
    assert prices.services[~beijing].mean() < 1.0


def test_the_hazards_are_those_of_the_table(region: Region) -> None:
    hazard = region.economy.exit_hazard * 100
    np.testing.assert_allclose(hazard[[0, 1, 2, 3, 6, 7, 9, 10, 15]], [1.6, 6.3, 9.5, 8.5, 8.5, 6.3, 6.3, 4.5, 3.5])


def test_every_quantity_carries_a_grade(region: Region) -> None:
    grades = region.economy.grades
    assert grades["legal_units_est"] == "derived"
    assert grades["rent_housing"] == "assumption"
    assert grades["hightech_firms"] == "recalled"
    assert set(grades.values()) <= {"seed", "verified", "derived", "recalled", "assumption"}


def test_a_missing_row_is_named() -> None:
    with pytest.raises(TableError, match=r"assumptions_economy.csv.*rent_housing of nowhere"):
        load_assumed().number("rent_housing", "nowhere")
    with pytest.raises(TableError, match=r"firms.csv.*no legal_units of nowhere"):
        load_firm_table().value("legal_units", 2018, "group", "nowhere")


def test_a_rule_in_words_is_no_number() -> None:
    with pytest.raises(TableError, match=r"assumptions_economy.csv:\d+: value_or_rule: .* is not a number"):
        load_assumed().number("gdp_place", "all")


def test_a_row_that_stands_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (DATA / "firms.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "firms.csv").write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    monkeypatch.setattr("model.region.tables.read_table.__defaults__", (tmp_path,))
    with pytest.raises(TableError, match=rf"firms.csv:{len(lines) + 1}: variable: .* stands twice"):
        load_firm_table()


def test_sectors_are_in_their_order(region: Region) -> None:
    assert region.economy.in_units.shape == (len(SECTORS),)
    assert region.economy.in_units[0] == 0.0
    np.testing.assert_allclose(region.economy.skill_share.sum(axis=1), 1.0)


def test_jobs_of_2013_lie_between_the_censuses_of_their_group(region: Region) -> None:
    groups, jobs = region.economy.groups, region.economy.stocks[2013].jobs.sum(axis=1)
    for group in range(20):
        found = jobs[groups.of_place == group].sum()
        ends = groups.employed_2010[group].sum(), groups.employed_2020[group].sum()
        assert min(ends) * 0.9999 <= found <= max(ends) * 1.0001


def test_branches_of_2013_are_those_of_the_revised_city_accounts(region: Region) -> None:
    gdp, cities = region.economy.gdp[2013], pd.read_csv(DATA / "cities.csv").set_index("city_id")
    for city in ("beijing", "shijiazhuang", "langfang", "xiongan"):
        inside = gdp[region.places.members(city)].sum(axis=0)
        shares = 100.0 * np.array([inside[0], inside[1:5].sum(), inside[5:].sum()]) / inside.sum()
        revised = [cities.loc[city, f"gdp_share{branch}_2013"] for branch in (1, 2, 3)]
        np.testing.assert_allclose(shares, revised, atol=0.02)


@pytest.mark.parametrize("year", range(2014, 2022))
def test_growth_by_sector_sums_to_that_of_the_nation(region: Region, year: int) -> None:
    tables, assumed = region.economy, load_assumed()
    row = tables.growth[tables.growth_years.index(year)]
    found = 100.0 * np.average(row, weights=tables.accounts.nation)
    assert found == pytest.approx(assumed.number("national_growth", "all", str(year)), abs=0.05)
