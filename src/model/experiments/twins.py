"""Change of exposure by part, wherever a run and its twin in the climate of today are both in the store.

A twin has the same code, seed, scale and levers but `climate.pathway: control`. Its people did not feel the path's
storms, so the change of exposure since the start, P1 f1 - P0 f0, falls into climate, exogenous population, induced
population and interaction (`model.climate.decomposition.cross_decompose`). An identity, never evidence.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.climate.decomposition import cross_decompose
from model.experiments.gist import Gist
from model.experiments.intervals import half_width
from model.experiments.pairing import Pairs
from model.region.places import load_places

if TYPE_CHECKING:
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

PARTS: Final = ("climate", "exogenous", "induced", "interaction", "total")
THRESHOLD: Final = "20mm"
CONTROL: Final = "control"
COLUMNS: Final = (
    "scenario", "control", "pathway", "threshold", "level", "area_id", "year", "part", "seeds", "mean", "low", "high",
    "mc_error", "percent", "percent_low", "percent_high",
)  # fmt: skip


def twins_of(scenarios: "Mapping[str, Scenario]") -> dict[str, tuple[str, str]]:
    """For each scenario on a path its twin on the control path, and the path's name."""
    controls = {_but_path(each): name for name, each in scenarios.items() if each.climate.pathway == CONTROL}
    return {
        name: (controls[key], str(each.climate.pathway))
        for name, each in scenarios.items()
        if each.climate.pathway != CONTROL and (key := _but_path(each)) in controls
    }


def decomposition(
    gist: Gist,
    pairs: Pairs,
    scenarios: "Mapping[str, Scenario]",
    threshold: str = THRESHOLD,
) -> pd.DataFrame:
    """Parts of the change of expected exposure against the starting stock at control rates.

    Args:
        gist: from `gist.opened_gist`.
        pairs: runs that may be compared.
        scenarios: the scenario behind each name.
        threshold: `20mm`, `50mm` or `100mm` a day.

    Returns:
        One row for scenario, area (region and provinces), year and part: mean over seeds, 90 % interval and error in
        person-events a year, and in per cent of the starting stock at control rates; empty without twins.
    """
    twins = twins_of(scenarios)
    wanted = set(twins) | {control for control, _ in twins.values()}
    if not wanted:
        return pd.DataFrame({name: [] for name in COLUMNS})
    events = f"rain_events_over_{threshold}_expected"
    places = load_places()
    years = np.arange(pairs.years[0], pairs.years[1] + 1)
    cube: dict[tuple[str, int, str], Floats] = {}
    for name in sorted(wanted):
        found = gist.block(pairs.of(name), ("population", events), ("place",), last=pairs.years[1])
        if events not in set(found.cells["indicator"]):
            return pd.DataFrame({name: [] for name in COLUMNS})
        for indicator in ("population", events):
            grid = found.grid(indicator, places.ids, years.tolist()).transpose(0, 2, 1)
            cube |= {(name, seed, indicator): values for seed, values in zip(pairs.seeds, grid, strict=True)}
    areas = (("region", "bth"), *(("province", name) for name in ("beijing", "tianjin", "hebei")))
    members = np.zeros((len(areas), len(places.ids)))
    for row, (_, area) in enumerate(areas):
        members[row, places.members(area)] = 1.0
    frames = []
    for name, (control, path) in twins.items():
        values = []
        for seed in pairs.seeds:
            people, storms = cube[name, seed, "population"], cube[name, seed, events]
            quiet_people, quiet_storms = cube[control, seed, "population"], cube[control, seed, events]
            start = np.broadcast_to(quiet_people[0], people.shape)
            change = cross_decompose(people, quiet_people, start, storms, quiet_storms)
            parts = [change.climate, change.exogenous, change.induced, change.interaction, change.total]
            base = members @ (quiet_people[0] * quiet_storms[0])
            values.append((np.stack([members @ part.T for part in parts]), base))
        frames.append(_summary(values, years, areas).assign(scenario=name, control=control, pathway=path))
    out = pd.concat(frames, ignore_index=True).assign(threshold=threshold)
    return out[list(COLUMNS)]


def _summary(
    values: list[tuple[Floats, Floats]], years: NDArray[np.int64], areas: tuple[tuple[str, str], ...]
) -> pd.DataFrame:
    """Mean, interval and error over seeds; values are (part, area, year) and the starting exposure by area."""
    counts = np.stack([value for value, _ in values])
    shares = np.stack([100.0 * value / base[None, :, None] for value, base in values])
    seeds = len(values)
    columns: dict[str, Any] = {}
    for prefix, cube in (("", counts), ("percent_", shares)):
        mean = cube.mean(0)
        sd = cube.std(0, ddof=1) if seeds > 1 else np.full(mean.shape, np.nan)
        half = half_width(sd, np.full(sd.shape, seeds))
        columns[prefix.rstrip("_") or "mean"] = mean.ravel()
        columns[f"{prefix}low"], columns[f"{prefix}high"] = (mean - half).ravel(), (mean + half).ravel()
        if not prefix:
            columns["mc_error"] = (sd / np.sqrt(seeds)).ravel()
    part, area, year = (grid.ravel() for grid in np.indices(counts.shape[1:]))
    return pd.DataFrame(
        {
            "level": [areas[k][0] for k in area],
            "area_id": [areas[k][1] for k in area],
            "year": years[year],
            "part": [PARTS[k] for k in part],
            "seeds": seeds,
            **columns,
        }
    )


def _but_path(scenario: "Scenario") -> str:
    """Hash of what must be the same in twins: all levers but name, title, seed and path."""
    from model.scenario.identity import scenario_hash

    climate = scenario.climate.model_copy(update={"pathway": CONTROL})
    return scenario_hash(scenario.model_copy(update={"seed": 0, "climate": climate}))
