"""Which way an outcome is better: a judgement, so it is written down for all to see."""

from dataclasses import dataclass
from typing import Final, Literal

from model.experiments.indicators import plain_name
from model.experiments.pairing import CompareError
from model.experiments.sensitivity.outcomes import Outcome, outcome_of

Direction = Literal["more", "less"]

BETTER: Final[dict[str, Direction]] = {
    "gdp": "more",
    "gdp_per_head": "more",
    "jobs": "more",
    "employed": "more",
    "wage": "more",
    "tfp": "more",
    "service_index": "more",
    "tech_contracts": "more",
    "high_tech_firms": "more",
    "unemployment_rate": "less",
    "dependency_total": "less",
    "dependency_old": "less",
    "dependency_policy": "less",
    "rent": "less",
    "built_land_km2": "less",
    "affected_expected": "less",
    "affected_realised": "less",
    "loss_expected": "less",
    "loss_realised": "less",
    "flood_deaths_expected": "less",
    "exposure_20mm_expected": "less",
    "exposure_50mm_expected": "less",
    "exposure_100mm_expected": "less",
}
"""Direction of indicators on which few would disagree; residents, births or moves have none."""
DEFAULT: Final = (
    "gdp@bth",
    "unemployment_rate@bth",
    "dependency_old@beijing",
    "jobs@xiongan",
    "affected_expected@bth",
    "loss_expected@bth",
)
"""What is asked if nobody asks for anything else; in the last year of the runs."""


@dataclass(frozen=True, slots=True)
class Aim:
    """An outcome and which way it is better."""

    outcome: Outcome
    better: Direction

    def __str__(self) -> str:
        return f"{self.outcome} ({self.better} is better)"


def aim_of(text: str) -> Aim:
    """Read INDICATOR@AREA[@YEAR], with `:more` or `:less` behind it where the indicator has no direction of its own.

    Raises:
        CompareError: it is no outcome, or nobody has said which way it is better.
    """
    plain, colon, said = text.partition(":")
    outcome = outcome_of(plain)
    if colon:
        if said not in ("more", "less"):
            raise CompareError(f"'{text}': {said or 'nothing'} is no direction; allowed: more, less, as gdp@bth:more")
        return Aim(outcome, "more" if said == "more" else "less")
    known = BETTER.get(plain_name(outcome.indicator))
    if known is None:
        raise CompareError(
            f"'{text}': say which way {outcome.indicator} is better: {text}:more or {text}:less; it has no direction of"
            " its own"
        )
    return Aim(outcome, known)
