"""A run's folder as the pictures read it: four tables, the scenario, the manifest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from ruamel.yaml import YAML

from model.experiments.store import from_parquet
from model.region.places import Places, load_places
from model.reports.typeface import drawable
from model.reports.words import Words

Floats = NDArray[np.float64]
TABLES = ("indicators", "population", "flows", "events")


class RunFolderError(ValueError):
    """The folder is not that of a finished run; the message says what is missing."""

    plain = True


@dataclass(frozen=True)
class Run:
    """A finished run, read from its folder."""

    folder: Path
    manifest: Mapping[str, Any]
    scenario: Mapping[str, Any]
    """Resolved, every default spelled out."""
    indicators: pd.DataFrame
    population: pd.DataFrame
    flows: pd.DataFrame
    events: pd.DataFrame
    places: Places
    seeds: int = 1
    """Runs that the tables are the mean of."""

    @property
    def start(self) -> int:
        """Year of the starting stock."""
        return int(self.population["year"].min())

    @property
    def end(self) -> int:
        """Last year."""
        return int(self.population["year"].max())

    @property
    def name(self) -> str:
        """The scenario's name."""
        return str(self.scenario.get("name") or self.manifest.get("scenario") or self.folder.parent.name)

    @property
    def title(self) -> Words:
        """The scenario's title in both languages; its name where it has none."""
        title = self.scenario.get("title")
        if isinstance(title, Mapping):
            return Words(str(title.get("zh") or self.name), str(title.get("en") or self.name))
        return Words(str(title or self.name), str(title or self.name))

    @property
    def seed(self) -> int:
        """The run's seed."""
        return int(self.manifest.get("seed", self.scenario.get("seed", 1)))

    @property
    def pathway(self) -> str:
        """Emission path of the scenario."""
        return str((self.scenario.get("climate") or {}).get("pathway", "control"))

    @property
    def persons_per_agent(self) -> int:
        """Scale of the residents; 1 if the scenario does not say."""
        scale = self.scenario.get("scale") or self.manifest.get("scale") or {}
        return int(scale.get("residents", 1)) if isinstance(scale, Mapping) else int(scale)

    @property
    def firms_per_agent(self) -> int:
        """Scale of the firms; 1 if the scenario does not say."""
        scale = self.scenario.get("scale") or self.manifest.get("scale") or {}
        return int(scale.get("firms", 1)) if isinstance(scale, Mapping) else int(scale)

    def has(self, *names: str) -> bool:
        """Whether the run has all these indicators."""
        known = set(self.indicators["indicator"].unique())
        return all(name in known for name in names)

    def series(self, indicator: str, area_id: str = "bth", level: str = "region") -> "pd.Series[float]":
        """One indicator of one area by year; empty if the run has none."""
        table = self.indicators
        rows = table[
            (table["indicator"] == indicator) & (table["area_id"] == area_id) & (table["level"] == level)
        ].sort_values("year")
        return pd.Series(rows["value"].to_numpy(float), index=rows["year"].to_numpy(int))

    def by_city(self, indicator: str, year: int) -> Floats:
        """One indicator of the 14 cities in a year; NaN where there is none."""
        return self._by(indicator, year, "city", self.places.city_ids)

    def _by(self, indicator: str, year: int, level: str, ids: tuple[str, ...]) -> Floats:
        table = self.indicators
        rows = table[(table["indicator"] == indicator) & (table["year"] == year) & (table["level"] == level)]
        found = pd.Series(rows["value"].to_numpy(float), index=rows["area_id"].astype(str).to_numpy())
        return np.asarray(found.reindex(list(ids)), float)

    def stock(self, year: int) -> NDArray[np.int64]:
        """Residents on 31 December by place, sex and age, (199, 2, 101)."""
        rows = self.population[self.population["year"] == year]
        place = pd.Categorical(rows["place_id"].astype(str), categories=list(self.places.ids)).codes
        out = np.zeros((len(self.places.ids), 2, 101), np.int64)
        female = (rows["sex"].astype(str) == "female").to_numpy(int)
        np.add.at(out, (place, female, rows["age"].to_numpy(int)), rows["persons"].to_numpy(np.int64))
        return out

    def subtitle(self, what: Words) -> Words:
        """What a figure shows, followed by scenario and number of seeds."""
        title = Words(drawable(self.title.zh), drawable(self.title.en))
        count = (
            Words("1个种子", "1 seed")
            if self.seeds == 1
            else Words(f"{self.seeds}个种子均值", f"mean of {self.seeds} seeds")
        )
        return what + Words(f"。情景：{title.zh}；{count.zh}", f". Scenario: {title.en}; {count.en}")


def open_run(folder: Path) -> Run:
    """Read a run's folder.

    Raises:
        RunFolderError: a file of the contract is missing or cannot be read.
    """
    for name in ("manifest.json", "scenario.yaml", *(f"{table}.parquet" for table in TABLES)):
        if not (folder / name).is_file():
            raise RunFolderError(f"{folder} is not a finished run: {name} is missing")
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except ValueError:
        raise RunFolderError(f"{folder / 'manifest.json'} is damaged: it is not JSON") from None
    scenario = YAML(typ="safe", pure=True).load((folder / "scenario.yaml").read_text(encoding="utf-8"))
    tables = {name: from_parquet(folder / f"{name}.parquet") for name in TABLES}
    if tables["population"].empty:
        raise RunFolderError(f"{folder} is not a finished run: population.parquet holds no rows")
    return Run(folder=folder, manifest=manifest, scenario=scenario or {}, places=load_places(), **tables)
