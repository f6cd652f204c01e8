"""A cohort-component projection of the three provinces, from the rate files alone.

It shares nothing with the package but the CSV files: it reads them with the csv module and works in floats and
persons, province by province. The residents of the model are held against it.
"""

import csv
import itertools
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "src" / "model" / "region" / "data"
PROVINCES = ("beijing", "tianjin", "hebei")
SEX = {"male": 0, "female": 1}
AGES = 101


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Year:
    """State at the end of a year and what happened in it, in persons."""

    people: np.ndarray
    births: float = 0.0
    deaths: float = 0.0

    @property
    def total(self):
        return self.people.sum()

    @property
    def share_65p(self):
        return 100 * self.people[:, 65:].sum() / self.people.sum()

    def dependency(self):
        by_age = self.people.sum(0)
        child, middle, old = by_age[:15].sum(), by_age[15:65].sum(), by_age[65:].sum()
        return 100 * (child + old) / middle, 100 * old / middle, 100 * child / middle


class Rates:
    """Rates of one province."""

    def __init__(self, province, variant="medium", mortality=1.0):
        self.mortality = mortality
        listed = {}
        for row in rows("mortality.csv"):
            if row["province"] == province:
                cell = listed.setdefault(int(row["year"]), np.zeros((2, 102)))
                cell[SEX[row["sex"]], int(row["age"]) + 1] = math.log(float(row["p_die_year"]))
        self.log_p = dict(sorted(listed.items()))
        fertility = rows("fertility.csv")
        self.tfr, self.share, self.ratio, self.path = {}, {2010: [], 2020: []}, {}, {}
        for row in fertility:
            record, own = row["record"], row["province"] == province
            if record == "tfr_path" and own and row["variant"] == variant:
                self.tfr[int(row["year"])] = float(row["value"])
            elif record == "asfr_share" and own:
                self.share[int(row["year"])].append((row["age_group"], float(row["value"])))
            elif record == "sex_ratio_age0" and own:
                self.ratio[int(row["year"])] = float(row["value"])
            elif record == "sex_ratio_birth_path":
                self.path[int(row["year"])] = float(row["value"])

    def p(self, year):
        """(2, 102), ages -1 to 100, at year - 0.5."""
        time = year - 0.5
        years = list(self.log_p)
        time = min(max(time, years[0]), years[-1])
        for first, second in itertools.pairwise(years):
            if first <= time <= second:
                w = (time - first) / (second - first)
                value = np.exp((1 - w) * self.log_p[first] + w * self.log_p[second])
                return 1 - (1 - value) ** self.mortality
        raise AssertionError

    def births(self, year, before, after):
        w = min(max((year - 2010) / 10, 0.0), 1.0)
        old, new = dict(self.share[2010]), dict(self.share[2020])
        total = 0.0
        for group in old:
            low = int(group.split("-")[0])
            women = 0.5 * (before[1, low : low + 5].sum() + after[1, low : low + 5].sum())
            total += women * ((1 - w) * old[group] + w * new[group]) / 5
        return self.tfr[year] * total

    def boys_per_girl(self, year):
        if year <= 2020:
            w = (year - 2010) / 10
            return (1 - w) * self.ratio[2010] + w * self.ratio[2020]
        w = min((year - 2020) / 15, 1.0)
        years = sorted(self.path)
        return (1 - w) * self.ratio[2020] + w * np.interp(year, years, [self.path[y] for y in years])


def start(province, year):
    name, column = ("age_single_2020.csv", "persons") if year == 2020 else ("age_single_2010.csv", "persons_restored")
    people = np.zeros((2, AGES))
    for row in rows(name):
        if row["province_id"] == province:
            people[SEX[row["sex"]], int(row["age"])] = float(row[column])
    return people


def project(province, first, last, *, variant="medium", mortality=1.0, moves=None):
    """Years first to last as a dictionary of `Year`; `moves(year)` gives net moves (2, 101) if any."""
    rates = Rates(province, variant, mortality)
    people = start(province, first)
    years = {first: Year(people)}
    for year in range(first + 1, last + 1):
        net = np.zeros((2, AGES)) if moves is None else moves(year)
        p = rates.p(year)
        exposed = np.maximum(people + net / 2, 0)
        after = np.zeros((2, AGES))
        for sex in range(2):
            for age in range(100):
                after[sex, age + 1] = exposed[sex, age] * (1 - p[sex, age + 1])
            after[sex, 100] += exposed[sex, 100] * (1 - p[sex, 101])
        after = np.maximum(after + net / 2, 0)
        births = rates.births(year, people, after)
        k = rates.boys_per_girl(year)
        children = np.array([births * k / (1 + k), births / (1 + k)])
        after[:, 0] = children * (1 - p[:, 0]) + net[:, 0] / 2
        deaths = (exposed * p[:, 1:]).sum() + (children * p[:, 0]).sum()
        years[year] = Year(after, births, deaths)
        people = after
    return years
