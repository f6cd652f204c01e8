"""Regret of policies whose figures are known."""

import numpy as np
import pytest

from model.experiments.discovery.directions import BETTER, DEFAULT, aim_of
from model.experiments.discovery.regret import regret_table, regrets, wins
from model.experiments.pairing import CompareError

VALUES = np.array([[10.0, 12.0, 12.0], [5.0, 1.0, 3.0]])
"""Two worlds, three policies."""


def table(better: str = "more"):
    aim = aim_of(f"gdp@bth:{better}")
    return regret_table("abc", ["wet", "dry"], VALUES[:, :, None], [aim]).set_index("policy")


def test_regret_is_what_the_best_policy_has_more_in_the_same_world() -> None:
    assert regrets(VALUES, "more").tolist() == [[2, 0, 0], [0, 4, 2]]
    assert regrets(VALUES, "less").tolist() == [[0, 2, 2], [4, 0, 2]]


def test_somebody_is_without_regret_in_each_world_and_nobody_below() -> None:
    draws = np.random.default_rng(1).normal(size=(50, 6))
    for better in ("more", "less"):
        found = regrets(draws, better)
        assert (found.min(axis=1) == 0).all()


def test_equals_share_a_win_and_a_rank() -> None:
    assert wins(VALUES, "more").tolist() == [[0, 0.5, 0.5], [1, 0, 0]]
    assert wins(VALUES, "more").sum(axis=1).tolist() == [1, 1]
    found = table()
    assert found.loc[["a", "c"], "rank"].tolist() == [1, 1]
    assert found.loc["b", "rank"] == 3


def test_mean_and_largest_are_over_worlds_and_the_worst_world_is_named() -> None:
    found = table()
    assert found.loc["b", "mean_regret"] == 2.0
    assert found.loc["b", "max_regret"] == 4.0
    assert found.loc["b", "worst_world"] == "dry"
    assert found.loc["a", "best_share"] == 50.0


def test_a_policy_that_is_everywhere_the_best_has_no_worst_world() -> None:
    aim = aim_of("gdp@bth")
    found = regret_table("ab", ["w", "v"], np.array([[2.0, 1.0], [3.0, 1.0]])[:, :, None], [aim]).set_index("policy")
    assert found.loc["a", "worst_world"] == ""
    assert found.loc["a", "best_share"] == 100.0


def test_another_world_leaves_regrets_of_the_others_as_they_are() -> None:
    more = np.vstack([VALUES, [[7.0, 7.0, 0.0]]])
    assert (regrets(more, "more")[:2] == regrets(VALUES, "more")).all()


def test_the_unit_scales_regret_and_a_level_common_to_all_does_not_matter() -> None:
    assert regrets(3.0 * VALUES, "more") == pytest.approx(3.0 * regrets(VALUES, "more"))
    assert regrets(VALUES + np.array([[100.0], [-5.0]]), "more") == pytest.approx(regrets(VALUES, "more"))


def test_directions_are_declared_and_others_must_be_said() -> None:
    assert aim_of("loss_expected@bth").better == "less"
    assert aim_of("gdp@bth@2035:less").better == "less"
    assert all(aim_of(text).better == BETTER[text.partition("@")[0]] for text in DEFAULT)
    with pytest.raises(CompareError, match="population@bth:more or population@bth:less"):
        aim_of("population@bth")
    with pytest.raises(CompareError, match="up is no direction"):
        aim_of("gdp@bth:up")
