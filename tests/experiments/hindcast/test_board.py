"""The board: what it says of forecasts whose errors are known."""

import numpy as np
import pandas as pd
import pytest

from model.experiments.hindcast.board import clusters, families, rows_of
from model.experiments.hindcast.page import board_page
from model.experiments.hindcast.runs import MODEL, NO_MOVES, Answers
from model.experiments.hindcast.targets import Target


def target(name: str, value: float, at_start: float, use: str = "held_out") -> Target:
    return Target(
        name, "residents", 2020, 2023, "hebei", name, "residents", value, "persons", 1.0, at_start, None, None,
        "verified", use, "", "",  # type: ignore[arg-type]
    )  # fmt: skip


TARGETS = (target("a", 100.0, 110.0), target("b", 200.0, 180.0))


def board(model: list[Answers], still: list[Answers]) -> pd.DataFrame:
    return rows_of(TARGETS, {(2020, MODEL): model, (2020, NO_MOVES): still})


def test_a_model_on_the_record_has_full_skill_and_full_coverage() -> None:
    rows = board([{"a": 100.0, "b": 200.0}] * 3, [{"a": 90.0, "b": 200.0}])
    scores = families(rows).iloc[0]
    assert rows["error"].abs().max() == 0.0
    assert (scores["skill"], scores["coverage"], scores["mean_error"]) == (1.0, 100.0, 0.0)


def test_the_best_naive_forecast_is_the_rival() -> None:
    rows = board([{"a": 102.0, "b": 196.0}], [{"a": 105.0, "b": 190.0}])
    scores = families(rows).iloc[0]
    assert scores["best_naive"] == "no moves"  # 5 % against 10 % of persistence
    assert scores["skill"] == pytest.approx(1.0 - 2.0 / 5.0)


def test_a_band_covers_with_the_tolerance_of_the_record_and_not_beyond() -> None:
    rows = board([{"a": 101.0, "b": 202.1}] * 2, [])
    assert list(rows["covered"]) == [True, False]


def test_a_figure_that_the_model_cannot_give_is_not_covered_and_says_so() -> None:
    rows = board([{"a": np.nan, "b": 200.0}], [])
    assert not rows["covered"].iloc[0]
    assert "no figure" in board_page(rows, "made up.")


def test_order_of_runs_and_members_changes_nothing() -> None:
    one, other = {"a": 99.0, "b": 201.0}, {"a": 103.0, "b": 190.0}
    pd.testing.assert_frame_equal(families(board([one, other], [])), families(board([other, one], [])))


def test_clusters_count_by_province_and_family() -> None:
    found = clusters(board([{"a": 100.0, "b": 250.0}], []))
    assert list(found["cluster"]) == ["hebei residents"]
    assert found["coverage"].iloc[0] == 50.0


def test_held_out_comes_first_on_the_page_and_fitted_figures_are_called_so() -> None:
    rows = rows_of((target("a", 1.0, 1.0, "calibration"), TARGETS[1]), {(2020, MODEL): [{"a": 1.0, "b": 200.0}]})
    page = board_page(rows, "made up.")
    assert page.index("Held out") < page.index("no evidence")
