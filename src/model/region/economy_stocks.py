"""Jobs, legal units and their staff by place and sector: the censuses and their stated carry.

Rules named in assumptions_economy.csv: `carry_jobs_2020`, `carry_units_2020`, `jobs_in_legal_units`, and the
same for 2013. All stocks are whole numbers that meet their totals exactly (largest remainder).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.firm_table import FirmTable
from model.region.names import SECTORS
from model.region.tables import read_table, require, text, whole

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

REGION_JOBS: Final = 53_300_000
"""Workers of the region, all sectors (derived from E15: 29.34 million in services are 55 %)."""
SECTIONS: Final = {
    "agriculture": ("A_agriculture",),
    "mining_utilities": ("B_mining", "D_utilities"),
    "construction": ("E_construction",),
    "trade_logistics": ("F_wholesale_retail", "G_transport_storage_post"),
    "finance": ("J_finance",),
    "business_realestate": ("K_real_estate", "L_leasing_business"),
    "ict": ("I_information",),
    "science_tech": ("M_research_technical",),
    "public_services": (
        "N_water_environment",
        "P_education",
        "Q_health_social",
        "S_public_admin",
        "T_international",
    ),
    "consumer_services": ("H_hotel_catering", "O_resident_services", "R_culture_sports"),
}
"""Sections of employment_2020.csv that make up a sector; manufacturing (C) is split in two."""
_GENERAL, _ADVANCED = SECTORS.index("manuf_general"), SECTORS.index("manuf_advanced")
_FARMING = SECTORS.index("agriculture")
UNITS_TOLERANCE: Final = 10.0
"""Units by which the sectors of a group may miss its total: the table has four decimals of 10^4."""
GEOMETRIC_2013: Final = 0.3
"""Weight of 2020 between the censuses of 2010 and 2020 (rule `carry_jobs_2013`)."""


@dataclass(frozen=True)
class Stock:
    """Jobs, legal units and their staff at one date; int64, shape (199, 12)."""

    year: int
    jobs: Counts
    """Persons at work, legal units and pools together."""
    units: Counts
    """Legal units of the secondary and tertiary sectors; none in farming."""
    staff: Counts
    """Persons in those units; the rest of `jobs` are self-employed and farmers."""

    @property
    def pool(self) -> Counts:
        """Self-employed and farmers, persons, (199, 12)."""
        pool: Counts = np.maximum(self.jobs - self.staff, 0)
        return pool


@dataclass(frozen=True)
class GroupTables:
    """firms.csv by its 20 groups of counties: names, place -> group, units and employed residents."""

    names: tuple[str, ...]
    of_place: NDArray[np.intp]
    units_2018: Floats
    """(20, 12) legal units, `legal_units_est` (derived, rule U)."""
    employed_2010: Floats
    """(20, 12) persons."""
    employed_2020: Floats
    """(20, 12) persons."""
    advanced_share: Floats
    """(20,) share of advanced in all manufacturing jobs (assumption A01)."""
    bachelor: Floats
    """(20,) residents with a bachelor degree and above (verified)."""
    college: Floats
    """(20,) residents with junior college (verified)."""


def largest_remainder(values: Floats, total: int) -> Counts:
    """Whole numbers of the shape of `values` that sum to `total`, each within one of its share.

    Ties go to the lower index. All-zero values are refused when `total` is not zero (ValueError).
    """
    flat = np.asarray(values, float).ravel()
    size = flat.sum()
    if size <= 0.0:
        if total:
            raise ValueError(f"nothing to share {total} over")
        return np.zeros(np.shape(values), np.int64)
    shares = flat * (total / size)
    whole_part = np.floor(shares).astype(np.int64)
    order = np.argsort(-(shares - whole_part), kind="stable")
    whole_part[order[: total - int(whole_part.sum())]] += 1
    counts: Counts = whole_part.reshape(np.shape(values))
    return counts


def load_groups(place_ids: tuple[str, ...], firms: FirmTable) -> GroupTables:
    """place_groups.csv and the group rows of firms.csv, every sector of every group present once."""
    frame = read_table("place_groups.csv", {"place_id": text(place_ids), "group": text()})
    require("place_groups.csv", "place_id", tuple(frame["place_id"]) == place_ids, "places are not those of places.csv")
    names = tuple(dict.fromkeys(frame["group"]))
    units = firms.grid("legal_units_est", 2018, "group", names, SECTORS[1:]) * 10_000.0
    printed = firms.grid("legal_units_est", 2018, "group", names)[:, 0] * 10_000.0
    short = np.abs(units.sum(axis=1) - printed) > UNITS_TOLERANCE
    require(
        "firms.csv", "legal_units_est", not short.any(), f"sectors of {names[int(short.argmax())]} do not sum to all"
    )
    return GroupTables(
        names=names,
        of_place=np.array([names.index(group) for group in frame["group"]]),
        units_2018=np.concatenate([np.zeros((len(names), 1)), units], axis=1),
        employed_2010=firms.grid("employed_residents_est", 2010, "group", names, SECTORS),
        employed_2020=firms.grid("employed_residents_est", 2020, "group", names, SECTORS),
        advanced_share=firms.grid("advanced_share_of_manufacturing", 2020, "group", names, ("manufacturing",))[:, 0],
        bachelor=firms.grid("residents_bachelor_plus", 2020, "group", names)[:, 0],
        college=firms.grid("residents_junior_college", 2020, "group", names)[:, 0],
    )


def employed_by_place(place_ids: tuple[str, ...], groups: GroupTables) -> tuple[Floats, Floats]:
    """Long-form employed of 2020 by sector (199, 12), and those in education and health (199,), in the sample."""
    sections = sorted({section for parts in SECTIONS.values() for section in parts} | {"C_manufacturing"})
    frame = read_table(
        "employment_2020.csv",
        {"place_id": text(place_ids), "employed_longform": whole(1), **{section: whole(0) for section in sections}},
    )
    same = tuple(frame["place_id"]) == place_ids
    require("employment_2020.csv", "place_id", same, "places are not those of places.csv")
    employed = np.zeros((len(place_ids), len(SECTORS)))
    for sector, parts in SECTIONS.items():
        employed[:, SECTORS.index(sector)] = frame[list(parts)].sum(axis=1)
    made = frame["C_manufacturing"].to_numpy(float)
    advanced = groups.advanced_share[groups.of_place]
    employed[:, _GENERAL], employed[:, _ADVANCED] = made * (1.0 - advanced), made * advanced
    wrong = np.abs(employed.sum(axis=1) - frame["employed_longform"]) > 0.5
    require("employment_2020.csv", "employed_longform", not wrong.any(), "sections do not sum", int(wrong.argmax()) + 2)
    return employed, frame[["P_education", "Q_health_social"]].sum(axis=1).to_numpy(float)


def stock_2020(employed: Floats, groups: GroupTables, unit_growth: Floats, in_units: Floats) -> Stock:
    """The start: jobs sum to 53.3 million, units carried from 2018 by the growth of the province (199,)."""
    jobs = largest_remainder(employed, REGION_JOBS)
    return Stock(2020, jobs, _units(jobs, groups, unit_growth), _staff(jobs, in_units))


def stock_2013(stock: Stock, groups: GroupTables, unit_growth: Floats, in_units: Floats) -> Stock:
    """The hindcast's start: jobs of a group and its mix of sectors, both J_2010^0.7 J_2020^0.3; places as in 2020.

    A sum of cells that each grow at a rate of their own sags between two censuses (by 6 %), so the mix is taken to
    the jobs of the group.
    """
    between = _between(groups.employed_2010, groups.employed_2020)
    everyone = _between(groups.employed_2010.sum(axis=1), groups.employed_2020.sum(axis=1))
    between *= (everyone / between.sum(axis=1))[:, None]
    share = stock.jobs / _group_sums(stock.jobs, groups)[groups.of_place].clip(1.0)
    values = share * between[groups.of_place]
    jobs = largest_remainder(values, round(float(values.sum())))
    return Stock(2013, jobs, _units(jobs, groups, unit_growth), _staff(jobs, in_units))


def _between(before: Floats, after: Floats) -> Floats:
    return np.asarray(before ** (1.0 - GEOMETRIC_2013) * after**GEOMETRIC_2013)


def stock_2018(stock: Stock, groups: GroupTables, province: NDArray[np.uint8], booked: Floats) -> Stock:
    """The fourth economic census: units of the group table, staff as the units book it, by province (3,) persons.

    Beijing's units book staff who work elsewhere, so these are not the jobs at a place: `jobs` equals `staff`.
    Inside a province staff follow the staff of 2020.
    """
    units = _units(stock.jobs, groups, np.ones(len(stock.jobs)))
    staff = np.zeros_like(stock.staff)
    for index, total in enumerate(booked):
        here = province == index
        staff[here] = largest_remainder(stock.staff[here].astype(float), round(float(total)))
    return Stock(2018, staff, units, staff)


def _units(jobs: Counts, groups: GroupTables, growth: Floats) -> Counts:
    units = np.zeros_like(jobs)
    for group in range(len(groups.names)):
        here = np.flatnonzero(groups.of_place == group)
        rate = float(growth[here[0]])
        for sector in range(1, len(SECTORS)):
            total = round(groups.units_2018[group, sector] * rate)
            units[here, sector] = largest_remainder(jobs[here, sector].astype(float), total)
    return units


def _staff(jobs: Counts, in_units: Floats) -> Counts:
    staff = np.zeros_like(jobs)
    for sector in range(1, len(SECTORS)):
        total = round(float(jobs[:, sector].sum() * in_units[sector]))
        staff[:, sector] = np.minimum(largest_remainder(jobs[:, sector].astype(float), total), jobs[:, sector])
    staff[:, _FARMING] = 0
    return staff


def _group_sums(values: Counts, groups: GroupTables) -> Floats:
    sums = np.zeros((len(groups.names), values.shape[1]))
    np.add.at(sums, groups.of_place, values)
    return sums
