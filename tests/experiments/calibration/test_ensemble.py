"""Parameter sets: by weight, the same for a seed in every scenario, and never over what a scenario says."""

from collections import Counter

import pytest

from model.experiments.calibration.ensemble import ParameterSet, load_sets, set_of, sets_named, with_set, write_sets
from model.experiments.calibration.priors import load_priors
from model.experiments.plan import Case, plan_of
from model.region.tables import TableError
from model.scenario import load_scenario

SETS = tuple(
    ParameterSet(number, weight, {"migration.wage_elasticity": 0.5 + 0.1 * number, "economy.agglomeration": 0.1})
    for number, weight in enumerate((0.5, 0.3, 0.2), 1)
)


def test_seeds_take_sets_in_proportion_to_their_weights():
    taken = Counter(set_of(SETS, seed).number for seed in range(1, 201))
    assert [taken[number] / 200 for number in (1, 2, 3)] == pytest.approx([0.5, 0.3, 0.2], abs=0.02)


def test_even_a_few_seeds_have_several_sets():
    assert {set_of(SETS, seed).number for seed in range(1, 6)} == {1, 2, 3}


def test_sets_read_back_as_they_were_written(tmp_path):
    write_sets(SETS, tmp_path / "sets.csv")
    again = load_sets(tmp_path / "sets.csv")
    assert [(one.number, one.weight, dict(one.values)) for one in again] == [
        (one.number, pytest.approx(one.weight), pytest.approx(dict(one.values))) for one in SETS
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("set,weight,migration.wage_elasticit\n1,1,1\n", "did you mean 'migration.wage_elasticity'"),
        ("set,weight,migration.wage_elasticity\n1,1,9\n", "sets.csv:2: migration.wage_elasticity"),
        ("set,weight,migration.wage_elasticity\n1,0,1\n", "sets.csv:2: weight"),
        ("set,weight,migration.wage_elasticity\n1,1,1\n1,1,1\n", "a set stands twice"),
    ],
)
def test_a_bad_file_is_told_with_its_line(tmp_path, text, said):
    (tmp_path / "sets.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as problem:
        load_sets(tmp_path / "sets.csv")
    assert said in str(problem.value)


def test_a_scenario_takes_a_set_but_for_what_it_says_itself():
    plain, taken = with_set(load_scenario("baseline"), SETS[0].values)
    assert plain.migration.wage_elasticity == taken["migration.wage_elasticity"] == 0.6
    own, taken = with_set(load_scenario("baseline", set={"migration.wage_elasticity": 0.9}), SETS[0].values)
    assert own.migration.wage_elasticity == 0.9
    assert set(taken) == {"economy.agglomeration"}


def test_every_prior_can_be_set_and_the_scenario_still_writes_and_reads():
    values = {prior.parameter: prior.at(0.25) for prior in load_priors()}
    changed, taken = with_set(load_scenario("baseline"), values)
    assert taken == values
    assert changed == load_scenario("baseline", set=values)


def test_scenarios_of_a_batch_meet_on_a_seed_with_one_set_and_the_command_replays_it(tmp_path):
    one, other = load_scenario("baseline"), load_scenario("baseline", set={"name": "other", "climate.pathway": "high"})
    plan = plan_of([Case(one, ("baseline",)), Case(other)], range(1, 5), tmp_path, SETS)
    first, second = plan.runs[:4], plan.runs[4:]
    for left, right in zip(first, second, strict=True):
        assert left.job.scenario.migration == right.job.scenario.migration
        value = set_of(SETS, left.job.seed).values["migration.wage_elasticity"]
        assert f"migration.wage_elasticity={value}" in left.command
    assert len({run.job.scenario.migration.wage_elasticity for run in first}) > 1


def test_a_factor_of_a_design_is_not_drawn(tmp_path):
    varied = load_scenario("baseline")
    case = Case(varied, factors={"migration.wage_elasticity": 1.2})  # the default, but said by the design
    plan = plan_of([case], [1], tmp_path, SETS)
    assert plan.runs[0].job.scenario.migration.wage_elasticity == 1.2
    assert plan.runs[0].job.scenario.economy.agglomeration == 0.1


def test_without_sets_a_plan_is_what_it_was(tmp_path):
    case = Case(load_scenario("baseline"), ("baseline",))
    assert plan_of([case], [1, 2], tmp_path) == plan_of([case], [1, 2], tmp_path, sets_named(None))
