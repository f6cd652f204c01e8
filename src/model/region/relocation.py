"""The record of relocation that the model reads: directed moves, quotas by year and ring, zones of places."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA, SECTORS, city_ids, place_ids
from model.region.places import Places
from model.region.tables import read_table, real, require, text, whole

Accompany = Literal["tongzhou", "xiongan", "other"]
GRADES: Final = ("seed", "verified", "derived", "recalled", "assumption")
_ASSUMED: Final = "assumptions_economy.csv"


@dataclass(frozen=True)
class DirectedMove:
    """A move ordered by the state, from directed_moves.csv or from a scenario."""

    id: str
    what: str
    sector: int
    """Index into SECTORS; never farming."""
    jobs: int
    """Jobs in all."""
    origin: str
    """Place or city id."""
    ring: str
    """core6, outer, or empty: the part of Beijing that is left."""
    destination: str
    """Place or city id."""
    start: int
    """First year."""
    years: int
    accompany: Accompany
    grade: str

    def jobs_until(self, year: int) -> int:
        """Jobs moved from the start to the end of a year: jobs * k // years after k years."""
        return self.jobs * min(max(year - self.start + 1, 0), self.years) // self.years

    def jobs_in(self, year: int) -> int:
        """Jobs that move in a year; over all years they sum to `jobs`."""
        return self.jobs_until(year) - self.jobs_until(year - 1)


@dataclass(frozen=True)
class RelocationTables:
    """What is known of relocation."""

    directed: tuple[DirectedMove, ...]
    """Rows of directed_moves.csv."""
    quota: Mapping[tuple[str, int], tuple[int, int]]
    """(item, year) -> firms or sites of the six districts and of the other ten (quota_history.csv; split assumed)."""
    site_traders: int
    """Self-employed traders of a market or depot: 480 (derived, L029)."""
    zone_share: NDArray[np.float64]
    """(199, 3) share of residents in protected, unprotected and detention land; rows sum to one (assumption)."""


def load_relocation(places: Places, folder: Path = DATA) -> RelocationTables:
    """Read and check the relocation tables.

    Raises:
        TableError: a row does not hold what the model needs.
    """
    return RelocationTables(
        directed=_directed(folder),
        quota=_quota(folder),
        site_traders=_site_traders(folder),
        zone_share=_zone_share(places, folder),
    )


def _directed(folder: Path) -> tuple[DirectedMove, ...]:
    name, areas = "directed_moves.csv", (*place_ids(), *city_ids())
    frame = read_table(
        name,
        {
            "id": text(),
            "what": text(),
            "sector": text(SECTORS[1:]),
            "jobs": whole(1, 5_000_000),
            "from": text(areas),
            "from_ring": text(("core6", "outer"), blank=True),
            "to": text(areas),
            "start_year": whole(1990, 2100),
            "years": whole(1, 50),
            "accompany_class": text(("tongzhou", "xiongan", "other")),
            "grade": text(GRADES),
        },
        folder,
    )
    twice = frame["id"].duplicated().to_numpy()
    require(name, "id", not twice.any(), "an id stands twice", int(twice.argmax()) + 2)
    same = (frame["from"] == frame["to"]).to_numpy()
    require(name, "to", not same.any(), "origin and destination are the same", int(same.argmax()) + 2)
    return tuple(
        DirectedMove(
            id=row["id"],
            what=row["what"],
            sector=SECTORS.index(row["sector"]),
            jobs=int(row["jobs"]),
            origin=row["from"],
            ring=row["from_ring"],
            destination=row["to"],
            start=int(row["start_year"]),
            years=int(row["years"]),
            accompany=cast(Accompany, row["accompany_class"]),
            grade=row["grade"],
        )
        for row in frame.to_dict("records")
    )


def _quota(folder: Path) -> dict[tuple[str, int], tuple[int, int]]:
    name = "quota_history.csv"
    frame = read_table(
        name,
        {
            "year": whole(1990, 2100),
            "item": text((*SECTORS[1:], "trade_logistics_sites")),
            "sector": text(SECTORS[1:]),
            "ring": text(("core6", "outer")),
            "firms": whole(0, 1_000_000),
            "grade": text(GRADES),
            "year_total": whole(0, 1_000_000),
        },
        folder,
    )
    twice = frame.duplicated(["year", "item", "ring"]).to_numpy()
    require(name, "ring", not twice.any(), "item, year and ring stand twice", int(twice.argmax()) + 2)
    sums = frame.groupby(["year", "item"])["firms"].transform("sum")
    wrong = (sums != frame["year_total"]).to_numpy()
    require(name, "year_total", not wrong.any(), "the rings do not sum to the year's total", int(wrong.argmax()) + 2)
    by_ring = {(row["item"], int(row["year"]), row["ring"]): int(row["firms"]) for row in frame.to_dict("records")}
    return {
        (item, year): (by_ring.get((item, year, "core6"), 0), by_ring.get((item, year, "outer"), 0))
        for item, year, _ in by_ring
    }


def _site_traders(folder: Path) -> int:
    frame = read_table(_ASSUMED, {"quantity": text(), "area": text(), "value_or_rule": text()}, folder)
    rows = frame.loc[
        (frame["quantity"] == "site_traders") & (frame["area"] == "trade_logistics_sites"), "value_or_rule"
    ]
    require(_ASSUMED, "quantity", len(rows) == 1, "site_traders of trade_logistics_sites must stand once")
    return int(rows.iloc[0])


def _zone_share(places: Places, folder: Path) -> NDArray[np.float64]:
    """Detention by rain_hazard.csv; of the rest, all is protected in urban cores, elsewhere the urban share."""
    name = "rain_hazard.csv"
    frame = read_table(
        name,
        {
            "level": text(("city", "county")),
            "adcode": text(),
            "terrain": text(),
            "detention_pop_share": real(0, 1, blank=True),
        },
        folder,
    )
    county = frame[frame["level"] == "county"].set_index("adcode")
    missing = [code for code in places.codes if code not in county.index]
    require(name, "adcode", not missing, f"no row for {', '.join(missing[:3])}")
    county = county.loc[list(places.codes)]
    detention = np.nan_to_num(county["detention_pop_share"].to_numpy(float))
    urban = places.urban_population_2020 / places.population_2020
    protected = np.where(county["terrain"].to_numpy(str) == "urban_core", 1.0, np.clip(urban, 0.0, 1.0))
    return np.stack([(1 - detention) * protected, (1 - detention) * (1 - protected), detention], axis=1)
