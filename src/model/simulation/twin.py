"""Twins of worlds and models: deep copies where a run may write, for another seed or another scenario.

What is only read is shared: tables, storm catalogue, timetable, scenario. A twin holds the sections of its own
scenario wherever the original held one of its own.
"""

import copy
import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING

from model.scenario.schema.base import Section
from model.scenario.schema.scenario import Scenario
from model.simulation.world import World

if TYPE_CHECKING:
    from model.simulation.model import JingJinJi


def twin_world(world: World, scenario: Scenario) -> World:
    """A world of its own under a scenario that says the same as the world's until now."""
    return copy.deepcopy(world, _shared(world, scenario))


def twin_model(model: "JingJinJi", scenario: Scenario) -> "JingJinJi":
    """A model that goes on from the year of another, under a scenario that says the same until that year.

    Tables of the years so far come along; the clocks start anew.
    """
    twin = copy.deepcopy(model, _shared(model.world, scenario))
    twin.timings = defaultdict(float)
    return twin


def _shared(world: World, scenario: Scenario) -> dict[int, object]:
    """By address what is not copied, and what stands for it in the twin."""
    region, floods = world.region, world.frozen.floods
    kept: list[object] = [region, world.timetable, world._network, world.crew]
    kept += [getattr(region, field.name) for field in dataclasses.fields(region)]
    known: dict[int, object] = {id(each): each for each in kept}
    known[id(floods)] = copy.copy(floods)  # it remembers the last year it was asked for
    _replace(world.scenario, scenario, known)
    return known


def _replace(old: Section, new: Section, known: dict[int, object]) -> None:
    known[id(old)] = new
    for name in type(old).model_fields:
        inner, other = getattr(old, name), getattr(new, name)
        if isinstance(inner, Section) and type(inner) is type(other):
            _replace(inner, other, known)
