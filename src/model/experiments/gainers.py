"""Who gains and who loses: the same residents in two scenarios, by registration, skill, age and county.

Of every resident who is in the region in both runs of a seed, on 31 December of a year:

    earnings  e = w(place, skill) if employed, else 0: what a job within reach of the home pays, yuan a year
    flooding  f = affected persons expected in a year / residents, of the place of residence

and the differences of e and f, second run less first. Rents, services and the time on the way are not in e. Whoever
is in one run only (left, came, died, was born) is counted apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.intervals import half_width
from model.experiments.tracing import AGES, EDUCATIONS, age_group, check_pair
from model.people.columns import EDUCATION, EDUCATION_SHIFT, EMPLOYED, HOME_OUTSIDE, REGISTERED_HERE

if TYPE_CHECKING:
    from model.scenario.schema.scenario import Scenario
    from model.simulation.model import JingJinJi

NOTICEABLE: Final = 0.05
"""Part of the earnings of the first run by which a resident must be better or worse off to count (assumption)."""
SKILL: Final = np.array([0, 0, 1, 2])
"""Skill by education: low (to senior school), mid (college), high (bachelor and above)."""
REGISTRATIONS: Final = ("registered where they live", "registered elsewhere in the region", "registered outside it")
_WORKING_AGE: Final = 16
_SUMS: Final = ("persons", "elsewhere", "job_lost", "job_found", "better", "worse", "earnings", "flooding")


@dataclass(frozen=True, slots=True)
class Gains:
    """Gains and losses of one scenario against another, over some seeds."""

    first: str
    second: str
    year: int
    seeds: tuple[int, ...]
    groups: pd.DataFrame
    """kind (all, registration, skill, age_group, county), group, persons (mean over seeds), elsewhere, job_lost,
    job_found, better, worse (% of the persons), earnings (yuan a year and person) with low, high (90 %), flooding
    (affected a year per 1,000 persons) with flooding_low, flooding_high, clear (of zero, earnings)."""
    absent: pd.DataFrame
    """registration, only_first, only_second: persons in one run alone, mean over seeds."""

    def of(self, kind: str) -> pd.DataFrame:
        """The rows of one kind, by group."""
        return self.groups[self.groups["kind"] == kind].set_index("group")


def gains(first: "Scenario", second: "Scenario", year: int, seeds: Iterable[int] = (1,), *, threads: int = 1) -> Gains:
    """Follow the residents of two scenarios to a year, seed by seed.

    Raises:
        TraceError: the scales or start years differ, or the year is not simulated.
    """
    from model.simulation.model import JingJinJi
    from model.simulation.shelf import Shelf

    check_pair(first, second, year)
    chosen = tuple(seeds)
    shelves = (Shelf(), Shelf())
    tables, absent = [], []
    for seed in chosen:
        people = []
        for scenario, shelf in zip((first, second), shelves, strict=True):
            model = JingJinJi(scenario, seed, threads=threads, shelf=shelf)
            while model.year < year:
                model.step()
            people.append(residents_of(model))
            model.release()
        both, alone = lay_side_by_side(*people)
        scale = first.scale.residents
        tables.append(sums_by_group(both, scale))
        absent.append(alone.assign(only_first=alone["only_first"] * scale, only_second=alone["only_second"] * scale))
    gone = pd.concat(absent).groupby("registration", as_index=False, sort=False).sum()
    gone[["only_first", "only_second"]] /= len(chosen)
    return Gains(first.name, second.name, year, chosen, over_seeds(tables), gone)


def residents_of(model: "JingJinJi") -> pd.DataFrame:
    """id, place, registration, skill, age_group, earnings, flooding, employed of every agent of a run's last year."""
    residents, places = model.residents, model.world.region.places
    place, traits, age = (residents.get(name).astype(np.int64) for name in ("place", "traits", "age"))
    education = (traits & EDUCATION) >> EDUCATION_SHIFT
    employed = (traits & EMPLOYED) > 0
    wage = model.world.signals.wage_reachable
    affected = np.array([model.indicator("affected_expected", name) for name in places.ids])
    people = np.array([model.indicator("population", name) for name in places.ids])
    risk = np.divide(affected, people, out=np.zeros(people.size), where=people > 0)
    home = residents.get("home_city")
    register = np.where((traits & REGISTERED_HERE) > 0, 0, np.where(home == HOME_OUTSIDE, 2, 1))
    low = np.array([low for low, _ in AGES])
    return pd.DataFrame(
        {
            "id": residents.get("id"),
            "place": place,
            "county": np.array(places.ids)[place],
            "registration": np.array(REGISTRATIONS)[register],
            "skill": np.where(age < _WORKING_AGE, "child", np.array(EDUCATIONS)[education]),
            "age_group": np.array([age_group(int(each)) for each in low])[np.searchsorted(low, age, "right") - 1],
            "employed": employed,
            "earnings": np.where(employed, wage[place, SKILL[education]], 0.0),
            "flooding": risk[place],
        }
    )


def lay_side_by_side(first: pd.DataFrame, second: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Residents of both runs with what changed for each, groups as in the first; and those of one run alone.

    Raises:
        ValueError: two residents have one id.
    """
    after = second[["id", "place", "employed", "earnings", "flooding", "registration"]]
    joined = first.merge(after, on="id", how="outer", suffixes=("", "_after"), indicator=True, validate="one_to_one")
    both = joined[joined["_merge"] == "both"]
    was, now = both["employed"].astype(bool), both["employed_after"].astype(bool)
    change = both["earnings_after"] - both["earnings"]
    enough = NOTICEABLE * both["earnings"]
    out = both[["registration", "skill", "age_group", "county"]].assign(
        persons=1.0,
        elsewhere=(both["place"] != both["place_after"]).astype(float),
        job_lost=(was & ~now).astype(float),
        job_found=(~was & now).astype(float),
        better=((change > enough) & (change > 0)).astype(float),
        worse=(change < -enough).astype(float),
        earnings=change,
        flooding=1000.0 * (both["flooding_after"] - both["flooding"]),
    )
    left, right = (joined[joined["_merge"] == side] for side in ("left_only", "right_only"))
    alone = pd.DataFrame(
        {
            "registration": REGISTRATIONS,
            "only_first": [float((left["registration"] == name).sum()) for name in REGISTRATIONS],
            "only_second": [float((right["registration_after"] == name).sum()) for name in REGISTRATIONS],
        }
    )
    return out, alone


def sums_by_group(both: pd.DataFrame, scale: int) -> pd.DataFrame:
    """Sums of one seed by kind and group, for persons."""
    parts = []
    for kind in ("all", "registration", "skill", "age_group", "county"):
        key = both[kind] if kind != "all" else pd.Series("all", index=both.index)
        sums = both.groupby(key.to_numpy())[list(_SUMS)].sum() * scale
        parts.append(sums.rename_axis("group").reset_index().assign(kind=kind))
    return pd.concat(parts, ignore_index=True)


def over_seeds(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Means over seeds and intervals, in the form of `Gains.groups`."""
    keys = ["kind", "group"]
    cube = [table.set_index(keys) for table in tables]
    index = cube[0].index
    for each in cube[1:]:
        index = index.union(each.index, sort=False)
    values = np.stack([each.reindex(index, fill_value=0.0)[list(_SUMS)].to_numpy(float) for each in cube])
    persons = values[:, :, 0]
    out = pd.DataFrame(index=index).reset_index()
    out["persons"] = persons.mean(axis=0)
    for k, name in enumerate(_SUMS[1:], start=1):
        share = _per(values[:, :, k], persons) * (100.0 if k < len(_SUMS) - 2 else 1.0)
        out[name] = share.mean(axis=0)
        if name in ("earnings", "flooding"):
            half = _half(share)
            low, high = ("low", "high") if name == "earnings" else ("flooding_low", "flooding_high")
            out[low], out[high] = out[name] - half, out[name] + half
    out["clear"] = np.abs(out["earnings"]) > _half(_per(values[:, :, _SUMS.index("earnings")], persons))
    return out


def _per(sums: NDArray[np.float64], persons: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.divide(sums, persons, out=np.zeros_like(sums), where=persons > 0)
    return found


def _half(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half of the 90 % interval over seeds (seeds, groups); NaN for one seed."""
    seeds = np.full(values.shape[1], values.shape[0])
    spread = values.std(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1])
    return half_width(spread, seeds)
