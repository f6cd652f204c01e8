"""The rest of China, which shrinks: fewer who come, and fewer jobs to go to."""

import numpy as np
import pytest

from model.people.migration.nation import growth_of_jobs_outside, national_cohort
from model.region.migration import load_migration
from model.region.people import load_people
from model.region.places import load_places


@pytest.fixture(scope="module")
def tables():
    places = load_places()
    return load_migration(places), load_people(places).rates


def test_the_young_of_the_nation_are_those_born_less_the_dead(tables):
    cohort = national_cohort(*tables, 2040)
    assert cohort.shape == (2, 101)
    # Births fell by half between 2016 and 2023 (WPP 2024), so do those who are 17 to 24 later.
    assert cohort[:, 17].sum() < 0.55 * cohort[:, 24].sum()


def test_jobs_elsewhere_shrink_with_the_people_of_working_age(tables):
    years = [growth_of_jobs_outside(*tables, 2020, year) for year in (2020, 2030, 2040, 2050)]
    assert years[0] == 0.0
    assert (np.diff(years) < 0).all()
    # Recalled from WPP 2024, medium: people of 15 to 64 fall from 988 to 745 million, 2020 to 2050.
    assert years[-1] == pytest.approx(np.log(745 / 988), abs=0.1)
