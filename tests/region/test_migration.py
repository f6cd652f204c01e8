import shutil

import numpy as np
import pytest

from model.region.migration import great_circle_km, load_migration
from model.region.names import DATA
from model.region.places import load_places
from model.region.rogers_castro import rogers_castro
from model.region.tables import TableError

FILES = (
    "migration.csv",
    "fertility.csv",
    "eldercare_services.csv",
    "migration_assumptions.csv",
    "calibrated_migration.csv",
)


@pytest.fixture(scope="module")
def places():
    return load_places()


@pytest.fixture(scope="module")
def tables(places):
    return load_migration(places)


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def edit(folder, name, old, new):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_schedules_sum_to_one_and_peak_at_working_ages(tables):
    for schedules in (tables.schedule_in, tables.schedule_out, tables.province_schedule_in):
        assert np.allclose(schedules.sum(1), 1)
        assert (schedules > 0).all()
        assert ((schedules[:, 15:40].argmax(1) + 15 >= 16) & (schedules[:, 15:40].argmax(1) + 15 <= 30)).all()


def test_a_schedule_is_the_published_formula():
    shared = {"a1": 0.02, "alpha1": 0.1, "a2": 0.08, "lambda2": 0.4, "c": 0.003}
    x = 30.5
    one = 0.02 * np.exp(-3.05) + 0.08 * np.exp(-0.1 * (x - 20) - np.exp(-0.4 * (x - 20))) + 0.003
    schedule = rogers_castro(20.0, 0.1, shared)
    other = 0.02 * np.exp(-0.1 * 60.5) + 0.08 * np.exp(-0.1 * 40.5 - np.exp(-0.4 * 40.5)) + 0.003
    assert np.isclose(schedule[30] / schedule[60], one / other)


def test_nets_are_those_of_the_record(tables):
    assert np.allclose(tables.net_scenario["recent"], [-17304, -33068, -81077])
    recent = tables.net_annual[:, tables.net_years >= 2021]
    assert np.allclose(recent.mean(1), tables.net_scenario["recent"], atol=1)
    assert set(np.flatnonzero(tables.net_decade[2:] > 0) + 2) == {2, 4, 11}  # Shijiazhuang, Qinhuangdao, Langfang


def test_distances(tables, places):
    assert (np.diag(tables.distance_km) == 0).all()
    assert (tables.distance_km == tables.distance_km.T).all()
    assert 100 < tables.distance_km[0, 1] < 150  # Beijing to Tianjin
    assert np.isclose(great_circle_km(np.array([0.0, 1.0]), np.zeros(2))[0, 1], 111.19, atol=0.1)


def test_every_place_has_a_fitted_constant(tables):
    assert np.isfinite(tables.place_constant).all()
    assert tables.place_constant.shape == (199,)
    assert np.isfinite(tables.xi).all()
    assert (tables.xi_outside > 0).all()


def test_an_area_left_out_of_the_fitted_table_is_named(folder, places):
    edit(folder, "calibrated_migration.csv", "xi_2021,langfang,", "xi_2021,lang,")
    with pytest.raises(TableError, match=r"calibrated_migration.csv: area"):
        load_migration(places, folder)


def test_a_broken_number_is_named_with_its_row(folder, places):
    edit(folder, "migration_assumptions.csv", "care_rate,all,0.01", "care_rate,all,1.5")
    with pytest.raises(TableError, match=r"migration_assumptions.csv:\d+: value: 1.5 is outside 0.0 to 1.0"):
        load_migration(places, folder)


def test_a_doubled_assumption_is_refused(folder, places):
    edit(folder, "migration_assumptions.csv", "care_rate,all,", "within_city_rate,all,")
    with pytest.raises(TableError, match="stands twice"):
        load_migration(places, folder)
