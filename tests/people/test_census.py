import numpy as np
import pytest

from model.people import census
from model.people.grouping import sum_groups
from model.region.people import PeopleTables


def test_education_meets_every_place_to_a_person(tables: PeopleTables) -> None:
    persons = census.education(tables, 2020)
    assert abs(persons.sum(3) - census.single_ages(tables, 2020)).max() < 0.01
    assert abs(persons[..., 2:].sum((1, 2)) - tables.tertiary_2020).max() < 1
    assert persons.min() >= 0


@pytest.mark.parametrize("year", [2010, 2020])
def test_education_meets_the_provinces(tables: PeopleTables, year: int) -> None:
    persons = sum_groups(census.education(tables, year).sum((1, 2)), tables.places.province, 3, 0)
    wanted = tables.profiles.education_total[census.YEARS.index(year)].sum(1)
    assert abs(persons[:, 2:] / wanted[:, 2:] - 1).max() < 2e-3
    assert abs(persons[:, 1] / wanted[:, 1] - 1).max() < 0.035  # no count of senior school by place


@pytest.mark.parametrize("year", [2010, 2020])
def test_nobody_under_17_is_at_university(tables: PeopleTables, year: int) -> None:
    persons = census.education(tables, year)[..., 2:].sum((0, 1, 3))
    assert persons[:16].sum() < 100
    assert persons[19] > persons[18] > persons[17] >= persons[16]


def test_registration_meets_every_place_to_a_person(tables: PeopleTables) -> None:
    persons = census.registration(tables, 2020)
    assert abs(persons.sum(3) - tables.pyramid_2020).max() < 0.01
    assert abs(persons[..., 1:].sum((1, 2)) - tables.migrants_2020).max() < 1


def test_registration_of_2010_meets_every_city(tables: PeopleTables) -> None:
    persons = sum_groups(census.registration(tables, 2010).sum((1, 2)), tables.places.city, 14, 0)
    assert abs(persons[:, 1:] / np.maximum(tables.stock_2010, 1) - 1).max() < 1e-3


def test_children_missed_in_2010_are_restored(tables: PeopleTables) -> None:
    restored, counted = census.pyramid(tables, 2010), tables.pyramid_2010
    assert (restored[:, :, 2:] == counted[:, :, 2:]).all()
    ratio = restored[:, :, :2].sum(0) / counted[:, :, :2].sum(0)
    assert ratio == pytest.approx(tables.coverage_2010)
    provinces = sum_groups(restored.sum((1, 2)), tables.places.province, 3, 0)
    assert provinces == pytest.approx(tables.single_2010.sum((1, 2)), abs=20)


def test_fitting_refuses_margins_that_cannot_be_met() -> None:
    with pytest.raises(ValueError, match="wrong category"):
        census.fit(np.array([[[1.0, 0.0], [1.0, 0.0]]]), np.array([[50.0, 50.0]]), np.array([[40.0, 60.0]]))
