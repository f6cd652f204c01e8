from collections.abc import Mapping
from typing import Any

import pytest

from model.scenario import load_scenario
from model.simulation.result import Result
from model.simulation.run import run_scenario

SMALL = {"scale.residents": 1000, "scale.firms": 100, "years.end": 2024}


@pytest.fixture(scope="session")
def small_run():
    """`small_run("baseline", {"climate.pathway": "high"})`: four years at 1:1000, each run made once a session."""
    known: dict[str, Result] = {}

    def run(
        name: str = "baseline", settings: Mapping[str, Any] | None = None, seed: int = 1, threads: int = 1
    ) -> Result:
        key = repr((name, settings or {}, seed, threads))
        if key not in known:
            known[key] = run_scenario(load_scenario(name, set={**SMALL, **(settings or {})}), seed, threads)
        return known[key]

    return run
