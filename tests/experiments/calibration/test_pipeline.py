"""A calibration reads calibration targets alone, goes on where it stopped, and says what it rests on."""

import json
from dataclasses import replace

import pytest

from model.experiments.calibration import evaluations
from model.experiments.calibration.ensemble import load_sets
from model.experiments.calibration.evaluations import Draw, answers_of, evaluated, fitted_targets
from model.experiments.calibration.pipeline import judged, key_of, ship
from model.experiments.calibration.priors import draws, load_priors
from model.experiments.hindcast.targets import load_targets


def test_a_fit_sees_calibration_targets_alone():
    seen = {target.id for target in fitted_targets()}
    assert seen == {target.id for target in load_targets() if target.use == "calibration"}
    assert not seen & {target.id for target in load_targets(uses=("held_out",))}


def test_answers_of_a_draw_hold_no_held_out_figure(monkeypatch):
    asked = []

    def pretend(task, uses, constants):
        asked.append((task, uses))
        return {target.id: target.value for target in load_targets(uses=uses) if target.start == task.start}

    monkeypatch.setattr(evaluations, "answer", pretend)
    found = answers_of(Draw(7, {"migration.wage_elasticity": 0.8}), 1000)
    assert set(found) == {target.id for target in fitted_targets()}
    assert {uses for _, uses in asked} == {("calibration",)}
    assert all(task.seed == 7 and dict(task.settings) == {"migration.wage_elasticity": 0.8} for task, _ in asked)


def made_up(number, shift=lambda values: 0.0):
    priors = load_priors()
    drawn = [Draw(each, values) for each, values in enumerate(draws(priors, number, 1), 1)]
    answers = {
        draw.number: {target.id: target.value * (1 + shift(draw.values)) for target in fitted_targets()}
        for draw in drawn
    }
    return priors, drawn, answers


def test_sets_near_the_record_are_kept_with_what_they_rest_on():
    off = lambda values: 0.2 * abs(values["migration.leave_response"] - 0.2)  # noqa: E731
    found = judged(*made_up(100, off), fitted_targets(), 1000)
    assert len(found.sets) == 20
    assert all(abs(each.values["migration.leave_response"] - 0.2) < 0.1 for each in found.sets)
    row = found.parameters.set_index("parameter").loc["migration.leave_response"]
    assert row["identified"] == "yes"
    for column in ("grade", "prior", "data_used", "method", "date", "code"):
        assert row[column], column
    assert "100 draws at 1:1000" in row["method"]


def test_what_was_run_is_not_run_again_and_a_cut_line_is(tmp_path, monkeypatch):
    _, drawn, answers = made_up(6)
    store = tmp_path / "evaluations.jsonl"
    monkeypatch.setattr(evaluations, "answers_of", lambda draw, scale, constants: answers[draw.number])
    ran = []
    evaluated(drawn[:4], store, "k", scale=1000, workers=1, on_done=lambda draw: ran.append(draw.number))
    lines = store.read_text(encoding="utf-8").splitlines()
    store.write_text("\n".join([*lines[:-1], lines[-1][:40]]), encoding="utf-8")
    cut = json.loads(lines[-1])["draw"]
    found = evaluated(drawn, store, "k", scale=1000, workers=1, on_done=lambda draw: ran.append(draw.number))
    assert found == answers
    assert sorted(ran[:4]) == [1, 2, 3, 4]
    assert sorted(ran[4:]) == sorted([cut, 5, 6])
    changed = [replace(draw, values={**draw.values, "migration.wage_elasticity": 1.0}) for draw in drawn[:1]]
    evaluated(changed, store, "k", scale=1000, workers=1, on_done=lambda draw: ran.append(draw.number))
    evaluated(drawn[:1], store, "other code", scale=1000, workers=1, on_done=lambda draw: ran.append(draw.number))
    assert ran[7:] == [1, 1]


@pytest.mark.slow
def test_the_same_draw_has_the_same_answers():
    draw = Draw(2, {"migration.wage_elasticity": 0.8})
    assert answers_of(draw, 1000) == answers_of(draw, 1000)


def test_the_shipped_sets_are_levers_of_the_priors():
    keys = {prior.parameter for prior in load_priors()}
    sets = load_sets()
    assert len(sets) >= 10
    assert all(set(each.values) == keys for each in sets)


def test_what_was_found_takes_the_place_of_the_shipped_tables_all_or_none(tmp_path):
    names = (
        "calibrated_migration.csv",
        "calibrated_output.csv",
        "parameter_sets.csv",
        "parameters.csv",
        "scoreboard.csv",
    )
    out, data = tmp_path / "out", tmp_path / "a" / "b" / "c" / "data"
    data.mkdir(parents=True)
    out.mkdir()
    for name in names:
        (data / name).write_text("old", encoding="utf-8")
    for name in names[:-1]:
        (out / name).write_text("new", encoding="utf-8")
    with pytest.raises(FileNotFoundError):  # the board is not there yet
        ship(out, data)
    assert {path.read_text(encoding="utf-8") for path in data.iterdir()} == {"old"}
    (out / names[-1]).write_text("new", encoding="utf-8")
    assert [path.name for path in ship(out, data)] == list(names)
    assert {path.read_text(encoding="utf-8") for path in data.iterdir()} == {"new"}


def test_answers_depend_on_both_tables_of_constants(tmp_path):
    constants, trend = tmp_path / "calibrated_migration.csv", tmp_path / "calibrated_output.csv"
    constants.write_text("one", encoding="utf-8")
    keys = {key_of(1000, None), key_of(1000, constants)}
    trend.write_text("one", encoding="utf-8")
    keys.add(key_of(1000, constants))
    trend.write_text("other", encoding="utf-8")
    keys.add(key_of(1000, constants))
    assert len(keys) == 4
