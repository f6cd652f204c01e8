"""Mesa with its AgentSet used well: properties fetched at once, events found by NumPy, objects touched only for events.

Year of birth in place of age, so that a birthday touches nobody.
"""

import mesa
import numpy as np
from work import OLDEST, SHAPE, START, Work


class Resident(mesa.Agent):
    def __init__(self, model: "Engine", place: int, born: int, female: int) -> None:
        super().__init__(model)
        self.place, self.born, self.female = place, born, female


class Engine(mesa.Model):
    def __init__(self, work: Work, threads: int) -> None:
        super().__init__(rng=1)
        self.work, self.births, self.deaths = work, 0, 0
        born = (START - work.columns["age"].astype(int)).tolist()
        Resident.create_agents(self, work.agents, work.columns["place"].tolist(), born, work.female.tolist())

    def live(self, k: int) -> np.ndarray:
        work, year = self.work, START + k
        place, born, female = self._fetch()
        age = np.minimum(year - born, OLDEST)
        dies = self.rng.random(age.size) < work.chance("death", k)[work.province[place], female, age]
        women = np.flatnonzero(female)
        chance = work.chance("birth", k)[dies[women].astype(int), work.city[place[women]], age[women]]
        where = place[women[self.rng.random(women.size) < chance]]
        girl = (self.rng.random(where.size) >= work.chance("boys", k)[work.province[where]]).astype(int)
        lives = self.rng.random(where.size) >= work.chance("newborn_death", k)[work.province[where], girl]
        agents = list(self.agents)
        for i in np.flatnonzero(dies):
            agents[i].remove()
        del agents
        self.births += where.size
        self.deaths += int(dies.sum()) + int(where.size - lives.sum())
        if lives.any():
            sexes, there = girl[lives].tolist(), where[lives].tolist()
            Resident.create_agents(self, len(there), there, year + 1, sexes)
        older = np.minimum(age[~dies] + 1, OLDEST)
        cells = [(place[~dies] * 2 + female[~dies]) * 101 + older, (where[lives] * 2 + girl[lives]) * 101]
        return np.bincount(np.concatenate(cells), minlength=np.prod(SHAPE)).reshape(SHAPE)

    def _fetch(self) -> list[np.ndarray]:
        # One property at a time: a list for each agent would set off the garbage collector again and again.
        return [np.array(self.agents.get(name)) for name in ("place", "born", "female")]
