"""Batch files: factors and designs become scenarios, each checked, each with a command that replays it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from simulations import quick

import model
from model.experiments.batching import Options, run_batch
from model.experiments.designs import Factor, points_of, read_design
from model.experiments.plan import plan_of, read_cases
from model.experiments.single import job_of
from model.scenario.loading import read_scenario
from model.scenario.problems import ScenarioError

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "rain.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


HEAD = "batch: rain\nbase: baseline\nset: {years.end: 2022, scale.residents: 1000, scale.firms: 100}\n"


def said(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_design(path)
    return str(caught.value)


def test_a_grid_is_every_combination(write: Write) -> None:
    path = write(HEAD + "factors: {climate.pathway: [low, high], relocation.intensity: {low: 0, high: 2, steps: 3}}\n")
    cases = read_design(path)
    assert [case.scenario.name for case in cases] == [f"rain-{i:03d}" for i in range(1, 7)]
    assert {(case.scenario.climate.pathway, case.scenario.relocation.intensity.plain()) for case in cases} == {
        (path, value) for path in ("low", "high") for value in (0.0, 1.0, 2.0)
    }
    assert all(case.scenario.years.end == 2022 for case in cases)


def test_several_bases_are_a_factor_of_their_own_and_words_make_names(write: Write) -> None:
    text = "batch: rain\nbase: [relocation/none, relocation/corridor]\nfactors: {climate.pathway: [low, high]}\n"
    cases = read_design(write(text))
    assert [case.scenario.name for case in cases] == [
        "rain-none-low",
        "rain-none-high",
        "rain-corridor-low",
        "rain-corridor-high",
    ]
    assert cases[2].factors == {"base": "relocation/corridor", "climate.pathway": "low"}
    assert cases[2].scenario.relocation.destination.mode == "corridor"


def test_one_at_a_time_is_the_base_and_each_value_alone(write: Write) -> None:
    path = write(
        HEAD + "design: one_at_a_time\nfactors: {climate.pathway: [low, high], relocation.intensity: [0, 2]}\n"
    )
    factors = [dict(case.factors) for case in read_design(path)]
    assert factors == [
        {},
        {"climate.pathway": "low"},
        {"climate.pathway": "high"},
        {"relocation.intensity": 0},
        {"relocation.intensity": 2},
    ]


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_points_fill_every_slice_of_every_factor_once(design: str) -> None:
    factors = [Factor("a", (), 0.0, 1.0), Factor("b", (), -5.0, 5.0), Factor("c", ("x", "y"))]
    points = points_of(factors, design, 16, seed=3)
    assert len(points) == 16
    slices = np.floor(np.array([point["b"] for point in points]) / 10 * 16 + 8)
    assert sorted(slices) == list(range(16))
    assert sum(point["c"] == "x" for point in points) == 8
    assert points == points_of(factors, design, 16, seed=3)
    assert points != points_of(factors, design, 16, seed=4)


def test_whole_numbers_stay_whole_and_reach_both_ends() -> None:
    factor = Factor("n", (), 2, 5, whole=True)
    drawn: list[Any] = [factor.at(share) for share in np.linspace(0, 1, 400, endpoint=False)]
    assert set(drawn) == {2, 3, 4, 5}
    assert min(drawn.count(value) for value in set(drawn)) == 100


def test_the_word_range_takes_the_range_of_the_schema(write: Write) -> None:
    cases = read_design(write(HEAD + "factors: {relocation.intensity: range, climate.pathway: range}\n"))
    values = sorted({float(case.scenario.relocation.intensity.before) for case in cases})
    with pytest.raises(ScenarioError):
        model.load_scenario("baseline", set={"relocation.intensity": values[-1] + 1})
    assert len({case.scenario.climate.pathway for case in cases}) >= 4


def test_each_scenario_of_a_design_can_be_replayed_by_its_command(write: Write, tmp_path: Path) -> None:
    path = write(HEAD + "factors: {climate.pathway: [low, high], relocation.intensity: [0.5, 2]}\n")
    cases = read_cases(
        [str(path)], ("relocation.destination.mode=corridor",), ("--set", "relocation.destination.mode=corridor")
    )
    for run in plan_of(cases, [7], tmp_path).runs:
        jjj, verb, file, *words = run.command
        assert (jjj, verb) == ("jjj", "run")
        settings = [words[i + 1] for i, word in enumerate(words) if word == "--set"]
        seed = int(words[words.index("--seed") + 1])
        again = read_scenario(file, tuple(settings)).scenario
        assert again.name == run.job.scenario.name
        assert job_of(again, seed).run_id == run.job.run_id


def test_the_batch_remembers_the_factors(write: Write, tmp_path: Path) -> None:
    path = write(HEAD + "factors: {relocation.intensity: [0, 2]}\n")
    batch = run_batch([path], seeds=1, out=tmp_path / "out", options=Options(workers=1, simulate=quick))
    assert batch.factors == {"rain-001": {"relocation.intensity": 0}, "rain-002": {"relocation.intensity": 2}}


def test_every_mistake_of_a_batch_file_is_said_at_its_place(write: Write) -> None:
    text = said(
        write(
            "batch: rain\ndesing: grid\nsize: x\n"
            "factors:\n  climate.pathwey: [low]\n  relocation.intensity: {low: 3, high: 1}\n"
        )
    )
    assert "rain.yaml:2:1: desing: this key is not one of a batch file" in text
    assert "did you mean 'design'?" in text
    assert "rain.yaml:3:7: size" in text
    assert "rain.yaml:5:20: factors.climate.pathwey: there is no such lever; did you mean 'climate.pathway'?" in text
    assert "rain.yaml:6:25: factors.relocation.intensity: low and high" in text


def test_a_value_out_of_range_is_said_once_where_the_file_has_it(write: Write) -> None:
    text = said(write(HEAD + "factors:\n  climate.pathway: [low, high]\n  relocation.intensity: [1, 99]\n"))
    assert text.count("\n") == 0
    assert "rain.yaml:6:25: factors.relocation.intensity" in text
    assert "99" in text


def test_scenarios_and_batch_files_are_checked_together(write: Write) -> None:
    path = write(HEAD + "design: sobol\nfactors: {relocation.intensity: [0, 2]}\n")
    with pytest.raises(ScenarioError) as caught:
        read_cases([str(path), "no-such-scenario"])
    assert "size" in str(caught.value)
    assert "no-such-scenario" in str(caught.value)
