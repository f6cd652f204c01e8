"""Places held out: the change of residents 2010-20 within cities, foretold without the places' own change.

    python -m model.experiments.hindcast.places [--seeds 2] [--scale 100]

The constants of places are fitted to that very change, so a run with them foretells nothing. Here the places are dealt
into folds; the constants of a fold are predicted by a regression of the fitted constants of the other folds on what was
known of places in 2010, and a run from 2010 takes these predictions for all places. Its rival is a regression of the
change itself on the same covariates in the same folds. Places whose figure of 2010 is an estimate are not judged.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.hindcast.runs import QUIET
from model.experiments.hindcast.scores import rank_correlation
from model.experiments.hindcast.snapshots import run_with_snapshots
from model.region.migration import great_circle_km
from model.region.names import DATA
from model.region.places import N_CITIES, Places
from model.region.region import Region, load_region
from model.scenario import load_scenario

Floats = NDArray[np.float64]

FOLDS: Final = 5
ESTIMATED: Final = "estimated"
"""Beginning of `pop_2010_method` where the figure of 2010 is none of a census."""
FEWEST: Final = 5
"""Judged places that a city must have to be ranked."""
COVARIATES: Final = (
    "ln residents 2010",
    "ln density 2010",
    "ln km to the densest place of the city",
    "share of 20-34",
    "share of 65 and over",
    "share of 0-14",
    "men per woman at 20-34",
    "is an urban district",
)
"""The last was added after a first look at the scores, as the status of a place as of 2020."""


@dataclass(frozen=True)
class PlaceScore:
    """One forecast of the change of residents by place."""

    forecast: str
    correlation: float
    """Rank correlation within cities, mean over cities weighted by judged places."""
    cities: int
    places: int
    by_city: Mapping[str, float]


def covariates(region: Region) -> Floats:
    """(199, 8) what was known of each place in 2010, in the order of `COVARIATES`."""
    places, pyramid = region.places, region.people.pyramid_2010.astype(float)
    people = pyramid.sum((1, 2))
    density = np.log(people / places.area_km2)
    centre = np.array([np.flatnonzero(places.city == c)[density[places.city == c].argmax()] for c in range(N_CITIES)])
    km = great_circle_km(places.lon, places.lat)[np.arange(people.size), centre[places.city]]
    ages = pyramid.sum(1)
    young = pyramid[:, :, 4:7].sum(2)
    columns = (
        np.log(people),
        density,
        np.log(km + 5.0),
        ages[:, 4:7].sum(1) / people,
        ages[:, 13:].sum(1) / people,
        ages[:, :3].sum(1) / people,
        young[:, 0] / young[:, 1],
        _column(places, "unit_type").eq("district").to_numpy(float),
    )
    return np.stack(columns, axis=1)


def folds_of(places: Places) -> NDArray[np.intp]:
    """(199,) fold of each place: dealt out in turn within each city, in the order of residents in 2010."""
    fold = np.zeros(len(places.ids), np.intp)
    for city in range(N_CITIES):
        inside = np.flatnonzero(places.city == city)
        order = inside[np.argsort(-places.population_2010[inside], kind="stable")]
        fold[order] = (np.arange(order.size) + city) % FOLDS
    return fold


def held_out(
    values: Floats, known: Floats, city: NDArray[np.uint8], fold: NDArray[np.intp], usable: NDArray[np.bool_]
) -> Floats:
    """(n,) each value foretold by least squares, with an effect of its city, on the usable places of other folds.

    A city that has no usable place in the other folds takes the mean effect of all.
    """
    found = np.zeros(values.size)
    for each in range(int(fold.max()) + 1):
        learn, ask = usable & (fold != each), fold == each
        here = city[learn]
        number = np.bincount(here, minlength=int(city.max()) + 1)
        mean_known = np.stack([np.bincount(here, column[learn], number.size) for column in known.T], axis=1)
        mean_known = np.where(number[:, None] > 0, mean_known / np.maximum(number, 1)[:, None], known[learn].mean(0))
        mean_value = np.bincount(here, values[learn], number.size)
        mean_value = np.where(number > 0, mean_value / np.maximum(number, 1), values[learn].mean())
        slope = np.linalg.lstsq(known[learn] - mean_known[here], values[learn] - mean_value[here], rcond=None)[0]
        found[ask] = mean_value[city[ask]] + (known[ask] - mean_known[city[ask]]) @ slope
    return found


def within_cities(
    forecast: str, foretold: Floats, counted: Floats, places: Places, judged: NDArray[np.bool_]
) -> PlaceScore:
    """Spearman's rank correlation within each city that has places enough, and its mean weighted by places."""
    by_city: dict[str, float] = {}
    number: list[int] = []
    for city, name in enumerate(places.city_ids):
        inside = judged & (places.city == city)
        if inside.sum() >= FEWEST:
            by_city[name] = rank_correlation(foretold[inside], counted[inside])
            number.append(int(inside.sum()))
    mean = float(np.average(list(by_city.values()), weights=number))
    return PlaceScore(forecast, mean, len(by_city), sum(number), by_city)


def place_scores(region: Region, seeds: Sequence[int], scale: int) -> list[PlaceScore]:
    """Scores of the model with constants held out, of the regression, of the model as fitted, and without moves."""
    places = region.places
    counted = np.log(places.population_2020 / places.population_2010)
    judged, fold, known = measured_in_2010(places), folds_of(places), covariates(region)
    forecasts = {
        "model, constants held out": changes(held_out_constants(region), seeds, scale),
        "regression on covariates, held out": held_out(counted, known, places.city, fold, judged),
        "model as fitted (no evidence)": changes(region, seeds, scale),
        "no moves": changes(region, seeds[:1], scale, {"migration.enabled": False}),
    }
    return [within_cities(name, values, counted, places, judged) for name, values in forecasts.items()]


def changes(region: Region, seeds: Sequence[int], scale: int, settings: Mapping[str, object] | None = None) -> Floats:
    """(199,) logarithm of residents of 2020 over 2010 in runs from 2010, mean over seeds of the residents."""
    people = np.zeros(len(region.places.ids))
    start = people
    said = {**QUIET, "years.start": 2010, "years.end": 2020, "scale.residents": scale, **(settings or {})}
    for seed in seeds:
        history = run_with_snapshots(load_scenario("hindcast", set=said), seed, (2020,), region)
        people = people + history[2020].people.sum((1, 2))
        start = start + history[2010].people.sum((1, 2))
    return np.asarray(np.log(np.maximum(people, 1.0) / np.maximum(start, 1.0)), float)


def measured_in_2010(places: Places) -> NDArray[np.bool_]:
    """(199,) places whose residents of 2010 were counted on these boundaries, or summed or shared from counts."""
    method = _column(places, "pop_2010_method")
    return np.asarray(~method.str.startswith(ESTIMATED).to_numpy(bool), np.bool_)


def held_out_constants(region: Region) -> Region:
    """The region with every place's constant foretold from the places of other folds."""
    places = region.places
    constants = held_out(
        region.migration.place_constant, covariates(region), places.city, folds_of(places), measured_in_2010(places)
    )
    return replace(region, migration=replace(region.migration, place_constant=constants))


def _column(places: Places, name: str) -> "pd.Series[str]":
    return pd.read_csv(DATA / "places.csv").set_index("place_id")[name].reindex(list(places.ids))


def report(scores: Sequence[PlaceScore]) -> str:
    """A table in Markdown."""
    lines = [
        "| forecast of the change 2010-20 | rank correlation within cities | cities | places |",
        "|---|---|---|---|",
    ]
    lines += [f"| {one.forecast} | {one.correlation:.2f} | {one.cities} | {one.places} |" for one in scores]
    for one in scores[:2]:
        said = ", ".join(f"{city} {value:.2f}" for city, value in one.by_city.items())
        lines += ["", f"{one.forecast}: {said}."]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> str:
    """Command line: run and return the table."""
    parser = argparse.ArgumentParser(description="Hold the change of places against the record, constants held out.")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--scale", type=int, default=100, choices=(10, 100, 1000))
    chosen = parser.parse_args(arguments)
    return report(place_scores(load_region(), range(1, chosen.seeds + 1), chosen.scale))


if __name__ == "__main__":
    sys.stdout.write(main() + "\n")
