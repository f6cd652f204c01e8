"""Shares of residents by age: education, registration and labour; profiles.csv as arrays."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import PROVINCES
from model.region.tables import read_table, real, require, text
from model.region.vital_rates import SEXES

Floats = NDArray[np.float64]

AGE_GROUPS = (*(f"{age}-{age + 4}" for age in range(0, 85, 5)), "85+")
"""The 18 five-year groups of the census."""
WORKING_GROUPS = AGE_GROUPS[3:]
"""The 15 groups from 15-19 on."""
EDUCATION_LEVELS = ("junior_or_below", "senior", "college", "bachelor_plus")
REGISTRATIONS = ("registered_here", "same_county", "same_province_other_county", "other_province")


@dataclass(frozen=True, eq=False)
class Profiles:
    """Axes: census (2010, 2020), province (3), sex (male, female), age group, category."""

    education: Floats
    """(2, 3, 2, 18, 4) share of residents by highest level attended. Level verified, age shape assumed."""
    education_total: Floats
    """(2, 3, 2, 4) persons."""
    registration: Floats
    """(2, 3, 2, 18, 4) share of residents by place of registration. Level verified, age shape assumed."""
    employed: Floats
    """(3, 2, 15) share of residents employed in 2020, ages 15-19 to 85+. Level verified, age shape recalled."""
    employee_shape: Floats
    """(2, 15) share employed where work is dependent employment (assumption)."""
    own_account_shape: Floats
    """(2, 15) share employed among farmers and the self-employed (recalled)."""
    unemployment: Floats
    """(2, 15) unemployed over active, national (recalled)."""
    own_account_share: Floats
    """(3,) share of residents whose work is farming or self-employment (assumption)."""


def load_profiles() -> Profiles:
    """Read profiles.csv.

    Raises:
        TableError: a share is missing, out of range, or a distribution does not sum to 1.
    """
    table = read_table(
        "profiles.csv",
        {
            "table": text(),
            "province_id": text((*PROVINCES, "all")),
            "sex": text((*SEXES, "all")),
            "age_group": text((*AGE_GROUPS, "15+", "all")),
            "category": text(),
            "value": real(0),
        },
    )
    education = np.stack([_shares(table, f"education_{year}", EDUCATION_LEVELS) for year in (2010, 2020)])
    registration = np.stack([_shares(table, f"registration_{year}", REGISTRATIONS) for year in (2010, 2020)])
    totals = np.stack([_totals(table, f"education_total_{year}") for year in (2010, 2020)])
    own = table[table["table"] == "own_account_share"].set_index("province_id")["value"]
    return Profiles(
        education=education,
        education_total=totals,
        registration=registration,
        employed=_by_age(table, "labour_2020", "employed", PROVINCES),
        employee_shape=_by_age(table, "labour_shape", "employed_employee", ("all",))[0],
        own_account_shape=_by_age(table, "labour_shape", "employed_own_account", ("all",))[0],
        unemployment=_by_age(table, "labour_shape", "unemployment_rate", ("all",))[0],
        own_account_share=np.array([own[name] for name in PROVINCES], float),
    )


def _shares(table: pd.DataFrame, name: str, categories: tuple[str, ...]) -> Floats:
    shares = np.full((3, 2, 18, len(categories)), np.nan)
    for row in table[table["table"] == name].itertuples():
        index = (PROVINCES.index(row.province_id), SEXES.index(row.sex), AGE_GROUPS.index(row.age_group))
        shares[(*index, categories.index(row.category))] = row.value
    require("profiles.csv", "value", not np.isnan(shares).any(), f"a share of {name} is missing")
    require("profiles.csv", "value", bool((abs(shares.sum(-1) - 1) < 2e-4).all()), f"{name} does not sum to 1")
    normalised: Floats = shares / shares.sum(-1, keepdims=True)
    return normalised


def _totals(table: pd.DataFrame, name: str) -> Floats:
    totals = np.full((3, 2, 4), np.nan)
    for row in table[table["table"] == name].itertuples():
        index = (PROVINCES.index(row.province_id), SEXES.index(row.sex), EDUCATION_LEVELS.index(row.category))
        totals[index] = row.value
    require("profiles.csv", "value", not np.isnan(totals).any(), f"a count of {name} is missing")
    return totals


def _by_age(table: pd.DataFrame, name: str, category: str, provinces: tuple[str, ...]) -> Floats:
    values = np.full((len(provinces), 2, len(WORKING_GROUPS)), np.nan)
    rows = table[(table["table"] == name) & (table["category"] == category)]
    for row in rows.itertuples():
        index = (provinces.index(row.province_id), SEXES.index(row.sex), WORKING_GROUPS.index(row.age_group))
        values[index] = row.value
    require("profiles.csv", "value", not np.isnan(values).any(), f"{category} of {name} leaves out an age")
    require("profiles.csv", "value", bool((values <= 1).all()), f"{category} of {name} is over 1")
    return values
