"""Mesa as its tutorial teaches it: an object for each resident, whose step draws from the model's generator."""

import mesa
import numpy as np
from work import OLDEST, SHAPE, Work


class Resident(mesa.Agent):
    def __init__(self, model: "Engine", place: int, age: int, female: int) -> None:
        super().__init__(model)
        self.place, self.age, self.female = place, age, female

    def step(self) -> None:
        model, random = self.model, self.random.random
        dies = random() < model.death[model.province[self.place]][self.female][self.age]
        if self.female and random() < model.birth[dies][model.city[self.place]][self.age]:
            self.bear()
        if dies:
            model.deaths += 1
            self.remove()
        elif self.age < OLDEST:
            self.age += 1

    def bear(self) -> None:
        model, random = self.model, self.random.random
        province = model.province[self.place]
        model.births += 1
        female = int(random() >= model.boys[province])
        if random() < model.newborn_death[province][female]:
            model.deaths += 1
        else:
            Resident(model, self.place, 0, female)


class Engine(mesa.Model):
    def __init__(self, work: Work, threads: int) -> None:
        super().__init__(rng=1)
        self.work, self.births, self.deaths = work, 0, 0
        self.city, self.province = work.city.tolist(), work.province.tolist()
        columns = (work.columns["place"].tolist(), work.columns["age"].tolist(), work.female.tolist())
        Resident.create_agents(self, work.agents, *columns)

    def live(self, k: int) -> np.ndarray:
        for name in ("death", "birth", "newborn_death", "boys"):  # lists: an item of an array takes longer
            setattr(self, name, self.work.chance(name, k).tolist())
        self.agents.do("step")  # newborns are not among those who step
        census = np.zeros(SHAPE, np.int64)
        cells = [(agent.place * 2 + agent.female) * 101 + agent.age for agent in self.agents]
        census += np.bincount(cells, minlength=census.size).reshape(SHAPE)
        return census
