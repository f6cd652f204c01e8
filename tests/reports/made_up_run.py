"""A made-up run in the contract's form: the census of 2020, drifted by rough rates. To draw, not to learn from."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.places import Places, load_places
from model.simulation.areas import areas_of
from model.simulation.indicators import Indicator, IndicatorTable, percent, total
from model.simulation.tables import FlowTable, population_table

Floats = NDArray[np.float64]
START, END = 2020, 2055
AGES = np.arange(101)
SCENARIO = """\
name: xiongan-high
title: {zh: 集中疏解·高排放, en: "Concentrated relocation, high emissions"}
years: {start: 2020, end: 2055}
seed: 1
scale: {residents: 100, firms: 10}
relocation: {intensity: 1.0, destination: {mode: concentrated, weight: 1.5}, siting: plan}
climate:
  pathway: high
  increase: {low: 0.18, medium: 0.20, high: 0.27}
  ramp: {shape: linear_to_end, base_year: 2020, years: 30}
  feedback: realised
"""


def make_run(folder: Path, end: int = END) -> Path:
    """Write a run folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    places = load_places()
    rng = np.random.default_rng(7)
    people = project(places, end)
    flows = FlowTable(places.ids, places.city_ids)
    table = IndicatorTable(areas_of(places))
    events = []
    jobs = np.round(places.population_2020 * 0.484)
    for year in range(START, end + 1):
        stock = people[year]
        count = stock.sum((1, 2)).astype(float)
        figures = ages(stock)
        moves = migration(places, count, year) if year > START else np.zeros((200, 200))
        directed = jobs_moved(places, year) if year > START else np.zeros((200, 200))
        if year > START:
            jobs = jobs * (1 - 0.004) + directed[:199].T[:199].sum(1) - directed[:199, :].sum(1)
            flows.add(year, "people", "leave", moves)
            flows.add(year, "jobs", "quota", directed)
            flows.add(year, "jobs", "directed", np.where(directed > 0, np.round(directed * 0.3), 0))
            flows.add(year, "firms", "quota", np.round(directed / 40))
            figures += [
                total("in_migration", "persons", moves[:, :199].sum(0)),
                total("out_migration", "persons", moves[:199].sum(1)),
                total("relocated_jobs", "jobs", directed[:199].sum(1)),
                total("relocated_firms", "firms", np.round(directed[:199].sum(1) / 40)),
            ]
        figures += [total("jobs", "jobs", jobs), total("firms", "firms", np.round(jobs / 14))]
        figures.append(total("gdp", "1e8 yuan", jobs * 0.0016 * 1.035 ** (year - START)))
        figures += exposure(places, people[START].sum((1, 2)), count, year)
        if year > START:
            storms = storms_of_year(places, count, year, rng)
            events.append(storms)
            for name, unit in (("affected", "persons"), ("loss", "1e8 yuan")):
                column = storms.groupby("place_id")[name].sum().reindex(places.ids).fillna(0.0)
                figures.append(total(f"{name}_realised", unit, column.to_numpy()))
            wet = storms[storms["rain24_mm"] > 20].groupby("place_id")["exposed"].sum().reindex(places.ids)
            noise = 7.2 * multiplier(year) * count * np.clip(rng.normal(1, 0.13), 0.5, 1.6)
            figures.append(total("exposure_20mm_realised", "person-events", noise + 0 * wet.fillna(0).to_numpy()))
        table.add(year, figures)
    table.frame().to_parquet(folder / "indicators.parquet")
    population_table(people, places.ids).to_parquet(folder / "population.parquet")
    flows.frame().to_parquet(folder / "flows.parquet")
    pd.concat(events, ignore_index=True).to_parquet(folder / "events.parquet")
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps(manifest(end), ensure_ascii=False), encoding="utf-8")
    return folder


def manifest(end: int) -> dict[str, object]:
    return {
        "run_id": "3f6c1a2b9d04",
        "scenario": "xiongan-high",
        "seed": 1,
        "scale": {"residents": 100, "firms": 10},
        "years": {"start": START, "end": end},
        "version": "0.1.0",
        "git": {"commit": "8b2f244", "dirty": False},
        "packages": {"numpy": "2.4.6", "numba": "0.66.0", "mesa": "3.3.1"},
        "results_sha256": "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
        "seconds": 14.2,
        "peak_memory_mb": 812,
        "warnings": ["climate.tail_scaling: null, so storms follow the same multiplier as rain above 20 mm"],
    }


def census(places: Places) -> NDArray[np.int64]:
    """Residents of 2020 by place, sex and single year of age (199, 2, 101)."""
    groups = pd.read_csv(DATA / "age_structure_places.csv")
    single = pd.read_csv(DATA / "age_single_2020.csv")
    single["low"] = np.minimum(single["age"] // 5 * 5, 85)
    shape = single.groupby(["province_id", "sex", "low"])["persons"].transform("sum")
    single["part"] = single["persons"] / shape
    groups["low"] = groups["age_group"].str.extract(r"(\d+)").astype(int).clip(upper=85)
    groups = groups.groupby(["place_id", "sex", "low"], as_index=False)["population"].sum()
    provinces = ["beijing", "tianjin", "hebei"]
    groups["province_id"] = groups["place_id"].map(
        {place: provinces[k] for place, k in zip(places.ids, places.province, strict=True)}
    )
    rows = groups.merge(single[["province_id", "sex", "low", "age", "part"]], on=["province_id", "sex", "low"])
    out = np.zeros((199, 2, 101))
    index = {place: k for k, place in enumerate(places.ids)}
    np.add.at(
        out,
        (rows["place_id"].map(index), (rows["sex"] == "female").astype(int), rows["age"]),
        rows["population"] * rows["part"],
    )
    return np.round(out).astype(np.int64)


def project(places: Places, end: int) -> dict[int, NDArray[np.int64]]:
    """A rough cohort projection with a pull by kind of place."""
    death = np.stack(
        [np.clip(2.6e-5 * np.exp(0.098 * AGES) + 2e-4, 0, 0.6), np.clip(1.1e-5 * np.exp(0.104 * AGES) + 1e-4, 0, 0.6)]
    )
    birth = np.exp(-0.5 * ((AGES - 29.5) / 4.8) ** 2)
    birth *= 1.02 / birth.sum()
    density = np.log(places.population_2020 / places.area_km2)
    pull = 0.0035 * (density - density.mean())
    pull[places.core6] = -0.008
    pull[[k for k, name in enumerate(places.ids) if name.startswith("xiongan")]] = 0.035
    for name in ("beijing.tongzhou", "beijing.daxing", "beijing.shunyi"):
        pull[places.index(name)] = 0.012
    young = np.exp(-0.5 * ((AGES - 26) / 9.0) ** 2) * 3.0
    stock = census(places).astype(float)
    out = {START: stock.astype(np.int64)}
    for year in range(START + 1, end + 1):
        alive = (
            stock * (1 - death) * (1 + np.clip(pull[:, None, None] * young * 0.9 ** ((year - START) / 5), -0.3, 0.3))
        )
        older = np.zeros_like(alive)
        older[:, :, 1:] = alive[:, :, :-1]
        older[:, :, 100] += alive[:, :, 100]
        born = (alive[:, 1] * birth).sum(1)
        older[:, 0, 0], older[:, 1, 0] = born * 0.525, born * 0.475
        stock = older
        out[year] = np.round(stock).astype(np.int64)
    return out


def ages(stock: NDArray[np.int64]) -> list[Indicator]:
    by_age = stock.sum(1).astype(float)
    count = by_age.sum(1)
    child, work, old = by_age[:, :15].sum(1), by_age[:, 15:65].sum(1), by_age[:, 65:].sum(1)
    return [
        total("population", "persons", count),
        percent("share_0_14", child, count),
        percent("share_15_64", work, count),
        percent("share_65p", old, count),
        percent("dependency_total", child + old, work),
        percent("dependency_old", old, work),
        percent("dependency_child", child, work),
    ]


def migration(places: Places, count: Floats, year: int) -> Floats:
    """Moves between the largest places of the cities, and from and to outside."""
    out = np.zeros((200, 200))
    seat = [np.flatnonzero(places.city == k)[np.argmax(count[places.city == k])] for k in range(14)]
    for a in range(14):
        for b in range(14):
            if a != b:
                mass = count[places.city == a].sum() * count[places.city == b].sum()
                far = np.hypot(places.lon[seat[a]] - places.lon[seat[b]], places.lat[seat[a]] - places.lat[seat[b]])
                out[seat[a], seat[b]] = round(mass / 1e10 / (0.3 + far) * (2.5 if b == 13 else 1.0))
        out[199, seat[a]] = round(count[places.city == a].sum() * 0.008)
        out[seat[a], 199] = round(count[places.city == a].sum() * (0.011 if a == 0 else 0.007))
    return out


def jobs_moved(places: Places, year: int) -> Floats:
    out = np.zeros((200, 200))
    origin = np.flatnonzero(places.core6)
    for name, value in {
        "xiongan.rongcheng": 6200,
        "beijing.tongzhou": 3600,
        "beijing.daxing": 1500,
        "langfang.sanhe": 2100,
        "langfang.guan": 1300,
        "tianjin.binhai": 2900,
        "baoding.lianchi": 1400,
        "tangshan.caofeidian": 900,
        "cangzhou.bohai": 300,
        "shijiazhuang.zhengding": 700,
        "zhangjiakou.huailai": 400,
    }.items():
        if name in places.ids:
            out[origin, places.index(name)] = np.round(value / 6 * max(0.2, 1 - (year - START) / 35))
    out[origin, 199] = np.round(2200 / 6 * max(0.2, 1 - (year - START) / 35))
    return out


def multiplier(year: int) -> float:
    return 1 + 0.27 * min((year - 2020) / 30, 1.0)


def exposure(places: Places, base: Floats, count: Floats, year: int) -> list[Indicator]:
    rate = 6.0 + 2.5 * (places.lat < 40)
    m = multiplier(year)
    return [
        total("exposure_20mm_expected", "person-events", count * rate * m),
        total("exposure_change_climate", "person-events", base * rate * (m - 1)),
        total("exposure_change_population", "person-events", (count - base) * rate),
        total("exposure_change_interaction", "person-events", (count - base) * rate * (m - 1)),
        total("affected_expected", "persons", count * 0.0085 * m),
        total("loss_expected", "1e8 yuan", count * 1.2e-6 * m),
        Indicator("rain_rate_multiplier", "times", count * m, count),
    ]


def storms_of_year(places: Places, count: Floats, year: int, rng: np.random.Generator) -> pd.DataFrame:
    frames = []
    for k in range(rng.poisson(9 * multiplier(year))):
        size = rng.lognormal(0, 0.45)
        lon, lat = rng.uniform(114, 118.5), rng.uniform(36.5, 41.5)
        turn = np.radians(rng.normal(50, 15))
        east, north = (places.lon - lon) * 86, (places.lat - lat) * 111
        along = (east * np.cos(turn) + north * np.sin(turn)) / (130 * size)
        across = (-east * np.sin(turn) + north * np.cos(turn)) / (60 * size)
        rain = 150 * size * np.exp(-0.5 * (along**2 + across**2)) * rng.lognormal(0, 0.2, 199)
        kept = np.flatnonzero(rain > 5)
        share = np.clip((rain[kept] - 90) / 1500, 0, 0.5)
        frames.append(
            pd.DataFrame(
                {
                    "year": year,
                    "event_id": f"E{year}-{k:02d}",
                    "place_id": np.array(places.ids)[kept],
                    "rain24_mm": rain[kept] * 0.7,
                    "rain72_mm": rain[kept],
                    "exposed": count[kept],
                    "affected": np.round(share * count[kept]),
                    "loss": share * count[kept] * 2.2e-4,
                    "deaths": np.round(share * count[kept] * 2e-5),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
