"""Every lever carries its evidence, and values follow one law whatever the section."""

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import model
from model.scenario import Problem, Scenario, ScenarioError
from model.scenario.checks import attribute_at
from model.scenario.problems import Mark
from model.scenario.schema.base import Dated, Section, numbers_in
from model.scenario.schema.climate import Climate
from model.scenario.schema.integration import Integration
from model.scenario.schema.plain import default_tree
from model.scenario.schema.scenario import Title
from model.scenario.schema.shape import Found, find_lever, levers, shape, shape_of

LEVERS = [found for found in levers(Scenario) if found.owner is not Title and found.trail != ("name",)]
YEARS = st.integers(2010, 2060)
NUMBERS = st.floats(0, 1, allow_nan=False)
STEPS = st.dictionaries(YEARS, NUMBERS, max_size=6)


SOURCES = {
    file: file.read_text(encoding="utf-8")
    for file in Path(model.__file__).parent.rglob("*.py")
    if "scenario" not in file.relative_to(Path(model.__file__).parent).parts or file.name in ("borders.py", "water.py")
}


def ids(found: Found) -> str:
    return ".".join(map(str, found.trail))


@pytest.mark.parametrize("found", LEVERS, ids=ids)
def test_a_lever_has_labels_grade_source_and_meaning(found: Found) -> None:
    from model.scenario.schema.descriptions import description

    evidence = found.evidence
    assert evidence is not None
    assert any("\u4e00" <= letter <= "\u9fff" for letter in evidence["zh"])
    assert evidence["en"]
    assert evidence["source"]
    assert description(found.owner, found.name)
    if evidence["grade"] in ("seed", "verified", "derived", "recalled"):
        assert evidence["known"], "a figure that is known says until when"


@pytest.mark.parametrize("found", LEVERS, ids=ids)
def test_a_lever_that_takes_numbers_has_bounds_and_its_default_lies_in_them(found: Found) -> None:
    value = attribute_at(Scenario(), found.trail)
    evidence = found.evidence
    assert evidence is not None
    for _, number in numbers_in(value):
        if found.shape.choices:
            continue
        assert evidence["low"] is not None or evidence["high"] is not None
        assert evidence["unit"] or found.name == "seed", "a number has a unit"
        assert evidence["low"] is None or number >= evidence["low"]
        assert evidence["high"] is None or number <= evidence["high"]


@pytest.mark.parametrize("found", LEVERS, ids=ids)
def test_a_lever_is_read_by_some_process(found: Found) -> None:
    word = re.compile(rf"""\.{found.name}\b|["']{found.name}["']""")
    assert any(word.search(text) for text in SOURCES.values()), "nothing reads it"


CONTRACT = """
name title years seed scale population migration relocation negative_list subsidy land places economy innovation
integration services talent transport eco_compensation governance climate adaptation land_use
"""


def test_all_sections_of_the_contract_exist() -> None:
    assert list(Scenario.model_fields) == CONTRACT.split()


def test_every_key_has_a_shape_and_is_found_by_it() -> None:
    for found in levers(Scenario):
        again = find_lever(Scenario, found.trail)
        assert again is not None
        assert (again.owner, again.name, again.trail) == (found.owner, found.name, found.trail)
    assert find_lever(Scenario, ("nothing",)) is None
    assert shape_of(Scenario, "nothing") is None


def test_a_union_takes_the_richest_shape_and_names_all() -> None:
    assert shape(float | None).expected == "a number, or null"
    assert shape(dict[str, float] | None).kind == "map"


def test_the_defaults_read_from_the_fields_are_those_of_a_scenario() -> None:
    assert default_tree(Scenario) == Scenario().resolved()


def test_nothing_in_a_scenario_can_be_changed() -> None:
    scenario = Scenario()
    with pytest.raises(ValidationError):
        scenario.seed = 2  # type: ignore[misc]
    with pytest.raises(ValidationError):
        scenario.climate.pathway = "high"  # type: ignore[misc]


def test_bounds_hold_in_python_as_in_files() -> None:
    with pytest.raises(ValidationError, match="above the range"):
        Climate(rate_share=2.0)
    with pytest.raises(ValidationError, match="above the range"):
        Integration(barrier_cut=Dated(0, {2030: 3}))
    with pytest.raises(ValidationError):
        Climate(rate_share=True)


class TestDated:
    @settings(deadline=None)
    @given(NUMBERS, STEPS, YEARS)
    def test_a_value_holds_from_its_year_until_the_next(
        self, before: float, steps: dict[int, float], year: int
    ) -> None:
        past = [step for step in steps if step <= year]
        assert Dated(before, steps).at(year) == (steps[max(past)] if past else before)

    @settings(deadline=None)
    @given(NUMBERS, STEPS)
    def test_what_is_written_is_read_again(self, before: float, steps: dict[int, float]) -> None:
        dated = Dated(before, steps)
        assert Integration.model_validate({"barrier_cut": dated.plain()}).barrier_cut == dated

    @settings(deadline=None)
    @given(NUMBERS, STEPS, NUMBERS, STEPS)
    def test_equal_paths_are_equal_and_have_one_hash(
        self, one: float, some: dict[int, float], two: float, others: dict[int, float]
    ) -> None:
        first, second = Dated(one, some), Dated(two, others)
        same = one == two and all(first.at(year) == second.at(year) for year in range(2009, 2061))
        assert (first == second) == same
        if same:
            assert hash(first) == hash(second)

    def test_an_int_is_a_fine_number_and_true_is_none(self) -> None:
        assert Integration.model_validate({"barrier_cut": {"before": 0, 2030: 1}}).barrier_cut.at(2030) == 1.0
        for wrong in (
            True,
            "0.5",
            {"before": True},
            {"before": 0, "2030": 1},
            {"before": 0, True: 1},
            float("nan"),
            None,
        ):
            with pytest.raises(ValidationError):
                Integration.model_validate({"barrier_cut": wrong})

    def test_a_map_alone_needs_its_value_before(self) -> None:
        with pytest.raises(ValidationError, match="before"):
            Integration.model_validate({"barrier_cut": {2030: 0.5}})


def test_sections_forbid_what_they_do_not_know_at_every_depth() -> None:
    def sections(section: type[Section]) -> list[type[Section]]:
        inner = [shape_of(section, field.alias or name) for name, field in section.model_fields.items()]
        below = [one.section for one in inner if one is not None and one.section is not None]
        return [section, *(deep for one in below for deep in sections(one))]

    for section in sections(Scenario):
        assert section.model_config["extra"] == "forbid"
        assert section.model_config["frozen"]
        assert section.model_config["strict"]


def test_a_scenario_and_its_errors_survive_the_way_to_another_process() -> None:
    scenario = Scenario.model_validate({"relocation": {"intensity": {"before": 1, 2030: 0}}})
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    error = ScenarioError([Problem(Mark("f", 2, 3), "seed", "is wrong")])
    again = pickle.loads(pickle.dumps(error))
    assert (again.problems, str(again)) == (error.problems, "f:2:3: seed: is wrong")
