"""Schema default < parent < child < --set, and how values of each kind are laid over one another."""

import pytest

from model.scenario import Scenario, dump, read_scenario, scenario_hash
from model.scenario.schema.base import Dated

PARENT = "name: parent\ntitle: {zh: 父, en: parent}\nclimate: {loss_scale: 2, rate_share: 0.5}\n"


def test_the_nearest_word_holds(loaded, write) -> None:
    write(PARENT, "parent.yaml")
    text = "extends: parent\nclimate: {rate_share: 0.7}\n"
    climate = loaded(text, ("climate.rate_share=0.9",)).scenario.climate
    assert (climate.baseline_rate_scale, climate.loss_scale, climate.rate_share) == (1.0, 2.0, 0.9)


def test_names_and_titles_are_not_inherited(loaded, write) -> None:
    write(PARENT, "parent.yaml")
    scenario = loaded("extends: parent\n", name="child.yaml").scenario
    assert (scenario.name, scenario.title.zh, scenario.title.en) == ("child", "", "")


def test_stating_one_part_of_a_section_keeps_the_defaults_of_the_rest(loaded) -> None:
    rings = loaded("negative_list: {manuf_general: {core6: 0.5}}\n").scenario.negative_list.manuf_general
    assert rings.core6 == Dated(0.5)
    assert rings.outer == Scenario().negative_list.manuf_general.outer


def test_an_empty_section_says_nothing(loaded) -> None:
    assert loaded("climate:\n  # pathway: high\n").scenario.climate == Scenario().climate


@pytest.mark.parametrize(
    ("parent", "child", "result"),
    [
        ("0.1", "0.3", Dated(0.3)),
        ("0.1", "{2035: 0.4}", Dated(0.1, {2035: 0.4})),
        ("{before: 0, 2025: 0.1}", "{2035: 0.4}", Dated(0, {2025: 0.1, 2035: 0.4})),
        ("{before: 0, 2025: 0.1, 2040: 0.9}", "{2030: 0.4}", Dated(0, {2025: 0.1, 2030: 0.4})),
        ("{before: 0, 2030: 0.1}", "{2030: 0.4}", Dated(0, {2030: 0.4})),
        ("{before: 0.2, 2030: 0.1}", "{before: 0, 2030: 0.4}", Dated(0, {2030: 0.4})),
        ("{before: 0.2, 2030: 0.1}", "0.5", Dated(0.5)),
        ("{2025: 0.1}", "{2035: 0.4}", Dated(0, {2025: 0.1, 2035: 0.4})),
    ],
)
def test_a_dated_child_takes_over_from_its_first_year_on(loaded, write, parent: str, child: str, result: Dated) -> None:
    write(f"name: p\nintegration: {{barrier_cut: {parent}}}\n", "parent.yaml")
    scenario = loaded(f"extends: parent\nintegration: {{barrier_cut: {child}}}\n").scenario
    assert scenario.integration.barrier_cut == result


def test_before_its_first_year_a_dated_child_is_its_parent(loaded, write) -> None:
    write("name: p\nrelocation: {intensity: {2022: 2, 2028: 3}}\n", "parent.yaml")
    parent = read_scenario("parent.yaml").scenario.relocation.intensity
    child = loaded("extends: parent\nrelocation: {intensity: {2026: 0}}\n").scenario.relocation.intensity
    assert all(child.at(year) == parent.at(year) for year in range(2010, 2026))
    assert all(child.at(year) == 0 for year in range(2026, 2061))


def test_free_maps_merge_and_null_takes_a_key_out(loaded, write) -> None:
    write("name: p\nplaces: {park_capacity: {xiongan: 5, tianjin: 6}}\n", "parent.yaml")
    scenario = loaded("extends: parent\nplaces: {park_capacity: {tianjin: null, langfang: 7}}\n").scenario
    assert scenario.places.park_capacity == {"xiongan": 5, "langfang": 7}


def test_rows_with_an_id_replace_that_row_or_are_added(loaded, write) -> None:
    write("name: p\nrelocation: {directed: [{id: a, jobs: 1}, {id: D05, jobs: 2}]}\n", "parent.yaml")
    rows = loaded("extends: parent\nrelocation: {directed: [{id: D05, jobs: 0}, {id: c, jobs: 3}]}\n").scenario
    assert [(row.id, row.jobs) for row in rows.relocation.directed] == [("a", 1), ("D05", 0), ("c", 3)]


def test_an_id_that_stands_twice_in_one_list_is_refused(refused) -> None:
    problems = refused("relocation: {directed: [{id: a, jobs: 1}, {id: a, jobs: 2}]}\n")
    assert len(problems) == 1
    assert "relocation" in problems[0]
    assert "a" in problems[0]


def test_other_lists_replace_the_parents(loaded, write) -> None:
    write("name: p\nclimate: {replay: [{event: E2012-07-21, year: 2030}]}\n", "parent.yaml")
    scenario = loaded("extends: parent\nclimate: {replay: []}\n").scenario
    assert scenario.climate.replay == ()


def test_grandparents_count(loaded, write) -> None:
    write("name: a\nseed: 5\nyears: {end: 2040}\n", "a.yaml")
    write("name: b\nextends: a\nseed: 6\n", "b.yaml")
    scenario = loaded("extends: b\n").scenario
    assert (scenario.seed, scenario.years.end) == (6, 2040)


class TestFinding:
    def test_a_circle_is_said_with_the_way_round(self, refused, write) -> None:
        write("name: a\nextends: my\n", "a.yaml")
        circle = "the parents go round in a circle (my.yaml -> a.yaml -> my.yaml)"
        assert refused("name: my\nextends: a\n")[0].startswith(f"a.yaml:2:10: extends: {circle}")
        assert "circle" in refused("extends: my\n")[0]

    def test_a_parent_that_cannot_be_read_does_not_hide_the_childs_own_mistakes(self, refused, write) -> None:
        write("a: [1\n", "broken.yaml")
        problems = refused("extends: broken\nseed: x\n")
        assert [problem.split(": ")[0] for problem in problems] == ["my.yaml:2:7", "broken.yaml:2:1"]
        assert len(refused("extends: nowhere\nseed: x\n")) == 2
        assert len(refused("extends: 3\nseed: x\nclimte: 1\n")) == 3

    def test_a_missing_parent_is_said_with_the_nearest_name(self, refused) -> None:
        assert refused("extends: basline\n") == [
            "my.yaml:1:10: extends: there is no scenario 'basline'; did you mean 'baseline'?"
        ]

    @pytest.mark.parametrize("name", ["../other", "/etc/passwd", "a/../../b", "~/x", "..", "a\\b"])
    def test_parents_stay_inside_the_folders_of_scenarios(self, refused, name: str) -> None:
        assert refused(f"extends: {name}\n")[0].startswith("my.yaml:1:10: extends: ")

    @pytest.mark.parametrize("value", ["3", "[baseline]", "{a: 1}", "true"])
    def test_a_parent_is_one_name(self, refused, value: str) -> None:
        assert "the name of one scenario is expected" in refused(f"extends: {value}\n")[0]

    def test_the_own_folder_goes_before_scenarios_and_that_before_the_shipped(self, loaded, write) -> None:
        text = "extends: baseline\n"
        assert loaded(text, name="own/my.yaml").scenario.seed == 1
        write("name: b\nseed: 2\n", "scenarios/baseline.yaml")
        assert loaded(text, name="own/my.yaml").scenario.seed == 2
        write("name: b\nseed: 3\n", "own/baseline.yaml")
        assert loaded(text, name="own/my.yaml").scenario.seed == 3

    def test_subfolders_are_named_with_a_stroke(self, loaded) -> None:
        assert loaded("extends: emissions/high\n").scenario.climate.pathway == "high"

    def test_a_shipped_name_can_stand_for_a_file(self, write) -> None:
        write("")
        assert read_scenario("emissions/high").scenario.name == "emissions-high"

    def test_a_file_with_a_chinese_name_is_a_parent_like_any_other(self, loaded, write) -> None:
        write("seed: 8\n", "基准二.yaml")
        assert loaded("extends: 基准二\n").scenario.seed == 8


class TestOverridesOfATable:
    def test_before_the_first_step_the_table_holds(self, loaded) -> None:
        found = loaded(
            "adaptation: {protection_standard: {overrides: {xiongan: {2030: 200}, tianjin: 100}}}\n"
        ).scenario
        overrides = found.adaptation.protection_standard.overrides
        assert [overrides["xiongan"].over(year, 50) for year in (2029, 2030, 2055)] == [50, 200, 200]
        assert overrides["tianjin"].over(2021, 50) == 100

    def test_a_childs_step_lies_over_the_parents(self, loaded, write) -> None:
        write("adaptation: {protection_standard: {overrides: {xiongan: {2025: 100, 2040: 300}}}}\n", "parent.yaml")
        text = "extends: parent\nadaptation: {protection_standard: {overrides: {xiongan: {2030: 200}}}}\n"
        override = loaded(text).scenario.adaptation.protection_standard.overrides["xiongan"]
        assert [override.over(year, 50) for year in (2024, 2025, 2030, 2040)] == [50, 100, 200, 200]

    def test_it_is_written_and_known_like_any_other(self, loaded) -> None:
        text = "adaptation: {protection_standard: {overrides: {xiongan: {2030: 200}}}}\n"
        one = loaded(text).scenario
        assert loaded(dump(one), name="again.yaml").scenario.adaptation == one.adaptation
        assert scenario_hash(one) != scenario_hash(Scenario())
