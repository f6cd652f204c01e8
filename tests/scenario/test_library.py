"""The shipped scenarios say what their names promise."""

import csv

import pytest

from model.region.names import DATA
from model.scenario import Scenario, load_scenario, read_scenario, scenario_hash
from model.scenario.checks import attribute_at
from model.scenario.differing import differences
from model.scenario.finding import library, names_on
from model.scenario.schema.base import Dated
from model.scenario.schema.shape import levers
from model.scenario.tree import follow

SHIPPED = names_on((library(),))
PROMISED = {
    "baseline", "stop-2025", "never", "control-climate", "hindcast",
    "emissions/control", "emissions/low", "emissions/medium", "emissions/high",
    "relocation/none", "relocation/market", "relocation/concentrated", "relocation/corridor", "relocation/dispersed",
    "siting/plan", "siting/avoid", "siting/nearest", "siting/none", "rail/2035-plan", "rail/none",
    "paths/stronger-centres", "paths/better-space", "paths/sector-breakthroughs", "paths/new-mechanisms",
    "paths/all-four", "places/demonstration-zones", "places/water-limit", "places/land-reduction",
    "governance/compete", "governance/cooperate",
    "ageing/fertility-low", "ageing/fertility-high", "ageing/no-retirement-reform",
}  # fmt: skip


def directed_rows(first_year: int = 0) -> set[str]:
    with (DATA / "directed_moves.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file) if int(row["start_year"]) >= first_year}


def taken_out(scenario: Scenario) -> set[str]:
    return {row.id for row in scenario.relocation.directed if row.jobs == 0}


def test_the_library_is_complete() -> None:
    assert set(SHIPPED) >= PROMISED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_checks_without_a_warning_and_speaks_both_languages(name: str) -> None:
    found = read_scenario(name)
    assert found.warnings == ()
    assert found.scenario.name == name.replace("/", "-")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in found.scenario.title.zh)
    assert found.scenario.title.en
    text = (library() / f"{name}.yaml").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert any(any("\u4e00" <= letter <= "\u9fff" for letter in line) for line in comments)
    assert len(comments) >= 2


def test_the_baseline_spells_what_is_announced() -> None:
    tree = read_scenario("baseline").layers[-1].tree
    for key in (
        "population.fertility", "population.retirement.reform", "migration.six_districts.enabled",
        "relocation.intensity", "relocation.quota.manuf_general", "relocation.quota.trade_logistics_sites",
        "relocation.destination.mode", "negative_list.manuf_general.core6", "integration.barrier_cut",
        "subsidy.rate_max", "climate.pathway",
    ):  # fmt: skip
        trail = key.split(".")
        assert follow(tree, trail)[2] == len(trail), key
    quota = load_scenario("baseline").relocation.quota
    assert [quota.manuf_general.at(year) for year in (2021, 2022, 2023, 2024, 2055)] == [50, 40, 30, 30, 30]
    assert [quota.trade_logistics_sites.at(year) for year in (2021, 2023, 2024, 2055)] == [34, 34, 20, 20]


def test_the_defaults_of_the_schema_are_the_baseline() -> None:
    assert differences(Scenario(), load_scenario("baseline")) == []


def test_stop_2025_is_the_baseline_until_the_end_of_2024() -> None:
    baseline, stopped = load_scenario("baseline"), load_scenario("stop-2025")
    for found in levers(Scenario):
        one, two = attribute_at(baseline, found.trail), attribute_at(stopped, found.trail)
        if isinstance(one, Dated):
            assert all(one.at(year) == two.at(year) for year in range(2010, 2025)), found.trail
        elif found.trail not in (("name",), ("title", "zh"), ("title", "en"), ("relocation", "directed")):
            assert one == two, found.trail
    assert all(stopped.relocation.intensity.at(year) == 0 for year in range(2025, 2061))
    assert taken_out(stopped) == directed_rows(2025)


@pytest.mark.parametrize("name", ["relocation/none", "never"])
def test_no_relocation_means_no_quota_and_no_directed_move(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.relocation.intensity == Dated(0)
    assert taken_out(scenario) == directed_rows()


def test_never_has_no_negative_list_and_starts_before_the_strategy() -> None:
    scenario = load_scenario("never")
    assert scenario.years.start == 2013
    for sector in type(scenario.negative_list).model_fields:
        rings = getattr(scenario.negative_list, sector)
        assert (rings.core6, rings.outer) == (Dated(0), Dated(0)), sector


@pytest.mark.parametrize("path", ["control", "low", "medium", "high"])
def test_emission_scenarios_differ_in_the_path_alone(path: str) -> None:
    scenario = load_scenario(f"emissions/{path}")
    assert scenario.climate.pathway == path
    assert {one.key for one in differences(load_scenario("baseline"), scenario)} <= {"climate.pathway"}


@pytest.mark.parametrize("mode", ["market", "concentrated", "corridor", "dispersed"])
def test_relocation_scenarios_differ_in_the_destination_alone(mode: str) -> None:
    scenario = load_scenario(f"relocation/{mode}")
    assert scenario.relocation.destination.mode == mode
    keys = {one.key for one in differences(load_scenario("baseline"), scenario)}
    assert all(key.startswith("relocation.destination.") for key in keys)


@pytest.mark.parametrize("siting", ["avoid", "nearest"])
def test_siting_scenarios_differ_in_the_site_alone(siting: str) -> None:
    keys = {one.key for one in differences(load_scenario("siting/plan"), load_scenario(f"siting/{siting}"))}
    assert keys == {"relocation.siting"}


def test_all_four_directions_hold_what_each_holds() -> None:
    """Every lever that one direction sets is set in the file of all four, and to the same."""
    baseline, together = load_scenario("baseline"), load_scenario("paths/all-four")
    for name in ("stronger-centres", "better-space", "sector-breakthroughs", "new-mechanisms"):
        said = {one.key: one.second for one in differences(baseline, load_scenario(f"paths/{name}"))}
        both = {one.key: one.second for one in differences(baseline, together)}
        assert said.items() <= both.items(), name


def test_twins_have_one_hash() -> None:
    for one, two in (
        ("emissions/medium", "baseline"),
        ("relocation/market", "baseline"),
        ("emissions/control", "control-climate"),
    ):
        assert scenario_hash(load_scenario(one)) == scenario_hash(load_scenario(two))


def test_ageing_scenarios_change_births_or_retirement_alone() -> None:
    baseline = load_scenario("baseline")
    expected = {
        "ageing/fertility-low": ("population.fertility", "low"),
        "ageing/fertility-high": ("population.fertility", "high"),
        "ageing/no-retirement-reform": ("population.retirement.reform", "false"),
    }
    for name, (key, value) in expected.items():
        (found,) = differences(baseline, load_scenario(name))
        assert (found.key, found.second) == (key, value)


def test_the_hindcast_ends_where_the_record_ends() -> None:
    scenario = load_scenario("hindcast")
    assert (scenario.years.start, scenario.years.end) == (2013, 2023)
    assert scenario.climate.feedback == "none"
