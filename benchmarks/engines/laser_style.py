"""The manner of laser-core: a LaserFrame of properties, `prange` loops, a generator and a tally for each thread."""

import numba as nb
import numpy as np
from laser.core import LaserFrame
from laser.core.random import seed
from work import OLDEST, SHAPE, Work

CELLS = int(np.prod(SHAPE))


@nb.njit(parallel=True, nogil=True, cache=True)
def _die_and_age(count, alive, place, age, female, province, death, tally):
    for i in nb.prange(count):
        if alive[i]:
            if np.random.random() < death[province[place[i]], female[i], age[i]]:  # noqa: NPY002 - Numba's own, one a thread
                alive[i] = 0
                tally[nb.get_thread_id()] += 1
            elif age[i] < OLDEST:
                age[i] += 1


@nb.njit(parallel=True, nogil=True, cache=True)
def _bear(count, alive, place, age, female, city, birth, bears, tally):
    """Before deaths and birthdays; whether she dies is settled after, so the chance is that of those who live."""
    for i in nb.prange(count):
        bears[i] = 0
        if alive[i] and female[i] and np.random.random() < birth[city[place[i]], age[i]]:  # noqa: NPY002
            bears[i] = 1
            tally[nb.get_thread_id()] += 1


@nb.njit(parallel=True, nogil=True, cache=True)
def _count(count, alive, place, age, female, tally):
    for i in nb.prange(count):
        if alive[i]:
            tally[nb.get_thread_id(), (np.int64(place[i]) * 2 + female[i]) * 101 + age[i]] += 1


class Engine:
    def __init__(self, work: Work, threads: int) -> None:
        nb.set_num_threads(threads)
        seed(1)
        self.work, self.threads = work, threads
        births = int(work.births.sum() * 1.2) + 1024
        self.people = LaserFrame(work.agents + births, work.agents)
        kinds = {"id": np.uint64, "place": np.uint16, "age": np.uint8, "female": np.uint8}
        for name, dtype in {**kinds, "alive": np.uint8, "bears": np.uint8}.items():
            self.people.add_scalar_property(name, dtype)
        for name in ("id", "place", "age"):
            getattr(self.people, name)[:] = work.columns[name]
        self.people.female[:] = work.female
        self.people.alive[:] = 1
        self.draw = np.random.default_rng(1)
        self.births = self.deaths = 0

    def live(self, k: int) -> np.ndarray:
        work, people, n = self.work, self.people, self.people.count
        columns = (people.alive, people.place, people.age, people.female)
        born, dead = np.zeros(self.threads, np.int64), np.zeros(self.threads, np.int64)
        _bear(n, *columns, work.city, work.chance("birth", k)[0], people.bears, born)
        _die_and_age(n, *columns, work.province, work.chance("death", k), dead)
        mothers = np.flatnonzero(people.bears)
        # Who dies in the year bears about half as often: so much of what the dead bore is taken back.
        through, dying = work.chance("birth", k)[:, work.city[people.place[mothers]], people.age[mothers]]
        kept = (people.alive[mothers] == 1) | (self.draw.random(mothers.size) * through < dying)
        place = people.place[mothers[kept]]
        female = self.draw.random(place.size) >= work.chance("boys", k)[work.province[place]]
        lives = self.draw.random(place.size) >= work.chance("newborn_death", k)[work.province[place], female.view("u1")]
        self.births += place.size
        self.deaths += int(dead.sum()) + int(place.size - lives.sum())
        first, last = people.add(int(lives.sum()))
        people.id[first:last] = np.arange(first, last)
        people.place[first:last] = place[lives]
        people.female[first:last] = female[lives]
        people.alive[first:last] = 1
        tally = np.zeros((self.threads, CELLS), np.int64)
        _count(people.count, people.alive, people.place, people.age, people.female, tally)
        return tally.sum(axis=0).reshape(SHAPE)
