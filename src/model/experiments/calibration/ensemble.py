"""Parameter sets that a batch draws from, so that its bands hold the doubt about parameters beside chance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from model.region.names import DATA
from model.region.tables import Column, TableError, read_table, real, require, whole
from model.scenario.schema.base import Dated

if TYPE_CHECKING:
    from model.scenario.schema.scenario import Scenario

FILE: Final = "parameter_sets.csv"
SHIPPED: Final = "ensemble"
"""What the shipped sets are called on a command line."""
GOLDEN: Final = (math.sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """Values that were accepted together."""

    number: int
    weight: float
    values: Mapping[str, float]


def load_sets(file: Path | None = None) -> tuple[ParameterSet, ...]:
    """The shipped sets, or those of a file that `jjj calibrate` wrote: columns set, weight, and one a parameter.

    Raises:
        TableError: there is no set, a column is no lever with a number, or a number lies outside what it may be.
        FileNotFoundError: there is no such file.
    """
    path = file or DATA / FILE
    keys = [name for name in pd.read_csv(path, nrows=0).columns if name not in ("set", "weight")]
    columns = {key: _column(path.name, key) for key in keys}
    table = read_table(path.name, {"set": whole(1), "weight": real(1e-9), **columns}, path.parent)
    require(path.name, "set", len(table) > 0 and table["set"].is_unique, "a set stands twice, or there is none")
    total = float(table["weight"].sum())
    return tuple(
        ParameterSet(int(row["set"]), float(row["weight"]) / total, {key: float(row[key]) for key in keys})
        for row in table.to_dict("records")
    )


def sets_named(said: str | Path | None) -> tuple[ParameterSet, ...]:
    """None: no sets; `ensemble`: the shipped ones; else those of a file.

    Raises:
        TableError, FileNotFoundError: as `load_sets`.
    """
    return () if said is None else load_sets(None if said == SHIPPED else Path(said))


def _column(file: str, key: str) -> Column:
    """A lever's column, within the bounds of the schema."""
    from model.experiments.factors import factor_of
    from model.scenario.schema.scenario import Scenario
    from model.scenario.schema.shape import find_lever

    found = factor_of(key, [0.0])
    if isinstance(found, str):
        raise TableError(file, 1, key, found)
    lever = find_lever(Scenario, key.split("."))
    evidence = (lever.evidence if lever is not None else None) or {}
    return real(evidence.get("low"), evidence.get("high"))


def write_sets(sets: Sequence[ParameterSet], file: Path) -> None:
    """Write sets as `load_sets` reads them."""
    rows = [{"set": each.number, "weight": each.weight, **each.values} for each in sets]
    pd.DataFrame(rows).to_csv(file, index=False, float_format="%.6g", lineterminator="\n")


def set_of(sets: Sequence[ParameterSet], seed: int) -> ParameterSet:
    """The set of a seed: where the golden sequence seed x 0.618... (mod 1) falls in the cumulative weights.

    The first n seeds take the sets nearly in proportion to their weights, and more seeds never change earlier ones.
    Scenarios of one batch meet on a seed with one set, so differences stay paired.
    """
    share = (seed * GOLDEN) % 1.0
    reached = np.cumsum([each.weight for each in sets])
    return sets[min(int(np.searchsorted(reached, share, side="right")), len(sets) - 1)]


def with_set(scenario: "Scenario", values: Mapping[str, float]) -> "tuple[Scenario, dict[str, float]]":
    """A scenario with the values of a set, and which were taken; a lever that the scenario sets itself stays as it is.

    A lever counts as set if its value is not the default of the schema.
    """
    from model.scenario.schema.scenario import Scenario

    usual = Scenario()
    taken: dict[str, float] = {}
    for key, value in values.items():
        trail = key.split(".")
        if _value_at(scenario, trail) == _value_at(usual, trail):
            scenario = _replaced(scenario, trail, value)
            taken[key] = value
    return scenario, taken


def _value_at(section: Any, trail: Sequence[str]) -> Any:
    for step in trail:
        section = getattr(section, step)
    return section


def _replaced(section: Any, trail: Sequence[str], value: float) -> Any:
    """A copy of a section with one value below it changed; a dated lever holds it in every year."""
    first, *rest = trail
    old = getattr(section, first)
    new = _replaced(old, rest, value) if rest else Dated(value) if isinstance(old, Dated) else value
    return section.model_copy(update={first: new})
