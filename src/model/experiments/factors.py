"""Levers that vary over a design: lists of values, or ranges."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, get_args

from model.scenario.problems import dotted
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import Found, find_lever, levers
from model.scenario.settings import trail_of

STEPS: Final = 3
"""Values of a range in a grid, or one at a time, if `steps` does not say."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A lever that varies."""

    key: str
    values: tuple[Any, ...] = ()
    """The values, if it is a list of them."""
    low: float = 0.0
    high: float = 1.0
    whole: bool = False
    """Whether whole numbers alone are allowed."""
    steps: int = STEPS

    def levels(self) -> tuple[Any, ...]:
        """The values of a grid."""
        if self.values:
            return self.values
        width = (self.high - self.low) / (self.steps - 1)
        return tuple(dict.fromkeys(self._number(self.low + i * width) for i in range(self.steps)))

    def at(self, share: float) -> Any:
        """The value at a share of the way, 0 <= share < 1: lists are cut into equal parts."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.whole:
            return min(int(self.low + share * (self.high - self.low + 1)), int(self.high))
        return self._number(self.low + share * (self.high - self.low))

    def _number(self, value: float) -> float | int:
        return round(value) if self.whole else float(f"{value:.12g}")


def factor_of(key: str, said: Any) -> Factor | str:
    """The factor, or what is wrong with it."""
    trail = [step if isinstance(step, int) else str(step) for step in trail_of(key)]
    found = find_lever(Scenario, trail)
    if found is None or found.shape.kind == "section" or (found.shape.kind == "value" and found.trail != tuple(trail)):
        close = get_close_matches(key, [dotted(lever.trail) for lever in levers(Scenario)], n=1)
        return "there is no such lever" + (f"; did you mean '{close[0]}'?" if close else "; `jjj schema` lists all")
    if isinstance(said, list):
        if not said:
            return "the list is empty; one value at least is needed"
        return Factor(key, tuple(said))
    evidence = found.evidence or {}
    low, high = evidence.get("low"), evidence.get("high")
    steps: Any = STEPS
    if isinstance(said, Mapping):
        unknown = [str(each) for each in said if each not in ("low", "high", "steps")]
        if unknown:
            return f"'{unknown[0]}' is not known; a range has low, high and steps"
        low, high, steps = said.get("low", low), said.get("high", high), said.get("steps", STEPS)
    elif said != "range":
        if found.shape.choices and said == "all":
            return Factor(key, found.shape.choices)
        return "a list of values, a range {low: ..., high: ...}, or the word range is expected"
    elif found.shape.choices:
        return Factor(key, found.shape.choices)
    if low is None or high is None:
        return "the schema gives this lever no range on both sides; write {low: ..., high: ...}"
    if not all(isinstance(end, int | float) and not isinstance(end, bool) for end in (low, high)) or low >= high:
        return "low and high must be numbers, low below high"
    if not is_whole(steps, 2):
        return "steps: a whole number from 2 is expected"
    return Factor(key, (), low, high, _is_of_whole_numbers(found), steps)


def _is_of_whole_numbers(found: Found) -> bool:
    annotation = found.field.annotation
    kinds = {kind for kind in (annotation, *get_args(annotation)) if isinstance(kind, type)} - {type(None)}
    return kinds == {int}


def is_whole(value: Any, least: int) -> bool:
    """Whether a value is a whole number from `least`."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
