"""The graded paths of the nation, against which demand is measured: jobs by sector, output per job.

Jobs of the region grow by `economy.jobs_growth` (assumption); a sector parts from that by its trend of 2010-2020
against all jobs (derived from two censuses), which is taken at `economy.trend_strength` and halves every
`economy.trend_half_life` years. Output of a sector grows like the nation's (`national_growth`; to 2020
mostly recalled, then assumption) when its jobs follow the path of the defaults; output per job grows by the difference.
"""

from bisect import bisect_right
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.economy import EconomyTables
from model.scenario.schema.economy import Economy

Floats = NDArray[np.float64]

TREND_YEAR: Final = 2020
"""Up to this year the trend of 2010-2020 holds in full."""
POINTS: Final = {"low": -0.01, "baseline": 0.0, "high": 0.01}
"""Points of yearly growth that the paths `low` and `high` of national growth part from the table (choice)."""


class JobsPath:
    """Jobs by sector on the path of some levers, year after year: each year goes on from the mix reached before."""

    def __init__(self, tables: EconomyTables, levers: Economy) -> None:
        self.tables = tables
        self.levers = levers
        self._reached: tuple[int, int, Floats, Floats] | None = None
        """Year of the stock that was begun with, last year, jobs before it and their growth in it."""

    def growth(self, year: int) -> Floats:
        """`jobs_growth` of a year."""
        base = TREND_YEAR if year > TREND_YEAR else min(self.tables.stocks)
        if self._reached is None or self._reached[0] != base or not base < self._reached[1] <= year:
            jobs = self.tables.stocks[base].jobs.sum(axis=0).astype(float)
            self._reached = base, min(base, year - 1), jobs, np.zeros(jobs.size)
        _, last, jobs, growth = self._reached
        for each in range(last + 1, year + 1):
            jobs = jobs * np.exp(growth)
            trend = _strength(self.levers, each) * self.tables.job_trend
            growth = self.levers.jobs_growth.at(each) + trend - (trend * jobs).sum() / jobs.sum()
        self._reached = base, year, jobs, growth
        return growth


def jobs_growth(tables: EconomyTables, levers: Economy, year: int) -> Floats:
    """Log growth of desired jobs by sector in a year on the path, (12,).

    The trends are centred on the mix of jobs that the path itself has reached, so that all sectors together grow
    by `jobs_growth`; it starts from the stock of 2020, or for years up to 2020 from that of 2013.
    """
    return JobsPath(tables, levers).growth(year)


def _strength(levers: Economy, year: int) -> float:
    if year <= TREND_YEAR:
        return 1.0
    return float(levers.trend_strength * 0.5 ** ((year - TREND_YEAR) / levers.trend_half_life))


def output_growth(tables: EconomyTables, levers: Economy, year: int) -> Floats:
    """Real log growth of national output by sector in a year, (12,): to 2020 the record, whatever the lever."""
    row = max(0, bisect_right(tables.growth_years, year) - 1)
    points = POINTS[levers.national_growth] if year > TREND_YEAR else 0.0
    return np.asarray(np.log1p(tables.growth[row] + points))


def productivity_growth(tables: EconomyTables, levers: Economy, year: int, usual: JobsPath | None = None) -> Floats:
    """Log growth of real output per job by sector in a year, (12,).

    Output less jobs on the path of the schema's defaults (`usual`, where it is at hand): a scenario with more jobs has
    more output.
    """
    usual = usual or JobsPath(tables, Economy())
    return output_growth(tables, levers, year) - usual.growth(year)
