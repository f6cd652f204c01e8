"""Hold moves against the census of 2020: ten years from the census of 2010, with five ways to move.

    python benchmarks/verify_migration.py [--seed 1] [--scale 100]

Nothing printed here is foretold. The constants of places, the gross flows and the schedules of moves by age were fitted
to the change of this very decade, and the cap on the six districts is the record's: errors show what the stages can
carry. The runs without moves, and with given flows, say what the fit is worth.
"""

import argparse

import numpy as np

from model.people.retirement import statistical_dependency
from model.region.names import PROVINCES
from model.region.region import load_region
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

COHORTS = ((20, 25), (30, 40), (60, 65))
RUNS = {
    "moves of the model": {},
    "without the six-district cap": {"migration.six_districts.enabled": False},
    "given flows, annual nets": {"migration.flows": "given"},
    "given flows, mean net": {"migration.flows": "given", "migration.given_net": "decade"},
    "no moves": {"migration.enabled": False},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=int, default=100)
    chosen = parser.parse_args()
    region = load_region()
    for name, levers in RUNS.items():
        print(f"\n{name}")
        levers = {"years.start": 2010, "scale.residents": chosen.scale, **levers}
        report(region, people_by_year(region, load_scenario("baseline", levers), chosen.seed))
    dependency_of_2022(region, chosen)


def people_by_year(region, scenario, seed, last=2020):
    """Persons (199, 2, 101) by year."""
    model = JingJinJi(scenario, seed, region=region)
    years = {scenario.years.start: model.world.population.copy()}
    while max(years) < last:
        model.step()
        years[max(years) + 1] = model.world.population.copy()
    return years


def report(region, years):
    first, last = years[2010], years[2020]
    census = region.places.population_2020
    print("            residents   old dependency  child dependency, 2020 (census)")
    for p, name in enumerate(PROVINCES):
        inside = region.places.province == p
        _, old, child = statistical_dependency(last[inside].sum(0))
        _, old_known, child_known = statistical_dependency(region.people.single_2020[p])
        print(
            f"  {name:8} {100 * (last[inside].sum() / census[inside].sum() - 1):+8.1f} %"
            f"{old:10.1f} ({old_known:.1f}){child:12.1f} ({child_known:.1f})"
        )
    beijing = region.places.province == 0
    then, now = first[beijing].sum(0), last[beijing].sum(0)
    counted, restored = region.people.single_2020[0], region.people.single_2010[0]
    for low, high in COHORTS:
        before = slice(low - 10, high - 10)
        found = now[:, low:high].sum(1) / then[:, before].sum(1)
        known = counted[:, low:high].sum(1) / restored[:, before].sum(1)
        men, women = 100 * (found / known - 1)
        print(f"  Beijing's cohort at {low}-{high - 1}: men {men:+.1f} %, women {women:+.1f} %")
    core = region.places.core6
    print("  six districts, million:", ", ".join(f"{y} {years[y][core].sum() / 1e6:.2f}" for y in (2010, 2014, 2020)))
    error = np.abs(last.sum((1, 2)) / census - 1)
    print(f"  mean absolute error by place, weighted by residents: {100 * np.average(error, weights=census):.1f} %")


def dependency_of_2022(region, chosen):
    """The region in 2022 from the census of 2020; the article has 47.67 (old 23.19, child 24.48)."""
    print("\ndependency of the region in 2022: total, old, child")
    for name in ("moves of the model", "given flows, annual nets", "no moves"):
        levers = {"scale.residents": chosen.scale, "scale.firms": 100, **RUNS[name]}
        people = people_by_year(region, load_scenario("baseline", levers), chosen.seed, 2022)[2022]
        print(f"  {name:26}", *(f"{value:6.2f}" for value in statistical_dependency(people.sum(0))))


if __name__ == "__main__":
    main()
