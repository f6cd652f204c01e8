"""A sensitivity study: the points of a batch file are run, and the effects of its factors read from the store."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from model.experiments.designs import Design, read_batch_file
from model.experiments.sensitivity.effects import effects
from model.experiments.sensitivity.outcomes import DEFAULT, Outcome, outcome_of, read_outcomes
from model.experiments.sensitivity.sampling import SENSITIVITY_DESIGNS, shares_of
from model.scenario.problems import Mark, Problem, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.experiments.plan import Case

FOLDER: Final = "sensitivity"


@dataclass(frozen=True)
class Study:
    """A design with what it is asked of."""

    design: Design
    outcomes: tuple[Outcome, ...]


def read_study(path: Path) -> Study:
    """The study that a batch file describes.

    Raises:
        ScenarioError: it is no design for sensitivity, or an outcome is not written as one.
    """
    design = read_batch_file(path)
    if design.design not in SENSITIVITY_DESIGNS:
        text = f"'{design.design}' is no design for sensitivity; allowed: {', '.join(SENSITIVITY_DESIGNS)}"
        raise ScenarioError([Problem(Mark(str(path)), "design", text)])
    if len(design.bases) > 1:
        raise ScenarioError([Problem(Mark(str(path)), "base", "a sensitivity has one scenario as its base")])
    return Study(design, tuple(outcome_of(text) for text in design.outcomes or DEFAULT))


def effects_of(study: Study, cases: "Sequence[Case]", folder: Path) -> pd.DataFrame:
    """Effects of the factors, from the finished runs; columns of `effects`.

    Raises:
        CompareError: a run of the design is missing, or has no such outcome.
    """
    design = study.design
    figures = read_outcomes(folder, [case.scenario.name for case in cases], study.outcomes)
    shares = shares_of(design.design, len(design.factors), design.size, design.seed)
    names = [factor.key for factor in design.factors]
    texts = [str(outcome) for outcome in study.outcomes]
    return effects(design.design, names, shares, figures, texts, design.seed)
