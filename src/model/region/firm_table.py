"""firms.csv, the long table of jobs, units and wages by area: read once, asked many times."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.tables import Column, TableError, read_table, real, text, whole

TABLE: Final = "firms.csv"
_COLUMNS: Final[dict[str, Column]] = {
    "place": text(),
    "level": text(("group", "district", "city", "province", "region", "country")),
    "year": whole(2000, 2030),
    "sector": text(),
    "variable": text(),
    "value": real(0),
    "grade": text(("seed", "verified", "derived", "recalled", "assumption")),
}
_Key = tuple[str, int, str, str, str]


@dataclass(frozen=True)
class FirmTable:
    """Values by variable, year, level, place and sector."""

    values: dict[_Key, float]
    grade_of: dict[str, str]
    """Weakest grade of each variable."""

    def value(self, variable: str, year: int, level: str, place: str, sector: str = "all") -> float:
        """One value.

        Raises:
            TableError: there is no such row.
        """
        key = (variable, year, level, place, sector)
        if key not in self.values:
            raise TableError(TABLE, None, "variable", f"no {variable} of {place} ({level}, {sector}) in {year}")
        return self.values[key]

    def grid(
        self, variable: str, year: int, level: str, places: tuple[str, ...], sectors: tuple[str, ...] = ("all",)
    ) -> NDArray[np.float64]:
        """Values of these places by these sectors (places, sectors)."""
        return np.array([[self.value(variable, year, level, place, sector) for sector in sectors] for place in places])


def load_firm_table() -> FirmTable:
    """Read and check the table; no row stands twice."""
    frame = read_table(TABLE, _COLUMNS)
    columns = [frame[name] for name in ("variable", "year", "level", "place", "sector", "value", "grade")]
    values: dict[_Key, float] = {}
    grades: dict[str, str] = {}
    order = ("seed", "verified", "derived", "recalled", "assumption")
    for row, (variable, year, level, place, sector, value, grade) in enumerate(zip(*columns, strict=True)):
        key = (str(variable), int(year), str(level), str(place), str(sector))
        if key in values:
            raise TableError(TABLE, row + 2, "variable", f"{variable} of {place} in {year} stands twice")
        values[key] = float(value)
        if order.index(grade) >= order.index(grades.get(key[0], "seed")):
            grades[key[0]] = str(grade)
    return FirmTable(values, grades)
