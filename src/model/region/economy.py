"""The economy's tables: stocks of jobs and firms, prices of 2020, sector paths, facts of firm size and age."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.assumed import Assumed, load_assumed
from model.region.economy_accounts import AccountTables, load_accounts
from model.region.economy_prices import Prices, load_gdp, load_history, load_prices, load_skill_share
from model.region.economy_stocks import (
    GroupTables,
    Stock,
    employed_by_place,
    load_groups,
    stock_2013,
    stock_2018,
    stock_2020,
)
from model.region.firm_table import FirmTable, load_firm_table
from model.region.names import PROVINCES, SECTORS
from model.region.output_trend import read_output_trend
from model.region.places import Places
from model.region.tables import read_table, real, require, text

Floats = NDArray[np.float64]
LAST_HAZARD: Final = 16
"""Years since founding from which the exit hazard stays the same."""
_HAZARD_STEPS: Final = (
    ("year 1", 0, 1),
    ("year 2", 1, 2),
    ("year 3", 2, 3),
    ("years 4-7", 3, 7),
    ("years 8-10", 7, 10),
    ("years 11-15", 10, 15),
    ("years 16+", 15, 16),
)
_AGE_CLASSES: Final = ("under 5 years", "5-10 years", "10 years and over")


@dataclass(frozen=True)
class EconomyTables:
    """What is known of the economy; sectors (12,), places (199,), in the orders of `region.names` and places.csv."""

    groups: GroupTables
    stocks: Mapping[int, Stock]
    """2013, 2018 and 2020. The stock of 2018 is as units book their staff."""
    prices: Prices
    gdp: Mapping[int, Floats]
    """(199, 12) 1e8 yuan at current prices of 2013 and 2020."""
    accounts: AccountTables
    in_units: Floats
    """(12,) share of jobs in legal units, national 2018 (verified; farming 0 by definition)."""
    skill_share: Floats
    """(12, 3) share of jobs by skill (assumption)."""
    growth_years: tuple[int, ...]
    growth: Floats
    """(years, 12) national real growth by sector, share a year, each until the next year named (assumption)."""
    job_trend: Floats
    """(12,) yearly log change of jobs by sector 2010-2020 less that of all jobs (derived, two censuses)."""
    output_trend: Floats
    """(3,) growth of output per job of the provinces beyond the model's own, 2014-18, log a year (derived, fitted)."""
    exit_hazard: Floats
    """(16,) probability a year of closing by completed years since registration, the last for all older."""
    unit_path_years: tuple[int, ...]
    unit_path: Floats
    """(3, years) legal units of the provinces: 2013 to 2018 derived, later derived for Beijing, assumed elsewhere."""
    high_tech: Mapping[int, Floats]
    """National high-tech enterprises of the provinces, (3,): 2013 and 2023 (recalled)."""
    size_sigma: float
    """Spread of log size of legal units (derived from the share of large ones)."""
    tail_exponent: tuple[float, float]
    """Bounds of the exponent of the size density (verified)."""
    young_shares: Floats
    """(3,) share of firms under 5, 5 to 9, 10 years and over, nation 2012 (verified)."""
    wage_coverage: float
    """Mean wage of all jobs over that of urban units, which `prices.wage` is (assumption)."""
    outside_jobs: float
    outside_wage: float
    outside_rent: float
    park_growth: float
    """Share of park capacity added a year (assumption)."""
    land_per_urban: float
    """m2 of built-up land per urban resident added."""
    grades: Mapping[str, str]
    """Weakest grade of each quantity."""


def load_economy(places: Places) -> EconomyTables:
    """Read and check the economy's tables.

    Raises:
        TableError: a table does not hold what the model needs.
    """
    assumed = load_assumed()
    firms = load_firm_table()
    groups = load_groups(places.ids, firms)
    employed, care = employed_by_place(places.ids, groups)
    in_units, output = _sectors()
    province = places.province
    years = tuple(range(2013, 2024))
    path = np.array([_path(assumed, name, years) for name in PROVINCES])
    units_2018 = path[:, years.index(2018)]
    now = stock_2020(employed, groups, (path[:, years.index(2020)] / units_2018)[province], in_units)
    then = stock_2013(now, groups, (path[:, 0] / units_2018)[province], in_units)
    stocks = {2013: then, 2018: stock_2018(now, groups, province, _booked_2018(firms)), 2020: now}
    for stock in stocks.values():
        crowded = (stock.units > stock.staff).any() or ((stock.units == 0) & (stock.staff > 0)).any()
        problem = f"{stock.year}: a cell has more units than staff, or staff without units"
        require("firms.csv", "legal_units_est", not crowded, problem)
    prices = load_prices(places, assumed, firms, groups, now, care)
    history = load_history()
    growth_years = assumed.years("national_growth", "all")
    growth = np.array([assumed.over("national_growth", SECTORS, str(year)) for year in growth_years]) / 100.0
    before, after = groups.employed_2010.sum(axis=0), groups.employed_2020.sum(axis=0)
    size = _size_age()
    return EconomyTables(
        groups=groups,
        stocks=stocks,
        prices=prices,
        gdp={year: load_gdp(places, assumed, history, stocks[year], output, prices.schooling) for year in (2013, 2020)},
        accounts=load_accounts(assumed),
        in_units=in_units,
        skill_share=load_skill_share(assumed),
        growth_years=growth_years,
        growth=growth,
        job_trend=(np.log(after / before) - np.log(after.sum() / before.sum())) / 10.0,
        output_trend=read_output_trend(),
        exit_hazard=_hazards(size),
        unit_path_years=years,
        unit_path=path,
        high_tech={year: firms.grid("hightech_firms", year, "province", PROVINCES)[:, 0] for year in (2013, 2023)},
        size_sigma=size[("lognormal_sigma", "all")],
        tail_exponent=(size[("size_tail_exponent_pdf", "low")], size[("size_tail_exponent_pdf", "high")]),
        young_shares=np.array([size[("age_share", key)] for key in _AGE_CLASSES]) / 100.0,
        wage_coverage=assumed.number("wage_coverage", "bth"),
        outside_jobs=assumed.number("outside_jobs", "outside"),
        outside_wage=assumed.number("outside_wage", "outside"),
        outside_rent=assumed.number("outside_rent", "outside"),
        park_growth=assumed.number("park_capacity_addition", "all"),
        land_per_urban=assumed.number("built_urban_per_urban_resident", "bth"),
        grades={
            **firms.grade_of,
            **assumed.grades(),
            "exit_hazard": "assumption",
            "size_sigma": "derived",
            "gdp_revised": "derived",
            "job_trend": "derived",
        },
    )


def _path(assumed: Assumed, province: str, years: tuple[int, ...]) -> Floats:
    return np.array([assumed.number("legal_units", province, str(year)) for year in years]) * 10_000.0


def _sectors() -> tuple[Floats, Floats]:
    frame = read_table(
        "sectors.csv",
        {
            "sector": text(SECTORS),
            "cn2018_share_of_jobs_in_legal_units": real(0, 1, blank=True),
            "cn2018_va_per_worker_1e4yuan": real(0),
        },
    )
    require("sectors.csv", "sector", tuple(frame["sector"]) == SECTORS, "the twelve sectors are not in their order")
    share = np.nan_to_num(frame["cn2018_share_of_jobs_in_legal_units"].to_numpy(float))
    require(
        "sectors.csv", "cn2018_share_of_jobs_in_legal_units", bool((share[1:] > 0).all()), "a sector has no legal units"
    )
    share[0] = 0.0
    return share, frame["cn2018_va_per_worker_1e4yuan"].to_numpy(float)


def _booked_2018(firms: FirmTable) -> Floats:
    """Staff of legal units by province. Beijing is the region less the two others: the scope of the national table."""
    region = firms.value("legal_unit_employees", 2018, "region", "bth")
    tianjin, hebei = (firms.value("legal_unit_employees", 2018, "province", name) for name in PROVINCES[1:])
    return np.array([region - tianjin - hebei, tianjin, hebei]) * 10_000.0


def _size_age() -> dict[tuple[str, str], float]:
    frame = read_table("firm_size_age.csv", {"item": text(), "key": text(), "value": text(), "place": text()})
    found: dict[tuple[str, str], float] = {}
    for item, key, value in zip(frame["item"], frame["key"], frame["value"], strict=True):
        if str(value).replace(".", "", 1).isdigit():
            found.setdefault((str(item), str(key)), float(value))
    needed = [("exit_hazard", key) for key, _, _ in _HAZARD_STEPS] + [
        ("lognormal_sigma", "all"),
        ("age_share", "under 5 years"),
    ]
    for item, key in needed:
        require("firm_size_age.csv", "key", (item, key) in found, f"{item}, {key} is missing")
    return found


def _hazards(size: dict[tuple[str, str], float]) -> Floats:
    hazard = np.zeros(LAST_HAZARD)
    for key, low, high in _HAZARD_STEPS:
        hazard[low:high] = size[("exit_hazard", key)] / 100.0
    require(
        "firm_size_age.csv", "value", bool(((hazard > 0) & (hazard < 0.5)).all()), "an exit hazard is outside 0 to 50 %"
    )
    return hazard
