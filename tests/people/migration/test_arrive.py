import numpy as np

from model.chunks import Crew
from model.people.columns import HOME_OUTSIDE, REGISTERED_HERE, STUDENT
from model.people.migration.arrive import arrivals_of_year
from model.people.migration.nation import fitted_cohort, national_cohort
from model.randomness.draws import keys_of

KEY = keys_of(11).dynamics


def coming(base, factor=1.0, scale=1000, home=0.3):
    by_age = factor * base.sexes * base.arrivals[:, None, :] / scale
    students = np.full(14, 12.4 * factor)
    return arrivals_of_year(by_age, students, base.schooling, np.full(14, home), 2021, KEY, Crew())


def test_more_arrivals_only_add(one_year):
    base = one_year().base
    few, many = coming(base), coming(base, 1.2)
    assert few.id.size < many.id.size
    assert np.isin(few.id, many.id).all()
    where = np.searchsorted(np.sort(many.id), few.id)
    order = np.argsort(many.id)[where]
    for name in ("city", "age", "traits", "home_city"):
        assert (getattr(few, name) == getattr(many, name)[order]).all()


def test_arrivals_have_the_ages_of_the_schedule(one_year):
    base = one_year().base
    found = coming(base, scale=10)
    ordinary = ~found.student
    age = np.bincount(found.age[ordinary], minlength=101) / ordinary.sum()
    expected = base.arrivals.sum(0) / base.arrivals.sum()
    assert np.abs(np.cumsum(age) - np.cumsum(expected)).max() < 2 / np.sqrt(ordinary.sum())
    women = (base.sexes[:, 1] * base.arrivals).sum() / base.arrivals.sum()
    assert abs((found.traits[ordinary] & 1).mean() - women) < 2 / np.sqrt(ordinary.sum())
    assert (found.age[found.student] == 17).all()
    assert ((found.traits & STUDENT != 0) == found.student).all()


def test_those_who_come_home_are_registered(one_year):
    found = coming(one_year().base, scale=10)
    home = (found.traits & REGISTERED_HERE) != 0
    assert (found.home_city[home] == found.city[home]).all()
    assert (found.home_city[~home] == HOME_OUTSIDE).all()
    assert abs(home[~found.student].mean() - 0.3) < 0.02


def test_the_rest_of_china_has_fewer_young_people_to_send(one_year, region):
    cohort = {year: national_cohort(region.migration, region.people.rates, year) for year in (2020, 2035, 2045)}
    assert cohort[2045][:, 20:25].sum() < 0.7 * cohort[2035][:, 20:25].sum() < cohort[2020][:, 20:25].sum()
    assert cohort[2045][:, 70:80].sum() > 1.3 * cohort[2020][:, 70:80].sum()
    assert (fitted_cohort(region.migration, region.people.rates) > 0).all()
    soon, late = one_year(year=2021).flows, one_year(year=2050).flows
    assert late.by_cause["arrive"].sum() < 0.8 * soon.by_cause["arrive"].sum()
