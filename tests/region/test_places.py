"""The places nest in cities and provinces, and a table in which they do not is refused."""

from collections.abc import Callable

import numpy as np
import pytest

from model.region.names import PROVINCES, place_ids
from model.region.places import Places, load_places
from model.region.tables import TableError


def test_places_are_those_of_the_census(places: Places) -> None:
    assert places.ids == place_ids()
    assert len(places.ids) == 199
    people = np.bincount(places.province, places.population_2020)
    assert people.tolist() == [21_893_095, 13_866_009, 74_610_235]
    assert places.core6.sum() == 6


def test_members_of_every_area_are_its_places(places: Places) -> None:
    assert places.members("bth").size == 199
    assert places.members("beijing").size == 16
    assert places.ids[places.members("xiongan.anxin")[0]] == "xiongan.anxin"
    by_province = np.concatenate([places.members(province) for province in PROVINCES])
    assert sorted(by_province) == list(range(199))
    by_city = np.concatenate([places.members(city) for city in places.city_ids])
    assert sorted(by_city) == list(range(199))
    with pytest.raises(KeyError, match="atlantis"):
        places.members("atlantis")
    with pytest.raises(KeyError, match="atlantis"):
        places.index("atlantis")


def cell(row: int, column: str, value: str) -> Callable[[list[str]], list[str]]:
    """Put a value into a cell; rows as an editor counts them. The tables have no quoted commas before it."""

    def change(lines: list[str]) -> list[str]:
        cells = lines[row - 1].split(",")
        cells[lines[0].split(",").index(column)] = value
        return [*lines[: row - 1], ",".join(cells), *lines[row:]]

    return change


@pytest.mark.parametrize(
    ("name", "change", "complaint"),
    [
        ("places.csv", cell(3, "lon", "13.4"), "places.csv:3: lon: 13.4 is outside 113 to 120"),
        ("places.csv", cell(3, "pop_2020", "1e9"), "places.csv:3: pop_2020: 1e9 is outside 1 to 10000000"),
        ("places.csv", cell(3, "pop_2020", "1.5"), "places.csv:3: pop_2020: 1.5 is not a whole number"),
        ("places.csv", cell(5, "male_2020", "17"), "places.csv:5: male_2020: men and women do not sum to pop_2020"),
        ("places.csv", cell(4, "city_id", "atlantis"), "places.csv:4: city_id: 'atlantis' is not one of"),
        ("places.csv", cell(4, "city_id", "tianjin"), "places.csv:4: province_id: not the province of the place's"),
        ("places.csv", cell(9, "gbt2260", "110101"), "places.csv:9: gbt2260: the code stands twice"),
        ("places.csv", cell(9, "place_id", "beijing.dongcheng"), "places.csv:9: place_id: the id stands twice"),
        ("places.csv", cell(2, "urban_pop_2020", "9000000"), "places.csv:2: urban_pop_2020: more people in town"),
        ("places.csv", cell(2, "bj_central6", "0"), "places.csv: bj_central6: 5 central districts, not 6"),
        ("places.csv", lambda lines: lines[:-1], "places.csv: place_id: 198 places, not 199"),
        ("places.csv", lambda lines: [lines[0].replace("area_km2", "area"), *lines[1:]], "area_km2: the column is mis"),
        ("cities.csv", cell(2, "pop_2020", "5"), "cities.csv:2: pop_2020: the places of beijing sum to 21,893,095"),
        ("cities.csv", cell(3, "n_places", "17"), "cities.csv:3: n_places: 16 places are in tianjin, not 17"),
        ("cities.csv", cell(3, "city_id", "tientsin"), "cities.csv: city_id: not the cities beijing, tianjin"),
    ],
)
def test_a_broken_table_is_refused_where_it_is_broken(broken, name: str, change, complaint: str) -> None:
    with pytest.raises(TableError) as error:
        load_places(broken(name, change))
    assert complaint in str(error.value)
