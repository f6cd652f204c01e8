"""What policy teams ask first of a comparison: since when, at what cost, and how much leaves the region.

All of it follows from paired differences; nothing is added to what the runs say.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.compare import Question, differences, known, known_only
from model.experiments.gist import Gist
from model.experiments.indicators import COST
from model.experiments.intervals import half_width

if TYPE_CHECKING:
    from model.experiments.pairing import Pairs

ORIGIN: Final = "beijing"
"""The province that relocation takes from."""
OUTCOMES: Final = (
    ("population", "province", ORIGIN),
    ("jobs", "province", ORIGIN),
    ("relocated_jobs_total", "region", "bth"),
    ("affected_expected", "region", "bth"),
    ("loss_expected", "region", "bth"),
)
"""What money may be held against: indicator, level, area."""


def time_to_effect(table: pd.DataFrame) -> pd.DataFrame:
    """Since when differences are clear of zero.

    Args:
        table: rows of `Comparison.differences`, over some years.

    Returns:
        scenario, level, area_id, indicator, first_clear (first year whose 90 % interval does not hold zero),
        clear_from (first year from which on none does, with one sign; NA if the last one does). Of differences that
        are zero one in ten is clear in any year by chance, so `first_clear` alone says little.
    """
    keys = ["scenario", "level", "area_id", "indicator"]
    rows = []
    for key, found in table.sort_values("year").groupby(keys, sort=False, observed=True):
        years = found["year"].to_numpy()
        sign = np.where(found["clear"].to_numpy(bool), np.sign(found["difference"].to_numpy(float)), 0.0)
        first = next((int(year) for year, each in zip(years, sign, strict=True) if each), None)
        changes = np.flatnonzero(sign != sign[-1])
        since = None if sign[-1] == 0 else int(years[changes[-1] + 1 if changes.size else 0])
        rows.append((*key, first, since))
    return pd.DataFrame(rows, columns=[*keys, "first_clear", "clear_from"]).astype(
        {"first_clear": "Int64", "clear_from": "Int64"}
    )


def leakage(gist: Gist, pairs: "Pairs") -> pd.DataFrame:
    """How much of what Beijing loses (or gains) the region as a whole loses (or gains), in the last year.

    leak = 100 x (mean over seeds of dR) / (mean of dB), with dR and dB the region's and Beijing's paired differences;
    0 % means that all of it stays within the region, 100 % that all of it leaves, less than 0 that the others gain
    more. Its 90 % interval is that of the ratio of two means by linearisation: sd(dR - leak dB) / (|dB| sqrt n).

    Returns:
        scenario, indicator (`jobs`, `population`), beijing, tianjin, hebei, region (mean differences), leak, low,
        high (%; NaN unless Beijing's difference is clear of zero), seeds.
    """
    names = known_only(gist, pairs, ("jobs", "population"))
    areas = (ORIGIN, "tianjin", "hebei", "bth")
    rows = []
    stocks = {name: _stocks(gist, pairs, name, areas) for name in pairs.scenarios}
    for name in pairs.others:
        for indicator in names:
            change = stocks[name][indicator] - stocks[pairs.baseline][indicator]
            rows.append((name, indicator, *change.mean(axis=0), *ratio(change[:, 3], change[:, 0]), len(change)))
    columns = ["scenario", "indicator", "beijing", "tianjin", "hebei", "region", "leak", "low", "high", "seeds"]
    return pd.DataFrame(rows, columns=columns)


def _stocks(gist: Gist, pairs: "Pairs", name: str, areas: tuple[str, ...]) -> dict[str, NDArray[np.float64]]:
    """Jobs and residents of the last year by seed and area."""
    last = pairs.years[1]
    found = gist.block(pairs.of(name), ("jobs", "population"), ("region", "province"), areas, last)
    return {indicator: found.grid(indicator, areas, [last])[:, :, 0] for indicator in ("jobs", "population")}


def ratio(upper: np.ndarray, lower: np.ndarray) -> tuple[float, float, float]:
    """100 x mean(upper) / mean(lower) over seeds with its 90 % interval; NaN unless `lower` is clear of zero."""
    seeds = np.array([upper.size])
    middle = float(lower.mean())
    half = half_width(np.array([lower.std(ddof=1) if lower.size > 1 else np.nan]), seeds)[0]
    if not abs(middle) > half:
        return (np.nan, np.nan, np.nan)
    part = float(upper.mean()) / middle
    wide = half_width(np.array([(upper - part * lower).std(ddof=1)]), seeds)[0] / abs(middle)
    return 100 * part, 100 * (part - wide), 100 * (part + wide)


def costs(gist: Gist, pairs: "Pairs") -> pd.DataFrame:
    """Money spent for each unit of an outcome, where the runs count money (indicators that begin with `cost_`).

    per unit = difference of the cost summed over the years / difference of the outcome in the last year.

    Returns:
        scenario, cost, unit, spent (mean difference of the sum), outcome, area_id, outcome_unit, change, per_unit (NaN
        unless both are clear of zero). No rows where no run counts money.
    """
    money = [f"{name}_total" for name in known(gist, pairs, "indicator") if name.startswith(COST)]
    columns = ["scenario", "cost", "unit", "spent", "outcome", "area_id", "outcome_unit", "change", "per_unit"]
    if not money:
        return pd.DataFrame(columns=columns)
    last = (pairs.years[1],)
    outcomes = known_only(gist, pairs, [name for name, _, _ in OUTCOMES])
    spent = differences(gist, pairs, Question(tuple(money), ("region",), (), last))
    gained = differences(gist, pairs, Question(tuple(outcomes), ("region", "province"), (), last))
    wanted = {(name, level, area) for name, level, area in OUTCOMES}
    rows = []
    for cost in spent.to_dict("records"):
        for outcome in gained[gained["scenario"] == cost["scenario"]].to_dict("records"):
            if (outcome["indicator"], outcome["level"], outcome["area_id"]) not in wanted:
                continue
            sure = cost["clear"] and outcome["clear"]
            per = cost["difference"] / outcome["difference"] if sure else np.nan
            rows.append(
                (
                    *(cost["scenario"], cost["indicator"], cost["unit"], cost["difference"]),
                    *(outcome["indicator"], outcome["area_id"], outcome["unit"], outcome["difference"], per),
                )
            )
    return pd.DataFrame(rows, columns=columns)
