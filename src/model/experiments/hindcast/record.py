"""The shipped record, as the rules of the targets ask for it."""

from pathlib import Path

import pandas as pd

from model.experiments.hindcast.measures import BRANCHES
from model.region.names import DATA, PROVINCES
from model.region.places import Places, load_places


class Record:
    """The shipped series, as the rules ask for them."""

    def __init__(self, folder: Path = DATA) -> None:
        self.places: Places = load_places(folder)
        self._people = pd.read_csv(folder / "population_history.csv")
        self._ages = pd.read_csv(folder / "age_structure.csv")
        self._economy = pd.read_csv(folder / "economy_history.csv")
        self._firms = pd.read_csv(folder / "firms.csv")
        self._cities = pd.read_csv(folder / "cities.csv").set_index("city_id")
        self._moves = pd.read_csv(folder / "migration.csv", low_memory=False)
        self._article = pd.read_csv(folder / "seed_targets.csv").set_index("id")["value"]

    def printed(self, number: str) -> float:
        """A number of the article by its id."""
        return float(self._article[number])

    def residents(self, area: str, year: int) -> float:
        """Persons of a city, province or the region."""
        level = "region" if area == "bth" else "province" if area in PROVINCES else "city"
        name = "resident_pop_harmonised" if level == "city" else "resident_pop"
        frame = self._people
        rows = frame[
            (frame.level == level) & (frame.area_id == area) & (frame.year == year) & (frame.indicator == name)
        ]
        return round(float(rows.value.iloc[0]) * 1e4)

    def census(self, city: str, year: int) -> float:
        """Persons of the census on the boundaries of 2020."""
        return float(self._cities.loc[city, f"pop_{year}"])

    def ages(self, area: str, year: int, low: int, high: int, sex: str | None = None) -> float:
        """Persons of an age range (five-year groups) in a census."""
        frame = self._ages[(self._ages.area_id == area) & (self._ages.year == year)]
        frame = frame[frame.level == ("province" if area in PROVINCES else "city")]
        if sex is not None:
            frame = frame[frame.sex == sex]
        begin = frame.age_group.str.extract(r"(\d+)")[0].astype(int)
        return float(frame.population[(begin >= low) & (begin < high)].sum())

    def dependency(self, area: str, year: int, which: str) -> float:
        """Dependency ratio of a census or of the survey of 2022, per cent."""
        frame = self._people
        rows = frame[(frame.area_id == area) & (frame.year == year) & (frame.indicator == f"dependency_{which}")]
        return float(rows.value.iloc[0])

    def gdp(self, area: str, year: int, branch: str | None = None) -> float:
        """GDP of a city, province or the region, 1e8 yuan at current prices; of one of its three branches if named."""
        inside = self._cities if area == "bth" else self._cities[self._in(area)]
        gdp = inside[f"gdp_{year}"]
        part = 1.0 if branch is None else inside[f"gdp_share{1 + list(BRANCHES).index(branch)}_{year}"] / 100.0
        return float((gdp * part).sum())

    def revised(self, province: str, year: int) -> float:
        """GDP of a province, 1e8 yuan at current prices, after the fourth economic census."""
        frame = self._economy
        rows = frame[(frame.variable == "gdp_revised") & (frame.place == province) & (frame.year == year)]
        return float(rows.value.iloc[0])

    def contracts(self, year: int) -> float:
        """Technology contracts from Beijing to Tianjin and Hebei, 1e8 yuan."""
        frame = self._economy
        rows = frame[(frame.variable == "technology_contracts") & (frame.year == year)]
        return float(rows.value.iloc[0])

    def units(self, place: str, year: int, sector: str = "all") -> float:
        """Legal units."""
        frame = self._firms
        named = frame.variable == "legal_units"
        rows = frame[named & (frame.place == place) & (frame.year == year) & (frame.sector == sector)]
        return round(float(rows.value.iloc[0]) * 1e4)

    def _in(self, area: str) -> "pd.Series[bool]":
        return pd.Series((self._cities.index == area) | (self._cities.province_id == area), self._cities.index)

    def industry_of_core(self, year: int) -> float:
        """Residents of the six districts who work in manufacturing, persons (census long form)."""
        frame = self._firms
        rows = frame[
            (frame.place == "beijing_core")
            & (frame.year == year)
            & frame.sector.isin(["manuf_general", "manuf_advanced"])
            & (frame.variable == "employed_residents_est")
        ]
        return float(rows.value.sum())

    def six_districts(self, year: int) -> float:
        """Residents of the six districts, persons."""
        frame = self._moves
        rows = frame[(frame.table == "beijing_six_districts") & (frame.year.astype(str) == str(year))]
        return float(rows.value.iloc[0])
