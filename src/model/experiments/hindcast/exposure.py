"""Exposure to rain in 2050 against 2020 by emission path, under three populations, and what its change is made of.

The published +25 to +36 % is shown beside it; nothing is tuned to it. With P people by place, f expected storms a year
above the threshold by place, 0 the start and the rates of the reference period, e the path, c the run whose climate is
the control:

    climate      = sum P0 (fe - f0)            people of 2020
    people       = sum (Pc - P0) f0            births, deaths and moves without a change of climate
    induced      = sum (Pe - Pc) f0            people whom the path's storms moved or killed
    interaction  = sum (Pe - P0) (fe - f0)

The four sum to sum Pe fe - sum P0 f0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.climate.exposure import control_events, expected_events
from model.experiments.hindcast.snapshots import run_with_snapshots
from model.region.names import DATA, PROVINCES
from model.region.region import Region
from model.scenario import load_scenario
from model.scenario.scales import SCALES
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

FIRST, LAST = 2020, 2050
PATHS: Final = ("control", "low", "medium", "high")
THRESHOLDS: Final = (20.0, 50.0)
PAPER: Final = "SSP2"
"""Population of the paper's kind: ssp_population_province.csv, spread within provinces as in 2020."""
PUBLISHED: Final = (25.0, 36.0)
PARTS: Final = ("climate", "people", "induced", "interaction")


@dataclass(frozen=True)
class Exposure:
    """Change of person-storms a year on one path, per cent of 2020 at the rates of the reference period."""

    path: str
    threshold: float
    frozen: float
    """People of 2020."""
    model: float
    """People of the model, mean over seeds."""
    paper: float
    """People of SSP2."""
    parts: Mapping[str, float]
    """What `model` is made of."""


def exposure_by_path(region: Region, seeds: Sequence[int], scale: int) -> list[Exposure]:
    """Run the baseline on each path and evaluate it under each population."""
    scenarios = {
        path: load_scenario(
            "baseline",
            set={
                "years.end": LAST, "scale.residents": scale, "scale.firms": SCALES[scale][1],
                "climate.pathway": path,
            },
        )
        for path in PATHS
    }  # fmt: skip
    people = {path: _people(scenario, region, seeds) for path, scenario in scenarios.items()}
    paper = ssp_people(region)
    return [
        compare(region, scenarios[path], threshold, people[path], people["control"][1], paper)
        for threshold in THRESHOLDS
        for path in PATHS
    ]


def compare(
    region: Region, scenario: Scenario, threshold: float, people: tuple[Floats, Floats], calm: Floats, paper: Floats
) -> Exposure:
    """One path and threshold.

    Args:
        region: the tables.
        scenario: `climate` is read.
        threshold: mm in 24 h.
        people: (199,) of the start and of the end, of the path's runs.
        calm: (199,) of the end, of the runs on the control.
        paper: (199,) of the end, of the paper.
    """
    start, end = people
    then = control_events(region.climate, scenario.climate, threshold)
    now = expected_events(region.climate, scenario.climate, LAST, threshold)
    share = 100.0 / float(start @ then)
    parts = {
        "climate": share * float(start @ (now - then)),
        "people": share * float((calm - start) @ then),
        "induced": share * float((end - calm) @ then),
        "interaction": share * float((end - start) @ (now - then)),
    }
    return Exposure(
        scenario.climate.pathway,
        threshold,
        frozen=parts["climate"],
        model=share * float(end @ now) - 100.0,
        paper=share * float(paper @ now) - 100.0,
        parts=parts,
    )


def ssp_people(region: Region) -> Floats:
    """(199,) people of SSP2 in 2050: those of 2020 by place times the growth of their province."""
    table = pd.read_csv(DATA / "ssp_population_province.csv")
    mine = table[table["scenario"] == PAPER].pivot_table(index="province_id", columns="year", values="population")
    growth = (mine[LAST] / mine[FIRST]).reindex(list(PROVINCES)).to_numpy(float)
    found: Floats = region.places.population_2020 * growth[region.places.province_of_city[region.places.city]]
    return found


def report(found: Sequence[Exposure], how: str) -> str:
    """Tables in Markdown."""
    lines = []
    low, high = PUBLISHED
    for threshold in THRESHOLDS:
        above = f"Person-storms above {threshold:.0f} mm a year, {LAST} against {FIRST} at the rates of the reference"
        lines += [
            f"{above} period, per cent; {how}. Published: +{low:.0f} to +{high:.0f} %.",
            "",
            f"| path | people of {FIRST} | people of the model | people of {PAPER} | " + " | ".join(PARTS) + " |",
            "|---" * (4 + len(PARTS)) + "|",
        ]
        for one in found:
            if one.threshold == threshold:
                figures = (one.frozen, one.model, one.paper, *(one.parts[part] for part in PARTS))
                lines.append(f"| {one.path} | " + " | ".join(f"{figure:+.1f}" for figure in figures) + " |")
        lines.append("")
    return "\n".join(lines)


def _people(scenario: Scenario, region: Region, seeds: Sequence[int]) -> tuple[Floats, Floats]:
    """(199,) people of the first and of the last year, mean over seeds."""
    start, end = np.zeros(len(region.places.ids)), np.zeros(len(region.places.ids))
    for seed in seeds:
        history = run_with_snapshots(scenario, seed, (LAST,), region)
        start += history[FIRST].people.sum((1, 2)) / len(seeds)
        end += history[LAST].people.sum((1, 2)) / len(seeds)
    return start, end
