"""Which runs go to a worker in a row: those that share years together, other short ones in packets.

Runs of one seed whose scenarios agree at least on the first simulated year are a family. A family is told off in the
order of a tree, so that each run comes right after those it parts from last.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from model.experiments.worker import Task
from model.scenario.parting import Course, parting

CHUNK_SECONDS: Final = 4.0
"""Work that is worth a message between processes."""
LARGEST_CHUNK: Final = 50


@dataclass(frozen=True, slots=True)
class Shared:
    """What families save."""

    years: int
    """Simulated years of all runs as if each were alone."""
    simulated: int
    """Years that are simulated."""
    waiting: int
    """Models that wait at the same time, at most."""


def rows_of(tasks: Sequence[Task], seconds: float | None, workers: int) -> list[tuple[Task, ...]]:
    """Tasks in rows, each for one worker. Families are cut where workers would have nothing to do.

    Args:
        tasks: all that is to be run, in the order of the plan.
        seconds: of one run; None if unknown.
        workers: how many are at work.
    """
    families, single = [], []
    for family in families_of(tasks):
        if len(family) > 1:
            families.append(family)
        else:
            single += family
    size = chunk_size(seconds, len(single), workers)
    rows = [tuple(single[low : low + size]) for low in range(0, len(single), size)]
    parts = -(-workers // max(len(families) + len(rows), 1))
    for family in families:
        length = -(-len(family) // min(parts, len(family)))
        rows += [tuple(family[low : low + length]) for low in range(0, len(family), length)]
    return rows


def chunk_size(seconds: float | None, runs: int, workers: int) -> int:
    """Runs that go to a worker at once: short runs in a row, but enough chunks to keep all workers busy to the end."""
    if not seconds:
        return 1
    worth = int(CHUNK_SECONDS / seconds)
    return max(1, min(worth, runs // (4 * workers), LARGEST_CHUNK))


def families_of(tasks: Sequence[Task]) -> list[list[Task]]:
    """Tasks that share years, by seed; each family in the order of its tree."""
    courses: dict[str, Course] = {}
    kinds: dict[Hashable, dict[str, Course]] = {}
    kind_of: dict[str, Hashable] = {}
    families: dict[tuple[Hashable, int], list[Task]] = {}
    for task in tasks:
        scenario = task.job.scenario
        name = scenario.name
        if name not in courses:
            courses[name] = Course.of(scenario.model_copy(update={"seed": 0}))
            kind_of[name] = courses[name].until(scenario.years.start + 1)
            kinds.setdefault(kind_of[name], {})[name] = courses[name]
        families.setdefault((kind_of[name], task.job.seed), []).append(task)
    place = {name: i for kind in kinds.values() for i, name in enumerate(_tree(kind))}
    return [sorted(family, key=lambda task: place[task.job.scenario.name]) for family in families.values()]


def shared(families: Sequence[Sequence[Task]]) -> Shared:
    """What families save by simulating their common years once."""
    years = simulated = most = 0
    known: dict[tuple[str, str], int] = {}
    for family in families:
        waiting = set()
        for before, task in zip((None, *family), family, strict=False):
            whole = len(task.job.years)
            common = _common(before, task, known) if before else 0
            waiting.add(common)
            years += whole
            simulated += whole - common
        most = max(most, len(waiting - {0}))
    return Shared(years, simulated, most)


def _common(one: Task, two: Task, known: dict[tuple[str, str], int]) -> int:
    """Simulated years that two runs of a seed have in common; in the order of the tree no earlier one has more."""
    a, b = one.job.scenario, two.job.scenario
    if (a.name, b.name) not in known:
        parts = parting(a, b)
        known[a.name, b.name] = 0 if parts is None else max(0, parts - 1 - a.years.start)
    return known[a.name, b.name]


def _tree(kind: Mapping[str, Course]) -> list[str]:
    """Names so that those that part last stand side by side."""
    if len(kind) < 3:
        return list(kind)
    (first, course), *others = kind.items()
    branches: dict[float, dict[str, Course]] = {}
    for name, other in others:
        parts = course.parting(other)
        branches.setdefault(float("inf") if parts is None else parts, {})[name] = other
    return [first, *(name for parts in sorted(branches, reverse=True) for name in _tree(branches[parts]))]
