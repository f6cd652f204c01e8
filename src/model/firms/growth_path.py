"""How fast the number of legal units grows of itself: the censuses, then ever more as all jobs do."""

import numpy as np

from model.region.region import Region
from model.scenario.schema.scenario import Scenario


def census_growth(region: Region, province: int, year: int) -> float:
    """Yearly log growth of legal units of a province around a year of the path, 2013 to 2023."""
    years, path = region.economy.unit_path_years, region.economy.unit_path[province]
    here = min(max(year - years[0], 1), len(years) - 1)
    return float(np.log(path[here] / path[here - 1]))


def unit_growth(region: Region, scenario: Scenario, province: int, year: int) -> float:
    """The same for any year: after 2023 it passes in a line to that of all jobs, `economy.jobs_growth`.

    g = f g_2023 + (1 - f) jobs_growth, f from 1 in 2023 to 0 in `economy.entry_fade`: from then on units and jobs grow
    or shrink together, and the mean unit keeps its staff (assumption).
    """
    last = region.economy.unit_path_years[-1]
    growth = census_growth(region, province, year)
    if year <= last:
        return growth
    left = max(0.0, 1.0 - (year - last) / (scenario.economy.entry_fade - last))
    return growth * left + (1.0 - left) * scenario.economy.jobs_growth.at(year)
