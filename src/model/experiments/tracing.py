"""Who was moved by the policy: residents and firms that live elsewhere in one scenario than in another.

Draws are addressed by person, year and purpose, so a person of one run is the same person in a paired run. Two runs
are followed to the same year and laid side by side by id. What differs is the consequence of what differs in the
levers, through all it touches: a job that moved, the wage it left behind, the rent it raised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.people.columns import EDUCATION, EDUCATION_SHIFT, FEMALE, NO_SECTOR
from model.region.names import SECTORS
from model.region.places import Places

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

STATUS: Final = ("elsewhere", "only in the first", "only in the second")
"""Alive in both but in another place; or here in one run only: outside the region, dead or never born in the other."""
AGES: Final = ((0, 14), (15, 29), (30, 44), (45, 64), (65, 100))
EDUCATIONS: Final = ("junior school or below", "senior school", "college", "bachelor and above")
NOWHERE: Final = "not in the region"

Table = Mapping[str, NDArray[np.generic]]
_PEOPLE: Final = ("id", "place", "age", "traits", "sector")
_FIRMS: Final = ("id", "place", "sector", "staff", "weight")


@dataclass(frozen=True, slots=True)
class Trace:
    """What differs between two runs of one seed on 31 December of a year."""

    first: str
    second: str
    year: int
    seed: int
    scale: int
    residents: pd.DataFrame
    """id, status, origin (place in the first), destination (place in the second), age, sex, education, sector,
    persons; one row for an agent."""
    firms: pd.DataFrame
    """id, status, origin, destination, sector, firms, jobs (of the first run; of the second where only there)."""

    def summary(self, by: Sequence[str], of: str = "residents") -> pd.DataFrame:
        """Persons, or firms and jobs, by some columns; largest first.

        Args:
            by: such as `("status", "age_group")`; also origin_city and destination_city.
            of: `residents` or `firms`.
        """
        table = self.residents if of == "residents" else self.firms
        table = table.assign(
            origin_city=[_city(name) for name in table["origin"]],
            destination_city=[_city(name) for name in table["destination"]],
        )
        if of == "residents":
            table["age_group"] = [age_group(age) for age in table["age"]]
        sums = ["persons"] if of == "residents" else ["firms", "jobs"]
        found = table.groupby(list(by), as_index=False, observed=True)[sums].sum()
        return found.sort_values([sums[0], *by], ascending=[False] + [True] * len(by), ignore_index=True)


def trace(
    first: "Scenario", second: "Scenario", year: int, seed: int = 1, *, threads: int = 1, region: "Region | None" = None
) -> Trace:
    """Run two scenarios of one seed to a year and list who is elsewhere.

    Args:
        first: the reference.
        second: the scenario with the policy.
        year: 31 December of this year; between the years of both.
        seed: of storms and dynamics, for both.
        threads: threads that share the work.
        region: the tables, if loaded already.

    Raises:
        TraceError: the scales or start years differ, or the year is not simulated.
    """
    from model.region.region import load_region
    from model.simulation.model import JingJinJi

    check_pair(first, second, year)
    region = region or load_region()
    people, firms = [], []
    for scenario in (first, second):
        model = JingJinJi(scenario, seed, threads=threads, region=region)
        while model.year < year:
            model.step()
        people.append({name: model.residents.get(name) for name in _PEOPLE})
        firms.append({name: model.firms.get(name) for name in _FIRMS})
        model.release()
    scale = first.scale.residents
    return Trace(
        first=first.name,
        second=second.name,
        year=year,
        seed=seed,
        scale=scale,
        residents=moved_residents(people[0], people[1], region.places, scale),
        firms=moved_firms(firms[0], firms[1], region.places),
    )


class TraceError(ValueError):
    """Two scenarios that cannot be followed side by side; one sentence for the user."""

    bad_input = True


def moved_residents(first: Table, second: Table, places: Places, scale: int) -> pd.DataFrame:
    """Residents whose place differs; columns as in `Trace.residents`, traits as in the first run if it has them.

    Raises:
        ValueError: two residents have one id.
    """
    for table in (first, second):
        if np.unique(table["id"]).size < table["id"].size:
            raise ValueError("two residents have one id, so they cannot be followed")
    joined = _side_by_side(first, second, places)
    traits = joined["traits"].to_numpy(np.int64)
    sector = joined["sector"].to_numpy(np.int64)
    return pd.DataFrame(
        {
            "id": joined["id"],
            "status": joined["status"],
            "origin": joined["origin"],
            "destination": joined["destination"],
            "age": joined["age"].to_numpy(np.int64),
            "sex": np.where(traits & FEMALE, "female", "male"),
            "education": np.array(EDUCATIONS)[(traits & EDUCATION) >> EDUCATION_SHIFT],
            "sector": [SECTORS[k] if k != int(NO_SECTOR) else "none" for k in sector],
            "persons": scale,
        }
    )


def moved_firms(first: Table, second: Table, places: Places) -> pd.DataFrame:
    """Firms whose place differs; columns as in `Trace.firms`.

    An agent of several firms may be split by a quota in one run and not in the other: then those that both runs hold
    under one id count as elsewhere, and the part that was split off is another agent.
    """
    from model.firms.columns import PERSON

    joined = _side_by_side(first, second, places)
    weight = joined["weight"].to_numpy(np.int64)
    return pd.DataFrame(
        {
            "id": joined["id"],
            "status": joined["status"],
            "origin": joined["origin"],
            "destination": joined["destination"],
            "sector": [SECTORS[k] for k in joined["sector"].to_numpy(np.int64)],
            "firms": weight,
            "jobs": weight * joined["staff"].to_numpy(np.int64) / PERSON,
        }
    )


def age_group(age: int) -> str:
    """`30-44`, or `65+`."""
    low, high = next(group for group in AGES if group[0] <= age <= group[1])
    return f"{low}+" if high == AGES[-1][1] else f"{low}-{high}"


def _side_by_side(first: Table, second: Table, places: Places) -> pd.DataFrame:
    """Agents of both runs by id whose place differs, with status, origin and destination."""
    left, right = (_numbered(table) for table in (first, second))
    both = left.merge(right, on=["id", "copy"], how="outer", suffixes=("", "_second"), indicator=True)
    both = both[(both["_merge"] != "both") | (both["place"] != both["place_second"])].sort_values(["id", "copy"])
    for name in left.columns.difference(["id", "copy", "place"]):
        both[name] = both[name].fillna(both[f"{name}_second"])
    status = both["_merge"].map(dict(zip(("both", "left_only", "right_only"), STATUS, strict=True))).astype(str)
    names = np.array([*places.ids, NOWHERE])
    origin = names[both["place"].fillna(len(places.ids)).to_numpy(np.int64)]
    destination = names[both["place_second"].fillna(len(places.ids)).to_numpy(np.int64)]
    return both.assign(status=status, origin=origin, destination=destination).reset_index(drop=True)


def _numbered(table: Table) -> pd.DataFrame:
    """The agents with `copy`, which counts those that bear one id."""
    found = pd.DataFrame(dict(table)).sort_values(["id", "place"], kind="stable", ignore_index=True)
    return found.assign(copy=found.groupby("id").cumcount())


def check_pair(first: "Scenario", second: "Scenario", year: int) -> None:
    """Refuse two scenarios that cannot be followed side by side.

    Raises:
        TraceError: the scales or start years differ, or the year is not simulated.
    """
    if first.scale != second.scale:
        raise TraceError(f"{first.name} and {second.name} have different scales, so they have no common agents")
    if first.years.start != second.years.start:
        raise TraceError(f"{first.name} and {second.name} start in different years, so they have no common agents")
    last = min(first.years.end, second.years.end)
    if not first.years.start <= year <= last:
        raise TraceError(f"year {year} is not simulated in both; give one from {first.years.start} to {last}")


def _city(place: str) -> str:
    return place.split(".")[0]
