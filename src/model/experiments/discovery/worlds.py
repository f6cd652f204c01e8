"""Stored runs as policies in states of the world: what a government chooses, and what it does not.

A state of the world is a point of the factors that are no policy, and a seed with the parameter set that it drew. Every
policy must have met every state: otherwise luck would be taken for merit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.batch import open_batch
from model.experiments.discovery.directions import Aim
from model.experiments.pairing import CompareError, RunRow, rows_below
from model.experiments.sensitivity.outcomes import Outcome, figures

Floats = NDArray[np.float64]

BASE: Final = "base"
"""Factor of a batch file with several scenarios as its base: each of them is a policy."""
SHOWN: Final = 5


@dataclass(frozen=True)
class Trial:
    """Policies and the states of the world in which each was run."""

    policies: tuple[str, ...]
    worlds: tuple[str, ...]
    """Names: their factors, if any, and the seed."""
    values: Floats
    """(worlds, policies, outcomes)."""
    left_out: tuple[str, ...] = ()
    """Scenarios of the folder that no design made, where others have factors."""


def trial_of(folder: Path, aims: Sequence[Aim], policy: Sequence[str] = ()) -> Trial:
    """Read the runs of a batch as policies and states of the world.

    Where no design made the scenarios each is a policy, and seeds are the states of the world. Where one did, the
    policy is what the factors named in `policy` say, or the scenario that was the base; all others are the world.

    Raises:
        CompareError: no factor says what the policy is, a policy misses a state, or a run lacks an outcome.
    """
    rows, _ = rows_below(folder)
    factors = open_batch(folder).factors
    kept = [row for row in rows if row.scenario in factors] if factors else rows
    left_out = tuple(dict.fromkeys(row.scenario for row in rows if factors and row.scenario not in factors))
    named = [_name(row, factors.get(row.scenario, {}), policy) for row in kept]
    policies = tuple(dict.fromkeys(each for each, _ in named))
    if len(policies) < 2:
        raise CompareError(f"{folder}: {policies[0]} is the only policy; regret needs two at least")
    worlds = tuple(dict.fromkeys(world for _, world in named))
    place = {pair: i for i, pair in enumerate(named)}
    if len(place) < len(named):
        raise CompareError(f"{folder}: two runs are of one policy and one state of the world; name more with --policy")
    missing = [f"{each} in {world}" for world in worlds for each in policies if (each, world) not in place]
    if missing:
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        raise CompareError(
            f"{folder}: not every policy met every state of the world: {', '.join(missing[:SHOWN])}{more}"
        )
    table = figures(folder, kept, [aim.outcome for aim in aims])
    values = table[[str(aim.outcome) for aim in aims]].to_numpy(float)
    order = np.array([[place[each, world] for each in policies] for world in worlds])
    return Trial(policies, worlds, values[order], left_out)


def points_of(folder: Path, outcome: Outcome) -> tuple[pd.DataFrame, Floats]:
    """Levers in which the runs of a batch differ (runs, factors), and an outcome (runs,).

    A lever of numbers stays a number; words, dated levers and lists become text. Levers that never differ are left out.

    Raises:
        CompareError: no lever differs, or a run lacks the outcome.
    """
    rows, _ = rows_below(folder)
    said = [_flat(row.read_scenario()) for row in rows]
    keys = [key for key in dict.fromkeys(key for each in said for key in each) if key not in ("seed", "name", "title")]
    columns = {key: [each.get(key) for each in said] for key in keys}
    unlike = {key: column for key, column in columns.items() if any(one != column[0] for one in column)}
    if not unlike:
        raise CompareError(f"{folder}: no lever differs between the runs; discovery needs a design with factors")
    table = pd.DataFrame({key: _column(column) for key, column in unlike.items()})
    return table, figures(folder, rows, [outcome])[str(outcome)].to_numpy(float)


def _name(row: RunRow, factors: Mapping[str, Any], policy: Sequence[str]) -> tuple[str, str]:
    """What the policy and the state of the world of a run are called."""
    if not factors:
        return row.scenario, f"seed {row.seed}"
    chosen = [key for key in (policy or (BASE,)) if key in factors]
    if len(chosen) < max(len(policy), 1):
        there = ", ".join(factors)
        raise CompareError(f"say with --policy which factors are the policy; {row.scenario} has {there}")
    own = ", ".join(str(factors[key]) if len(chosen) == 1 else f"{key} {factors[key]}" for key in chosen)
    world = ", ".join([*(f"{key} {value}" for key, value in factors.items() if key not in chosen), f"seed {row.seed}"])
    return own, world


def _flat(said: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Values by full key; dated levers and lists stay whole."""
    out: dict[str, Any] = {}
    for key, value in said.items():
        full = f"{above}{key}"
        if (
            isinstance(value, Mapping)
            and value
            and not all(isinstance(each, int) or each == "before" for each in value)
        ):
            out |= _flat(value, f"{full}.")
        else:
            out[full] = value
    return out


def _column(values: Sequence[Any]) -> "pd.Series[Any]":
    """Numbers as numbers, all else as text."""
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    return pd.Series(values, dtype=float) if numbers else pd.Series([_text(value) for value in values], dtype=object)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "-" if value is None else str(value)


def bad_cases(values: Floats, better: str, worst: float, limit: float | None = None) -> tuple[NDArray[np.bool_], float]:
    """Which runs are bad, and the figure beyond which they are: `limit`, or that of the worst share.

    Raises:
        CompareError: no run is bad, or all are.
    """
    size = values if better == "less" else -values
    line = float(np.quantile(size, 1.0 - worst)) if limit is None else (limit if better == "less" else -limit)
    bad = size > line
    if not bad.any() or bad.all():
        which = "all" if bad.any() else "none"
        raise CompareError(
            f"{which} of the runs are bad: the outcome goes from {values.min():.4g} to {values.max():.4g}"
        )
    return bad, line if better == "less" else -line
