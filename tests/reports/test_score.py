"""The block of scores: held-out families alone, the best naive forecast beside the model, coverage of both bands."""

import pandas as pd

from model.reports.score import code_of_score, score_rows

COLUMNS = {
    "family": "residents", "start": 2020, "year": 2023, "use": "held_out", "relative": True, "value": 100.0,
    "low": 99.0, "high": 101.0, "covered": True, "covered_all": True, "code": "abc",
    "error_no_moves": 4.0, "error_given_flows": 3.0, "error_persistence": 2.0, "error_trend": float("nan"),
}  # fmt: skip


def shipped(folder, *rows):
    table = pd.DataFrame([{**COLUMNS, **row} for row in rows])
    table.to_csv(folder / "scoreboard.csv", index=False)
    return folder


def test_a_family_is_shown_with_its_best_rival_its_skill_and_both_coverages(tmp_path):
    rows = score_rows(shipped(tmp_path, {"error": 1.0, "covered": False}, {"error": -1.0}))
    assert len(rows) == 1
    row = rows[0]
    assert (row.what.en, row.span, row.targets) == ("Residents by city", "2020–2023", 2)
    assert (row.error.en, row.rival.en, row.skill) == ("1.00 %", "no change 2.00 %", "0.50")
    assert row.covered == "50 % / 100 %"


def test_worse_than_naive_is_said_with_a_minus(tmp_path):
    row = score_rows(shipped(tmp_path, {"error": 3.0}))[0]
    assert row.skill == "–0.50"
    assert not row.better


def test_fitted_figures_are_not_shown(tmp_path):
    assert score_rows(shipped(tmp_path, {"error": 0.1, "use": "calibration"})) == []


def test_without_a_shipped_board_there_is_no_block(tmp_path):
    assert score_rows(tmp_path) == []
    assert code_of_score(tmp_path) == ""
    assert code_of_score(shipped(tmp_path, {"error": 1.0})) == "abc"
