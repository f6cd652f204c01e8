"""Schooling: to junior school everyone, to senior school at 15, to college or university at 18.

Education is the highest level attended, so it rises on entry and is settled at 18. The draws of a resident stand for
life: a higher share lets in more of the same order, nobody else changes.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.chunks import Crew
from model.people import census
from model.people.columns import Residents
from model.people.work_kernels import attend
from model.randomness.draws import Keys, thresholds
from model.randomness.registry import DEGREE, FOR_LIFE, SENIOR_SCHOOL
from model.region.people import PeopleTables

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

SENIOR_YEARS: Final = (2010.0, 2020.0, 2035.0)
SENIOR_SHARE: Final = (0.825, 0.912, 0.95)
"""Gross enrolment in senior school (recalled to 2020, assumption after)."""
TERTIARY_YEARS: Final = (2010.0, 2015.0, 2020.0, 2023.0, 2035.0)
TERTIARY_SHARE: Final = (0.265, 0.40, 0.544, 0.602, 0.70)
"""Gross enrolment in college and university (recalled to 2023, assumption after)."""
MOST: Final = 0.99


def attend_school(
    residents: Residents, region: "Region", scenario: "Scenario", year: int, keys: Keys, crew: Crew
) -> None:
    """Settle the schooling of those who are 15 or 18 at the end of `year`; changes `residents` in place.

    Args:
        residents: after the births of the year.
        region: education by place in the census.
        scenario: read for nothing yet; the shares are national paths.
        year: the year.
        keys: `keys.population`: a resident's own place in the order of entrants stands for life.
        crew: threads.
    """
    share = thresholds(entry_shares(region.people, year))

    def work(low: int, high: int) -> None:
        attend(
            residents.id[low:high],
            residents.place[low:high],
            residents.age[low:high],
            residents.traits[low:high],
            region.places.city,
            share,
            FOR_LIFE,
            SENIOR_SCHOOL.block,
            DEGREE.block,
            keys.population,
        )

    crew.each(work, residents.used)


def entry_shares(tables: PeopleTables, year: int) -> Floats:
    """Shares (14, 3) by city: to senior school of all at 15; of these to tertiary at 18; of these to a bachelor's.

    The national path times (share of the city over that of its province)^0.5, as read from those aged 20-24 in the
    census of 2020; the division by degree is that of the city's residents with tertiary education aged 20-24.
    """
    relative, bachelor = _relative(tables)
    senior = np.minimum(np.interp(year, SENIOR_YEARS, SENIOR_SHARE) * relative[:, 0], MOST)
    cohort_at_15 = np.minimum(np.interp(year - 3, SENIOR_YEARS, SENIOR_SHARE) * relative[:, 0], MOST)
    tertiary = np.interp(year, TERTIARY_YEARS, TERTIARY_SHARE) * relative[:, 1]
    return np.column_stack([senior, np.minimum(tertiary / cohort_at_15, MOST), bachelor])


@lru_cache(maxsize=4)
def _relative(tables: PeopleTables) -> tuple[Floats, Floats]:
    persons = census.education(tables, 2020)[:, :, 20:25].sum((1, 2))
    places = tables.places
    cities = np.stack([persons[places.city == city].sum(0) for city in range(len(places.city_ids))])
    provinces = np.stack([persons[places.province == province].sum(0) for province in range(3)])
    of_city, of_province = cities / cities.sum(1, keepdims=True), provinces / provinces.sum(1, keepdims=True)
    of_province = of_province[places.province_of_city]
    senior = of_city[:, 1:].sum(1) / of_province[:, 1:].sum(1)
    tertiary = of_city[:, 2:].sum(1) / of_province[:, 2:].sum(1)
    return np.sqrt(np.column_stack([senior, tertiary])), cities[:, 3] / cities[:, 2:].sum(1)
