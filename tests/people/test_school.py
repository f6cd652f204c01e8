from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from model.chunks import Crew
from model.people.columns import EDUCATION, EDUCATION_SHIFT, Residents
from model.people.school import attend_school, entry_shares
from model.randomness.draws import Keys, draws_u32, thresholds
from model.randomness.registry import DEGREE, SENIOR_SCHOOL, TERTIARY
from model.region.people import PeopleTables


def level(residents: Residents) -> np.ndarray:
    return (residents.traits[: residents.used] & EDUCATION) >> EDUCATION_SHIFT


@pytest.fixture
def pupils(fresh: Callable[..., Residents]) -> Callable[..., Residents]:
    """Residents who are all of one age and have all attended the same school."""

    def build(age: int, education: int, scale: int = 1000) -> Residents:
        residents = fresh(scale)
        residents.age[:] = age
        residents.traits[:] = np.uint8(education << EDUCATION_SHIFT)
        return residents

    return build


def test_only_those_of_15_and_18_change(
    region: Any, fresh: Callable[..., Residents], scenario_with: Callable[..., Any], keys: Keys
) -> None:
    residents = fresh()
    before = level(residents)
    attend_school(residents, region, scenario_with(), 2025, keys, Crew(2, 1_777))
    age = residents.age[: residents.used]
    changed = level(residents) != before
    assert set(np.unique(age[changed])) == {15, 18}
    assert (level(residents) >= before).all()


@pytest.mark.parametrize("year", [2021, 2040])
def test_entrants_are_those_of_the_twin(
    region: Any, pupils: Callable[..., Residents], scenario_with: Callable[..., Any], keys: Keys, year: int
) -> None:
    share = thresholds(entry_shares(region.people, year))
    young = pupils(15, 0)
    city = region.places.city[young.get("place")]
    attend_school(young, region, scenario_with(), year, keys, Crew())
    ids = young.get("id")
    assert (level(young) == (draws_u32(ids, 0, SENIOR_SCHOOL, keys.population) < share[city, 0])).all()
    old = pupils(18, 1)
    attend_school(old, region, scenario_with(), year, keys, Crew())
    enters = draws_u32(ids, 0, TERTIARY, keys.population) < share[city, 1]
    bachelor = draws_u32(ids, 0, DEGREE, keys.population) < share[city, 2]
    assert (level(old) == np.where(enters, np.where(bachelor, 3, 2), 1)).all()


def test_a_later_cohort_sends_more_and_keeps_all_who_went(
    region: Any, pupils: Callable[..., Residents], scenario_with: Callable[..., Any], keys: Keys
) -> None:
    early, late = pupils(15, 0), pupils(15, 0)
    attend_school(early, region, scenario_with(), 2021, keys, Crew())
    attend_school(late, region, scenario_with(), 2036, keys, Crew())
    assert (level(late) >= level(early)).all()
    assert (level(late) > level(early)).any()


def test_shares_of_the_region_follow_the_national_path(tables: PeopleTables) -> None:
    people = np.bincount(tables.places.city, tables.places.population_2020)
    for year, tertiary in ((2020, 0.544), (2023, 0.602), (2035, 0.70)):
        senior_then, enter, bachelor = entry_shares(tables, year).T
        of_cohort = enter * entry_shares(tables, year - 3)[:, 0]
        assert np.average(of_cohort, weights=people) == pytest.approx(tertiary, abs=0.04)
        assert ((senior_then > 0.7) & (senior_then < 1)).all()
        assert ((bachelor > 0.2) & (bachelor < 0.9)).all()
