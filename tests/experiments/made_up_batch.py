"""A batch of tiny made-up runs in the contract's form: what is common to a seed cancels in a paired difference."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from model.experiments.store import parquet
from model.region.places import load_places
from model.scenario import dump, load_scenario

YEARS = range(2020, 2026)
CODE = "a" * 64
COMMON = 50.0
"""Noise of a seed that all scenarios share."""
OWN = 2.0
"""Noise of a seed and scenario."""


@dataclass(frozen=True)
class Made:
    """A scenario of the batch: its effect on the indicators from a year on, and its levers."""

    effect: float = 0.0
    since: int = 2021
    levers: Mapping[str, object] | None = None


def value(name: str, seed: int, year: int, made: Made, indicator: str) -> float:
    common = np.random.default_rng([seed, year, len(indicator)]).normal(0, COMMON)
    if year < made.since or made.effect == 0:
        return 1000.0 + common
    return 1000.0 + common + made.effect + np.random.default_rng([seed, year, *name.encode()]).normal(0, OWN)


def indicators(name: str, seed: int, made: Made, rain: float = 1.0) -> pd.DataFrame:
    rows: list[tuple[int, str, str, str, str, float]] = []
    for year in YEARS:
        for level, area in (("region", "bth"), ("province", "beijing"), ("city", "beijing")):
            for indicator, unit in (("population", "persons"), ("loss_expected", "100 million yuan a year")):
                rows.append((year, level, area, indicator, unit, value(name, seed, year, made, indicator)))
        if year > YEARS[0]:
            rows.append((year, "region", "bth", "relocated_jobs", "jobs", value(name, seed, year, made, "jobs")))
        shift = made.effect * (year - YEARS[0]) if year >= made.since else 0.0
        wet = 1.0 if year == YEARS[0] else rain
        for k, place in enumerate(load_places().ids):
            people = 1000.0 + k + 10 * (year - YEARS[0]) + seed + shift
            rows.append((year, "place", place, "population", "persons", people))
            rows.append((year, "place", place, "rain_events_over_20mm_expected", "events a year", 7.0 * wet))
    table = pd.DataFrame(rows, columns=["year", "level", "area_id", "indicator", "unit", "value"])
    return table.astype(dict.fromkeys(["level", "area_id", "indicator", "unit"], "category"))


def write_batch(
    out: Path, scenarios: Mapping[str, Made], seeds: Iterable[int] = (1, 2, 3, 4, 5), code: str = CODE
) -> Path:
    """Write OUT/SCENARIO/RUN_ID with indicators, scenario and manifest."""
    for name, made in scenarios.items():
        levers = dict(made.levers or {})
        scenario = load_scenario("baseline", set={**levers, "name": name, "years.end": YEARS[-1]})
        path = str(levers.get("climate.pathway", "medium"))
        for seed in seeds:
            folder = out / name / f"{seed:04d}{code[:4]}"
            folder.mkdir(parents=True)
            rain = {"control": 1.0, "medium": 1.2, "high": 1.3}[path]
            (folder / "indicators.parquet").write_bytes(parquet(indicators(name, seed, made, rain)))
            (folder / "scenario.yaml").write_text(dump(scenario.model_copy(update={"seed": seed})), encoding="utf-8")
            (folder / "manifest.json").write_text(json.dumps(manifest(name, seed, folder.name, code)))
    return out


def manifest(name: str, seed: int, run_id: str, code: str) -> dict[str, object]:
    return {
        "run_id": run_id,
        "scenario": name,
        "seed": seed,
        "scale": {"residents": 1000, "firms": 100},
        "years": {"start": YEARS[0], "end": YEARS[-1]},
        "results_sha256": f"{seed:064d}",
        "model": {"version": "0.1.0", "sources_sha256": code, "data_sha256": "b" * 64, "git": None},
        "packages": {"numpy": "2", "numba": "0"},
        "seconds": {"simulation": 1.0},
        "peak_memory_mb": 100.0,
        "warnings": [],
    }
