from collections.abc import Mapping
from typing import Any

import pytest

from model.experiments.digest import results_sha256
from model.scenario import load_scenario
from model.simulation.result import Result
from model.simulation.run import run_scenario

SMALL = {"scale.residents": 1000, "scale.firms": 100, "years.end": 2024}


def _run(name: str, settings: Mapping[str, Any] | None, seed: int, threads: int) -> Result:
    return run_scenario(load_scenario(name, set={**SMALL, **(settings or {})}), seed, threads)


@pytest.fixture(scope="session")
def small_run():
    """`small_run("baseline", {"climate.pathway": "high"})`: four years at 1:1000, each run made once a session."""
    known: dict[str, Result] = {}

    def run(
        name: str = "baseline", settings: Mapping[str, Any] | None = None, seed: int = 1, threads: int = 1
    ) -> Result:
        key = repr((name, settings or {}, seed, threads))
        if key not in known:
            known[key] = _run(name, settings, seed, threads)
        return known[key]

    return run


@pytest.fixture(scope="session")
def small_digest():
    """Hash of the results of such a run; the tables are not kept, so there may be hundreds."""
    known: dict[str, str] = {}

    def digest(settings: Mapping[str, Any] | None = None) -> str:
        key = repr(settings or {})
        if key not in known:
            known[key] = results_sha256(_run("baseline", settings, 1, 1).tables)
        return known[key]

    return digest
