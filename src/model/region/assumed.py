"""assumptions_economy.csv, the labelled proxies for what no source gives: one number at a time, or one per area."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.tables import Column, TableError, read_table, text

TABLE: Final = "assumptions_economy.csv"
_GRADES: Final = ("verified", "derived", "recalled", "assumption")
_COLUMNS: Final[dict[str, Column]] = {
    "id": text(),
    "quantity": text(),
    "level": text(),
    "area": text(),
    "year": text(),
    "value_or_rule": text(),
    "unit": text(),
    "grade": text(_GRADES),
}


@dataclass(frozen=True)
class Assumed:
    """The rows of the table. Rules in words (unit `rule...`) are named in the code that follows them."""

    frame: pd.DataFrame

    def number(self, quantity: str, area: str, year: str | None = None) -> float:
        """One number.

        Raises:
            TableError: the row is missing, stands twice or is no number.
        """
        rows = self.frame[(self.frame["quantity"] == quantity) & (self.frame["area"] == area)]
        if year is not None:
            rows = rows[rows["year"] == year]
        if len(rows) != 1:
            raise TableError(TABLE, None, "quantity", f"{len(rows)} rows for {quantity} of {area}, not one")
        cell = str(rows["value_or_rule"].iloc[0])
        try:
            value = float(cell)
        except ValueError:
            raise TableError(TABLE, int(rows.index[0]) + 2, "value_or_rule", f"{cell!r} is not a number") from None
        if not np.isfinite(value):
            raise TableError(TABLE, int(rows.index[0]) + 2, "value_or_rule", f"{cell!r} is not finite")
        return value

    def over(self, quantity: str, areas: tuple[str, ...], year: str | None = None) -> NDArray[np.float64]:
        """One number for each area, in their order."""
        return np.array([self.number(quantity, area, year) for area in areas])

    def units(self, quantity: str, areas: tuple[str, ...]) -> tuple[str, ...]:
        """Unit of each of those rows."""
        rows = self.frame[self.frame["quantity"] == quantity].set_index("area")["unit"]
        return tuple(str(rows[area]) for area in areas)

    def years(self, quantity: str, area: str) -> tuple[int, ...]:
        """Years for which a dated quantity has rows, ascending."""
        rows = self.frame[(self.frame["quantity"] == quantity) & (self.frame["area"] == area)]
        return tuple(sorted(int(year) for year in rows["year"]))

    def grades(self) -> dict[str, str]:
        """Weakest grade of each quantity."""
        order = {grade: rank for rank, grade in enumerate(_GRADES)}
        weakest: dict[str, str] = {}
        for quantity, grade in zip(self.frame["quantity"], self.frame["grade"], strict=True):
            if order[grade] >= order[weakest.get(quantity, "verified")]:
                weakest[str(quantity)] = str(grade)
        return weakest


def load_assumed() -> Assumed:
    """Read and check the table; its ids are unique."""
    frame = read_table(TABLE, _COLUMNS)
    twice = frame["id"].duplicated().to_numpy()
    if twice.any():
        raise TableError(TABLE, int(twice.argmax()) + 2, "id", "the id stands twice")
    return Assumed(frame)
