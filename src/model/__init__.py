"""Jingjinji: an agent-based scenario model of the residents and firms of Beijing, Tianjin and Hebei.

    import model
    scenario = model.load_scenario("scenarios/baseline.yaml", set={"climate.pathway": "high"})
    result = model.run(scenario, seed=1)    # .indicators, .population, .flows, .events, .manifest
    batch = model.run_batch(["baseline", "emissions/high"], seeds=range(20))    # or model.open_batch("outputs")

Names are loaded when they are first used: `import model` alone costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.experiments.batch import Batch, open_batch
    from model.experiments.batching import run_batch
    from model.experiments.single import run
    from model.scenario import ScenarioError, load_scenario
    from model.simulation.model import JingJinJi
    from model.simulation.result import Result

__all__ = ["Batch", "JingJinJi", "Result", "ScenarioError", "load_scenario", "open_batch", "run", "run_batch"]

_HOMES = {
    "Batch": "model.experiments.batch",
    "JingJinJi": "model.simulation.model",
    "Result": "model.simulation.result",
    "ScenarioError": "model.scenario",
    "load_scenario": "model.scenario",
    "open_batch": "model.experiments.batch",
    "run": "model.experiments.single",
    "run_batch": "model.experiments.batching",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'model' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
