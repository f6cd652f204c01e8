"""A made-up batch to draw: one made-up run, changed by scenario and shaken by seed. To draw, not to learn from."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from made_up_run import make_run

from model.experiments.gainers import REGISTRATIONS, Gains, lay_side_by_side, over_seeds, sums_by_group
from model.experiments.tracing import AGES, EDUCATIONS, age_group
from model.region.places import load_places
from model.scenario import dump, load_scenario

END = 2030
CODE = "d" * 64
SCENARIOS: dict[str, dict[str, object]] = {
    "baseline": {},
    "control-climate": {"climate.pathway": "control"},
    "emissions-high": {"climate.pathway": "high"},
    "relocation-none": {"relocation.intensity": 0},
}
RAIN = {"control-climate": 0.85, "emissions-high": 1.05}
"""Rates of rain, damage and exposure against the baseline's at the end."""


def make_batch(out: Path, seeds: tuple[int, ...] = (1, 2, 3, 4), names: tuple[str, ...] = tuple(SCENARIOS)) -> Path:
    """Write OUT/SCENARIO/RUN_ID for each scenario and seed, and return OUT."""
    source = make_run(out / ".source", end=END)
    tables = {name: pd.read_parquet(source / f"{name}.parquet") for name in ("indicators", "population", "flows")}
    tables["indicators"] = with_events(tables["indicators"])
    for name in names:
        scenario = load_scenario(
            "baseline", set={**SCENARIOS[name], "name": name, "title": titles(name), "years.end": END}
        )
        for seed in seeds:
            folder = out / name / f"{seed:012x}"
            folder.mkdir(parents=True)
            shaken(tables["indicators"], name, seed).to_parquet(folder / "indicators.parquet")
            moved(tables["population"], name, seed).to_parquet(folder / "population.parquet")
            tables["flows"].to_parquet(folder / "flows.parquet")
            (folder / "scenario.yaml").write_text(dump(scenario.model_copy(update={"seed": seed})), encoding="utf-8")
            (folder / "manifest.json").write_text(json.dumps(manifest(name, seed, folder.name)), encoding="utf-8")
    return out


def titles(name: str) -> dict[str, str]:
    zh = {"baseline": "基准", "control-climate": "气候不变", "emissions-high": "高排放", "relocation-none": "不疏解"}
    return {"zh": zh[name], "en": name.replace("-", " ").capitalize()}


def with_events(table: pd.DataFrame) -> pd.DataFrame:
    """Days of rain a year by place, which the decomposition needs."""
    rows = table[(table["indicator"] == "rain_rate_multiplier") & (table["level"] == "place")]
    events = rows.assign(indicator="rain_events_over_20mm_expected", unit="events a year", value=7.0 * rows["value"])
    return pd.concat([table.astype({"indicator": str, "unit": str}), events.astype({"indicator": str, "unit": str})])


def shaken(table: pd.DataFrame, name: str, seed: int) -> pd.DataFrame:
    """Every series scaled by its seed, and by its scenario's effect, growing over the years."""
    since = (table["year"] - 2020) / (END - 2020)
    noise = 1 + 0.01 * np.random.default_rng(seed).normal() * since
    own = 1 + 1e-4 * np.random.default_rng([seed, *name.encode()]).normal() * since
    effect = pd.Series(1.0, index=table.index)
    wet = table["indicator"].isin(["loss_expected", "loss_realised", "affected_expected", "exposure_20mm_expected"])
    wet |= table["indicator"] == "rain_events_over_20mm_expected"
    effect[wet] = 1 + (RAIN.get(name, 1.0) - 1) * since[wet]
    if name == "relocation-none":
        jobs = table["indicator"].isin(["population", "jobs"]) & table["area_id"].astype(str).str.startswith("beijing")
        effect[jobs] = 1 + 0.01 * since[jobs]
    if name == "baseline":
        own = pd.Series(1.0, index=table.index)
    return table.assign(value=table["value"] * noise * own * effect)


def moved(table: pd.DataFrame, name: str, seed: int) -> pd.DataFrame:
    """People of the last year; without relocation more of them work in Beijing."""
    rng = np.random.default_rng(seed)
    last = (table["year"] == END).to_numpy()
    persons = table["persons"].to_numpy(float) + last * rng.integers(0, 2, len(table))
    if name == "relocation-none":
        stay = (
            last & table["place_id"].astype(str).str.startswith("beijing").to_numpy() & (table["age"] < 50).to_numpy()
        )
        persons = persons * np.where(stay, 1.02, 1.0)
    return table.assign(persons=persons.astype(np.int64))


def made_up_gains() -> Gains:
    """Gains and losses of three seeds without a simulation: people of few places earn less, others more."""
    rng = np.random.default_rng(7)
    places = load_places().ids
    people = pd.DataFrame(
        {
            "id": np.arange(6000),
            "place": rng.integers(0, len(places), 6000),
            "registration": rng.choice(REGISTRATIONS, 6000),
            "skill": rng.choice(EDUCATIONS, 6000),
            "age_group": rng.choice([age_group(low) for low, _ in AGES], 6000),
            "employed": True,
            "earnings": 5e4,
            "flooding": 1e-3,
        }
    )
    people["county"] = np.array(places)[people["place"]]
    sums = []
    for seed in range(3):
        change = np.where(people["place"] < 40, -900.0, 700.0) + np.random.default_rng(seed).normal(0, 50, 6000)
        both, absent = lay_side_by_side(people, people.assign(earnings=people["earnings"] + change))
        sums.append(sums_by_group(both, 1000))
    return Gains("baseline", "relocation-none", END, (1, 2, 3), over_seeds(sums), absent)


def manifest(name: str, seed: int, run_id: str) -> dict[str, object]:
    return {
        "run_id": run_id,
        "scenario": name,
        "seed": seed,
        "scale": {"residents": 1000, "firms": 100},
        "years": {"start": 2020, "end": END},
        "results_sha256": f"{seed:064x}",
        "model": {"version": "0.1.0", "sources_sha256": CODE, "data_sha256": CODE, "git": None},
        "packages": {"numpy": "2", "numba": "0"},
        "seconds": {"simulation": 1.0},
        "peak_memory_mb": 100.0,
        "warnings": ["a warning from everybody", *(["one of its own"] if name == "emissions-high" else [])],
    }
