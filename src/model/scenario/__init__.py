"""What a scenario says: the schema, and reading files with positions in every error."""

from model.scenario.checks import warnings_of
from model.scenario.identity import scenario_hash
from model.scenario.loading import Loaded, load_scenario, read_scenario
from model.scenario.problems import Mark, Problem, ScenarioError
from model.scenario.schema.scenario import Scenario
from model.scenario.writing import dump

__all__ = [
    "Loaded",
    "Mark",
    "Problem",
    "Scenario",
    "ScenarioError",
    "dump",
    "load_scenario",
    "read_scenario",
    "scenario_hash",
    "warnings_of",
]
