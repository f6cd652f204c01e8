"""Demands beside what a board finds."""

import pandas as pd
import pytest

from model.experiments.hindcast.asked import asked_page, points_of


def row(**changes):
    usual = {
        "id": "a", "family": "residents", "cluster": "hebei residents", "start": 2020, "year": 2023, "area": "handan",
        "measure": "residents", "use": "held_out", "relative": True, "value": 100.0, "model": 101.0, "error": 1.0,
        "error_no_moves": 3.0, "error_persistence": 2.0, "error_trend": 4.0,
    }  # fmt: skip
    return {**usual, **changes}


def found(*rows):
    return {point.what: point for point in points_of(pd.DataFrame(list(rows)))}


def test_provinces_are_the_sums_of_their_cities():
    rows = [
        row(start=2010, cluster="hebei residents", value=100.0, model=104.0, error=4.0),
        row(start=2010, cluster="hebei residents", value=300.0, model=298.0, error=-0.7),
        row(start=2010, cluster="beijing residents", value=200.0, model=200.0, error=0.0),
    ]
    point = found(*rows)["residents of provinces, 2010 to 2020"]
    assert "hebei +0.50 %" in point.found
    assert point.met
    assert not point.evidence
    rows[2]["model"] = 205.0
    assert not found(*rows)["residents of provinces, 2010 to 2020"].met


@pytest.mark.parametrize(("error", "rival", "met"), [(1.0, 2.0, True), (1.3, 2.0, False), (1.0, 0.5, False)])
def test_cities_must_be_under_the_bound_and_better_than_the_rival(error, rival, met):
    points = found(row(error=error, error_persistence=rival))
    assert points["cities of Hebei, 2020 to 2023"].met is met
    assert points["cities of Hebei, 2020 to 2023"].evidence


def test_cohorts_are_told_by_sex_and_in_per_cent_of_the_record():
    rows = [
        row(start=2010, family="cohorts", measure="cohort_male_20", relative=False, value=250.0, model=275.0),
        row(start=2010, family="cohorts", measure="cohort_female_60", relative=False, value=100.0, model=80.0),
    ]
    point = found(*rows)["Beijing's cohorts 2010 to 2020, %"]
    assert point.found == "male 20 +10.0, female 60 -20.0"
    assert not point.met


def test_the_economy_is_held_against_the_best_naive_forecast():
    rows = row(start=2013, family="output", relative=False, error=0.9, error_persistence=0.6)
    point = found(rows)["output, from 2013"]
    assert not point.met
    assert "persistence 0.60" in point.found


def test_a_miss_stands_out_on_the_page():
    text = "\n".join(asked_page(points_of(pd.DataFrame([row(error=9.0)]))))
    assert "**no**" in text
