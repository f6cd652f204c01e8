"""Flows between groups of places: what left Beijing and where it went, and who moved between cities."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.region.names import OUTSIDE
from model.reports import basemap
from model.reports.run_folder import Run
from model.reports.words import Words

CAUSES = ("directed", "quota", "chosen")
ORDERED = ("directed", "quota")
"""Causes that policy decides; these alone are in the indicators relocated_jobs and relocated_firms."""
CAUSE_WORDS = {
    "directed": Words("指令搬迁", "directed"),
    "quota": Words("配额疏解", "quota"),
    "chosen": Words("自主搬迁", "own choice"),
}
ELSEWHERE = Words("区外", "outside")
RING = "beijing-ring"
RING_WORDS = Words("北京郊区", "Outer Beijing")


@dataclass(frozen=True)
class Relocation:
    """Where the jobs and firms that left their place in Beijing went; destinations by jobs, largest first."""

    table: pd.DataFrame
    """destination, name_zh, name_en, firms, jobs, and jobs by cause."""
    causes: tuple[str, ...]

    @property
    def jobs(self) -> float:
        """All of them."""
        return float(self.table["jobs"].sum())

    @property
    def firms(self) -> float:
        """All of them."""
        return float(self.table["firms"].sum())


def relocation_of(run: Run) -> Relocation:
    """Jobs and firms that left Beijing, or its six central districts for its other ten, over all years."""
    flows = run.flows
    core = {place for place, inside in zip(run.places.ids, run.places.core6, strict=True) if inside}
    beijing = {place for place in run.places.ids if place.startswith("beijing.")}
    rows = flows[flows["kind"].isin(["jobs", "firms"]) & flows["origin_id"].isin(beijing)].copy()
    for column in ("kind", "cause", "origin_id", "destination_id"):
        rows[column] = rows[column].astype(str)
    rows = rows[rows["origin_id"] != rows["destination_id"]]
    to_ring = rows["destination_id"].isin(beijing)
    rows = rows[~to_ring | (rows["origin_id"].isin(core) & ~rows["destination_id"].isin(core))]
    rows["destination"] = [_group(name) for name in rows["destination_id"]]
    causes = tuple(sorted(rows.loc[rows["kind"] == "jobs", "cause"].unique(), key=_rank))
    jobs = rows[rows["kind"] == "jobs"].pivot_table(
        index="destination", columns="cause", values="value", aggfunc="sum", fill_value=0.0
    )
    jobs = jobs.reindex(columns=list(causes), fill_value=0.0)
    firms = rows[rows["kind"] == "firms"].groupby("destination")["value"].sum()
    table = jobs.add_prefix("jobs_")
    table.insert(0, "jobs", jobs.sum(axis=1))
    table.insert(0, "firms", firms.reindex(table.index).fillna(0.0))
    table = table.reset_index().sort_values(["jobs", "destination"], ascending=[False, True], ignore_index=True)
    table = table[table["jobs"] > 0].reset_index(drop=True)
    names = [group_name(run, name) for name in table["destination"]]
    table.insert(1, "name_zh", [name.zh for name in names])
    table.insert(2, "name_en", [name.en for name in names])
    return Relocation(table, causes)


def _rank(cause: str) -> tuple[int, str]:
    return (CAUSES.index(cause) if cause in CAUSES else len(CAUSES), cause)


def _group(destination: str) -> str:
    city = destination.split(".")[0]
    return RING if city == "beijing" else city


def group_name(run: Run, group: str) -> Words:
    """Name of a city, of the ten outer districts of Beijing, or of the outside."""
    if group == OUTSIDE:
        return ELSEWHERE
    if group == RING:
        return RING_WORDS
    return basemap.city_name(run.places, run.places.city_ids.index(group))


def migration_between(run: Run) -> pd.DataFrame:
    """Persons who moved between cities, or to and from outside, over all years: origin, destination, persons.

    All causes together; moves within a city are left out. Largest first.
    """
    flows = run.flows[run.flows["kind"] == "people"]
    if flows.empty:
        return pd.DataFrame({"origin": [], "destination": [], "persons": []})
    names = pd.Index(sorted(set(flows["origin_id"].astype(str)) | set(flows["destination_id"].astype(str))))
    group = pd.Series([name.split(".")[0] for name in names], index=names)
    origin = flows["origin_id"].astype(str).map(group)
    destination = flows["destination_id"].astype(str).map(group)
    table = pd.DataFrame(
        {"origin": origin.to_numpy(), "destination": destination.to_numpy(), "persons": flows["value"].to_numpy(float)}
    )
    table = table[table["origin"] != table["destination"]].groupby(["origin", "destination"], as_index=False).sum()
    return table.sort_values(["persons", "origin", "destination"], ascending=[False, True, True], ignore_index=True)


def arc(start: NDArray[np.float64], end: NDArray[np.float64], bend: float, points: int = 28) -> NDArray[np.float64]:
    """A line bent to its left by `bend` of its length, as a quadratic curve of `points` points."""
    middle = (start + end) / 2
    along = end - start
    control = middle + bend * np.array([-along[1], along[0]]) * 2
    t = np.linspace(0, 1, points)[:, None]
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
