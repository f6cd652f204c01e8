"""What one process keeps for its next run: the tables, and the worlds that runs have started from.

A start depends on the scenario and on the key of the population, never on the seed of the dynamics, so replicates
of one scenario start from copies of one world. The copy is deep where a run may write; tables are shared.
"""

import copy
import dataclasses
import threading
from collections import OrderedDict

from model.chunks import Crew
from model.randomness.draws import Keys
from model.region.region import Region, load_region
from model.scenario.identity import scenario_hash
from model.scenario.schema.scenario import Scenario
from model.simulation.start import start_world
from model.simulation.world import World


class Shelf:
    """Tables and start worlds of a process; safe to be used by several threads.

    Args:
        keep: start worlds that are kept, the latest used; each is as large as the population.
    """

    def __init__(self, keep: int = 1) -> None:
        self._keep = keep
        self._region: Region | None = None
        self._worlds: OrderedDict[tuple[str, int], World] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def region(self) -> Region:
        """The tables, loaded at the first call."""
        with self._lock:
            return self._tables()

    def start(self, scenario: Scenario, keys: Keys, crew: Crew) -> World:
        """A world of its own on 31 December of the start year; the same bits as from `start_world`."""
        with self._lock:
            name = (scenario_hash(scenario.model_copy(update={"seed": 0})), int(keys.population))
            world = self._worlds.get(name)
            if world is None:
                while len(self._worlds) >= self._keep:
                    self._worlds.popitem(last=False)
                world = start_world(self._tables(), scenario, keys, crew)
                self._worlds[name] = world
            self._worlds.move_to_end(name)
            return _twin(world, scenario, keys, crew)

    def _tables(self) -> Region:
        if self._region is None:
            self._region = load_region()
        return self._region


def _twin(world: World, scenario: Scenario, keys: Keys, crew: Crew) -> World:
    """A deep copy for another seed. What is read only is shared: tables, storm catalogue, timetable."""
    region = world.region
    floods = world.frozen.floods
    shared: list[object] = [region, world.scenario, world.timetable]
    shared += [getattr(region, field.name) for field in dataclasses.fields(region)]
    known: dict[int, object] = {id(each): each for each in shared}
    known[id(floods)] = copy.copy(floods)  # it remembers the last year it was asked for
    twin = copy.deepcopy(world, known)
    twin.scenario, twin.keys, twin.crew = scenario, keys, crew
    return twin
