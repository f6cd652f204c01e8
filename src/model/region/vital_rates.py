"""Death and birth rates of the three provinces: mortality.csv and fertility.csv as arrays."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import PROVINCES
from model.region.places import Places
from model.region.tables import read_table, real, require, text, whole

Floats = NDArray[np.float64]

SEXES = ("male", "female")
VARIANTS = ("low", "medium", "high")
FERTILE_GROUPS = ("15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49")


@dataclass(frozen=True, eq=False)
class VitalRates:
    """Rates by province (Beijing, Tianjin, Hebei) and sex (male, female)."""

    death_years: Floats
    """(T,) years of the listed death probabilities, ascending."""
    log_death: Floats
    """(T, 3, 2, 102) ln of the probability of dying within the calendar year, by age -1 (born in it), 0 ... 100."""
    log_death_nation: Floats
    """(T, 2, 102) the same for China."""
    total_fertility: Floats
    """(3 variants low, medium, high; 3 provinces; F) children per woman."""
    fertility_years: Floats
    """(F,) years of `total_fertility`, consecutive."""
    fertility_share: Floats
    """(2, 3, 7) share of the total fertility rate by age group 15-19 ... 45-49, in 2010 and in 2020."""
    city_factor: Floats
    """(14,) total fertility rate of the city over that of its province."""
    sex_ratio_census: Floats
    """(2, 3) males per female at age 0 in the censuses of 2010 and 2020."""
    sex_ratio_years: Floats
    """(S,) years of `sex_ratio_path`."""
    sex_ratio_path: Floats
    """(S,) males per female at birth that the provinces converge to."""


def load_vital_rates(places: Places) -> VitalRates:
    """Read mortality.csv and fertility.csv.

    Raises:
        TableError: a rate is missing, doubled or out of range.
    """
    death_years, log_death = _deaths()
    table = read_table(
        "fertility.csv",
        {"record": text(), "province": text(), "year": whole(1900, 2200), "value": real(0)},
    )
    paths = _rows(table, "tfr_path")
    fertility_years = np.sort(paths["year"].unique()).astype(float)
    shares = _rows(table, "asfr_share")
    ratio = _rows(table, "sex_ratio_age0")
    path = _rows(table, "sex_ratio_birth_path").sort_values("year")
    total_fertility = np.stack(
        [_filled(paths[paths["variant"] == variant], PROVINCES, fertility_years) for variant in VARIANTS]
    )
    require("fertility.csv", "year", bool((np.diff(fertility_years) == 1).all()), "tfr_path leaves out a year")
    share = np.zeros((2, 3, 7))
    for row in shares.itertuples():
        index = (0 if row.year == 2010 else 1, PROVINCES.index(row.province), FERTILE_GROUPS.index(row.age_group))
        share[index] = row.value
    require("fertility.csv", "value", bool((abs(share.sum(2) - 1) < 1e-3).all()), "asfr_share does not sum to 1")
    factor = np.ones(len(places.city_ids))
    for row in _rows(table, "tfr_city_factor").itertuples():
        factor[places.city_ids.index(row.province)] = row.value
    return VitalRates(
        death_years=death_years,
        log_death=log_death[:, :3],
        log_death_nation=log_death[:, 3],
        total_fertility=total_fertility,
        fertility_years=fertility_years,
        fertility_share=share,
        city_factor=factor,
        sex_ratio_census=_filled(ratio, PROVINCES, np.array([2010.0, 2020.0])).T,
        sex_ratio_years=path["year"].to_numpy(float),
        sex_ratio_path=path["value"].to_numpy(float),
    )


def _deaths() -> tuple[Floats, Floats]:
    areas = (*PROVINCES, "china")
    table = read_table(
        "mortality.csv",
        {
            "province": text(areas),
            "sex": text(SEXES),
            "year": whole(1900, 2200),
            "age": whole(-1, 100),
            "p_die_year": real(1e-7, 1),
        },
    )
    years = np.sort(table["year"].unique())
    probability = np.full((years.size, 4, 2, 102), np.nan)
    index = (
        np.searchsorted(years, table["year"].to_numpy()),
        table["province"].map({name: i for i, name in enumerate(areas)}).to_numpy(int),
        table["sex"].map({name: i for i, name in enumerate(SEXES)}).to_numpy(int),
        table["age"].to_numpy(int) + 1,
    )
    probability[index] = table["p_die_year"].to_numpy(float)
    require("mortality.csv", "age", len(table) == probability.size, "a row stands twice or is missing")
    require("mortality.csv", "p_die_year", not np.isnan(probability).any(), "an age is missing")
    return years.astype(float), np.log(probability)


def _rows(table: pd.DataFrame, record: str) -> pd.DataFrame:
    rows = table[table["record"] == record]
    require("fertility.csv", "record", len(rows) > 0, f"no row of {record}")
    return rows


def _filled(rows: pd.DataFrame, provinces: tuple[str, ...], years: Floats) -> Floats:
    """Array (province, year) of the rows; complains of a gap."""
    filled = np.full((len(provinces), years.size), np.nan)
    for row in rows.itertuples():
        filled[provinces.index(row.province), int(np.searchsorted(years, row.year))] = row.value
    require("fertility.csv", "year", not np.isnan(filled).any(), "a province or year is missing")
    return filled
