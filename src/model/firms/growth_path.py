"""How fast the number of legal units grows of itself: the censuses, then a fade."""

import numpy as np

from model.region.region import Region
from model.scenario.schema.scenario import Scenario


def census_growth(region: Region, province: int, year: int) -> float:
    """Yearly log growth of legal units of a province around a year of the path, 2013 to 2023."""
    years, path = region.economy.unit_path_years, region.economy.unit_path[province]
    here = min(max(year - years[0], 1), len(years) - 1)
    return float(np.log(path[here] / path[here - 1]))


def unit_growth(region: Region, scenario: Scenario, province: int, year: int) -> float:
    """The same for any year: after 2023 it falls in a line to nothing in `economy.entry_fade`."""
    last = region.economy.unit_path_years[-1]
    growth = census_growth(region, province, year)
    if year <= last:
        return growth
    return growth * max(0.0, 1.0 - (year - last) / (scenario.economy.entry_fade - last))
