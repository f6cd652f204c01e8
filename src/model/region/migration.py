"""What is known of moves: gross flows with their age schedules, nets, distances, and the fitted constants."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.migration_constants import read_constants
from model.region.names import DATA, PROVINCES
from model.region.places import N_CITIES, Places
from model.region.rogers_castro import rogers_castro
from model.region.tables import read_table, real, require, text, whole

Floats = NDArray[np.float64]

AGE_GROUPS = 18
NET_SCENARIOS = ("zero", "recent", "decade")
RANGES = {"students": (0.0, 1e7), "care_rate": (0.0, 1.0), "within_city_rate": (0.0, 0.5)}


@dataclass(frozen=True)
class Assumptions:
    """Numbers without a table of their own (migration_assumptions.csv, each with grade and reason)."""

    values: dict[tuple[str, str], float]

    def of(self, parameter: str, area: str = "all") -> float:
        """One value; raises KeyError with the name."""
        return self.values[parameter, area]

    def by_province(self, parameter: str) -> Floats:
        """(3,) Beijing, Tianjin, Hebei."""
        return np.array([self.values[parameter, name] for name in PROVINCES])


@dataclass(frozen=True)
class MigrationTables:
    """Moves between the 14 cities (order of cities.csv), the rest of China, and within cities."""

    gross_in: Floats
    """(14,) persons a year that come to the city, mean 2010-20; derived, the level on a prior."""
    gross_out: Floats
    """(14,) persons a year that leave it."""
    schedule_in: Floats
    """(14, 101) Rogers-Castro schedule of arrivals by single age, sum 1."""
    schedule_out: Floats
    """(14, 101) the same of departures."""
    province_in: Floats
    """(3,) gross flows and schedules fitted to the provinces as wholes: what given flows use."""
    province_out: Floats
    province_schedule_in: Floats
    """(3, 101)"""
    province_schedule_out: Floats
    """(3, 101)"""
    net_decade: Floats
    """(14,) net migrants a year, 2010-20 (census survival)."""
    net_by_sex: Floats
    """(14, 2, 18) net migrants of 2010-20 by sex (male, female) and five-year group of ages in 2020, persons over ten
    years; the last group is 85 and over."""
    net_years: Floats
    """(Y,) years of `net_annual`, consecutive."""
    net_annual: Floats
    """(3, Y) net migrants by province: change of the year-end total less natural change."""
    net_scenario: dict[str, Floats]
    """zero, recent, decade: (3,) net migrants a year."""
    birth_years: Floats
    """(B,) years of `births_nation`, consecutive."""
    births_nation: Floats
    """(B,) births in China."""
    distance_km: Floats
    """(14, 14) great-circle distance between cities, weighted by residents of 2020."""
    place_distance_km: Floats
    """(199, 199) great-circle distance between places."""
    hukou_gate: Floats
    """(14,) utility that registration takes from those below a bachelor's degree (0 or positive)."""
    gravity_mass: float
    """Elasticity of flows to the residents of the destination (gu_2022, 2015-20, verified)."""
    coefficients: dict[str, float]
    """ln_jobs, services, ln_distance_km, ln_network_stock, ln_rent_to_wage, other_province, home_return."""
    care_beds_per_1000: Floats
    """(14,) care-home beds per 1000 residents of 65 and over."""
    care_beds_free: Floats
    """(14,) share of beds that are free."""
    hebei_in_beijing: float
    """People registered in Hebei who live in Beijing, 2020."""
    share_of_beijing: Floats
    """(3,) share of Beijing's people from other provinces who are registered in each province, 2020 (Beijing 0)."""
    six_districts: dict[int, float]
    """Residents of Beijing's six central districts by year (2014 recalled, 2020 verified)."""
    assumptions: Assumptions
    xi: Floats
    """(3, 14) fitted attraction of each city by period of `XI_SINCE`, in utility."""
    xi_outside: Floats
    """(3,) fitted utility of the rest of China, by province of origin."""
    xi_border: Floats
    """(3,) fitted utility of the region's other provinces, by province of origin (Hebei; 0 for the others)."""
    place_constant: Floats
    """(199,) fitted utility of each place within its city, free of the six-district cap."""


def load_migration(places: Places, folder: Path = DATA) -> MigrationTables:
    """Read migration.csv, eldercare_services.csv, the national births, the assumptions and the fitted constants.

    Raises:
        TableError: a value is missing, doubled or out of range.
    """
    table = read_table(
        "migration.csv",
        {"table": text(), "area_id": text(), "partner": text(blank=True), "unit": text(blank=True), "value": text()},
        folder,
    )
    flows = _part(table, "flow_schedule_fit")
    cities, provinces = list(places.city_ids), list(PROVINCES)
    fitted = {(row.area_id, row.unit): float(row.value) for row in flows.itertuples()}
    years, annual = _annual(table)
    coefficients = {row.partner: float(row.value) for row in _part(table, "model_coefficients").itertuples()}
    origins = _part(table, "beijing_outsiders_by_origin")
    origins = origins[origins["year"] == "2020"].set_index("partner")["value"].astype(float)
    six = _part(table, "beijing_six_districts")
    six = six[six["partner"] == ""]
    beds, free = _beds(places, folder)
    birth_years, births = _births(folder)
    constants = read_constants(places, folder)
    return MigrationTables(
        gross_in=_fit(fitted, cities, "gross_in_per_year"),
        gross_out=_fit(fitted, cities, "gross_out_per_year"),
        schedule_in=_schedules(fitted, cities, "in"),
        schedule_out=_schedules(fitted, cities, "out"),
        province_in=_fit(fitted, provinces, "gross_in_per_year"),
        province_out=_fit(fitted, provinces, "gross_out_per_year"),
        province_schedule_in=_schedules(fitted, provinces, "in"),
        province_schedule_out=_schedules(fitted, provinces, "out"),
        net_decade=_decade(table, cities) / 10.0,
        net_by_sex=_by_sex(table, cities),
        net_years=years,
        net_annual=annual,
        net_scenario=_net_scenarios(table),
        birth_years=birth_years,
        births_nation=births,
        distance_km=_city_distances(places),
        place_distance_km=great_circle_km(places.lon, places.lat),
        hukou_gate=_gates(places, coefficients),
        gravity_mass=_gravity_mass(table),
        coefficients=coefficients,
        care_beds_per_1000=beds,
        care_beds_free=free,
        hebei_in_beijing=float(origins["hebei"]),
        share_of_beijing=np.array([0.0, origins["tianjin"], origins["hebei"]]) / float(origins["all"]),
        six_districts={int(row.year): float(row.value) for row in six.itertuples()},
        assumptions=_assumptions(folder),
        xi=constants.xi,
        xi_outside=constants.xi_outside,
        xi_border=constants.xi_border,
        place_constant=constants.place_constant,
    )


def great_circle_km(lon: Floats, lat: Floats) -> Floats:
    """(n, n) distances on a sphere of 6371 km, in km."""
    east, north = np.radians(lon), np.radians(lat)
    half_north = np.sin((north[:, None] - north) / 2) ** 2
    half_east = np.sin((east[:, None] - east) / 2) ** 2
    chord = half_north + np.cos(north)[:, None] * np.cos(north) * half_east
    km: Floats = 2 * 6371.0 * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return km


def _part(table: pd.DataFrame, name: str) -> pd.DataFrame:
    part = table[table["table"] == name]
    require("migration.csv", "table", len(part) > 0, f"{name} has no rows")
    return part


def _fit(fitted: dict[tuple[str, str], float], areas: list[str], unit: str) -> Floats:
    for area in areas:
        require("migration.csv", "value", fitted.get((area, unit), 0.0) > 0, f"{area} lacks a positive {unit}")
    return np.array([fitted[area, unit] for area in areas])


def _schedules(fitted: dict[tuple[str, str], float], areas: list[str], way: str) -> Floats:
    shared = {name: fitted["all", name] for name in ("a1", "alpha1", "a2", "lambda2", "c")}
    peaks = zip(_fit(fitted, areas, f"mu2_{way}"), _fit(fitted, areas, f"alpha2_{way}"), strict=True)
    return np.stack([rogers_castro(float(mu2), float(alpha2), shared) for mu2, alpha2 in peaks])


def _annual(table: pd.DataFrame) -> tuple[Floats, Floats]:
    rows = _part(table, "net_migration_annual")
    wide = rows.assign(value=rows["value"].astype(float), year=rows["year"].astype(int)).pivot_table(
        index="area_id", columns="year", values="value"
    )
    wide = wide.reindex(list(PROVINCES))
    years = wide.columns.to_numpy(float)
    whole_table = bool((np.diff(years) == 1).all()) and bool(wide.notna().to_numpy().all())
    require("migration.csv", "year", whole_table, "net_migration_annual leaves out a province or a year")
    return years, wide.to_numpy(float)


def _decade(table: pd.DataFrame, cities: list[str]) -> Floats:
    rows = _part(table, "net_migration_2010_2020")
    total = rows[(rows["age_group"] == "all") & (rows["sex"] == "both")].set_index("area_id")["value"].astype(float)
    require("migration.csv", "area_id", set(cities) <= set(total.index), "net_migration_2010_2020 lacks a city")
    nets: Floats = total.reindex(cities).to_numpy(float)
    hebei = nets[2:].sum()
    close = abs(hebei - float(total["hebei"])) < 0.02 * abs(hebei)  # children come from each city's own women
    require("migration.csv", "value", close, "nets of cities do not sum to Hebei within 2 percent")
    return nets


def _by_sex(table: pd.DataFrame, cities: list[str]) -> Floats:
    rows = _part(table, "net_migration_2010_2020")
    rows = rows[rows["sex"].isin(["male", "female"])]
    begin = rows["age_group"].str.extract(r"^(\d+)")[0].astype(int) // 5
    wide = rows.assign(value=rows["value"].astype(float), group=begin).pivot_table(
        index="area_id", columns=["sex", "group"], values="value"
    )
    known: Floats = wide.reindex(cities)[["male", "female"]].to_numpy(float)
    complete = known.shape == (len(cities), 2 * AGE_GROUPS) and bool(np.isfinite(known).all())
    require("migration.csv", "age_group", complete, "net_migration_2010_2020 lacks a city, a sex or an age group")
    nets: Floats = known.reshape(len(cities), 2, AGE_GROUPS)
    return nets


def _net_scenarios(table: pd.DataFrame) -> dict[str, Floats]:
    rows = {(row.partner, row.area_id): float(row.value) for row in _part(table, "net_scenario").itertuples()}
    return {name: np.array([rows[name, province] for province in PROVINCES]) for name in NET_SCENARIOS}


def _births(folder: Path) -> tuple[Floats, Floats]:
    table = read_table("fertility.csv", {"record": text(), "year": whole(1900, 2200), "value": real(0)}, folder)
    rows = table[table["record"] == "births_national"].sort_values("year")
    years = rows["year"].to_numpy(float)
    require("fertility.csv", "year", bool((np.diff(years) == 1).all()), "births_national leaves out a year")
    return years, rows["value"].to_numpy(float)


def _beds(places: Places, folder: Path) -> tuple[Floats, Floats]:
    table = read_table(
        "eldercare_services.csv",
        {
            "area_id": text(),
            "care_beds_per_1000_aged_65p": real(0, 200, blank=True),
            "care_bed_occupancy_pct": real(0, 100, blank=True),
        },
        folder,
    ).set_index("area_id")
    table = table.reindex(list(places.city_ids))
    beds = table["care_beds_per_1000_aged_65p"].to_numpy(float)
    require(
        "eldercare_services.csv", "care_beds_per_1000_aged_65p", bool(np.isfinite(beds).all()), "a city has no beds"
    )
    occupied = table["care_bed_occupancy_pct"].astype(float)
    return beds, 1.0 - occupied.fillna(occupied.mean()).to_numpy(float) / 100.0


def _gravity_mass(table: pd.DataFrame) -> float:
    rows = _part(table, "gravity_coefficients")
    mine = rows[(rows["partner"] == "ln_pop_dest") & (rows["year"] == "2015-2020")]["value"]
    require("migration.csv", "value", len(mine) == 1, "gravity_coefficients lacks ln_pop_dest of 2015-2020")
    return float(mine.iloc[0])


def _gates(places: Places, coefficients: dict[str, float]) -> Floats:
    gates = np.zeros(N_CITIES)
    for city in ("beijing", "tianjin"):
        gates[places.city_ids.index(city)] = -coefficients[f"hukou_gate_{city}"]
    return gates


def _city_distances(places: Places) -> Floats:
    weight = places.population_2020.astype(float)
    total = np.bincount(places.city, weight, N_CITIES)
    lon = np.bincount(places.city, weight * places.lon, N_CITIES) / total
    lat = np.bincount(places.city, weight * places.lat, N_CITIES) / total
    return great_circle_km(lon, lat)


def _assumptions(folder: Path) -> Assumptions:
    name = "migration_assumptions.csv"
    table = read_table(name, {"parameter": text(), "area": text(), "value": real(-10, 1e7), "grade": text()}, folder)
    values: dict[tuple[str, str], float] = {}
    for row, (parameter, area, value) in enumerate(zip(table["parameter"], table["area"], table["value"], strict=True)):
        require(name, "parameter", (parameter, area) not in values, f"{parameter} {area} stands twice", row + 2)
        low, high = RANGES.get(parameter, (-10.0, 1e7))
        require(name, "value", low <= value <= high, f"{value} is outside {low} to {high}", row + 2)
        values[parameter, area] = float(value)
    return Assumptions(values)
