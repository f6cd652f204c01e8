"""Polars: one data frame, expressions, rates gathered by index, a `group_by` for the census; draws from NumPy."""

import numpy as np
import polars as pl
from work import OLDEST, SHAPE, Work

WHERE, SEX, AGE = pl.col("place"), pl.col("female"), pl.col("age")


class Engine:
    def __init__(self, work: Work, threads: int) -> None:
        self.work, self.draw = work, np.random.default_rng(1)
        self.city = pl.Series(work.city.astype(np.uint32))
        self.province = pl.Series(work.province.astype(np.uint32))
        columns = {name: work.columns[name] for name in ("id", "place", "age")}
        self.people = pl.DataFrame({**columns, "female": work.female})
        self.births = self.deaths = 0
        self.next_id = work.agents

    def live(self, k: int) -> np.ndarray:
        work, people = self.work, self.people
        death, birth = pl.Series(work.death[k].ravel()), pl.Series(work.birth[k].ravel())
        province, city = pl.lit(self.province).gather(WHERE), pl.lit(self.city).gather(WHERE)
        people = people.with_columns(
            dies=pl.lit(self._draws(people.height)) < pl.lit(death).gather((province * 2 + SEX) * 101 + AGE)
        )
        women = people.lazy().filter(SEX == 1).select("place", "age", "dies").collect()
        cell = (pl.col("dies").cast(pl.UInt32) * 14 + city) * 101 + AGE
        mothers = women.filter(pl.lit(self._draws(women.height)) < pl.lit(birth).gather(cell)).select("place")
        boys, lost = pl.Series(work.boys[k]), pl.Series(work.newborn_death[k].ravel())
        born = mothers.with_columns(
            age=pl.lit(0, pl.UInt8),
            female=(pl.lit(self._draws(mothers.height)) >= pl.lit(boys).gather(province)).cast(pl.UInt8),
        )
        living = born.filter(pl.lit(self._draws(born.height)) >= pl.lit(lost).gather(province * 2 + SEX))
        living = living.select(
            pl.int_range(self.next_id, self.next_id + living.height, dtype=pl.UInt64).alias("id"),
            "place",
            "age",
            "female",
        )
        self.next_id += living.height
        stay = people.lazy().filter(~pl.col("dies")).drop("dies")
        stay = stay.with_columns(pl.min_horizontal(AGE + 1, pl.lit(OLDEST, pl.UInt8))).collect()
        self.births += born.height
        self.deaths += people.height - stay.height + born.height - living.height
        self.people = pl.concat([stay, living]).rechunk()
        counted = self.people.group_by("place", "female", "age").len()
        census = np.zeros(SHAPE, np.int64)
        census[counted["place"], counted["female"], counted["age"]] = counted["len"]
        return census

    def _draws(self, n: int) -> pl.Series:
        return pl.Series(self.draw.integers(0, 2**32, n, np.uint32))
