"""A simulation for runs that nobody knows beforehand: models of earlier runs wait at every few years of theirs.

A run goes on from the latest model that says the same until its year, and else begins at the start. The same bits
either way; nothing of it is kept on disk.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from model.experiments.relay import Waiting, twin_fits
from model.scenario.parting import Course
from model.scenario.schema.scenario import Scenario
from model.simulation.model import JingJinJi
from model.simulation.result import Result
from model.simulation.run import finish
from model.simulation.shelf import Shelf

FIRST: Final = 5
"""Simulated years before the first model of a run that waits."""
EVERY: Final = 10
"""Years between two of them."""
MOST: Final = 6
"""Models that wait; those of the run that served least lately go first. At 1:1000 each holds about 45 MB."""


class Milestones:
    """A simulation that remembers.

    Args:
        shelf: tables and start worlds.
        first: simulated years before the first model of a run that waits.
        every: years between two of them.
        most: models that wait in all.
    """

    def __init__(self, shelf: Shelf, first: int = FIRST, every: int = EVERY, most: int = MOST) -> None:
        self._shelf, self._first, self._every, self._most = shelf, first, every, most
        self._waiting: list[Waiting] = []

    @property
    def waiting(self) -> tuple[int, ...]:
        """Years in which a model waits, the one that goes first at the front."""
        return tuple(each.year for each in self._waiting)

    def simulate(
        self, scenario: Scenario, seed: int, threads: int, on_year: Callable[[int], None] | None = None
    ) -> Result:
        """The result of a run: the same bits as alone."""
        if seed != scenario.seed:
            scenario = scenario.model_copy(update={"seed": seed})
        course = Course.of(scenario)
        begun = max((each for each in self._waiting if each.serves(course)), key=lambda each: each.year, default=None)
        if begun is None:
            model = JingJinJi(scenario, threads=threads, shelf=self._shelf)
            return finish(model, on_year, lambda model: self._keep(model, course))
        self._waiting.sort(key=lambda each: each.course == begun.course)  # what serves stays longest
        result = finish(begun.go_on(scenario, threads), on_year)
        return replace(result, manifest={**result.manifest, "simulated_from": begun.year + 1})

    def _keep(self, model: JingJinJi, course: Course) -> None:
        after = model.year - model.scenario.years.start - self._first
        if after < 0 or after % self._every or not twin_fits(model):
            return
        self._waiting.append(Waiting.of(model, course))
        for each in self._waiting[: -self._most]:
            each.model.release()
        del self._waiting[: -self._most]
