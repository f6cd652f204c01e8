"""A run as the page holds it says what its tables say."""

import numpy as np
import pytest

from model.app.cards import cards, table
from model.app.outcome import codes_of
from model.app.sample import sample_of
from model.reports.flows import migration_between
from model.reports.run_folder import open_run
from model.reports.words import LANGS


def test_cubes_hold_the_values_of_the_table(outcome, folder):
    rows = open_run(folder).indicators
    picked = rows[(rows["indicator"] == "population") & (rows["level"] == "place")].sample(50, random_state=1)
    for row in picked.itertuples():
        cell = outcome.cubes["place", "population"][row.year - outcome.start, outcome.places.index(str(row.area_id))]
        assert cell == pytest.approx(row.value, rel=1e-6)


def test_moves_between_cities_are_those_of_the_report(outcome, folder):
    theirs = migration_between(open_run(folder))
    assert outcome.moves.astype({"origin": str, "destination": str}).to_numpy().tolist() == theirs.to_numpy().tolist()


def test_storms_of_a_year_sum_to_those_of_the_events(outcome, folder):
    events = open_run(folder).events
    assert outcome.storms["affected"].sum() == pytest.approx(float(events["affected"].sum()))
    assert outcome.storms["rain72"].max() == pytest.approx(float(events["rain72_mm"].max()))


def test_codes_are_positions_among_the_names_wanted():
    import pandas as pd

    assert codes_of(pd.Series(["b", "x", "a"]), ("a", "b")).tolist() == [1, -1, 0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_that_is_its_own_reference_shows_no_difference(outcome, lang):
    assert 'class="gap' not in cards(outcome, outcome, lang)
    assert cards(outcome, None, lang).count("<article") >= 4
    assert "<script" not in table(outcome, outcome, lang)


def test_a_coarser_sample_has_a_larger_error(outcome):
    own = sample_of(outcome)
    assert own.scale == outcome.residents
    assert own.residents == pytest.approx(outcome.cubes["region", "population"][0, 0] / own.scale, rel=0.01)
    assert own.error_of_births > own.error_of_region > 0
    assert np.isfinite(own.error_of_births)
    assert str(own.scale) in own.words().en
