"""Bands over seeds, parameters and structure: what each holds, scored against the record and naive forecasts."""

import pytest

from model.experiments.calibration.ensemble import ParameterSet
from model.experiments.hindcast.apart import ALL, KINDS, PARAMETERS, SEEDS, SETS, bands_of, by_cluster, more_tasks
from model.experiments.hindcast.apart_page import bands_page
from model.experiments.hindcast.runs import GIVEN, MODEL, NO_MOVES, OF_FIRMS, STRUCTURES, tasks_of
from model.experiments.hindcast.targets import Target


def target(name: str, value: float = 100.0, start: int = 2020) -> Target:
    return Target(
        name, "residents", start, 2023, "hebei", name, "residents", value, "persons", 1.0, 110.0, None, None,
        "verified", "held_out", "", "",
    )  # fmt: skip


ANSWERS = {
    (2020, MODEL): [{"a": 103.0}, {"a": 103.5}],
    (2020, SETS): [{"a": 99.0}, {"a": 104.0}],
    (2020, NO_MOVES): [{"a": 106.0}],
    (2020, GIVEN): [{"a": 102.5}],
    (2020, "firms alone"): [{"a": 103.2}],
}


def test_the_doubt_about_parameters_widens_the_band_until_it_covers():
    rows = bands_of([target("a")], ANSWERS).set_index("kind")
    assert list(rows.index) == list(KINDS)
    assert rows.loc[SEEDS, "width"] < rows.loc[PARAMETERS, "width"]
    assert not rows.loc[SEEDS, "covered"]
    assert rows.loc[PARAMETERS, "covered"]
    assert rows.loc[PARAMETERS, "interval_score"] < rows.loc[SEEDS, "interval_score"]
    assert rows.loc[ALL, "members"] == 4


def test_the_width_is_that_of_the_band_without_what_the_record_leaves_open():
    rows = bands_of([target("a")], ANSWERS).set_index("kind")
    assert rows.loc[SEEDS, "width"] == pytest.approx(0.9 * 0.5)
    assert rows.loc[PARAMETERS, "width"] == pytest.approx(0.9 * 5.0)


def test_the_best_naive_forecast_is_a_band_without_width():
    found = by_cluster(bands_of([target("a")], ANSWERS)).set_index("kind").loc[SEEDS]
    assert found["best_naive"] == GIVEN
    assert found["naive_crps"] == pytest.approx(2.5)
    assert found["naive_interval_score"] == pytest.approx(50.0)


def test_scores_do_not_depend_on_the_unit_of_the_record():
    big = {key: [{"a": 1000 * run["a"]} for run in runs] for key, runs in ANSWERS.items()}
    one, other = bands_of([target("a")], ANSWERS), bands_of([target("a", 100_000.0)], big)
    for column in ("width", "crps", "interval_score"):
        assert other[column].to_numpy() == pytest.approx(one[column].to_numpy())


def test_what_a_board_runs_is_not_run_twice():
    targets = [target("a"), target("b", start=2010)]
    sets = [ParameterSet(1, 1.0, {"migration.wage_elasticity": 0.8})]
    tasks = tasks_of(targets, 4, 1000) + more_tasks(targets, 4, 1000, sets, 3)
    assert len(set(tasks)) == len(tasks)
    groups = [(task.start, task.group) for task in tasks]
    for start in (2010, 2020):
        assert groups.count((start, SETS)) == 3
    assert all(groups.count((2020, name)) == 4 for name in STRUCTURES)
    for name in STRUCTURES:  # without firms two of them are the model once more
        assert groups.count((2010, name)) == (0 if name in OF_FIRMS else 4)
    assert {task.seed for task in tasks if task.group == SETS} == {1, 2, 3}


def test_the_page_shows_every_kind_for_every_family():
    text = "\n".join(bands_page(bands_of([target("a")], ANSWERS)))
    assert "| 2020 | residents | 1 |" in text
    assert "hebei residents 0/100/0/100 % of 1" in text
