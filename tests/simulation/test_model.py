"""JingJinJi as a Mesa model, and what its tables say."""

import mesa
import numpy as np
import pytest

from model.governments.city import CityGovernment, Place
from model.scenario import load_scenario
from model.simulation.model import JingJinJi


@pytest.fixture(scope="module")
def model():
    scenario = load_scenario("baseline", set={"scale.residents": 1000, "scale.firms": 100})
    model = JingJinJi(scenario, rng=1)
    model.step()
    model.step()
    return model


def test_governments_and_places_are_mesa_agents(model):
    assert isinstance(model, mesa.Model)
    kinds = {kind: len(agents) for kind, agents in model.agents_by_type.items()}
    assert kinds == {CityGovernment: 14, Place: 199}
    assert sum(place.population for place in model.places) == model.indicator("population")


def test_the_data_collector_follows_the_region_and_the_budgets(model):
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["year"].tolist() == [2020, 2021, 2022]
    assert frame["population"].iloc[-1] == model.indicator("population")
    budgets = model.datacollector.get_agenttype_vars_dataframe(CityGovernment)
    assert len(budgets) == 3 * 14
    assert (budgets["budget"] > 0).all()


def test_residents_and_firms_answer_like_sets_of_agents(model):
    assert len(model.residents) * 1000 == model.indicator("population")
    assert 35 < model.residents.agg("age", np.mean) < 45
    elders = model.residents.select(lambda one: one.age >= 100)
    assert all(one.age == 100 for one in elders)
    assert model.firms.units == model.indicator("firms")


def test_the_dates_of_stocks_and_flows_differ_by_a_year(small_run):
    tables = small_run().tables
    indicators = tables["indicators"]
    years = indicators.groupby("indicator", observed=True)["year"].min()
    assert years["population"] == 2020
    assert years["births"] == 2021
    assert tables["population"]["year"].min() == 2020
    assert tables["flows"]["year"].min() == 2021


def test_cities_sum_to_provinces_in_every_additive_indicator(small_run):
    frame = small_run().indicators
    for name in ("population", "births", "jobs", "firms", "gdp", "loss_realised", "exposure_20mm_expected"):
        rows = frame[frame["indicator"] == name]
        sums = rows.groupby(["year", "level"], observed=True)["value"].sum().unstack()
        assert np.allclose(sums["region"], sums["place"], rtol=1e-12)
        assert np.allclose(sums["province"], sums["city"], rtol=1e-12)


def test_births_deaths_and_moves_account_for_every_resident(small_run):
    frame = small_run().indicators
    wide = frame[frame["level"] == "province"].pivot_table(
        index=["area_id", "year"], columns="indicator", values="value", observed=True
    )
    for area in ("beijing", "tianjin", "hebei"):
        rows = wide.loc[area]
        change = rows["births"] - rows["deaths"] + rows["in_migration"] - rows["out_migration"]
        assert np.array_equal(rows["population"].diff().iloc[1:], change.iloc[1:])


def test_no_two_rows_of_a_table_say_the_same(small_run):
    for name, table in small_run().tables.items():
        keys = [column for column in table.columns if column not in {"value", "persons"}]
        if name != "events":
            assert not table.duplicated(keys).any(), name


def test_a_finished_model_gives_its_columns_back(model):
    scenario = load_scenario("baseline", set={"scale.residents": 1000, "scale.firms": 100})
    finished = JingJinJi(scenario, rng=1)
    finished.release()
    assert finished.residents.capacity == 0
    assert finished.firms.capacity == 0


def test_a_run_starts_from_2013_with_people_carried_from_the_census_before():
    scenario = load_scenario("hindcast", set={"scale.residents": 1000, "scale.firms": 100, "years.end": 2015})
    model = JingJinJi(scenario, rng=1)
    # Published year-end totals of 2013, 10,000 persons (population_history.csv).
    for province, published in {"beijing": 2125, "tianjin": 1410, "hebei": 7288}.items():
        found = model._indicators.value(2013, "population", province) / 1e4
        assert found == pytest.approx(published, rel=0.02), province
    model.step()
    assert model.indicator("firms") > 1.2e6


def test_a_run_from_2010_simulates_people_alone():
    scenario = load_scenario("hindcast", set={"years.start": 2010, "years.end": 2012, "scale.residents": 1000})
    model = JingJinJi(scenario, rng=1)
    model.step()
    assert np.isnan(model.indicator("gdp"))
    assert model.indicator("births") > 1e6


def test_cities_start_in_the_size_class_of_the_census(small_run):
    frame = small_run().indicators
    rows = frame[(frame["indicator"] == "urban_size_class") & (frame["year"] == 2020)]
    assert set(rows["level"]) == {"city"}
    classes = dict(zip(rows["area_id"], rows["value"], strict=True))
    # cities.csv, size_class_census_2020.
    assert {name: classes[name] for name in ("beijing", "tianjin", "shijiazhuang", "tangshan", "chengde")} == {
        "beijing": 7,
        "tianjin": 7,
        "shijiazhuang": 5,
        "tangshan": 4,
        "chengde": 3,
    }


def test_commuters_across_the_border_of_beijing_are_in_the_flows(small_run):
    flows = small_run().flows
    commuters = flows[(flows["kind"] == "commuters") & (flows["year"] == 2021)]
    to_beijing = commuters["destination_id"].astype(str).str.startswith("beijing.")
    from_sanhe = commuters["origin_id"] == "langfang.sanhe"
    assert commuters.loc[to_beijing & from_sanhe, "value"].sum() > 10_000
