"""Fit the growth of output per job by province 2014-18 to the accounts of 2018: two free figures, for shares.

Why at all: output per job of the model grows alike everywhere but for what labour, density and knowledge do, and the
accounts of 2013 to 2018 part by 24 % between Beijing and Hebei. The trend is of those years; none is carried on, for
from 2020 the accounts ask for none (docs/hindcast.md).
"""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.experiments.executors import spread
from model.experiments.hindcast.measures import measured
from model.experiments.hindcast.runs import QUIET
from model.experiments.hindcast.snapshots import run_with_snapshots
from model.experiments.hindcast.targets import Target, load_targets
from model.region.migration_constants import Constants
from model.region.names import PROVINCES
from model.region.output_trend import TREND_YEARS
from model.region.region import load_region
from model.scenario import load_scenario
from model.scenario.scales import SCALES

Floats = NDArray[np.float64]

START: Final = 2013
HEADER: Final = ("area", "value", "unit", "grade", "data_used", "method")


def fitted_shares() -> tuple[Target, ...]:
    """Shares of provinces in GDP that the fit may read, in the order of `PROVINCES`."""
    found = {
        target.area: target
        for target in load_targets(uses=("calibration",))
        if target.start == START and target.year == TREND_YEARS[-1] and target.measure == "gdp_share_of_region"
    }
    return tuple(found[name] for name in PROVINCES)


def fit_output_trend(
    seeds: int, rounds: int, scale: int, workers: int = 1, constants: Constants | None = None
) -> Floats:
    """(3,) log growth a year; each step adds ln(share recorded / share of the run) over the years.

    Args:
        seeds: runs over which shares are averaged.
        rounds: steps.
        scale: persons per agent.
        workers: processes; nothing depends on it.
        constants: of migration; the shipped ones if None.
    """
    wanted = np.array([target.value for target in fitted_shares()])
    trend = np.zeros(len(PROVINCES))
    for _ in range(rounds):
        found: dict[int, Floats] = {}
        calls = [(trend, seed, scale, constants) for seed in range(1, seeds + 1)]
        spread(shares_of_run, calls, workers, found.__setitem__)
        reached = np.mean([found[place] for place in range(seeds)], axis=0)
        trend = trend + np.log(wanted / reached) / len(TREND_YEARS)
        trend = np.round(trend - float(wanted @ trend) / float(wanted.sum()), 5)
    return trend


def shares_of_run(trend: Floats, seed: int, scale: int, constants: Constants | None) -> Floats:
    """(3,) shares of the provinces in GDP at the end of the trend's years, per cent."""
    region = load_region()
    region = replace(region, economy=replace(region.economy, output_trend=trend))
    if constants is not None:
        region = replace(region, migration=replace(region.migration, **vars(constants)))
    end = TREND_YEARS[-1]
    said = {"years.start": START, "years.end": end, "scale.residents": scale, "scale.firms": SCALES[scale][1]}
    history = run_with_snapshots(load_scenario("hindcast", set={**QUIET, **said}), seed, (end,), region)
    return np.array([measured(history, target, region.places) for target in fitted_shares()])


def write_trend(trend: Sequence[float], how: str, path: Path) -> None:
    """Write the table as `region.output_trend` reads it."""
    years = f"{TREND_YEARS[0]}-{TREND_YEARS[-1]}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for name, value in zip(PROVINCES, trend, strict=True):
            used = f"economy_history.csv gdp_revised 2018; beyond the model's own growth, {years}"
            writer.writerow((name, f"{value:.5f}", "log a year", "derived", used, how))
