"""Two scenarios part in the first year of which they say different things, and never later."""

import pytest

import model
from model.scenario.parting import ALWAYS, Course, parting
from model.scenario.schema.scenario import Scenario


def scenario(**levers: object) -> Scenario:
    return model.load_scenario("baseline", set={key.replace("__", "."): value for key, value in levers.items()})


@pytest.mark.parametrize(
    ("levers", "year"),
    [
        ({}, None),
        ({"name": "other", "title": {"zh": "另", "en": "Other"}}, None),
        ({"integration__barrier_cut": {2035: 0.3}}, 2035),
        ({"integration__barrier_cut": {2035: 0.3}, "services__equalisation": {2030: 0.1}}, 2030),
        ({"integration__barrier_cut": {2035: 0.3}, "climate__pathway": "control"}, ALWAYS),
        ({"integration__barrier_cut": 0.3}, ALWAYS),
        ({"seed": 2}, ALWAYS),
        ({"years__end": 2040}, ALWAYS),
        ({"relocation__directed": [{"id": "D05", "jobs": 0}]}, ALWAYS),
    ],
)
def test_the_year_in_which_two_scenarios_part(levers: dict[str, object], year: int | None) -> None:
    assert parting(scenario(), scenario(**levers)) == year
    assert parting(scenario(**levers), scenario()) == year


def test_steps_that_say_the_same_in_the_end_part_in_between() -> None:
    short, long = ({2030: 0.3, 2031: 0.0}, {2030: 0.3, 2033: 0.0})
    assert parting(scenario(integration__barrier_cut=short), scenario(integration__barrier_cut=long)) == 2031


def test_what_is_said_until_a_year_is_equal_exactly_for_those_that_part_later() -> None:
    one = Course.of(scenario(services__equalisation={2030: 0.2, 2040: 0.4}))
    two = Course.of(scenario(services__equalisation={2030: 0.2, 2045: 0.4}))
    for year in range(2020, 2056):
        assert (one.until(year) == two.until(year)) == (year < one.parting(two))  # type: ignore[operator]
