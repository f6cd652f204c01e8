"""When two scenarios part: until then they say the same, and their runs are the same bits."""

import hashlib
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from model.scenario.schema.base import Dated, Section
from model.scenario.schema.scenario import Scenario

ALWAYS: Final = 0
"""The year for what has no date: read at the start, or at any time."""
_NAMES: Final = frozenset({"name", "title"})


@dataclass(frozen=True, slots=True)
class Course:
    """What a scenario says over the years, made ready for being held against many others.

    Only dated levers can part later than at the start. Anything else that differs counts from `ALWAYS`: tables of
    orders, maps, seeds, the last year. Name and title do not count.
    """

    ground: str
    """SHA-256 (hex) of all that has no date."""
    dated: tuple[Dated, ...]
    """The dated levers, in the order of the schema."""

    @classmethod
    def of(cls, scenario: Scenario) -> "Course":
        """The course of a scenario."""
        leaves = [each for name in Scenario.model_fields if name not in _NAMES for each in _leaves(scenario, name)]
        undated = repr([leaf for leaf in leaves if not isinstance(leaf, Dated)])
        dated = tuple(leaf for leaf in leaves if isinstance(leaf, Dated))
        return cls(hashlib.sha256(undated.encode()).hexdigest(), dated)

    def parting(self, other: "Course") -> int | None:
        """The first year of which two scenarios say different things: a year, `ALWAYS`, or None if nothing differs."""
        if self.ground != other.ground:
            return ALWAYS
        years = [_first_unlike(a, b) for a, b in zip(self.dated, other.dated, strict=True) if a is not b and a != b]
        return min(years, default=None)

    def until(self, year: int) -> Hashable:
        """What is said of the years up to and with `year`: equal for two scenarios that part later."""
        steps = tuple((repr(each.before), tuple(step for step in each.steps if step[0] <= year)) for each in self.dated)
        return self.ground, steps


def parting(one: Scenario, two: Scenario) -> int | None:
    """As `Course.parting`, of two scenarios."""
    return Course.of(one).parting(Course.of(two))


def _leaves(section: Section, name: str) -> Iterator[object]:
    value = getattr(section, name)
    if isinstance(value, Section):
        for inner in type(value).model_fields:
            yield from _leaves(value, inner)
    else:
        yield value


def _first_unlike(one: Dated, two: Dated) -> int:
    """The first year of which two unlike step functions differ; `ALWAYS` if they do before any step."""
    if repr(one.before) != repr(two.before):  # NaN, which says nothing, is like NaN
        return ALWAYS
    years = sorted({year for year, _ in (*one.steps, *two.steps)})
    return next(year for year in years if repr(one.at(year)) != repr(two.at(year)))
