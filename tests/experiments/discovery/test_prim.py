"""PRIM on boxes that are known."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from model.experiments.discovery.prim import discover, inside


def cloud(n: int = 2000, factors: int = 4) -> pd.DataFrame:
    draws = np.random.default_rng(7).random((n, factors))
    return pd.DataFrame(draws, columns=[f"x{k}" for k in range(factors)])


def test_a_known_box_is_found_and_idle_factors_stay_free() -> None:
    points = cloud()
    cases = ((points.x0 > 0.6) & (points.x1 < 0.4)).to_numpy()
    found = discover(points, cases, boxes=1)[0]
    assert set(found.box.limits) == {"x0", "x1"}
    assert found.box.limits["x0"][0] == pytest.approx(0.6, abs=0.03)
    assert found.box.limits["x1"][1] == pytest.approx(0.4, abs=0.03)
    assert found.box.coverage > 0.9
    assert found.box.density > 0.95
    assert max(found.chances.values()) < 1e-6


def test_a_box_in_the_middle_is_cut_from_both_sides() -> None:
    points = cloud()
    cases = ((points.x2 > 0.35) & (points.x2 < 0.7)).to_numpy()
    low, high = discover(points, cases, boxes=1)[0].box.limits["x2"]
    assert (low, high) == pytest.approx((0.35, 0.7), abs=0.03)


def test_two_boxes_are_found_one_after_another() -> None:
    points = cloud()
    cases = ((points.x0 > 0.8) | (points.x1 < 0.15)).to_numpy()
    first, second, *_ = discover(points, cases, boxes=2)
    both = inside(points, first.box.limits) | inside(points, second.box.limits)
    assert {next(iter(first.box.limits)), next(iter(second.box.limits))} == {"x0", "x1"}
    assert cases[both].sum() / cases.sum() > 0.9


def test_words_are_peeled_value_by_value() -> None:
    points = cloud().assign(path=np.random.default_rng(1).choice(["low", "medium", "high"], 2000))
    cases = ((points.path == "high") & (points.x0 > 0.5)).to_numpy()
    box = discover(points, cases, boxes=1)[0].box
    assert box.limits["path"] == frozenset({"high"})
    assert box.limits["x0"][0] == pytest.approx(0.5, abs=0.05)


def test_density_rises_and_coverage_falls_along_the_way() -> None:
    points = cloud()
    cases = ((points.x0 > 0.6) & (points.x1 < 0.4)).to_numpy()
    way = discover(points, cases, boxes=1)[0].way
    assert way[0].mass == 1.0
    assert (np.diff([box.coverage for box in way]) <= 1e-12).all()
    assert all(later.density >= earlier.density - 1e-12 for earlier, later in pairwise(way[:8]))


def test_pasting_gives_back_what_greed_took_too_much_of() -> None:
    points = pd.DataFrame({"x": np.linspace(0.0, 1.0, 200)})
    cases = (points.x >= 0.4).to_numpy()
    box = discover(points, cases, boxes=1, peel=0.5)[0].box  # the first slice already takes a sixth of the cases
    assert box.density == 1.0
    assert box.coverage > 0.95


def test_figures_of_a_box_are_counts() -> None:
    points = cloud()
    cases = (points.x0 > 0.7).to_numpy()
    box = discover(points, cases, boxes=1)[0].box
    held = inside(points, box.limits)
    assert box.density == pytest.approx(cases[held].mean())
    assert box.coverage == pytest.approx(cases[held].sum() / cases.sum())
    assert box.mass == pytest.approx(held.mean())


def test_noise_alone_gives_no_sure_box() -> None:
    points = cloud(400)
    cases = np.random.default_rng(3).random(400) < 0.3
    for found in discover(points, cases, boxes=1):
        assert found.box.density < 0.75


@pytest.mark.parametrize("value", [True, False])
def test_without_cases_or_without_others_there_is_nothing_to_find(value: bool) -> None:
    with pytest.raises(ValueError, match="nothing tells them apart"):
        discover(cloud(50), np.full(50, value))


def test_a_value_that_no_point_of_the_box_has_is_not_pasted_for_ever() -> None:
    points = pd.DataFrame({"x": [0.1, 0.2, 0.8, 0.9] * 10, "path": ["low", "low", "high", "high"] * 10})
    cases = (points.x > 0.85).to_numpy()
    assert discover(points, cases, boxes=1)[0].box.density == 1.0
