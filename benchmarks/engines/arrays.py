"""Plain NumPy: one array a property, masks and gathers, its own generator; the dead are squeezed out every year."""

import numpy as np
from work import OLDEST, SHAPE, Work


class Engine:
    def __init__(self, work: Work, threads: int) -> None:
        self.work, self.draw = work, np.random.default_rng(1)
        self.id = work.columns["id"].copy()
        self.place = work.columns["place"].copy()
        self.age = work.columns["age"].copy()
        self.female = work.female
        self.births = self.deaths = 0
        self.next_id = self.id.size

    def live(self, k: int) -> np.ndarray:
        work, n = self.work, self.age.size
        dies = self._draws(n) < work.death[k][work.province[self.place], self.female, self.age]
        women = np.flatnonzero(self.female)
        chance = work.birth[k][dies[women].view(np.uint8), work.city[self.place[women]], self.age[women]]
        place = self.place[women[self._draws(women.size) < chance]]
        female = (self._draws(place.size) >= work.boys[k][work.province[place]]).view(np.uint8)
        lives = self._draws(place.size) >= work.newborn_death[k][work.province[place], female]
        place, female = place[lives], female[lives]
        self.births += lives.size
        self.deaths += int(dies.sum()) + lives.size - place.size
        stays = ~dies
        ids = np.arange(self.next_id, self.next_id + place.size, dtype=np.uint64)
        self.next_id += place.size
        self.id = np.concatenate([self.id[stays], ids])
        self.place = np.concatenate([self.place[stays], place])
        self.female = np.concatenate([self.female[stays], female])
        older = np.minimum(self.age[stays] + np.uint8(1), OLDEST).astype(np.uint8)
        self.age = np.concatenate([older, np.zeros(place.size, np.uint8)])
        cells = (self.place.astype(np.int32) * 2 + self.female) * 101 + self.age
        return np.bincount(cells, minlength=np.prod(SHAPE)).reshape(SHAPE)

    def _draws(self, n: int) -> np.ndarray:
        return self.draw.integers(0, 2**32, n, np.uint32)
