"""assumptions_economy.csv, the labelled proxies for what no source gives: one number at a time, or one per area."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.tables import Column, TableError, read_table, text

TABLE: Final = "assumptions_economy.csv"
GRADES: Final = ("verified", "derived", "recalled", "assumption")
_COLUMNS: Final[dict[str, Column]] = {
    "id": text(),
    "quantity": text(),
    "level": text(),
    "area": text(),
    "year": text(),
    "value_or_rule": text(),
    "unit": text(),
    "grade": text(GRADES),
}


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, its year as written, its value or rule, unit and grade."""

    line: int
    year: str
    value: str
    unit: str
    grade: str


@dataclass(frozen=True)
class Assumed:
    """The rows by quantity and area. Rules in words (unit `rule...`) are named in the code that follows them."""

    rows: dict[tuple[str, str], tuple[Row, ...]]

    def number(self, quantity: str, area: str, year: str | None = None) -> float:
        """One number.

        Raises:
            TableError: the row is missing, stands twice or is no finite number.
        """
        found = [row for row in self.rows.get((quantity, area), ()) if year is None or row.year == year]
        if len(found) != 1:
            raise TableError(TABLE, None, "quantity", f"{len(found)} rows for {quantity} of {area}, not one")
        try:
            value = float(found[0].value)
        except ValueError:
            value = float("nan")
        if not np.isfinite(value):
            raise TableError(TABLE, found[0].line, "value_or_rule", f"{found[0].value!r} is not a number")
        return value

    def over(self, quantity: str, areas: tuple[str, ...], year: str | None = None) -> NDArray[np.float64]:
        """One number for each area, in their order."""
        return np.array([self.number(quantity, area, year) for area in areas])

    def units(self, quantity: str, areas: tuple[str, ...]) -> tuple[str, ...]:
        """Unit of the first of those rows."""
        return tuple(self.rows[quantity, area][0].unit for area in areas)

    def years(self, quantity: str, area: str) -> tuple[int, ...]:
        """Years for which a dated quantity has rows, ascending."""
        return tuple(sorted(int(row.year) for row in self.rows.get((quantity, area), ())))

    def grades(self) -> dict[str, str]:
        """Weakest grade of each quantity."""
        weakest: dict[str, str] = {}
        for (quantity, _), rows in self.rows.items():
            for row in rows:
                if GRADES.index(row.grade) >= GRADES.index(weakest.get(quantity, "verified")):
                    weakest[quantity] = row.grade
        return weakest


def load_assumed() -> Assumed:
    """Read and check the table; its ids are unique."""
    frame = read_table(TABLE, _COLUMNS)
    twice = frame["id"].duplicated().to_numpy()
    if twice.any():
        raise TableError(TABLE, int(twice.argmax()) + 2, "id", "the id stands twice")
    rows: dict[tuple[str, str], tuple[Row, ...]] = {}
    columns = [frame[name] for name in ("quantity", "area", "year", "value_or_rule", "unit", "grade")]
    for line, (quantity, area, *rest) in enumerate(zip(*columns, strict=True), start=2):
        key = (str(quantity), str(area))
        rows[key] = (*rows.get(key, ()), Row(line, *(str(cell) for cell in rest)))
    return Assumed(rows)
