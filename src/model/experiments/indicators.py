"""Indicators that a comparison shows if nobody asks for others, and their sums over the years."""

from typing import Final

HEADLINE: Final = (
    "population",
    "share_65p",
    "dependency_total",
    "jobs",
    "relocated_jobs_total",
    "gdp",
    "exposure_20mm_expected",
    "affected_expected",
    "loss_expected",
    "loss_realised_total",
)
"""What is compared if nobody asks for anything else."""
TOTAL: Final = "_total"
"""Suffix of an indicator's sum over the years so far: `relocated_jobs_total`, `loss_realised_total`."""
COST: Final = "cost_"
"""Beginning of the names of indicators that count money spent, by year."""


def is_total(name: str) -> bool:
    """Whether a name asks for a sum over the years; `dependency_total` is an indicator of its own."""
    return name.endswith(TOTAL) and name != "dependency_total"


def plain_name(name: str) -> str:
    """The indicator behind a name."""
    return name.removesuffix(TOTAL) if is_total(name) else name
