"""The hash by which a scenario is known: what it says, not what it is called."""

import hashlib
import json
from typing import Any

from model.scenario.schema.scenario import Scenario


def scenario_hash(scenario: Scenario) -> str:
    """SHA-256 (hex) of the resolved scenario without its name and title.

    Two files that spell the same levers in different ways, or inherit them from different parents, have one hash.
    """
    said = scenario.resolved()
    del said["name"], said["title"]
    text = json.dumps(_worded(said), sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _worded(value: Any) -> Any:
    """Years as text, so that keys can be sorted; one zero."""
    if isinstance(value, dict):
        return {str(key): _worded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_worded(inner) for inner in value]
    return value + 0.0 if isinstance(value, float) else value  # -0.0 says the same as 0.0
