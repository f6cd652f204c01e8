"""The people of the region in the censuses of 2010 and 2020, and the rates they live by."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.economy_stocks import employed_by_place, load_groups
from model.region.firm_table import load_firm_table
from model.region.names import PROVINCES, SECTORS
from model.region.places import N_PLACES, Places
from model.region.profiles import AGE_GROUPS, Profiles, load_profiles
from model.region.tables import read_table, real, require, text, whole
from model.region.vital_rates import SEXES, VitalRates, load_vital_rates

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

TIANJIN_OUTSIDERS_FROM_HEBEI = 0.25
"""Recalled: 755 thousand of 2.99 million in the census of 2010 (migration.csv, tianjin_outsiders_by_origin)."""


@dataclass(frozen=True, eq=False)
class PeopleTables:
    """Census counts and rates. Places in the order of places.csv, sex male, female, 18 five-year groups to 85+."""

    places: Places
    pyramid_2010: Counts
    """(199, 2, 18) persons, children under ten as counted (not restored)."""
    pyramid_2020: Counts
    """(199, 2, 18) persons."""
    single_2010: Counts
    """(3, 2, 101) persons by single age, children under ten restored."""
    single_2020: Counts
    """(3, 2, 101) persons by single age."""
    coverage_2010: Floats
    """(2, 2) true over counted children of 2010: sex x ages 0-4, 5-9."""
    tertiary_2020: Counts
    """(199, 2) residents with college, with a bachelor's degree or more (attending or completed)."""
    migrants_2020: Counts
    """(199, 3) registered in the same county, another county of the province, another province."""
    stock_2010: Counts
    """(14, 3) the same by city in 2010."""
    collective_2020: Counts
    """(199,) residents outside family households (students' quarters, barracks, dormitories)."""
    employed_share_2020: Floats
    """(199,) employed over residents aged 15 and over, census long form."""
    workers_2020: Floats
    """(199, 12) employed residents of the long form by sector (sample counts; use as shares)."""
    legal_unit_share: Floats
    """(12,) share of a sector's jobs that is in legal units; the rest is farming and self-employment."""
    net_loss_2010_2020: Floats
    """(14,) persons who left the city net from 2010 to 2020, 0 where it gained: whence those registered elsewhere."""
    hebei_share_of_outsiders: Floats
    """(3,) share of those registered in another province who come from Hebei (Beijing, Tianjin; 0 for Hebei)."""
    tianjin_share_of_outsiders: Floats
    """(3,) the same from Tianjin."""
    rates: VitalRates
    profiles: Profiles


def load_people(places: Places) -> PeopleTables:
    """Read the census tables and the rates.

    Raises:
        TableError: a cell is missing or out of range, or a table does not sum to another.
    """
    census = _census_columns()
    pyramid_2020 = _pyramid("age_structure_places.csv", "population", places)
    pyramid_2010 = _pyramid("age_structure_places_2010.csv", "persons", places)
    sums = pyramid_2020.sum((1, 2)) == places.population_2020
    require("age_structure_places.csv", "population", bool(sums.all()), "a place does not sum to pop_2020")
    sums = pyramid_2010.sum((1, 2)) == places.population_2010
    require("age_structure_places_2010.csv", "persons", bool(sums.all()), "a place does not sum to pop_2010")
    single_2020 = _single("age_single_2020.csv", "persons")
    groups = np.minimum(np.arange(101) // 5, 17)
    for province in range(3):
        cells = pyramid_2020[places.province == province].sum(0)
        for group in range(18):
            equal = (single_2020[province][:, groups == group].sum(1) == cells[:, group]).all()
            require("age_single_2020.csv", "persons", bool(equal), f"{PROVINCES[province]} differs from its places")
    workers, legal, employed_share = _employment(places)
    stock_2010, net_loss, hebei, tianjin, coverage = _migration(places)
    return PeopleTables(
        places=places,
        pyramid_2010=pyramid_2010,
        pyramid_2020=pyramid_2020,
        single_2010=_single("age_single_2010.csv", "persons_restored"),
        single_2020=single_2020,
        coverage_2010=coverage,
        tertiary_2020=census[["college_2020", "bachelor_plus_2020"]].to_numpy(np.int64),
        migrants_2020=census[
            [
                "migrants_same_county_2020",
                "migrants_other_county_same_province_2020",
                "migrants_other_province_2020",
            ]
        ].to_numpy(np.int64),
        stock_2010=stock_2010,
        collective_2020=(places.population_2020 - census["household_pop_2020"]).to_numpy(np.int64),
        employed_share_2020=employed_share,
        workers_2020=workers,
        legal_unit_share=legal,
        net_loss_2010_2020=net_loss,
        hebei_share_of_outsiders=hebei,
        tianjin_share_of_outsiders=tianjin,
        rates=load_vital_rates(places),
        profiles=load_profiles(),
    )


def _pyramid(name: str, column: str, places: Places) -> Counts:
    table = read_table(
        name,
        {"place_id": text(places.ids), "sex": text(SEXES), "age_group": text(AGE_GROUPS), column: whole(0)},
    )
    counts = np.full((N_PLACES, 2, 18), -1, np.int64)
    position = {place: index for index, place in enumerate(places.ids)}
    index = (
        table["place_id"].map(position).to_numpy(),
        table["sex"].map({sex: i for i, sex in enumerate(SEXES)}).to_numpy(),
        table["age_group"].map({group: i for i, group in enumerate(AGE_GROUPS)}).to_numpy(),
    )
    counts[index] = table[column].to_numpy(np.int64)
    require(name, column, len(table) == counts.size and bool((counts >= 0).all()), "a cell is missing or stands twice")
    return counts


def _single(name: str, column: str) -> Counts:
    table = read_table(
        name, {"province_id": text(PROVINCES), "sex": text(SEXES), "age": whole(0, 100), column: whole(0)}
    )
    counts = np.full((3, 2, 101), -1, np.int64)
    for row in table.itertuples():
        counts[PROVINCES.index(row.province_id), SEXES.index(row.sex), row.age] = getattr(row, column)
    require(name, column, len(table) == counts.size and bool((counts >= 0).all()), "an age is missing or stands twice")
    return counts


def _census_columns() -> pd.DataFrame:
    return read_table(
        "places.csv",
        {
            "household_pop_2020": whole(0),
            "migrants_same_county_2020": whole(0),
            "migrants_other_county_same_province_2020": whole(0),
            "migrants_other_province_2020": whole(0),
            "college_2020": whole(0),
            "bachelor_plus_2020": whole(0),
        },
    )


def _employment(places: Places) -> tuple[Floats, Floats, Floats]:
    sectors = read_table(
        "sectors.csv",
        {"sector": text(SECTORS), "cn2018_share_of_jobs_in_legal_units": real(0, 1, blank=True)},
    ).set_index("sector")
    legal = sectors["cn2018_share_of_jobs_in_legal_units"].reindex(list(SECTORS)).fillna(0.0).to_numpy(float)
    workers, _ = employed_by_place(places.ids, load_groups(places.ids, load_firm_table()))
    table = read_table("employment_2020.csv", {"employed_longform": whole(1), "pop15p_longform": whole(1)})
    return workers, legal, (table["employed_longform"] / table["pop15p_longform"]).to_numpy(float)


def _migration(places: Places) -> tuple[Counts, Floats, Floats, Floats, Floats]:
    table = read_table("migration.csv", {"table": text(), "area_id": text(), "value": text()})
    used = ("stock_away_from_hukou", "net_migration_2010_2020", "coverage_factor_2010", "beijing_outsiders_by_origin")
    table = table[table["table"].isin(used)]
    table = table.assign(value=pd.to_numeric(table["value"]))
    partners = ("same_county", "same_province_other_county", "other_province")
    stock = np.zeros((len(places.city_ids), 3), np.int64)
    rows = table[(table["table"] == "stock_away_from_hukou") & (table["year"] == "2010")]
    for row in rows[rows["area_id"].isin(list(places.city_ids))].itertuples():
        stock[places.city_ids.index(row.area_id), partners.index(row.partner)] = int(row.value)
    net = np.zeros(len(places.city_ids))
    rows = table[(table["table"] == "net_migration_2010_2020") & (table["age_group"] == "all")]
    for row in rows[rows["area_id"].isin(list(places.city_ids))].itertuples():
        net[places.city_ids.index(row.area_id)] = row.value
    rows = table[(table["table"] == "beijing_outsiders_by_origin") & (table["year"] == "2020")]
    origin = rows.set_index("partner")["value"]
    hebei = np.array([origin["hebei"] / origin["all"], TIANJIN_OUTSIDERS_FROM_HEBEI, 0.0])
    tianjin = np.array([origin["tianjin"] / origin["all"], 0.0, 0.0])
    coverage = np.ones((2, 2))
    rows = table[(table["table"] == "coverage_factor_2010") & table["age_group"].isin(["10-14", "15-19"])]
    require("migration.csv", "table", len(rows) == 4, "the coverage factors of 2010 are not four")
    for row in rows.itertuples():
        coverage[SEXES.index(row.sex), ("10-14", "15-19").index(row.age_group)] = row.value
    return stock, np.maximum(-net, 0.0), hebei, tianjin, coverage
