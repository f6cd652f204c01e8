"""The 199 places, 14 cities and 3 provinces: names, order, nesting, and the facts that many rooms need."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import DATA, PROVINCES, city_ids
from model.region.tables import read_table, real, require, text, whole

N_PLACES = 199
N_CITIES = 14
N_CENTRAL = 6


@dataclass(frozen=True)
class Places:
    """Places in the order of places.csv; arrays have shape (199,) unless they say otherwise.

    Index 199 stands for `outside` wherever a place index is stored, index 14 where a city index is.
    """

    ids: tuple[str, ...]
    names_zh: tuple[str, ...]
    names_en: tuple[str, ...]
    codes: tuple[str, ...]
    """GB/T 2260 codes, the join key of geography and rain."""
    city_ids: tuple[str, ...]
    city_names_zh: tuple[str, ...]
    city_names_en: tuple[str, ...]
    city: NDArray[np.uint8]
    """City index of each place."""
    province: NDArray[np.uint8]
    """Province index of each place, in the order Beijing, Tianjin, Hebei."""
    province_of_city: NDArray[np.uint8]
    """Shape (14,)."""
    area_km2: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    population_2010: NDArray[np.int64]
    population_2020: NDArray[np.int64]
    urban_population_2020: NDArray[np.int64]
    city_proper_2020: NDArray[np.float64]
    """(14,) residents of the city proper; NaN where there is none (Xiong'an)."""
    core6: NDArray[np.bool_]
    """The six central districts of Beijing."""
    coop_zone: tuple[str, ...]
    """Demonstration zones of each place, joined by `;`."""
    function_zone: tuple[str, ...]
    """Functional zone of each place, one of four."""

    def index(self, place_id: str) -> int:
        """Index of a place; raises KeyError with the id."""
        try:
            return self.ids.index(place_id)
        except ValueError:
            raise KeyError(place_id) from None

    def members(self, area_id: str) -> NDArray[np.intp]:
        """Indices of the places of a region, province, city or place id.

        A city and a province of one name (Beijing, Tianjin) have the same places.
        """
        return self._members[area_id].copy()

    @cached_property
    def _members(self) -> dict[str, NDArray[np.intp]]:
        """By area id."""
        provinces = {name: np.flatnonzero(self.province == index) for index, name in enumerate(PROVINCES)}
        cities = {name: np.flatnonzero(self.city == index) for index, name in enumerate(self.city_ids)}
        places = {name: np.array([index]) for index, name in enumerate(self.ids)}
        return {**provinces, **cities, **places, "bth": np.arange(len(self.ids))}


def load_places(folder: Path = DATA) -> Places:
    """Read and check places.csv and cities.csv.

    Raises:
        TableError: a column, a key or a sum is not as it must be; the message names file, row and column.
    """
    cities = read_table(
        "cities.csv",
        {
            "city_id": text(),
            "name_zh": text(),
            "name_en": text(),
            "province_id": text(PROVINCES),
            "n_places": whole(1, N_PLACES),
            "pop_2010": whole(1),
            "pop_2020": whole(1),
            "city_proper_pop_2020": real(0, 10_000, blank=True),
        },
        folder,
    )
    require("cities.csv", "city_id", tuple(cities["city_id"]) == city_ids(), f"not the cities {', '.join(city_ids())}")
    frame = read_table(
        "places.csv",
        {
            "place_id": text(),
            "city_id": text(city_ids()),
            "province_id": text(PROVINCES),
            "gbt2260": text(),
            "name_zh": text(),
            "name_en": text(),
            "lon": real(113, 120),
            "lat": real(36, 43),
            "area_km2": real(1, 10_000),
            "pop_2010": whole(1, 10_000_000),
            "pop_2020": whole(1, 10_000_000),
            "urban_pop_2020": whole(0, 10_000_000),
            "male_2020": whole(0),
            "female_2020": whole(0),
            "bj_core": whole(0, 1),
            "bj_central6": whole(0, 1),
            "coop_zone": text(blank=True),
            "function_zone": text(),
        },
        folder,
    )
    _check_rows(frame, cities)
    _check_sums(frame, cities)
    names = list(city_ids())
    return Places(
        ids=tuple(frame["place_id"]),
        names_zh=tuple(frame["name_zh"]),
        names_en=tuple(frame["name_en"]),
        codes=tuple(frame["gbt2260"]),
        city_ids=city_ids(),
        city_names_zh=tuple(cities["name_zh"]),
        city_names_en=tuple(cities["name_en"]),
        city=np.array([names.index(city) for city in frame["city_id"]], np.uint8),
        province=np.array([PROVINCES.index(name) for name in frame["province_id"]], np.uint8),
        province_of_city=np.array([PROVINCES.index(name) for name in cities["province_id"]], np.uint8),
        area_km2=frame["area_km2"].to_numpy(float),
        lon=frame["lon"].to_numpy(float),
        lat=frame["lat"].to_numpy(float),
        population_2010=frame["pop_2010"].to_numpy(np.int64),
        population_2020=frame["pop_2020"].to_numpy(np.int64),
        urban_population_2020=frame["urban_pop_2020"].to_numpy(np.int64),
        city_proper_2020=cities["city_proper_pop_2020"].to_numpy(float) * 1e4,
        core6=frame["bj_central6"].to_numpy(np.int64) == 1,
        coop_zone=tuple(frame["coop_zone"]),
        function_zone=tuple(frame["function_zone"]),
    )


def _check_rows(frame: pd.DataFrame, cities: pd.DataFrame) -> None:
    """Keys stand once, a place is in its city's province, parts are no more than the whole."""
    require("places.csv", "place_id", len(frame) == N_PLACES, f"{len(frame)} places, not {N_PLACES}")
    province = frame["city_id"].map(cities.set_index("city_id")["province_id"])
    both = frame["male_2020"] + frame["female_2020"]
    for column, wrong, problem in (
        ("place_id", frame["place_id"].duplicated(), "the id stands twice"),
        ("gbt2260", frame["gbt2260"].duplicated(), "the code stands twice"),
        ("province_id", province != frame["province_id"], "not the province of the place's city"),
        ("male_2020", both != frame["pop_2020"], "men and women do not sum to pop_2020"),
        ("urban_pop_2020", frame["urban_pop_2020"] > frame["pop_2020"], "more people in town than there are"),
    ):
        rows = wrong.to_numpy(bool)
        require("places.csv", column, not rows.any(), problem, int(rows.argmax()) + 2)
    central = int(frame["bj_central6"].sum())
    require("places.csv", "bj_central6", central == N_CENTRAL, f"{central} central districts, not {N_CENTRAL}")


def _check_sums(frame: pd.DataFrame, cities: pd.DataFrame) -> None:
    """The places of a city sum to the city."""
    of_city = frame.groupby("city_id")
    for row, city in enumerate(cities["city_id"]):
        number, told = int(of_city.size()[city]), int(cities["n_places"].iloc[row])
        require("cities.csv", "n_places", number == told, f"{number} places are in {city}, not {told}", row + 2)
        for column in ("pop_2010", "pop_2020"):
            people, told = int(of_city[column].sum()[city]), int(cities[column].iloc[row])
            problem = f"the places of {city} sum to {people:,}, not {told:,}"
            require("cities.csv", column, people == told, problem, row + 2)
