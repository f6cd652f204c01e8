"""The numbers behind the pictures."""

from dataclasses import replace

import numpy as np
import pytest

from model.reports.change_map import change_map, diverging, ladder
from model.reports.exposure_series import PARTS, other_paths, read_exposure
from model.reports.flows import RING, migration_between, relocation_of
from model.reports.pyramids import median_age, share_old
from model.reports.run_folder import Run
from model.reports.storms import worst_year


def test_parts_of_exposure_sum_to_its_change(run: Run) -> None:
    found = read_exposure(run)
    assert found is not None
    assert np.allclose(found.parts.sum(0), found.expected - found.expected[0], rtol=1e-9)
    assert np.allclose(found.control, found.expected[0] + found.parts[1])


def test_parts_follow_from_the_rain_rate_where_none_are_reported(run: Run) -> None:
    bare = replace(run, indicators=run.indicators[~run.indicators["indicator"].str.startswith("exposure_change")])
    told, worked_out = read_exposure(run), read_exposure(bare)
    assert told is not None
    assert worked_out is not None
    assert np.allclose(told.parts, worked_out.parts, atol=told.expected[0] * 2e-4)
    assert set(PARTS) == {"climate", "population", "interaction"}


def test_other_paths_lie_in_order_and_share_the_start(run: Run) -> None:
    found = read_exposure(run)
    assert found is not None
    paths = other_paths(run, found)
    assert list(paths) == ["low", "medium"]
    assert paths["low"][0] == found.expected[0]
    assert (found.control[1:] < paths["low"][1:]).all()
    assert (paths["low"][1:] < paths["medium"][1:]).all()
    assert (paths["medium"][1:] < found.expected[1:]).all()


def test_paths_not_taken_are_left_out_where_rain_grows_heavier(run: Run) -> None:
    found = read_exposure(run)
    assert found is not None
    heavier = {**run.scenario, "climate": {**run.scenario["climate"], "rate_share": 0.5}}
    assert other_paths(replace(run, scenario=heavier), found) == {}


def test_relocation_sums_what_left_beijing(run: Run) -> None:
    flows = run.flows
    core = {place for place, inside in zip(run.places.ids, run.places.core6, strict=True) if inside}
    from_core = flows[(flows["kind"] == "jobs") & flows["origin_id"].isin(core)]
    moved = relocation_of(run)
    assert moved.jobs == pytest.approx(from_core["value"].sum())
    ring = from_core[from_core["destination_id"].str.startswith("beijing.")]["value"].sum()
    assert moved.table.set_index("destination").loc[RING, "jobs"] == pytest.approx(ring)
    assert (moved.table["jobs"].diff().dropna() <= 0).all()
    assert np.allclose(moved.table[[f"jobs_{cause}" for cause in moved.causes]].sum(axis=1), moved.table["jobs"])


def test_moves_within_a_city_are_left_out_and_the_rest_is_complete(run: Run) -> None:
    people = run.flows[run.flows["kind"] == "people"]
    origin = people["origin_id"].astype(str).str.split(".").str[0]
    destination = people["destination_id"].astype(str).str.split(".").str[0]
    between = migration_between(run)
    assert (between["origin"] != between["destination"]).all()
    assert between["persons"].sum() == pytest.approx(people.loc[origin != destination, "value"].sum())


def test_classes_of_change_are_symmetric_about_zero() -> None:
    rng = np.random.default_rng(1)
    for scale in (2.0, 15.0, 60.0, 400.0):
        edges = ladder(scale * rng.standard_normal(199))
        assert edges == [-edge for edge in reversed(edges)]
        assert len(diverging()) == len(edges) + 1


def test_the_map_shows_each_place_once(run: Run) -> None:
    picture = change_map(run)
    assert tuple(picture.data["place_id"]) == run.places.ids
    start, end = picture.data[f"persons_{run.start}"], picture.data[f"persons_{run.end}"]
    assert np.allclose(picture.data["change_percent"], 100 * (end - start) / start, atol=1e-3)
    assert set(picture.tips) == set(run.places.ids)


def test_the_worst_year_has_most_people_affected(run: Run) -> None:
    year = worst_year(run.events)
    by_year = run.events.groupby("year")["affected"].sum()
    assert by_year[year] == by_year.max()
    assert worst_year(run.events.iloc[:0]) is None


def test_median_age_and_share_of_the_old() -> None:
    people = np.zeros((2, 101))
    people[:, 20], people[:, 70] = 30, 10
    assert share_old(people) == 25.0
    assert 20 < median_age(people) < 21
