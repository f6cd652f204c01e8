"""Minutes between cities are those of the table of record; between places they obey the laws of travel."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.region.names import DATA
from model.region.places import Places
from model.region.tables import TableError
from model.region.transport import Timetable, Transport, load_transport
from model.region.travel import great_circle_km, load_rules, road_minutes


@dataclass(frozen=True)
class Line:
    from_: str
    to: str
    minutes: float
    year: int


@pytest.fixture(scope="module")
def record() -> pd.DataFrame:
    return pd.read_csv(DATA / "travel_time.csv")


@pytest.mark.parametrize("year", [2013, 2023, 2024, 2035])
def test_city_pairs_are_those_of_the_table_of_record(transport: Transport, record: pd.DataFrame, year: int) -> None:
    # The table is in whole minutes: rail must agree exactly, road and the faster of the two to half a minute.
    pairs = record[record["year"] == year]
    start = [transport.city_ids.index(city) for city in pairs["from"]]
    end = [transport.city_ids.index(city) for city in pairs["to"]]
    rail = transport.rail_city_minutes(year)[start, end]
    told = pairs["rail_min"].to_numpy(float)
    assert np.array_equal(np.isinf(rail), np.isnan(told))
    there = np.isfinite(rail)
    assert np.abs(rail[there] - told[there]).max() == 0
    assert np.abs(transport.road_cities[start, end] - pairs["road_min"]).max() <= 0.5
    assert np.abs(transport.city_minutes(year)[start, end] - pairs["fastest_min"]).max() <= 0.5


def test_times_to_beijing_in_2023_are_those_of_the_notes(transport: Transport) -> None:
    beijing = transport.city_minutes(2023)[transport.city_ids.index("beijing")]
    told = {"langfang": 20, "tianjin": 30, "baoding": 40, "zhangjiakou": 56, "shijiazhuang": 60, "hengshui": 112}
    assert {city: round(beijing[transport.city_ids.index(city)]) for city in told} == told


def test_a_planned_line_opens_in_its_year_and_a_proposed_one_never(transport: Transport) -> None:
    hengshui, xiongan = (transport.city_ids.index(city) for city in ("hengshui", "xiongan"))
    before, after = (transport.rail_city_minutes(year)[hengshui, xiongan] for year in (2026, 2027))
    assert after == 38 < before
    tianjin, chengde = (transport.city_ids.index(city) for city in ("tianjin", "chengde"))
    assert transport.rail_city_minutes(2060)[tianjin, chengde] > 60


def test_minutes_are_finite_symmetric_and_never_longer_than_by_road(transport: Transport) -> None:
    minutes = transport.minutes(2023)
    assert minutes.shape == (199, 199)
    assert minutes.dtype == np.float64
    assert np.array_equal(minutes, minutes.T)
    assert (minutes > 0).all()
    assert (minutes <= transport.road).all()
    assert (np.diagonal(minutes) <= minutes.min(axis=1) + 1e-9).all()


def test_years_only_make_ways_shorter(transport: Transport) -> None:
    years = [transport.minutes(year) for year in (2010, 2013, 2020, 2024, 2030, 2050)]
    for earlier, later in pairwise(years):
        assert (later <= earlier).all()
    assert (years[-1] < years[0] - 30).any()


def test_a_station_of_its_own_takes_a_county_to_the_capital(transport: Transport, places: Places) -> None:
    zhuozhou, xicheng = places.index("baoding.zhuozhou"), places.index("beijing.xicheng")
    around = replace(transport, station_year=np.full_like(transport.station_year, 9999))
    assert transport.minutes(2023)[zhuozhou, xicheng] < around.minutes(2023)[zhuozhou, xicheng] - 15


def test_the_two_ways_from_zhuozhou_to_beijing_are_those_of_the_notes(transport: Transport, places: Places) -> None:
    # 44 minutes by its own station, 168 by way of Baoding East; the notes start from the county's centroid.
    zhuozhou, baoding = places.index("baoding.zhuozhou"), transport.city_ids.index("baoding")
    open_now = transport.station_year <= 2023
    own = transport.station_access[zhuozhou, open_now] + transport.station_minutes[open_now, 0]
    assert own.min() == pytest.approx(44, abs=2)
    assert transport.access[zhuozhou, baoding] + transport.rail_city_minutes(2023)[baoding, 0] == 168


def test_a_station_is_no_use_before_it_opens(transport: Transport) -> None:
    none = replace(transport, station_year=np.full_like(transport.station_year, 9999))
    assert np.array_equal(transport.minutes(2000), none.minutes(2000))


def test_an_added_line_runs_from_its_year_on_and_no_sooner(transport: Transport) -> None:
    line = [Line("tianjin", "chengde", 60, 2030)]
    pair = transport.city_ids.index("tianjin"), transport.city_ids.index("chengde")
    assert transport.city_minutes(2030, line)[pair] == 60
    assert np.array_equal(transport.minutes(2029, line), transport.minutes(2029))
    assert (transport.minutes(2030, line) <= transport.minutes(2030)).all()


def test_a_line_to_a_place_gives_it_and_its_neighbours_a_station(transport: Transport, places: Places) -> None:
    longhua, xicheng = places.index("chengde.longhua"), places.index("beijing.xicheng")
    before = transport.minutes(2030)
    after = transport.minutes(2030, [Line("beijing", "chengde.longhua", 35, 2030)])
    assert after[longhua, xicheng] < before[longhua, xicheng] - 60
    gained = np.flatnonzero(after[:, xicheng] < before[:, xicheng] - 1)
    assert longhua in gained
    assert gained.size > 1


def test_a_line_slower_than_what_runs_changes_nothing_at_all(transport: Transport) -> None:
    slow = [Line("beijing", "tianjin", 600, 2025)]
    assert np.array_equal(transport.minutes(2030, slow), transport.minutes(2030))


def test_an_end_that_does_not_exist_is_named(transport: Transport) -> None:
    with pytest.raises(KeyError, match="atlantis"):
        transport.minutes(2030, [Line("beijing", "atlantis", 30, 2025)])


def test_a_timetable_remembers_within_a_run_and_gives_the_same_minutes(transport: Transport) -> None:
    timetable = transport.timetable([Line("tianjin", "chengde", 60, 2030)])
    for year in (2029, 2030):
        assert np.array_equal(timetable.minutes(year), transport.minutes(year, timetable.additions))
        assert np.array_equal(timetable.city_minutes(year), transport.city_minutes(year, timetable.additions))
    assert timetable.minutes(2050) is timetable.minutes(2051)
    with pytest.raises(ValueError, match="read-only"):
        timetable.minutes(2029)[0, 0] = 1.0


def test_a_network_that_is_frozen_opens_only_what_the_scenario_adds(transport: Transport) -> None:
    added = Line("tianjin", "chengde", 60, 2030)
    frozen = Timetable(transport, (added,), until=2020)
    assert np.array_equal(frozen.minutes(2029), transport.minutes(2020))
    assert np.array_equal(frozen.minutes(2035), transport.minutes(2020, [Line("tianjin", "chengde", 60, 2010)]))
    free = Timetable(transport, (added,))
    assert (free.minutes(2029) <= frozen.minutes(2029)).all()
    assert (free.minutes(2029) < frozen.minutes(2029) - 5).any()


def test_distance_is_that_of_the_sphere() -> None:
    pole, equator = np.array([[0.0, 90.0]]), np.array([[0.0, 0.0], [90.0, 0.0], [180.0, 0.0]])
    quarter = 6371.0088 * np.pi / 2
    assert great_circle_km(pole, equator) == pytest.approx(quarter)
    assert great_circle_km(equator, equator)[0] == pytest.approx([0, quarter, 2 * quarter])


def test_longer_roads_take_longer_and_ends_cost_twenty_minutes_at_most() -> None:
    rules = load_rules()
    kilometres = np.linspace(0, 400, 801)
    minutes = road_minutes(kilometres, rules)
    assert (np.diff(minutes) > 0).all()
    assert minutes[0] == 10
    assert (minutes - rules.road_min_per_km * kilometres).max() == pytest.approx(20)


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("rail_lines.csv", ",134,open", ",fast,open", "rail_lines.csv:2: minutes: 'fast' is not a number"),
        ("rail_lines.csv", "beijing,qinhuangdao,conv", "beijing,atlantis,conv", "rail_lines.csv:2: to: 'atlantis'"),
        ("rail_lines.csv", "2007,2007,134,open", "2007,,134,open", "rail_lines.csv:2: first_year: a line that is"),
        ("rail_lines.csv", "beijing,qinhuangdao,conv", "beijing,beijing,conv", "rail_lines.csv:2: to: the line ends"),
        ("stations.csv", ",130681,", ",999999,", "stations.csv:2: county_code: '999999'"),
        (
            "geo/county_access.csv",
            "110101,东城区,beijing",
            "110101,东城区,tianjin",
            "county_access.csv:2: city: tianjin",
        ),
        ("city_nodes.csv", "xiongan,city", "xiongann,city", "city_nodes.csv: node: no row for xiongan"),
    ],
)
def test_a_wrong_cell_is_named_with_file_row_and_column(
    broken, places: Places, name: str, old: str, new: str, complaint: str
) -> None:
    def change(lines: list[str]) -> list[str]:
        first = next(i for i, line in enumerate(lines) if old in line)
        return [*lines[:first], lines[first].replace(old, new, 1), *lines[first + 1 :]]

    folder: Path = broken(name, change)
    with pytest.raises(TableError) as error:
        load_transport(places, folder)
    assert complaint in str(error.value)


def test_a_county_without_access_is_named(broken, places: Places) -> None:
    folder = broken("geo/county_access.csv", lambda lines: lines[:-1])
    with pytest.raises(TableError, match="code: no row for"):
        load_transport(places, folder)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"dwell_min_same_line": 2}', "transfer_min_default: the rule is missing"),
        ("{not json", "travel_rules.json:1"),
    ],
)
def test_wrong_rules_are_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "travel_rules.json").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=complaint):
        load_rules(tmp_path)


def test_rules_must_be_numbers(tmp_path: Path) -> None:
    text = (DATA / "travel_rules.json").read_text(encoding="utf-8").replace("75", "-75")
    (tmp_path / "travel_rules.json").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match="road_speed_kmh: -75"):
        load_rules(tmp_path)
