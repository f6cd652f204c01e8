"""--set and the `set` of Python reach every lever, and their mistakes have places too."""

import pytest

from model.scenario import load_scenario
from model.scenario.schema.base import Dated
from model.scenario.settings import trail_of


@pytest.mark.parametrize(
    ("key", "trail"),
    [
        ("seed", ("seed",)),
        ("climate.pathway", ("climate", "pathway")),
        ("relocation.quota.manuf_general.2030", ("relocation", "quota", "manuf_general", 2030)),
        ("places.park_capacity.beijing.tongzhou", ("places", "park_capacity", "beijing.tongzhou")),
        (
            "adaptation.protection_standard.overrides.baoding.zhuozhou.2030",
            ("adaptation", "protection_standard", "overrides", "baoding.zhuozhou", 2030),
        ),
        ("climte.x.y", ("climte", "x", "y")),
    ],
)
def test_the_schema_says_where_a_dotted_key_ends(key: str, trail: tuple[object, ...]) -> None:
    assert trail_of(key) == trail


def test_texts_and_python_values_say_the_same(write) -> None:
    file = write("name: a\n")
    texts = load_scenario(file, set=("climate.pathway=high", "relocation.intensity={2030: 2}", "seed=4"))
    values = load_scenario(file, set={"climate.pathway": "high", "relocation.intensity": {2030: 2}, "seed": 4})
    assert texts == values
    assert values.relocation.intensity == Dated(1, {2030: 2})


def test_a_setting_of_one_year_lies_over_the_file(loaded) -> None:
    found = loaded("relocation: {intensity: {2025: 2}}\n", ("relocation.intensity.2030=0",)).scenario
    assert found.relocation.intensity == Dated(1, {2025: 2, 2030: 0})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (("climate.pathway=hgih",), "--set:1:17: climate.pathway: the text 'hgih' is not a choice here"),
        (("seed=1", "climat.x=2"), "--set:2:1: climat: there is no such key; did you mean 'climate'?"),
        (("seed",), "--set:1:1: 'seed' is not of the form KEY=VALUE"),
        (("seed=1", "seed=2"), "--set:2:1: seed: this key is set twice; first by setting 1"),
        (
            ("integration.barrier_cut=0.5", "integration.barrier_cut.2030=0.4"),
            "--set:2:1: integration.barrier_cut.2030: setting 1 gives 'barrier_cut' a value already",
        ),
        (
            ("climate={feedback: none}", "climate.feedback=expected"),
            "--set:2:1: climate.feedback: this key is set twice",
        ),
        (("climate.pathway=[high",), "--set:1:22: climate.pathway: this is not YAML"),
        (("climate.pathway=!!python/name:os high",), "--set:1:17: climate.pathway: tags"),
        (("name=a/b",), "--set:1:6: name: 'a/b' cannot name a scenario"),
        (("extends=baseline",), "--set:1:1: extends: "),
        (("scale.residents=7",), "--set:1:17: scale.residents: the number 7 is not a choice here"),
        (("relocation.intensity.soon=2",), "--set:1:1: relocation.intensity.soon: 'soon' is not a year"),
        ({"climate.loss_scale": float("nan")}, "--set:1:1: climate.loss_scale: nan is not a finite number"),
        ({"climate.loss_scale": object()}, "--set:1:1: climate.loss_scale: "),
        ({"climate": {"pathwy": 1}}, "--set:1:1: climate.pathwy: there is no such key"),
    ],
)
def test_a_wrong_setting_is_named_by_its_number_and_column(refused, settings, said: str) -> None:
    problems = refused("name: a\n", settings)
    assert len(problems) == 1
    assert problems[0].startswith(said)
