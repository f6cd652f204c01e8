"""Write the table of targets from the shipped record.

    python -m model.experiments.hindcast.declare [--out FILE]

The rules below are the whole of the split: what each figure is held against, its tolerance, and whether a fit may read
it. They were written down before the scores were looked at; a figure changes its use only here, and the changelog says
so. Nothing of a run of the model enters.
"""

import argparse
import csv
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

import numpy as np

from model.experiments.hindcast.measures import AGES_OF_COHORTS, BEIJING_PLACES
from model.experiments.hindcast.record import Record
from model.experiments.hindcast.targets import FILE, Target, Use
from model.region.names import DATA, PROVINCES

SEXES: Final = ("male", "female")
CENSUS: Final = 1.0
"""Tolerance of census counts, per cent (coverage)."""


def targets_of(record: Record) -> list[Target]:
    """All targets, by the rules in their order."""
    return [target for rule in RULES for target in rule(record)]


def residents_of_cities_2020(record: Record) -> Iterator[Target]:
    """From 2010: cities in the census of 2020. The city series between the censuses is interpolated: no credit."""
    for city in record.places.city_ids:
        yield _target(
            "residents", 2010, 2020, _province(record, city), city, "residents",
            record.census(city, 2020), "persons", CENSUS, "verified", "calibration", "cities.csv pop_2020",
            "hazards and schedules of moves were fitted to the net flows of 2010-20",
            at_start=record.census(city, 2010),
        )  # fmt: skip


def residents_of_cities_2023(record: Record) -> Iterator[Target]:
    """From 2020: cities in 2023."""
    for city in record.places.city_ids:
        alone = city in PROVINCES
        use: Use = "calibration" if alone else "held_out"
        reason = (
            "the nets of 2021-24 by province were fitted to"
            if alone
            else "within Hebei only the pattern of 2010-20 was fitted to"
        )
        try:
            now, then, before = (record.residents(city, year) for year in (2023, 2020, 2010))
        except IndexError:
            continue
        yield _target(
            "residents", 2020, 2023, _province(record, city), city, "residents", now, "persons", 0.5,
            "verified" if alone else "derived", use, "population_history.csv", reason,
            at_start=then, before=(2010, before),
        )  # fmt: skip


def residents_of_six_districts(record: Record) -> Iterator[Target]:
    """From 2013: what the control of the six districts left."""
    core = "+".join(np.array(record.places.ids)[record.places.core6])
    yield _target(
        "residents", 2013, 2020, "beijing", core, "residents", record.six_districts(2020), "persons", 2.0, "verified",
        "calibration", "migration.csv beijing_six_districts", "the cap on the six districts is set by the record",
    )  # fmt: skip
    for place in np.array(record.places.ids)[:BEIJING_PLACES][~record.places.core6[:BEIJING_PLACES]]:
        at = record.places.index(place)
        yield _target(
            "residents", 2013, 2020, "beijing", place, "residents", float(record.places.population_2020[at]), "persons",
            CENSUS, "verified", "calibration", "places.csv pop_2020",
            "constants of places were fitted to the change of 2010-20",
        )  # fmt: skip


def ages_2020(record: Record) -> Iterator[Target]:
    """From 2010: children and the old in the census of 2020."""
    for province in PROVINCES:
        everyone = [record.ages(province, year, 0, 200) for year in (2020, 2010)]
        for measure, low, high in (("share_0_14", 0, 15), ("share_65p", 65, 200)):
            now, then = (
                100.0 * record.ages(province, year, low, high) / whole
                for year, whole in zip((2020, 2010), everyone, strict=True)
            )
            yield _target(
                "ageing", 2010, 2020, province, province, measure, now, "%", 0.3, "verified", "calibration",
                "age_structure.csv", "schedules of moves by age were fitted to the net flows of 2010-20", at_start=then,
            )  # fmt: skip


def dependency_2022(record: Record) -> Iterator[Target]:
    """From 2020: dependency of the region in the survey of 2022. A run without moves meets it too."""
    for which in ("old", "child"):
        now, then, before = (record.dependency("bth", year, which) for year in (2022, 2020, 2010))
        yield _target(
            "ageing", 2020, 2022, "bth", "bth", f"dependency_{which}", now, "%", 0.5, "seed", "held_out",
            "population_history.csv", "no fit reads it; it says nothing of moves", at_start=then, before=(2010, before),
        )  # fmt: skip


def cohorts_of_beijing(record: Record) -> Iterator[Target]:
    """From 2010: cohorts of Beijing in 2020 over the same cohorts in 2010, which a run without moves must miss."""
    for sex in SEXES:
        for age in AGES_OF_COHORTS:
            now = record.ages("beijing", 2020, age, age + 5, sex)
            then = record.ages("beijing", 2010, age - 10, age - 5, sex)
            yield _target(
                "cohorts", 2010, 2020, "beijing", "beijing", f"cohort_{sex}_{age}", 100.0 * now / then, "%",
                0.15 * 100.0 * now / then, "verified", "calibration", "age_structure.csv",
                "schedules of moves by age were fitted to the net flows of 2010-20", at_start=100.0,
            )  # fmt: skip


def output_of_cities(record: Record) -> Iterator[Target]:
    """Shares of cities in the region's GDP in 2023, from the accounts of 2013 and of 2020."""
    for start, before in ((2013, None), (2020, 2013)):
        for city in record.places.city_ids:
            now, then = (_share(record, city, year) for year in (2023, start))
            yield _target(
                "output", start, 2023, _province(record, city), city, "gdp_share_of_region", now, "%", 0.1, "derived",
                "held_out", "cities.csv gdp", "output is fitted to the start year alone",
                at_start=then, before=None if before is None else (before, _share(record, city, before)),
            )  # fmt: skip


def output_of_provinces(record: Record) -> Iterator[Target]:
    """From 2013: shares of provinces in the region's GDP in 2018, as the fourth economic census revised it."""
    for province in PROVINCES:
        now = 100.0 * record.revised(province, 2018) / sum(record.revised(each, 2018) for each in PROVINCES)
        yield _target(
            "output", 2013, 2018, province, province, "gdp_share_of_region", now, "%", 0.1, "verified", "calibration",
            "economy_history.csv gdp_revised", "the trend of output per job 2014-18 by province is fitted to it",
            at_start=_share(record, province, 2013),
        )  # fmt: skip


def branches_of_output(record: Record) -> Iterator[Target]:
    """Shares of the three branches in GDP in 2023."""
    for start, before in ((2013, None), (2020, 2013)):
        for area in ("bth", *PROVINCES):
            for branch in ("primary", "secondary", "tertiary"):
                now, then = (_branch(record, area, year, branch) for year in (2023, start))
                yield _target(
                    "branches", start, 2023, area, area, f"gdp_share_{branch}", now, "%", 0.3, "verified", "held_out",
                    "cities.csv gdp_share", "output is fitted to the start year alone",
                    at_start=then, before=None if before is None else (before, _branch(record, area, before, branch)),
                )  # fmt: skip


def legal_units(record: Record) -> Iterator[Target]:
    """Legal units by province in 2018, and of Beijing in 2023."""
    for province in PROVINCES:
        basis = "all_census4_basis" if province == "beijing" else "all"
        yield _target(
            "units", 2013, 2018, province, province, "units", record.units(province, 2018), "units", 2.0, "verified",
            "calibration", "firms.csv legal_units", "entry follows the growth of units between the censuses",
            at_start=record.units(province, 2013, basis),
        )  # fmt: skip
    for start in (2013, 2020):
        yield _target(
            "units", start, 2023, "beijing", "beijing", "units", record.units("beijing", 2023), "units", 2.0,
            "verified", "held_out", "firms.csv legal_units", "no fit reads the census of 2023",
            at_start=record.units("beijing", 2013, "all_census4_basis") if start == 2013 else None,
        )  # fmt: skip
    for area in ("beijing.chaoyang+beijing.haidian", "beijing.tongzhou"):
        now, then = (
            100.0 * sum(record.units(part, year) for part in area.split("+")) / record.units("beijing", year)
            for year in (2023, 2018)
        )
        yield _target(
            "shares of units", 2020, 2023, "beijing", area, "units_share_of_beijing", now, "%", 1.0, "verified",
            "held_out", "firms.csv legal_units", "no fit reads the census of 2023; persistence is of 2018",
            at_start=then,
        )  # fmt: skip


def industry_of_six_districts(record: Record) -> Iterator[Target]:
    """Manufacturing jobs of the six districts from 2013 to 2020, at the yearly rate of 2010-20."""
    decade = record.industry_of_core(2020) / record.industry_of_core(2010)
    core = "+".join(np.array(record.places.ids)[record.places.core6])
    yield _target(
        "jobs", 2013, 2020, "beijing", core, "change_of_industry", 100.0 * (decade**0.7 - 1.0), "%", 6.0, "derived",
        "held_out", "firms.csv employed_residents_est",
        "seven tenths of the log change of 2010-20 between the censuses",
        at_start=0.0,
    )  # fmt: skip


def innovation(record: Record) -> Iterator[Target]:
    """Contracts from Beijing to Tianjin and Hebei and the number of high-tech firms."""
    yield _target(
        "links", 2020, 2023, "bth", "bth", "high_tech_firms", record.printed("T009"), "firms", 5.0, "seed",
        "calibration", "seed_targets.csv T009", "the gain of the status is fitted to it",
    )  # fmt: skip
    for start in (2013, 2020):
        yield _target(
            "links", start, 2023, "bth", "bth", "tech_contracts", record.contracts(2023), "1e8 yuan", 5.0, "seed",
            "held_out", "seed_targets.csv T011", "contracts are fitted to 2013-20", at_start=record.contracts(start),
        )  # fmt: skip


RULES: Final[tuple[Callable[[Record], Iterator[Target]], ...]] = (
    residents_of_cities_2020,
    residents_of_cities_2023,
    residents_of_six_districts,
    ages_2020,
    dependency_2022,
    cohorts_of_beijing,
    output_of_cities,
    output_of_provinces,
    branches_of_output,
    legal_units,
    industry_of_six_districts,
    innovation,
)
"""What history is asked for, in the order of the table."""


def _target(
    family: str,
    start: int,
    year: int,
    province: str,
    area: str,
    measure: str,
    value: float,
    unit: str,
    tolerance: float,
    grade: str,
    use: Use,
    source: str,
    reason: str,
    *,
    at_start: float | None = None,
    before: tuple[int, float] | None = None,
) -> Target:
    short = "six_districts" if area.count("+") > 1 else area
    before_year, earlier = (None, None) if before is None else (before[0], round(before[1], 4))
    return Target(
        id=f"{start}-{year}.{short}.{measure}",
        family=family,
        start=start,
        year=year,
        province=province,
        area=area,
        measure=measure,
        value=round(value, 4),
        unit=unit,
        tolerance=round(tolerance, 4),
        at_start=None if at_start is None else round(at_start, 4),
        before_year=before_year,
        before=earlier,
        grade=grade,
        use=use,
        source=source,
        reason=reason,
    )


def _province(record: Record, city: str) -> str:
    return PROVINCES[record.places.province_of_city[record.places.city_ids.index(city)]]


def _share(record: Record, city: str, year: int) -> float:
    return 100.0 * record.gdp(city, year) / record.gdp("bth", year)


def _branch(record: Record, area: str, year: int, branch: str) -> float:
    return 100.0 * record.gdp(area, year, branch) / record.gdp(area, year)


def write_targets(targets: list[Target], file: Path) -> None:
    """Write the table; a blank where a target has no earlier figure."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [field.name for field in fields(Target)], lineterminator="\n")
        writer.writeheader()
        for target in targets:
            writer.writerow({name: "" if value is None else value for name, value in asdict(target).items()})


def main() -> None:
    """Write the table where it is shipped, or where `--out` says."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--out", type=Path, default=DATA / FILE)
    write_targets(targets_of(Record()), arguments.parse_args().out)


if __name__ == "__main__":
    main()
