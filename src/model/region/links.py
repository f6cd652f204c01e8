"""links.csv and what it is fitted to: branches, contracts, research and high-tech firms of the provinces by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.assumed import load_assumed
from model.region.economy_prices import History, load_history
from model.region.names import PROVINCES
from model.region.tables import TableError, read_table, real, require, text, whole

Floats = NDArray[np.float64]

TABLE: Final = "links.csv"
USES: Final = ("start", "fitted", "held out", "rule")
GRADES: Final = ("seed", "verified", "derived", "recalled", "assumption")
YEARS: Final = tuple(range(2013, 2024))
"""Years for which research of the provinces is known or interpolated."""
FIT_YEARS: Final = tuple(range(2013, 2021))
"""Years of contracts that the factor is fitted to; later ones are held out."""


@dataclass(frozen=True)
class LinkTables:
    """What is known of links between places."""

    figures: Mapping[tuple[str, str, str], float]
    """(quantity, area, year or nothing) -> value of links.csv."""
    degrees: Floats
    """(199,) residents of 2020 with a bachelor degree or more."""
    contracts: Floats
    """(8,) 1e8 yuan from Beijing to Tianjin and Hebei in FIT_YEARS, current prices (seed, recalled)."""
    research: Floats
    """(3, 11) R&D spending of the provinces in YEARS, 1e8 yuan at current prices (intensity between 2013 and 2023 is
    interpolated; rule rd_spending_other_years)."""

    def rule(self, quantity: str, area: str = "all") -> float:
        """A figure without a year.

        Raises:
            TableError: the row is missing.
        """
        return self.figure(quantity, area, "")

    def figure(self, quantity: str, area: str, year: int | str) -> float:
        """A figure of a year.

        Raises:
            TableError: the row is missing.
        """
        try:
            return self.figures[quantity, area, str(year)]
        except KeyError:
            raise TableError(TABLE, None, "quantity", f"no row for {quantity} of {area} {year}") from None


def load_links() -> LinkTables:
    """Read and check the tables of links.

    Raises:
        TableError: a row does not hold what the model needs.
    """
    frame = read_table(
        TABLE,
        {
            "id": text(),
            "quantity": text(),
            "area": text(),
            "year": text(blank=True),
            "value": real(0),
            "use": text(USES),
            "grade": text(GRADES),
        },
    )
    keys = list(zip(frame["quantity"], frame["area"], frame["year"], strict=True))
    require(TABLE, "quantity", len(set(keys)) == len(keys), "a figure stands twice")
    people = read_table("places.csv", {"bachelor_plus_2020": whole(0)})["bachelor_plus_2020"].to_numpy(float)
    history = load_history()
    return LinkTables(
        figures=dict(zip(keys, (float(value) for value in frame["value"]), strict=True)),
        degrees=people,
        contracts=np.array(
            [_known(history, "beijing_to_tianjin_hebei", "flow", year, "technology_contracts") for year in FIT_YEARS]
        ),
        research=_research(history),
    )


def _research(history: History) -> Floats:
    assumed = load_assumed()
    rows = []
    for province in PROVINCES:
        gdp = np.array([_known(history, province, "province", year, "gdp_revised") for year in YEARS])
        key = (province, "province", YEARS[0], "rd_intensity")
        first = history[key] if key in history else assumed.number("rd_intensity", province, str(YEARS[0]))
        last = _known(history, province, "province", YEARS[-1], "rd_intensity")
        rows.append(gdp * np.linspace(first, last, len(YEARS)) / 100.0)
    return np.array(rows)


def _known(history: History, place: str, level: str, year: int, variable: str) -> float:
    try:
        return history[place, level, year, variable]
    except KeyError:
        raise TableError("economy_history.csv", None, "variable", f"no {variable} of {place}, {year}") from None
