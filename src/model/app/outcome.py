"""A stored run as the page holds it: small arrays, so that many sessions can keep several runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import OUTSIDE
from model.region.places import Places
from model.reports.exposure_series import Exposure, other_paths, read_exposure
from model.reports.flows import Relocation, relocation_of
from model.reports.headline import HeadlineRow, headline
from model.reports.run_folder import Run, open_run
from model.reports.words import Words

Floats = NDArray[np.float64]
LEVELS: Final = ("region", "province", "city", "place")
BAND: Final = 5
"""Years of age in a bar of the pyramid."""
BANDS: Final = 21
"""0 to 4, ..., 95 to 99, 100 and over."""


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    folder: Path
    name: str
    title: Words
    seed: int
    pathway: str
    residents: int
    """Persons per agent."""
    firms: int
    """Firms per agent."""
    years: NDArray[np.int64]
    """From the year of the starting stock."""
    units: Mapping[str, str]
    """Unit of each indicator."""
    cubes: Mapping[tuple[str, str], Floats]
    """(level, indicator) to (years, areas); NaN where a flow has no value in the starting year."""
    pyramid: NDArray[np.int64]
    """Residents (years, 1 + 3 + 14 areas, male and female, five-year bands)."""
    headline: tuple[HeadlineRow, ...]
    relocation: Relocation
    moves: pd.DataFrame
    """origin, destination, persons: all moves between cities."""
    exposure: Exposure | None
    other_paths: Mapping[str, Floats]
    storms: pd.DataFrame
    """year, place (index), rain72, affected, loss, storms: the largest rain and the sums of a year."""
    places: Places
    scenario: Mapping[str, Any]

    @property
    def start(self) -> int:
        """Year of the starting stock."""
        return int(self.years[0])

    @property
    def end(self) -> int:
        """Last year."""
        return int(self.years[-1])

    def has(self, indicator: str, level: str = "place") -> bool:
        """Whether the run has an indicator at a level."""
        return (level, indicator) in self.cubes

    def series(self, indicator: str, area: str = "bth") -> Floats:
        """An indicator over all years, for the region, a province or a city."""
        level = "region" if area == "bth" else "province" if area in provinces() else "city"
        return np.asarray(self.cubes[level, indicator][:, areas(self.places, level).index(area)])


def read_outcome(folder: Path) -> Outcome:
    """Read a run's folder.

    Raises:
        RunFolderError: it is not that of a finished run.
    """
    run = open_run(folder)
    years = np.arange(run.start, run.end + 1, dtype=np.int64)
    table = run.indicators
    exposure = read_exposure(run)
    scale = run.scenario.get("scale") or {}
    return Outcome(
        folder=folder,
        name=run.name,
        title=run.title,
        seed=run.seed,
        pathway=run.pathway,
        residents=run.persons_per_agent,
        firms=int(scale.get("firms", 1)) if isinstance(scale, Mapping) else int(scale),
        years=years,
        units=dict(table.drop_duplicates("indicator")[["indicator", "unit"]].astype(str).to_numpy().tolist()),
        cubes=_cubes(table, years, run.places),
        pyramid=_pyramid(run, years),
        headline=tuple(headline(table)),
        relocation=relocation_of(run),
        moves=_moves(run),
        exposure=exposure,
        other_paths={} if exposure is None else other_paths(run, exposure),
        storms=_storms(run),
        places=run.places,
        scenario=run.scenario,
    )


def provinces() -> tuple[str, ...]:
    """The three provinces."""
    return ("beijing", "tianjin", "hebei")


def areas(places: Places, level: str) -> tuple[str, ...]:
    """Areas of a level in the order of the cubes."""
    return {"region": ("bth",), "province": provinces(), "city": places.city_ids, "place": places.ids}[level]


def pyramid_areas(places: Places) -> tuple[str, ...]:
    """Areas of the pyramid: the region, provinces, then the cities of Hebei and the rest, each once."""
    return ("bth", *provinces(), *(city for city in places.city_ids if city not in provinces()))


def codes_of(column: "pd.Series[Any]", wanted: Sequence[str]) -> NDArray[np.int64]:
    """Position of each value of a column of names among those wanted; -1 for others."""
    named = column.astype("category")
    position = {name: number for number, name in enumerate(wanted)}
    known = np.array([position.get(str(name), -1) for name in named.cat.categories], np.int64)
    return np.asarray(known[named.cat.codes.to_numpy()], np.int64)


def _moves(run: Run) -> pd.DataFrame:
    """As `model.reports.flows.migration_between`, quicker: origin, destination, persons, largest first."""
    flows = run.flows
    cities = (*run.places.city_ids, OUTSIDE)
    places = (*run.places.ids, OUTSIDE)
    city_of = np.append(run.places.city, len(cities) - 1).astype(np.int64)
    rows = codes_of(flows["kind"], ("people",)) == 0
    origin = city_of[codes_of(flows["origin_id"], places)[rows]]
    destination = city_of[codes_of(flows["destination_id"], places)[rows]]
    size = len(cities)
    table = np.bincount(
        origin * size + destination, weights=flows["value"].to_numpy(float)[rows], minlength=size * size
    ).reshape(size, size)
    np.fill_diagonal(table, 0.0)
    found = [(cities[a], cities[b], float(table[a, b])) for a, b in np.argwhere(table > 0)]
    frame = pd.DataFrame(found, columns=["origin", "destination", "persons"])
    return frame.sort_values(["persons", "origin", "destination"], ascending=[False, True, True], ignore_index=True)


def _cubes(table: pd.DataFrame, years: NDArray[np.int64], places: Places) -> dict[tuple[str, str], Floats]:
    cubes: dict[tuple[str, str], Floats] = {}
    names = table["indicator"].astype("category")
    for level in LEVELS:
        wanted = areas(places, level)
        rows = codes_of(table["level"], (level,)) == 0
        place = codes_of(table["area_id"], wanted)[rows]
        year = table["year"].to_numpy()[rows] - years[0]
        code = names.cat.codes.to_numpy()[rows]
        value = table["value"].to_numpy(float)[rows]
        block = np.full((len(names.cat.categories), len(years), len(wanted)), np.nan)
        seen = place >= 0
        block[code[seen], year[seen], place[seen]] = value[seen]
        for number, name in enumerate(names.cat.categories):
            if np.isfinite(block[number]).any():
                cubes[level, str(name)] = block[number].astype(np.float32).astype(np.float64)
    return cubes


def _pyramid(run: Run, years: NDArray[np.int64]) -> NDArray[np.int64]:
    table, places = run.population, run.places
    place = codes_of(table["place_id"], places.ids)
    female = codes_of(table["sex"], ("male", "female"))
    band = np.minimum(table["age"].to_numpy(np.int64) // BAND, BANDS - 1)
    year = table["year"].to_numpy(np.int64) - years[0]
    where = ((year * len(places.ids) + place) * 2 + female) * BANDS + band
    size = len(years) * len(places.ids) * 2 * BANDS
    counted = np.bincount(where, weights=table["persons"].to_numpy(float), minlength=size)
    by_place = np.rint(counted).astype(np.int64).reshape(len(years), len(places.ids), 2, BANDS)
    names = pyramid_areas(places)
    out = np.zeros((len(years), len(names), 2, BANDS), np.int64)
    for index, name in enumerate(names):
        inside = [area_holds(name, place_id, places) for place_id in places.ids]
        out[:, index] = by_place[:, np.array(inside)].sum(axis=1)
    return out


def area_holds(area: str, place: str, places: Places) -> bool:
    """Whether a place lies in the region, a province or a city."""
    city = places.city_ids[int(places.city[places.index(place)])]
    return area == "bth" or area == city or (area == "hebei" and city not in ("beijing", "tianjin"))


def _storms(run: Run) -> pd.DataFrame:
    events = run.events
    place = codes_of(events["place_id"], run.places.ids)
    table = pd.DataFrame(
        {
            "year": events["year"].to_numpy(int),
            "place": place,
            "rain72": events["rain72_mm"].to_numpy(float),
            "affected": events["affected"].to_numpy(float),
            "loss": events["loss"].to_numpy(float),
            "storms": 1,
        }
    )
    how = {"rain72": "max", "affected": "sum", "loss": "sum", "storms": "sum"}
    return table.groupby(["year", "place"], as_index=False).agg(how)
