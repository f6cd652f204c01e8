"""Runs in a row that simulate their common years once: where they part, a twin of the model waits for the next.

Nothing of it is kept on disk. What a lost worker held is simulated again; finished runs stand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from model.experiments.machine import free_memory_mb
from model.randomness.witness import Witness, present_witness
from model.scenario.parting import Course
from model.scenario.schema.scenario import Scenario
from model.simulation.model import JingJinJi
from model.simulation.result import Result
from model.simulation.run import finish
from model.simulation.shelf import Shelf
from model.simulation.twin import twin_model

LEAST_FREE: Final = 2.0
"""Free memory, in sizes of the agents, below which no twin is made."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A model at the end of a year, for runs that say the same until then."""

    model: JingJinJi
    course: Course
    seen: Witness | None

    @property
    def year(self) -> int:
        """The last simulated year."""
        return self.model.year

    @classmethod
    def of(cls, model: JingJinJi, course: Course) -> "Waiting":
        """A twin of a model as it stands, and of what its run has shown the witness."""
        witness = present_witness()
        return cls(twin_model(model, model.scenario), course, witness.kept() if witness else None)

    def serves(self, course: Course) -> bool:
        """Whether a run says the same until that year."""
        parts = self.course.parting(course)
        return parts is None or parts > self.year

    def go_on(self, scenario: Scenario, threads: int) -> JingJinJi:
        """A model of a run that it serves, at that year."""
        model = twin_model(self.model, scenario)
        model.world.crew = replace(model.world.crew, threads=threads)
        if self.seen is not None and (witness := present_witness()) is not None:
            witness.go_on_from(self.seen)
        return model


class Relay:
    """A simulation for runs in a row.

    Args:
        row: the runs to come, in their order, seeds settled; those that turn out to be there already may be left out.
        shelf: tables and start worlds.
    """

    def __init__(self, row: Sequence[Scenario], shelf: Shelf) -> None:
        self._row = [Course.of(scenario) for scenario in row]
        self._shelf = shelf
        self._waiting: list[Waiting] = []

    @property
    def waiting(self) -> tuple[int, ...]:
        """Years in which a model waits."""
        return tuple(sorted(each.year for each in self._waiting))

    def simulate(
        self, scenario: Scenario, seed: int, threads: int, on_year: Callable[[int], None] | None = None
    ) -> Result:
        """The result of a run: the same bits as alone."""
        if seed != scenario.seed:
            scenario = scenario.model_copy(update={"seed": seed})
        course = Course.of(scenario)
        self._forget_until(course)
        begun = self._best(course)
        try:
            if begun is None:
                model = JingJinJi(scenario, threads=threads, shelf=self._shelf)
            else:
                model = begun.go_on(scenario, threads)
            self._let_go()
            wanted = self._wanted(course, scenario.years.start)
            result = finish(model, on_year, lambda model: self._keep(model, course, wanted))
        finally:
            self._let_go()
        own = {} if begun is None else {"simulated_from": begun.year + 1}
        return replace(result, manifest={**result.manifest, **own})

    def _forget_until(self, course: Course) -> None:
        """Take a run, and those before it in the row, from what is to come."""
        place = next((i for i, each in enumerate(self._row) if each.parting(course) is None), None)
        if place is not None:
            del self._row[: place + 1]

    def _best(self, course: Course) -> Waiting | None:
        """What waits at the latest year that a run can go on from."""
        return max((each for each in self._waiting if each.serves(course)), key=lambda each: each.year, default=None)

    def _wanted(self, course: Course, start: int) -> set[int]:
        """Ends of years of a run that a later one can begin from, later than from all that waits."""
        years = set()
        for other in self._row:
            parts = course.parting(other)
            if parts is None or parts <= start + 1:
                continue
            best = self._best(other)
            if best is None or best.year < parts - 1:
                years.add(parts - 1)
        return years

    def _keep(self, model: JingJinJi, course: Course, wanted: set[int]) -> None:
        if model.year in wanted and twin_fits(model):
            self._waiting.append(Waiting.of(model, course))

    def _let_go(self) -> None:
        """Release what no later run can best begin from."""
        needed = {id(self._best(other)) for other in self._row}
        for each in self._waiting:
            if id(each) not in needed:
                each.model.release()
        self._waiting = [each for each in self._waiting if id(each) in needed]


def twin_fits(model: JingJinJi) -> bool:
    """Whether the memory has room for another twin of the agents."""
    agents = sum(getattr(all_, name).nbytes for all_ in (model.residents, model.firms) for name in all_.dtypes)
    free = free_memory_mb()
    return free is None or free * 1e6 > LEAST_FREE * agents
