"""The runs of a hindcast: from the stocks of 2010, 2013 and 2020 to the record, and the same without moves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from model.experiments.executors import spread
from model.experiments.hindcast.measures import measured
from model.experiments.hindcast.snapshots import run_with_snapshots
from model.experiments.hindcast.targets import USES, Target, load_targets
from model.region.migration_constants import read_constants
from model.region.output_trend import FILE as OUTPUT
from model.region.output_trend import read_output_trend
from model.region.region import load_region
from model.scenario import load_scenario
from model.scenario.scales import SCALES

MODEL: Final = "model"
NO_MOVES: Final = "no moves"
GIVEN: Final = "given flows"
FIRMS_ALONE: Final = "firms alone"
ORDERS_STAY: Final = "orders stay"
STRUCTURES: Final[Mapping[str, Mapping[str, Any]]] = {
    GIVEN: {"migration.flows": "given", "migration.given_net": "decade"},
    "gravity": {"migration.destination": "gravity"},
    FIRMS_ALONE: {"economy.feedback": False},
    ORDERS_STAY: {"economy.orders": "stay"},
}
"""Structural alternatives by name: what they set. Given flows: gross flows by age and the net of 2010-20, whatever
jobs, services and levers do. Gravity: residents draw movers, not wages, jobs or services. Firms alone: firms do not
answer people. Orders stay: those who remain take over the orders of firms that relocate."""
OF_FIRMS: Final = (FIRMS_ALONE, ORDERS_STAY)
"""Alternatives that change nothing in a run of people alone."""
VARIANTS: Final[Mapping[str, Mapping[str, Any]]] = {
    MODEL: {},
    NO_MOVES: {"migration.enabled": False},
    **STRUCTURES,
}
"""Variants by name: what they set. Without moves the model is a plain cohort-component projection."""
RIVALS: Final[Mapping[str, tuple[int, ...]]] = {NO_MOVES: (2010, 2013, 2020), GIVEN: (2020,)}
"""Variants that every board runs beside the model, and from which starts. Given flows are a forecast from 2020 alone:
the flows of the decade before. For 2010 no net of 2000-10 is in the data."""
PEOPLE: Final = ("residents", "ageing", "cohorts")
"""Families that given flows foretell; the economy of such a run is the model's own."""
SCENARIOS: Final = {2010: "hindcast", 2013: "hindcast", 2020: "baseline"}
QUIET: Final[Mapping[str, Any]] = {"climate.feedback": "none", "climate.pathway": "control"}
"""Which storms fell in those years was chance: they are counted and not felt."""
RIVAL_SEEDS: Final = 2
"""Seeds of a rival at most: it has little chance in it."""


@dataclass(frozen=True)
class Task:
    """One run of the hindcast."""

    start: int
    variant: str
    seed: int
    scale: int
    settings: tuple[tuple[str, Any], ...] = ()
    """Levers over those of the variant: a set of parameters."""
    label: str = ""
    """What its answers are filed under, if not the variant."""

    @property
    def group(self) -> str:
        """What its answers are filed under."""
        return self.label or self.variant


Answers = dict[str, float]
"""A run's figure by id of the target."""


def rival_of(target: Target, name: str, answers: Mapping[tuple[int, str], Sequence[Answers]]) -> float | None:
    """Mean figure of a rival's runs; None where it was not run or is no forecast of such a figure."""
    if target.start not in RIVALS[name] or (name == GIVEN and target.family not in PEOPLE):
        return None
    found = [each[target.id] for each in answers.get((target.start, name), ())]
    return sum(found) / len(found) if found else None


def tasks_of(targets: Sequence[Target], seeds: int, scale: int) -> list[Task]:
    """Every start that has targets, every seed of the model, and the rivals."""
    return [
        Task(start, variant, seed, scale)
        for start in sorted({target.start for target in targets})
        for variant in (MODEL, *(name for name, starts in RIVALS.items() if start in starts))
        for seed in range(1, (seeds if variant == MODEL else min(seeds, RIVAL_SEEDS)) + 1)
    ]


def answer(task: Task, uses: tuple[str, ...] = USES, constants: Path | None = None) -> Answers:
    """Run a task and read the targets of its start.

    Args:
        task: what is run.
        uses: which targets are read; a fit names `calibration` alone.
        constants: a table of fitted constants of migration in place of the shipped one; a table of the trend of output
            beside it is taken too.

    Raises:
        ScenarioError: the start or the scale is not one that a scenario may have.
    """
    region = load_region()
    if constants is not None:
        fitted = vars(read_constants(region.places, constants.parent, constants.name))
        region = replace(region, migration=replace(region.migration, **fitted))
        if (constants.parent / OUTPUT).is_file():
            trend = read_output_trend(constants.parent)
            region = replace(region, economy=replace(region.economy, output_trend=trend))
    targets = [target for target in load_targets(uses=uses) if target.start == task.start]
    settings = {
        **QUIET,
        "years.start": task.start,
        "years.end": max(target.year for target in targets),
        "scale.residents": task.scale,
        "scale.firms": SCALES[task.scale][1],
        **VARIANTS[task.variant],
        **dict(task.settings),
    }
    scenario = load_scenario(SCENARIOS[task.start], set=settings)
    history = run_with_snapshots(scenario, task.seed, {target.year for target in targets}, region)
    return {target.id: measured(history, target, region.places) for target in targets}


def run_all(
    tasks: Sequence[Task],
    workers: int,
    on_done: Callable[[Task], None] | None = None,
    constants: Path | None = None,
) -> dict[tuple[int, str], list[Answers]]:
    """Answers of all tasks by start and variant, in the order of tasks; the same for any number of workers."""
    found: dict[Task, Answers] = {}

    def note(place: int, answers: Answers) -> None:
        found[tasks[place]] = answers
        if on_done is not None:
            on_done(tasks[place])

    spread(answer, [(task, USES, constants) for task in tasks], workers, note)
    grouped: dict[tuple[int, str], list[Answers]] = {}
    for task in tasks:
        grouped.setdefault((task.start, task.group), []).append(found[task])
    return grouped
