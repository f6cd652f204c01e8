"""What a scenario says: the schema, and reading files with positions in every error."""

from model.scenario.loading import ScenarioError, load_scenario
from model.scenario.schema.scenario import Scenario

__all__ = ["Scenario", "ScenarioError", "load_scenario"]
