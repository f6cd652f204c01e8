"""What history says: the record that a run from 2010, 2013 or 2020 is held against.

The table `targets.csv` is fixed before anything is fitted. Each row says how it may be used: an `input` went into the
start or the rates of the model, a `calibration` figure was fitted to, a `held_out` one was read by no fit. Only the
last count as evidence; a fitted figure is never shown as validation.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from model.region.names import DATA
from model.region.tables import read_table, real, require, text, whole

Use = Literal["input", "calibration", "held_out"]
USES: Final = ("input", "calibration", "held_out")
FILE: Final = "targets.csv"
RELATIVE_UNITS: Final = ("persons", "jobs", "firms", "units", "1e8 yuan")
"""Units whose errors are relative; the errors of shares, ratios and changes are in points."""


@dataclass(frozen=True)
class Target:
    """A recorded figure of one area and year, and the run that has to meet it."""

    id: str
    family: str
    """Family of indicators: residents, ageing, cohorts, output, branches, units, shares of units, jobs, links."""
    start: int
    """Year of the stock from which the run starts."""
    year: int
    province: str
    """Province that the area belongs to, or `bth`: with the family it makes the cluster of coverage."""
    area: str
    """A province, city or place, `bth`, or places joined by `+`."""
    measure: str
    """Name of a measure, see `measures`."""
    value: float
    unit: str
    tolerance: float
    """What the record itself leaves open: per cent of the value for counts, points for shares."""
    at_start: float | None
    """The figure at the start, which persistence forecasts."""
    before_year: int | None
    before: float | None
    """An earlier figure: with `at_start` it gives the trend."""
    grade: str
    use: Use
    source: str
    reason: str
    """Why it is used as it is."""

    @property
    def relative(self) -> bool:
        """Whether errors are relative (per cent of the record) rather than in points."""
        return self.unit in RELATIVE_UNITS

    def error(self, value: float) -> float:
        """Error of a figure against the record: per cent of it, or points."""
        return (value / self.value - 1.0) * 100.0 if self.relative else value - self.value

    @property
    def cluster(self) -> str:
        """Province and family: figures of one cluster err together."""
        return f"{self.province} {self.family}"


def load_targets(folder: Path = DATA, *, uses: tuple[str, ...] = USES) -> tuple[Target, ...]:
    """The targets of the uses asked for. A fit asks for `("calibration",)` and never sees the others.

    Raises:
        TableError: a row is incomplete, out of range or twice there.
    """
    frame = read_table(
        FILE,
        {
            "id": text(),
            "family": text(),
            "start": whole(2010, 2020),
            "year": whole(2011, 2030),
            "province": text(),
            "area": text(),
            "measure": text(),
            "value": real(),
            "unit": text(),
            "tolerance": real(0),
            "at_start": real(blank=True),
            "before_year": whole(1990, 2020, blank=True),
            "before": real(blank=True),
            "grade": text(),
            "use": text(USES),
            "source": text(),
            "reason": text(),
        },
        folder,
    )
    require(FILE, "id", frame["id"].is_unique, "an id stands twice")
    later = frame["year"] > frame["start"]
    require(FILE, "year", bool(later.all()), "a target lies before its start")
    rows = (_target(row) for row in frame.to_dict("records"))
    return tuple(target for target in rows if target.use in uses)


def _target(row: dict[Hashable, Any]) -> Target:
    fields: dict[str, Any] = {"at_start": None, "before_year": None, "before": None}
    fields.update({str(key): cell for key, cell in row.items() if not (isinstance(cell, float) and math.isnan(cell))})
    for year in ("start", "year", "before_year"):
        fields[year] = None if fields[year] is None else int(fields[year])
    return Target(**fields)
