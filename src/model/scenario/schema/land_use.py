"""`land_use`: what may be built where water comes."""

from typing import Literal

from pydantic import Field

from model.scenario.schema.base import Section, lever


class RestrictFloodProne(Section):
    """A ban on new homes in zones that flood."""

    enabled: bool = lever(
        False,
        zh="限制洪泛区建设",
        en="restrict building in flood-prone zones",
        grade="choice",
        source="off: the baseline has no ban",
    )
    """Whether the ban holds."""
    detention: Literal["forbid", "allow"] = lever(
        "forbid", zh="蓄滞洪区", en="detention areas", grade="choice", source="the stricter rule; read when enabled"
    )
    """Rule in detention areas."""
    mountain_valley: Literal["forbid", "allow"] = lever(
        "forbid", zh="山谷", en="mountain valleys", grade="choice", source="the stricter rule; read when enabled"
    )
    """Rule in mountain valleys."""
    beyond_standard_yr: float = lever(
        50.0,
        zh="低于此标准的地带",
        en="zones below this standard",
        unit="years",
        low=1,
        high=10_000,
        grade="choice",
        source="upper bound of the class of small towns in GB 50201-2014 (20 to 50 years)",
    )
    """Unprotected zones with a lower standard count as flood-prone and are closed."""


class LandUse(Section):
    """What may be built where water comes."""

    restrict_flood_prone: RestrictFloodProne = Field(default_factory=RestrictFloodProne)
