"""The model in Python: names come when they are asked for."""

import subprocess
import sys
from collections.abc import Callable

import pytest

import model
from model.experiments import single
from model.experiments.digest import results_sha256
from model.scenario.schema.scenario import Scenario
from model.simulation.result import Result


def test_a_scenario_runs_in_memory_and_tells_how(
    monkeypatch: pytest.MonkeyPatch, simulate: Callable[..., Result]
) -> None:
    monkeypatch.setattr(single, "_simulation", lambda: simulate)
    scenario = model.load_scenario("baseline", set={"climate.pathway": "high"})
    years: list[int] = []
    result = model.run(scenario, seed=3, on_year=years.append)
    assert years == list(range(2021, 2056))
    assert result.indicators["value"].iloc[0] == 1e8 + 3
    assert result.manifest["seed"] == 3
    assert result.manifest["results_sha256"] == results_sha256(result.tables)
    assert scenario.seed == 1


def test_a_name_in_place_of_a_scenario_is_answered_with_how_to_load_it() -> None:
    with pytest.raises(TypeError, match=r"model\.run\(model\.load_scenario\('baseline'\)\)"):
        model.run("baseline")  # type: ignore[arg-type]


def test_every_name_that_is_offered_exists() -> None:
    for name in model.__all__:
        assert getattr(model, name).__name__ == name
        assert name in dir(model)
    assert model.load_scenario("baseline").climate.pathway == Scenario().climate.pathway
    with pytest.raises(AttributeError, match="nothing"):
        _ = model.nothing


def test_importing_the_package_and_asking_for_help_load_nothing_heavy() -> None:
    heavy = ("numpy", "pandas", "numba", "mesa", "matplotlib", "scipy", "pyarrow")
    code = (
        "import sys; import model; from model.cli.main import exit_code_of\n"
        "assert exit_code_of(['--help']) == 0 and exit_code_of(['check', 'baseline']) == 0\n"
        f"sys.stderr.write(' '.join(name for name in {heavy} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_the_package_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "model", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("jingjinji ")
