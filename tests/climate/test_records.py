"""Tables of events, return levels, and the replay of historical storms."""

import numpy as np
import pytest
from numpy.typing import NDArray

from model.climate.events import event_columns, events_table
from model.climate.expected import Floods
from model.climate.impact import expected_impact, realised_impact
from model.climate.replay import leave_one_out, load_record, replay_events
from model.climate.return_levels import return_levels
from model.climate.weather import no_storms, storms_of_year, with_replays
from model.climate.zones import Zones
from model.randomness.draws import keys_of
from model.region.places import Places
from model.scenario.schema.climate import Climate
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]


def test_the_events_table_holds_every_storm_of_20_mm_and_every_flood(
    floods: Floods, zones: Zones, people: Floats, capital: Floats, places: Places
) -> None:
    scenario = Scenario(climate=Climate(pathway="high"))
    storms = storms_of_year(floods.catalogue, floods.tables, scenario.climate, 2040, keys_of(4))
    impact = realised_impact(storms, floods, zones, people, capital, scenario)
    frame = events_table([event_columns(storms, impact, people)], places.ids)
    assert list(frame.columns) == [
        "year", "event_id", "place_id", "rain24_mm", "rain72_mm", "exposed", "affected", "loss", "deaths",
    ]  # fmt: skip
    assert len(frame) == int(((storms.rain24 >= 20) | (impact.affected > 0)).sum())
    assert frame["affected"].sum() == pytest.approx(impact.affected.sum())
    assert frame["loss"].sum() == pytest.approx(impact.loss.sum())
    assert (frame["rain72_mm"] >= frame["rain24_mm"]).all()
    assert set(frame["event_id"]) <= set(storms.ids)


def test_a_year_without_storms_has_no_rows(people: Floats, places: Places, floods: Floods, zones: Zones) -> None:
    storms = no_storms(2040)
    impact = realised_impact(storms, floods, zones, people, np.ones(199), Scenario())
    frame = events_table([event_columns(storms, impact, people)], places.ids)
    assert len(frame) == 0
    assert frame["exposed"].dtype == np.int64


def test_return_levels_rise_and_their_mean_is_the_expected_loss(
    floods: Floods, zones: Zones, people: Floats, capital: Floats
) -> None:
    scenario = Scenario(climate=Climate(pathway="high"))
    levels = return_levels(floods, zones, people.sum(axis=(1, 2)), capital, scenario, 2050)
    assert (np.diff(levels.loss) > 0).all()
    assert (np.diff(levels.affected) > 0).all()
    assert levels.window_years == int(4000 / 1.27)
    assert levels.year == 2050
    expected = expected_impact(floods, zones, people, capital, scenario, 2050).loss.sum()
    assert levels.mean_loss == pytest.approx(expected, rel=1e-3)


def test_a_return_period_beyond_the_catalogue_is_refused(
    floods: Floods, zones: Zones, people: Floats, capital: Floats
) -> None:
    persons = people.sum(axis=(1, 2))
    with pytest.raises(ValueError, match="beyond"):
        return_levels(floods, zones, persons, capital, Scenario(), 2050, (10.0, 5000.0))
    still = Scenario(climate=Climate(pathway="high", tail_scaling=-50.0))
    with pytest.raises(ValueError, match="no storm does damage"):
        return_levels(floods, zones, persons, capital, still, 2200)


def test_the_replay_gives_the_known_figures(floods: Floods, zones: Zones, people: Floats, places: Places) -> None:
    rows = replay_events(floods, zones, people, places, load_record())
    known = {
        ("E2023-07-29", "bth", "affected"): 720e4,
        ("E2023-07-29", "bth", "loss"): 1571,
        ("E2023-07-29", "beijing", "affected"): 148e4,
        ("E2023-07-29", "hebei", "loss"): 743,
        ("E2012-07-21", "beijing", "affected"): 119e4,
        ("E2012-07-21", "beijing", "loss"): 201,
        ("E2012-07-21", "hebei", "affected"): 17e4,
        ("E2016-07-19", "hebei", "affected"): 392e4,
        ("E2016-07-19", "hebei", "loss"): 301,
        ("E2021-07-21", "hebei", "affected"): 56e4,
        ("E2021-07-21", "hebei", "loss"): 40,
    }
    found = {(row.event, row.area, row.metric): row.modelled for row in rows}
    for key, figure in known.items():
        assert found[key] == pytest.approx(figure, rel=0.06), key


def test_leaving_an_event_out_uses_the_others_alone(
    floods: Floods, zones: Zones, people: Floats, places: Places
) -> None:
    record = load_record()
    rows = replay_events(floods, zones, people, places, record)
    doubled = record.copy()
    doubled.loc[doubled["event_id"] == "E2023-07-29", "value"] *= 2
    other = replay_events(floods, zones, people, places, doubled)
    for (row, factor), (_, after) in zip(leave_one_out(rows), leave_one_out(other), strict=True):
        if row.event == "E2023-07-29":
            assert after == pytest.approx(factor)
        else:
            assert after > factor


def test_the_record_adds_the_missing_to_the_dead() -> None:
    record = load_record()
    row = record[(record["event_id"] == "E2023-07-29") & (record["area"] == "beijing") & (record["metric"] == "deaths")]
    assert float(row["value"].iloc[0]) == 51


def test_a_dry_place_is_not_hit_by_a_replay(floods: Floods, zones: Zones, people: Floats, capital: Floats) -> None:
    scenario = Scenario(climate=Climate(upstream_weight=0.0))
    storms = with_replays(no_storms(2030), floods.tables, ("E2012-07-21",))
    impact = realised_impact(storms, floods, zones, people, capital, scenario)
    assert not impact.affected[0, storms.rain72[0] == 0].any()
