"""mesa-frames: an AgentSetPolars whose step works on its columns; the dead are removed, the newborn added."""

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF
from work import OLDEST, SHAPE, Work

WHERE, SEX, AGE = pl.col("place"), pl.col("female"), pl.col("age")


class People(AgentSetPolars):
    def __init__(self, model: "Engine", work: Work) -> None:
        super().__init__(model)
        self.work, self.next_id = work, work.agents
        columns = {name: work.columns[name] for name in ("place", "age")}
        ids = np.arange(work.agents, dtype=np.int64)  # unique_id must be a signed number
        self.add(pl.DataFrame({"unique_id": ids, **columns, "female": work.female}))

    def step(self) -> None:
        model, work = self.model, self.work
        k = model.k
        province = pl.lit(pl.Series(work.province.astype(np.uint32))).gather(WHERE)
        city = pl.lit(pl.Series(work.city.astype(np.uint32))).gather(WHERE)
        death, birth = pl.lit(pl.Series(work.death[k].ravel())), pl.lit(pl.Series(work.birth[k].ravel()))
        dies = pl.lit(self._draws(len(self))) < death.gather((province * 2 + SEX) * 101 + AGE)
        people = self.agents.with_columns(dies=dies)
        women = people.filter(SEX == 1)
        cell = (pl.col("dies").cast(pl.UInt32) * 14 + city) * 101 + AGE
        mothers = women.filter(pl.lit(self._draws(women.height)) < birth.gather(cell)).select("place")
        self.agents = self.agents.with_columns(age=pl.min_horizontal(AGE + 1, pl.lit(OLDEST, pl.UInt8)))
        dead = people.filter(pl.col("dies"))["unique_id"]
        self.remove(dead)
        boys, lost = pl.lit(pl.Series(work.boys[k])), pl.lit(pl.Series(work.newborn_death[k].ravel()))
        born = mothers.with_columns(
            female=(pl.lit(self._draws(mothers.height)) >= boys.gather(province)).cast(pl.UInt8),
            age=pl.lit(0, pl.UInt8),
        )
        living = born.filter(pl.lit(self._draws(born.height)) >= lost.gather(province * 2 + SEX))
        ids = pl.int_range(self.next_id, self.next_id + living.height, dtype=pl.Int64, eager=True)
        self.add(living.select(ids.alias("unique_id"), "place", "age", "female"))
        self.next_id += living.height
        model.births += born.height
        model.deaths += len(dead) + born.height - living.height

    def _draws(self, n: int) -> pl.Series:
        return pl.Series(self.model.random.integers(0, 2**32, n, np.uint32))


class Engine(ModelDF):
    def __init__(self, work: Work, threads: int) -> None:
        super().__init__(seed=1)
        self.births = self.deaths = self.k = 0
        self.agents += People(self, work)

    def live(self, k: int) -> np.ndarray:
        self.k = k
        self.step()
        counted = self.get_agents_of_type(People).agents.group_by("place", "female", "age").len()
        census = np.zeros(SHAPE, np.int64)
        census[counted["place"], counted["female"], counted["age"]] = counted["len"]
        return census
