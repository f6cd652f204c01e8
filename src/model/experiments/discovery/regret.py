"""Regret of policies over states of the world (Savage 1951): what one would have gained with the best policy.

    r(p, w) = max over q of x(q, w) - x(p, w)      where more is better
    r(p, w) = x(p, w) - min over q of x(q, w)      where less is better

in the unit of the outcome, never negative. Outcomes are not weighed against each other.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.discovery.directions import Aim

Floats = NDArray[np.float64]

TIE: Final = 1e-9
"""Figures within this share of the largest size of a state of the world are equal: their policies share the win."""
TAIL: Final = 0.9
COLUMNS: Final = (
    "outcome", "better", "policy", "worlds", "mean", "mean_regret", "regret_error", "regret_90", "max_regret",
    "worst_world", "best_share", "rank",
)  # fmt: skip


def regrets(values: Floats, better: str) -> Floats:
    """(worlds, policies) regret of each policy in each state of the world; `values` of the same shape."""
    gained = values if better == "more" else -values
    found: Floats = gained.max(axis=1, keepdims=True) - gained
    return found


def wins(values: Floats, better: str) -> Floats:
    """(worlds, policies) 1 where a policy is best, 1/n where n policies are equally good."""
    slack = TIE * np.abs(values).max(axis=1, keepdims=True)
    best = (regrets(values, better) <= slack).astype(float)
    shared: Floats = best / best.sum(axis=1, keepdims=True)
    return shared


def regret_table(policies: Sequence[str], worlds: Sequence[str], values: Floats, aims: Sequence[Aim]) -> pd.DataFrame:
    """One row an outcome and policy, least regret first.

    Columns: outcome, better, policy, worlds (their number), mean (of the outcome), mean_regret with its standard error
    over the worlds, regret_90 (which nine in ten worlds do not exceed), max_regret and the world of it, best_share
    (share of worlds, per cent, in which the policy is best; equals share), rank (1: least largest regret; equals share
    the better rank). The largest regret grows with the number of worlds: it compares policies of one table alone.

    Args:
        policies: names.
        worlds: names.
        values: (worlds, policies, outcomes).
        aims: of the last axis.
    """
    rows = []
    for k, aim in enumerate(aims):
        own = values[:, :, k]
        regret, best = regrets(own, aim.better), wins(own, aim.better)
        largest = regret.max(axis=0)
        slack = TIE * np.abs(own).max()
        for p, policy in enumerate(policies):
            spread = float(regret[:, p].std(ddof=1) / np.sqrt(len(worlds))) if len(worlds) > 1 else np.nan
            row = (
                str(aim.outcome), aim.better, policy, len(worlds), float(own[:, p].mean()), float(regret[:, p].mean()),
                spread, float(np.quantile(regret[:, p], TAIL)), float(largest[p]),
                worlds[int(regret[:, p].argmax())] if largest[p] > slack else "",
                100.0 * float(best[:, p].mean()), 1 + int((largest < largest[p] - slack).sum()),
            )  # fmt: skip
            rows.append(row)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = {str(aim.outcome): k for k, aim in enumerate(aims)}
    return table.sort_values(
        ["outcome", "max_regret", "mean_regret", "policy"],
        key=lambda column: column.map(order) if column.name == "outcome" else column,
        ignore_index=True,
    )
