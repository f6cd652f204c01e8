"""From a batch file to effects, through stored runs of a made-up simulation."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from simulations import quick

from model.experiments.batching import Options, run_plan
from model.experiments.pairing import CompareError
from model.experiments.plan import plan_of, read_cases
from model.experiments.sensitivity.outcomes import Outcome, outcome_of
from model.experiments.sensitivity.study import effects_of, read_study
from model.reports.saving import save_picture
from model.reports.sensitivity import sensitivity_pictures
from model.reports.words import Words
from model.scenario.problems import ScenarioError

TEXT = """
batch: small
base: baseline
set: {years.end: 2022}
design: morris
size: 2
factors:
  relocation.intensity: {low: 0, high: 2}
  migration.leave_response: {low: 0.1, high: 0.6}
outcomes: [population@bth]
"""


@pytest.fixture
def study_file(tmp_path: Path) -> Callable[..., Path]:
    def write(old: str = "", new: str = "") -> Path:
        path = tmp_path / "study.yaml"
        path.write_text(TEXT.replace(old, new) if old else TEXT, encoding="utf-8")
        return path

    return write


def run(path: Path, out: Path) -> list:
    cases = read_cases([str(path)])
    run_plan(plan_of(cases, range(1, 3), out), out, Options(workers=1, simulate=quick))
    return cases


def test_a_study_runs_its_points_and_tells_effects(study_file, tmp_path: Path) -> None:
    path, out = study_file(), tmp_path / "out"
    cases = run(path, out)
    assert len(cases) == 2 * 3
    table = effects_of(read_study(path), cases, out)
    assert set(table["factor"]) == {"relocation.intensity", "migration.leave_response"}
    assert set(table["outcome"]) == {"population@bth"}
    assert table["total"].notna().all()


def test_a_missing_run_is_named(study_file, tmp_path: Path) -> None:
    import shutil

    path, out = study_file(), tmp_path / "out"
    cases = run(path, out)
    shutil.rmtree(out / "small-002")
    with pytest.raises(CompareError, match=r"small-002 seed 1, small-002 seed 2 missing"):
        effects_of(read_study(path), cases, out)


def test_points_of_a_study_are_numbered_even_if_their_values_are_words(study_file) -> None:
    path = study_file("relocation.intensity: {low: 0, high: 2}", "climate.pathway: [low, high]")
    assert [case.scenario.name for case in read_cases([str(path)])][:2] == ["small-001", "small-002"]


def test_an_outcome_is_read_with_its_area_and_year() -> None:
    assert outcome_of("population@xiongan@2035") == Outcome("population", "xiongan", 2035)
    assert str(outcome_of("gdp@bth")) == "gdp@bth"
    with pytest.raises(CompareError, match="'gdp' is no outcome"):
        outcome_of("gdp")


def test_another_design_is_no_study(study_file) -> None:
    with pytest.raises(ScenarioError, match="'grid' is no design for sensitivity; allowed: morris, saltelli"):
        read_study(study_file("design: morris", "design: grid"))


def test_an_outcome_that_no_run_has_is_refused(study_file, tmp_path: Path) -> None:
    path, out = study_file("population@bth", "happiness@bth"), tmp_path / "out"
    cases = run(path, out)
    with pytest.raises(CompareError, match="no run has happiness@bth"):
        effects_of(read_study(path), cases, out)


def test_the_shipped_study_can_be_run() -> None:
    path = Path(__file__).parents[3] / "designs" / "assumptions.yaml"
    study = read_study(path)
    assert len(read_cases([str(path)])) == study.design.size * (len(study.design.factors) + 1)


@pytest.mark.parametrize("design", ["morris", "saltelli"])
def test_the_figures_are_written(design: str, tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "outcome": ["population@bth"] * 2,
            "factor": ["relocation.intensity", "migration.leave_response"],
            "effect": [-3.0, 1.0],
            "total": [3.0, 1.0],
            "error": [0.5, 0.2],
            "interaction": [0.1, 0.1],
            "share": [0.75, 0.25],
            "seed_noise": [0.1, 0.1],
        }
    )
    for picture in sensitivity_pictures(table, Words("莫里斯", "morris"), design):
        assert all(path.stat().st_size > 0 for path in save_picture(picture, tmp_path, "both"))
