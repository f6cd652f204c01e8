"""How a figure of the record is read from the stocks of a run."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.experiments.hindcast.snapshots import History, Snapshot
from model.experiments.hindcast.targets import Target
from model.region.names import SECTORS
from model.region.places import Places

Measure = Callable[[History, Target, NDArray[np.intp]], float]
MANUFACTURING: Final = [SECTORS.index("manuf_general"), SECTORS.index("manuf_advanced")]
BRANCHES: Final[Mapping[str, slice]] = {"primary": slice(0, 1), "secondary": slice(1, 5), "tertiary": slice(5, 12)}
"""Sectors of the three branches, in the order of `SECTORS`."""
BEIJING_PLACES: Final = 16
"""The places of Beijing stand first."""
AGES_OF_COHORTS: Final = (20, 30, 35, 60)
"""First years of the five-year cohorts that are followed."""


def measured(history: History, target: Target, places: Places) -> float:
    """The figure of the target in a run.

    Raises:
        KeyError: no measure has that name, or the run kept no such year.
    """
    return MEASURES[target.measure](history, target, members(places, target.area))


def members(places: Places, area: str) -> NDArray[np.intp]:
    """Places of an area; areas joined by `+` are taken together."""
    return np.unique(np.concatenate([places.members(part) for part in area.split("+")]))


def _residents(history: History, target: Target, inside: NDArray[np.intp]) -> float:
    return float(history[target.year].people[inside].sum())


def _share_of_ages(low: int, high: int) -> Measure:
    def share(history: History, target: Target, inside: NDArray[np.intp]) -> float:
        ages = history[target.year].people[inside].sum(axis=(0, 1))
        return 100.0 * float(ages[low:high].sum() / ages.sum())

    return share


def _dependency(low: int, high: int) -> Measure:
    def ratio(history: History, target: Target, inside: NDArray[np.intp]) -> float:
        ages = history[target.year].people[inside].sum(axis=(0, 1))
        return 100.0 * float(ages[low:high].sum() / ages[15:65].sum())

    return ratio


def _cohort(sex: int, age: int) -> Measure:
    """A five-year cohort at the end over the same cohort at the start, per cent."""

    def ratio(history: History, target: Target, inside: NDArray[np.intp]) -> float:
        younger = age - (target.year - target.start)
        then = history[target.start].people[inside, sex, younger : younger + 5].sum()
        return 100.0 * float(history[target.year].people[inside, sex, age : age + 5].sum() / then)

    return ratio


def _share_of_region(of: Callable[[Snapshot], NDArray[np.generic]]) -> Measure:
    def share(history: History, target: Target, inside: NDArray[np.intp]) -> float:
        everywhere = np.asarray(of(history[target.year]), float)
        return 100.0 * float(everywhere[inside].sum() / everywhere.sum())

    return share


def _branch_of_gdp(branch: str) -> Measure:
    def share(history: History, target: Target, inside: NDArray[np.intp]) -> float:
        gdp = history[target.year].gdp_current[inside].sum(axis=0)
        return 100.0 * float(gdp[BRANCHES[branch]].sum() / gdp.sum())

    return share


def _units(history: History, target: Target, inside: NDArray[np.intp]) -> float:
    return float(history[target.year].units[inside].sum())


def _units_share_of_beijing(history: History, target: Target, inside: NDArray[np.intp]) -> float:
    """Share of the legal units of Beijing, per cent."""
    units = history[target.year].units.sum(axis=1)
    return 100.0 * float(units[inside].sum() / units[:BEIJING_PLACES].sum())


def _change_of_industry(history: History, target: Target, inside: NDArray[np.intp]) -> float:
    """Change of manufacturing jobs since the start, per cent."""
    now, then = (history[year].jobs[inside][:, MANUFACTURING].sum() for year in (target.year, target.start))
    return 100.0 * float(now / then - 1.0)


def _indicator(name: str) -> Measure:
    return lambda history, target, inside: history[target.year].indicators[name]


MEASURES: Final[Mapping[str, Measure]] = {
    "residents": _residents,
    "share_0_14": _share_of_ages(0, 15),
    "share_65p": _share_of_ages(65, 101),
    "dependency_old": _dependency(65, 101),
    "dependency_child": _dependency(0, 15),
    **{
        f"cohort_{name}_{age}": _cohort(sex, age)
        for sex, name in enumerate(("male", "female"))
        for age in AGES_OF_COHORTS
    },
    "gdp_share_of_region": _share_of_region(lambda snapshot: snapshot.gdp_current.sum(axis=1)),
    **{f"gdp_share_{branch}": _branch_of_gdp(branch) for branch in BRANCHES},
    "units": _units,
    "units_share_of_beijing": _units_share_of_beijing,
    "change_of_industry": _change_of_industry,
    "high_tech_firms": _indicator("high_tech_firms"),
    "tech_contracts": _indicator("tech_contracts"),
}
"""Every measure by the name that the table of targets uses."""
