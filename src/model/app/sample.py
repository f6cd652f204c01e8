"""How far a coarse sample is from the full run: what chance leaves in a count, computed from the run itself.

A count that stands for N persons at 1:s is k = N/s agents. Events that agents have independently with a small chance
are Poisson, so that a flow of k agents has the standard error sqrt(k) agents, 1/sqrt(k) of itself. Stocks of the
starting year carry no such error: they are rounded to whole agents, nested. Differences between two scenarios on one
seed carry less, since most agents do the same in both.
"""

from dataclasses import dataclass

import numpy as np

from model.app.outcome import Outcome
from model.reports.words import Words


@dataclass(frozen=True, slots=True)
class Sample:
    """The size of a sample and what follows from it."""

    scale: int
    """Persons per agent."""
    residents: int
    """Agents at the start."""
    median_place: int
    """Resident agents of the median county at the start."""
    births_place: float
    """Births of the median county in a year, as agents."""

    @property
    def error_of_births(self) -> float:
        """Standard error of a year's births of the median county, %."""
        return 100.0 / float(np.sqrt(max(self.births_place, 1e-9)))

    @property
    def error_of_region(self) -> float:
        """Standard error of a flow of one resident in a hundred of the region, %."""
        return 100.0 / float(np.sqrt(max(self.residents / 100, 1e-9)))

    def words(self) -> Words:
        """In a few sentences."""
        full = self.scale == 1
        if full:
            return Words("全量运行：每个个体就是一个人。", "The full run: one agent is one person.")
        return Words(
            f"1:{self.scale}：{self.residents:,}个居民个体代表全部居民，一个县区的中位数为{self.median_place}个。"
            f"全区域每百人发生一次的事件，标准误约{self.error_of_region:.1f} %；"
            f"一个中等县区一年的出生数，标准误约{self.error_of_births:.0f} %（全量时为{self._full:.1f} %）。"
            "因此看全区域与城市可以，看单个县区单个年份只能作示意。两个情景同一种子相减，运气大半抵消。"
            "用于学习；下结论请用1:100或更细，并用多个种子。",
            f"1:{self.scale}: {self.residents:,} agents stand for all residents, {self.median_place} in the median "
            f"county. What happens to one resident in a hundred of the region has a standard error of about "
            f"{self.error_of_region:.1f} %; a year's births of the median county about {self.error_of_births:.0f} % "
            f"({self._full:.1f} % in the full run). So read the region and cities; a single county in a single year is "
            "an illustration. In a difference on one seed most of the luck cancels. For learning: draw conclusions "
            "from 1:100 or finer, with several seeds.",
        )

    @property
    def _full(self) -> float:
        return self.error_of_births / float(np.sqrt(self.scale))


def sample_of(outcome: Outcome) -> Sample:
    """The sample behind a run."""
    people = outcome.cubes["place", "population"][0] / outcome.residents
    births = outcome.cubes.get(("place", "births"))
    median = float(np.nanmedian(births[1:])) / outcome.residents if births is not None and len(births) > 1 else 0.0
    return Sample(outcome.residents, round(float(people.sum())), round(float(np.median(people))), median)
