"""What one process keeps for its next run: the tables, and the worlds that runs have started from.

A start depends on what the scenario says until then and on the key of the population, never on the seed of the
dynamics, so replicates start from copies of one world, and so do scenarios that part later.
"""

import threading
from collections.abc import Hashable
from dataclasses import dataclass

from model.chunks import Crew
from model.randomness.draws import Keys
from model.randomness.witness import Witness, present_witness, witnessed_thresholds
from model.region.region import Region, load_region
from model.scenario.parting import Course
from model.scenario.schema.scenario import Scenario
from model.simulation.start import start_world
from model.simulation.twin import twin_world
from model.simulation.world import World


@dataclass(frozen=True, slots=True)
class _Kept:
    """A start world, and what it was built for."""

    name: Hashable
    world: World
    seen: Witness
    """The thresholds of the start."""


class Shelf:
    """Tables and start worlds of a process; safe to be used by several threads.

    Args:
        keep: start worlds that are kept, the latest used; each is as large as the population.
    """

    def __init__(self, keep: int = 1) -> None:
        self._keep = keep
        self._region: Region | None = None
        self._worlds: list[_Kept] = []
        self._lock = threading.Lock()

    @property
    def region(self) -> Region:
        """The tables, loaded at the first call."""
        with self._lock:
            return self._tables()

    def start(self, scenario: Scenario, keys: Keys, crew: Crew) -> World:
        """A world of its own on 31 December of the start year; the same bits as from `start_world`."""
        with self._lock:
            said = Course.of(scenario.model_copy(update={"seed": 0})).until(scenario.years.start)
            name = (said, int(keys.population))
            kept = next((each for each in self._worlds if each.name == name), None)
            if kept is None:
                del self._worlds[: len(self._worlds) - self._keep + 1]
                with witnessed_thresholds() as seen:
                    world = start_world(self._tables(), scenario, keys, crew)
                kept = _Kept(name, world, seen)
            else:
                self._worlds.remove(kept)
            self._worlds.append(kept)
            witness = present_witness()
            if witness is not None:
                witness.go_on_from(kept.seen)
            twin = twin_world(kept.world, scenario)
            twin.keys, twin.crew = keys, crew
            return twin

    def _tables(self) -> Region:
        if self._region is None:
            self._region = load_region()
        return self._region
