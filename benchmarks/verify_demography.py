"""Hold residents without moves against an independent cohort-component projection, and print the table.

    python benchmarks/verify_demography.py [--seeds 20] [--scale 100] [--last 2050]

Every seed draws its own luck of births and deaths from one start population. Per province: the largest distance over
the years of the mean of the seeds and of a single seed, beside the largest standard error of the mean.
"""

import argparse
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from model.chunks import Crew
from model.people.count import count_people
from model.people.life import live_one_year
from model.people.signals import calm
from model.people.start import census_population
from model.randomness.draws import keys_of
from model.region.people import load_people
from model.region.places import load_places
from model.scenario.schema.population import Population

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "people"))
from projection import PROVINCES, project


def simulate(region, seed, scale, first, last, population=None, threads=2):
    """(years, 3, 2, 101) persons by province, sex and age of one run with moves off."""
    scenario = SimpleNamespace(population=population or Population())
    keys, crew = keys_of(seed), Crew(threads)
    residents = census_population(region.people, first, scale, keys, crew)
    province = region.places.province
    years = []
    for year in range(first, last + 1):
        if year > first:
            live_one_year(residents, region, scenario, year, calm(), keys, crew)
        counts = count_people(residents, crew)
        years.append(np.stack([counts[province == p].sum(0) for p in range(3)]))
    return np.array(years)


def compare(runs, first, last, **options):
    """Deviations (seeds, years, 3) from the projection: population in %, share 65+ in points."""
    paths = [project(name, first, last, **options) for name in PROVINCES]
    years = range(first, last + 1)
    total = np.array([[path[year].total for path in paths] for year in years])
    share = np.array([[path[year].share_65p for path in paths] for year in years])
    people = runs.sum((3, 4))
    old = 100 * runs[..., 65:].sum((3, 4)) / people
    return 100 * (people / total - 1), old - share


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--first", type=int, default=2020)
    parser.add_argument("--last", type=int, default=2050)
    arguments = parser.parse_args()
    places = load_places()
    region = SimpleNamespace(places=places, people=load_people(places))
    begin = time.perf_counter()
    runs = np.array(
        [
            simulate(region, seed, arguments.scale, arguments.first, arguments.last)
            for seed in range(1, arguments.seeds + 1)
        ]
    )
    population, share = compare(runs, arguments.first, arguments.last)
    print(
        f"{arguments.seeds} seeds at 1:{arguments.scale}, {arguments.first} to {arguments.last}, moves off; "
        f"{time.perf_counter() - begin:.0f} s"
    )
    print(f"{'':9} {'population, %':^32} {'share 65+, points':^32}")
    print(f"{'':9}" + 2 * f" {'mean':>7} {'at':>5} {'s.e.':>7} {'one seed':>10}")
    met, biased = True, False
    for p, name in enumerate(PROVINCES):
        cells = []
        for values, bar, single in ((population, 0.1, 0.5), (share, 0.05, 0.3)):
            mean = values[..., p].mean(0)
            error = values[..., p].std(0, ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.zeros(len(mean))
            worst = int(abs(mean).argmax())
            one = abs(values[..., p]).max()
            met &= abs(mean[worst]) <= bar and one <= single
            biased |= bool((abs(mean) > bar + 3 * error).any()) or one > single
            cells.append(f" {mean[worst]:7.3f} {arguments.first + worst:5} {error.max():7.3f} {one:10.3f}")
        print(f"{name:9}" + "".join(cells))
    verdict = "met" if met else "MISSED" if biased else "missed within three standard errors: more seeds settle it"
    print("bar: mean 0.1 % and 0.05 point, one seed 0.5 % and 0.3 point:", verdict)
    return 1 if biased else 0


if __name__ == "__main__":
    raise SystemExit(main())
