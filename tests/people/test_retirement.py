import numpy as np
import pytest

from model.people.retirement import (
    participation_dependency,
    policy_dependency,
    policy_dependents,
    retirement_age,
    share_above,
    statistical_dependency,
)
from model.scenario.schema.population import Retirement


@pytest.mark.parametrize(
    ("year", "ages"),
    [(2020, (60, 50, 55)), (2024, (60, 50, 55)), (2039, (62.9, 54 + 5 / 6, 57.9)), (2050, (63, 55, 58))],
)
def test_ages_follow_the_decision(year: int, ages: tuple[float, ...]) -> None:
    assert retirement_age(Retirement(), year) == pytest.approx(ages)


def test_ages_never_fall_and_stand_still_where_they_are_stopped() -> None:
    path = np.array([retirement_age(Retirement(), year) for year in range(2020, 2056)])
    assert (np.diff(path, axis=0) >= 0).all()
    stopped = Retirement(last_year=2030)
    assert (retirement_age(stopped, 2050) == retirement_age(Retirement(), 2030)).all()
    assert (retirement_age(Retirement(reform=False), 2050) == (60, 50, 55)).all()
    assert (retirement_age(Retirement(pace=0.0), 2050) == retirement_age(Retirement(reform=False), 2050)).all()
    assert (retirement_age(Retirement(pace=2.0), 2030) > retirement_age(Retirement(), 2030)).all()


def test_a_cut_age_counts_in_part() -> None:
    share = share_above(60.25)
    assert (share[59], share[60], share[61]) == (0, 0.75, 1)


def test_dependency_of_a_known_population() -> None:
    people = np.zeros((2, 101), int)
    people[:, 10], people[:, 40], people[:, 70] = 10, 50, 20
    assert statistical_dependency(people) == pytest.approx([60, 40, 20])
    by_education = np.zeros((1, 2, 101, 4), int)
    by_education[0, 0, 61, 0] = by_education[0, 1, 53, 0] = by_education[0, 1, 53, 3] = 100
    assert policy_dependents(by_education, Retirement(), 2024) == pytest.approx([200])
    assert policy_dependency(by_education, Retirement(), 2024) == pytest.approx([200])
    assert policy_dependents(by_education, Retirement(), 2050) == pytest.approx([0])
    assert participation_dependency(np.array(150), np.array(100)) == pytest.approx(50)
