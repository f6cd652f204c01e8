"""Stored runs as policies in states of the world."""

from pathlib import Path

import numpy as np
import pytest
from made_up_batch import Made, write_batch
from simulations import quick

from model.experiments.batching import Options, run_plan
from model.experiments.discovery.directions import aim_of
from model.experiments.discovery.prim import discover, tables_of
from model.experiments.discovery.regret import regret_table
from model.experiments.discovery.worlds import bad_cases, points_of, trial_of
from model.experiments.pairing import CompareError
from model.experiments.plan import plan_of, read_cases
from model.reports.boxes import boxes_picture
from model.reports.regret import regret_picture
from model.reports.saving import save_picture
from model.reports.words import Words

AIM = aim_of("population@bth:more")
TEXT = """
batch: modes
base: [baseline, relocation/none]
set: {years.end: 2022}
design: grid
factors:
  climate.pathway: [low, high]
"""


def design(tmp_path: Path, text: str = TEXT, seeds: int = 2) -> Path:
    path, out = tmp_path / "modes.yaml", tmp_path / "out"
    path.write_text(text, encoding="utf-8")
    cases = read_cases([str(path)])
    run_plan(plan_of(cases, range(1, seeds + 1), out), out, Options(workers=1, simulate=quick))
    return out


def test_scenarios_without_a_design_are_policies_and_seeds_are_worlds(tmp_path: Path) -> None:
    out = write_batch(tmp_path / "made", {"baseline": Made(), "more": Made(effect=100.0)}, seeds=(1, 2, 3))
    trial = trial_of(out, [AIM])
    assert trial.policies == ("baseline", "more")
    assert trial.worlds == ("seed 1", "seed 2", "seed 3")
    assert (trial.values[:, 1] > trial.values[:, 0]).all()
    table = regret_table(trial.policies, trial.worlds, trial.values, [AIM]).set_index("policy")
    assert table.loc["more", "max_regret"] == 0.0
    assert table.loc["baseline", "mean_regret"] == pytest.approx(100.0, abs=5.0)


def test_bases_of_a_design_are_policies_and_factors_with_seeds_are_worlds(tmp_path: Path) -> None:
    trial = trial_of(design(tmp_path), [AIM])
    assert trial.policies == ("baseline", "relocation/none")
    assert set(trial.worlds) == {f"climate.pathway {path}, seed {seed}" for path in ("low", "high") for seed in (1, 2)}
    assert trial.values.shape == (4, 2, 1)


def test_a_factor_can_be_the_policy(tmp_path: Path) -> None:
    text = TEXT.replace("[baseline, relocation/none]", "baseline").replace(
        "[low, high]", "[low, high]\n  relocation.intensity: [0, 1]"
    )
    out = design(tmp_path, text, 1)
    with pytest.raises(CompareError, match="say with --policy"):
        trial_of(out, [AIM])
    trial = trial_of(out, [AIM], ["relocation.intensity"])
    assert trial.policies == ("0", "1")
    assert set(trial.worlds) == {"climate.pathway low, seed 1", "climate.pathway high, seed 1"}


def test_a_policy_that_misses_a_world_is_named(tmp_path: Path) -> None:
    import shutil

    out = write_batch(tmp_path / "made", {"baseline": Made(), "more": Made()}, seeds=(1, 2))
    shutil.rmtree(out / "more" / "0002aaaa")
    with pytest.raises(CompareError, match="more in seed 2"):
        trial_of(out, [AIM])


def test_one_policy_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(CompareError, match="two at least"):
        trial_of(write_batch(tmp_path / "made", {"baseline": Made()}), [AIM])


def test_levers_that_differ_are_the_factors_of_discovery(tmp_path: Path) -> None:
    text = TEXT.replace("[baseline, relocation/none]", "baseline").replace(
        "[low, high]", "[low, high]\n  relocation.intensity: {low: 0, high: 2, steps: 6}"
    )
    out = design(tmp_path, text, 1)
    points, values = points_of(out, AIM.outcome)
    assert set(points.columns) == {"climate.pathway", "relocation.intensity"}
    assert points["relocation.intensity"].dtype == float
    assert set(points["climate.pathway"]) == {"low", "high"}
    assert values.shape == (12,)


def test_bad_runs_are_the_worst_share_or_those_beyond_a_figure() -> None:
    values = np.arange(100.0)
    bad, line = bad_cases(values, "less", 0.25)
    assert bad.sum() == 25
    assert bad[-1]
    assert bad_cases(values, "more", 0.25)[0][0]
    assert bad_cases(values, "more", 0.25, limit=10.0)[0].sum() == 10
    assert line == pytest.approx(74.25)
    with pytest.raises(CompareError, match="none of the runs are bad"):
        bad_cases(values, "less", 0.25, limit=1000.0)


def test_the_figures_are_written(tmp_path: Path) -> None:
    import pandas as pd

    out = write_batch(tmp_path / "made", {"baseline": Made(), "more": Made(effect=9.0)}, seeds=(1, 2))
    trial = trial_of(out, [AIM])
    table = regret_table(trial.policies, trial.worlds, trial.values, [AIM])
    draws = np.random.default_rng(1)
    points = pd.DataFrame({"relocation.intensity": draws.random(200), "climate.pathway": ["low", "high"] * 100})
    cases = ((points["relocation.intensity"] > 0.5) & (points["climate.pathway"] == "high")).to_numpy()
    limits, way = tables_of(discover(points, cases, boxes=1), points)
    assert limits["share_low"].between(0, 1).all()
    assert way["chosen"].sum() == 1
    for picture in (regret_picture(table), boxes_picture(limits, way, AIM.outcome, Words("高于3", "above 3"))):
        assert all(path.stat().st_size > 0 for path in save_picture(picture, tmp_path, "both"))
