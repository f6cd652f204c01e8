"""The six districts of Beijing with their control on and off: the loss, where it goes, and who leaves.

    python -m model.experiments.hindcast.control [--seeds 2] [--scale 100]

The cap itself is set by the record, so the loss of the six districts is no evidence. Where the people are instead, and
of what ages the six districts lose, is foretold: the constants of the outer districts are held out, each predicted from
places of other folds (`places`), and the schedules of moves know whole cities alone.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.experiments.hindcast.measures import BEIJING_PLACES
from model.experiments.hindcast.places import held_out_constants
from model.experiments.hindcast.runs import QUIET
from model.experiments.hindcast.scores import rank_correlation
from model.experiments.hindcast.snapshots import run_with_snapshots
from model.region.region import Region, load_region
from model.scenario import load_scenario

Floats = NDArray[np.float64]

AGES: Final = ((0, 15), (15, 25), (25, 35), (35, 45), (45, 60), (60, 75), (75, 101))
START, BEFORE, AFTER = 2010, 2014, 2020


@dataclass(frozen=True)
class Control:
    """Residents of the places of Beijing by sex and age: {year: (16, 2, 101)}, mean over seeds."""

    on: dict[int, Floats]
    off: dict[int, Floats]


def run_control(region: Region, seeds: Sequence[int], scale: int) -> Control:
    """From 2010 to 2020 with the control of the six districts on and off, constants of places held out."""
    foretold = held_out_constants(region)
    return Control(_mean(foretold, seeds, scale, True), _mean(foretold, seeds, scale, False))


def report(region: Region, control: Control) -> str:
    """Tables in Markdown: the loss of the six districts, the gain of the outer ten, the ages."""
    core = region.places.core6[:BEIJING_PLACES]
    on, off = ({year: people.sum((1, 2)) for year, people in side.items()} for side in (control.on, control.off))
    parts = (_loss(region, on, off, core), _gain(region, on, off, core), _ages(region, control, core))
    return "\n".join(line for part in parts for line in (*part, "")).rstrip("\n")


def _loss(region: Region, on: dict[int, Floats], off: dict[int, Floats], core: NDArray[np.bool_]) -> list[str]:
    """Residents of the six districts before the control and after, beside the record."""
    lines = ["| six districts, 10 000 persons | 2014 | 2020 | change |", "|---|---|---|---|"]
    six = {"record": {year: region.migration.six_districts[year] for year in (BEFORE, AFTER)}}
    for name, people in (("control on", on), ("control off", off)):
        six[name] = {year: float(people[year][core].sum()) for year in (BEFORE, AFTER)}
    for name, both in six.items():
        change = 100 * (both[AFTER] / both[BEFORE] - 1)
        lines.append(f"| {name} | {both[BEFORE] / 1e4:.0f} | {both[AFTER] / 1e4:.0f} | {change:+.1f} % |")
    return lines


def _gain(region: Region, on: dict[int, Floats], off: dict[int, Floats], core: NDArray[np.bool_]) -> list[str]:
    """Growth of each outer district beside the record, and what of the loss they have."""
    then, now = (
        people[:BEIJING_PLACES].astype(float)
        for people in (region.places.population_2010, region.places.population_2020)
    )
    growth = {"record": now - then, "on": on[AFTER] - on[START], "off": off[AFTER] - off[START]}
    lines = [
        "| outer district, 2010-20, 1000 persons | record | control on | control off | brought by the control |",
        "|---|---|---|---|---|",
    ]
    for place in np.flatnonzero(~core):
        figures = [growth["record"][place], growth["on"][place], growth["off"][place]]
        figures.append(growth["on"][place] - growth["off"][place])
        name = region.places.names_en[place].removesuffix(" District")
        lines.append(f"| {name} | " + " | ".join(f"{figure / 1e3:.0f}" for figure in figures) + " |")
    rank = {side: rank_correlation(growth[side][~core], growth["record"][~core]) for side in ("on", "off")}
    loss = (off[AFTER] - on[AFTER])[core].sum()
    gain = (on[AFTER] - off[AFTER])[~core].sum()
    return [
        *lines,
        "",
        f"Rank correlation with the record over the outer ten: on {rank['on']:.2f}, off {rank['off']:.2f}.",
        f"Of what the control takes from the six districts by 2020 the outer ten have {100 * gain / loss:.0f} %.",
    ]


def _ages(region: Region, control: Control, core: NDArray[np.bool_]) -> list[str]:
    """Change of the six districts' residents by age, 2010-20, per cent of all residents of 2010."""
    then = region.people.pyramid_2010[:BEIJING_PLACES][core].sum((0, 1)).astype(float)
    now = region.people.pyramid_2020[:BEIJING_PLACES][core].sum((0, 1)).astype(float)
    lines = [
        "| six districts, 2010-20, change in per cent of all residents of 2010 | record | control on | control off |",
        "|---|---|---|---|",
    ]
    for low, high in AGES:
        groups = slice(low // 5, 18 if high > 85 else high // 5)
        figures = [100 * (now[groups].sum() - then[groups].sum()) / then.sum()]
        for side in (control.on, control.off):
            one, other = (side[year][core].sum((0, 1)) for year in (START, AFTER))
            figures.append(100 * (other[low:high].sum() - one[low:high].sum()) / one.sum())
        label = f"{low} and over" if high > 100 else f"{low}-{high - 1}"
        lines.append(f"| {label} | " + " | ".join(f"{figure:+.1f}" for figure in figures) + " |")
    return lines


def _mean(region: Region, seeds: Sequence[int], scale: int, enabled: bool) -> dict[int, Floats]:
    said = {**QUIET, "years.start": START, "years.end": AFTER, "scale.residents": scale}
    scenario = load_scenario("hindcast", set={**said, "migration.six_districts.enabled": enabled})
    total: dict[int, Floats] = {}
    for seed in seeds:
        for year, snapshot in run_with_snapshots(scenario, seed, (BEFORE, AFTER), region).items():
            total[year] = total.get(year, np.zeros(())) + snapshot.people[:BEIJING_PLACES] / len(seeds)
    return total


def main(arguments: list[str] | None = None) -> str:
    """Command line: run and return the tables."""
    parser = argparse.ArgumentParser(description="Hold the control of the six districts against the record.")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--scale", type=int, default=100, choices=(10, 100, 1000))
    chosen = parser.parse_args(arguments)
    region = load_region()
    return report(region, run_control(region, range(1, chosen.seeds + 1), chosen.scale))


if __name__ == "__main__":
    sys.stdout.write(main() + "\n")
