"""Students in university quarters: they enter at 18 and leave at 22, they do not age in place.

The stock of a university place follows the national cohort and its places, not its own survivors.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.columns import NOWHERE
from model.people import census
from model.people.columns import REGISTERED_HERE, STUDENT, Residents
from model.people.migration.nation import national_cohort
from model.randomness.draws import draws_u32
from model.randomness.registry import STUDENT_PLACE
from model.region.places import N_CITIES

if TYPE_CHECKING:
    from model.region.region import Region

Floats = NDArray[np.float64]

YEARS: Final = 4
"""Years in quarters: ages 18 to 21 at the end of a year."""
ENTRY_AGE: Final = 17
"""Completed years at the turn of the year in which one enters (18 at its end)."""
EXIT_AGE: Final = 21
SAME_PROVINCE: Final = 5.0
"""How much likelier a student from another city of the region comes from the same province (assumption)."""
MOST_OF: Final = 0.9
"""Largest part of collective residents, or of residents of 15 to 24, that can be students."""


def quarters(region: "Region", year: int) -> Floats:
    """(199,) students of 18 to 21 in university quarters at the census of 2010 or 2020, persons.

    Where: the excess of residents of 15 to 24 over what the province's places without universities have for their
    residents of 25 to 44 (lower quintile), within the collective residents of the place. How many: the students of
    the province (recalled), but no more than the place's residents of 18 to 21, which the census gives by five-year
    groups only: older students are left out. Grade: assumption.
    """
    people, places = region.people, region.places
    young = people.pyramid_2020[:, :, 3:5].sum((1, 2)).astype(float)
    adult = people.pyramid_2020[:, :, 5:9].sum((1, 2)).astype(float)
    most = MOST_OF * np.minimum(np.maximum(people.collective_2020, 0), young * MOST_OF)
    totals = region.migration.assumptions.by_province("students")
    students = np.zeros(young.size)
    for province in range(3):
        inside = np.flatnonzero(places.province == province)
        usual = np.quantile(young[inside] / adult[inside], 0.2)
        excess = np.maximum(young[inside] - usual * adult[inside], 0.0)
        found = np.zeros(inside.size)
        for _ in range(20):
            left = totals[province] - found.sum()
            open_ = found < most[inside] - 1e-9
            if left < 1 or not (excess * open_).any():
                break
            found = np.minimum(found + left * excess * open_ / (excess * open_).sum(), most[inside])
        students[inside] = found
    ages = census.single_ages(people, year)[:, :, ENTRY_AGE + 1 : EXIT_AGE + 1].sum((1, 2))
    fitting: Floats = np.minimum(students, MOST_OF * ages)
    return fitting


def entrants(region: "Region", stock: Floats) -> tuple[Floats, Floats, Floats]:
    """Entrants of a base year, persons: from the own city (14,), from i to j in the region (14, 14), from outside."""
    places, tables = region.places, region.migration
    province = places.province_of_city
    yearly = np.bincount(places.city, stock, N_CITIES) / YEARS
    own = tables.assumptions.by_province("students_from_own_city")[province]
    near = tables.assumptions.by_province("students_from_region")[province]
    people = np.bincount(places.city, places.population_2020.astype(float), N_CITIES)
    origin = people[:, None] * np.where(province[:, None] == province[None, :], SAME_PROVINCE, 1.0)
    origin[np.arange(N_CITIES), np.arange(N_CITIES)] = 0.0
    between = origin / origin.sum(0) * (yearly * near)
    return yearly * own, between, yearly * (1.0 - own - near)


def cohort_ratio(region: "Region", base_year: int, year: int) -> float:
    """National cohort of 18 at the end of `year` over that of the base year."""
    now = national_cohort(region.migration, region.people.rates, year)[:, ENTRY_AGE + 1].sum()
    then = national_cohort(region.migration, region.people.rates, base_year)[:, ENTRY_AGE + 1].sum()
    return float(now / then)


def mark_students(residents: Residents, wanted: Floats, year: int) -> None:
    """Set the student bit on residents of 18 to 21, up to `wanted` (199,) agents a place.

    People registered elsewhere go first, then those with the lowest draw; the key is 0, so the start population is
    the same in every replicate.
    """
    used = slice(0, residents.used)
    age, place = residents.age[used], residents.place[used]
    slots = np.flatnonzero((age > ENTRY_AGE) & (age <= EXIT_AGE) & (place != NOWHERE))
    if slots.size == 0:
        return
    draw = draws_u32(residents.id[slots], year, STUDENT_PLACE, np.uint64(0))
    registered = residents.traits[slots] & np.uint8(REGISTERED_HERE)
    order = np.lexsort((residents.id[slots], draw, registered, place[slots]))
    ranked = place[slots][order]
    first = np.searchsorted(ranked, ranked)
    rank = np.arange(ranked.size) - first
    chosen = slots[order[rank < np.floor(wanted[ranked] + 0.5)]]
    residents.traits[chosen] |= np.uint8(STUDENT)
