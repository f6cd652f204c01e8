"""What history looks like with the levers of history, and without them.

    python benchmarks/verify_history.py [--scale 1000] [--seeds 3]

Runs from the stock of 2013 to 2020, with quotas, orders, the negative list and the cap on six districts as they were
(`hindcast`), and without any of them (`never`, and no cap). The difference between a run without levers and the record
is the residual that the levers have to explain: its sign must be theirs.
"""

import argparse

import numpy as np

from model.firms.columns import PERSON
from model.region.names import SECTORS
from model.region.region import Region, load_region
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

MANUFACTURING = [SECTORS.index("manuf_general"), SECTORS.index("manuf_advanced")]
WITHOUT = {"years.start": 2013, "migration.six_districts.enabled": False, "climate.feedback": "none"}
RUNS = (("with the levers", "hindcast", {}), ("without", "never", WITHOUT))
END = 2020


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--scale", type=int, default=1000, choices=(1000, 100))
    arguments.add_argument("--seeds", type=int, default=3)
    chosen = arguments.parse_args()
    region = load_region()
    scale = {"scale.residents": chosen.scale, "scale.firms": 100 if chosen.scale == 1000 else 10}
    found = {
        label: np.mean(
            [outcome(region, name, {**scale, **settings}, seed) for seed in range(1, chosen.seeds + 1)], axis=0
        )
        for label, name, settings in RUNS
    }
    print(f"2013 to {END}, 1:{chosen.scale}, mean of {chosen.seeds} seeds")
    print(f"{'':44}{'with':>12}{'without':>12}{'record':>12}")
    for k, (what, record) in enumerate(record_of(region)):
        print(f"{what:44}{found['with the levers'][k]:12.2f}{found['without'][k]:12.2f}{record:>12}")


def outcome(region: Region, name: str, settings: dict[str, object], seed: int) -> list[float]:
    """The figures of `record_of` for one run."""
    model = JingJinJi(load_scenario(name, set={**settings, "years.end": END}), rng=seed, threads=2, region=region)
    core = region.places.core6

    def state() -> tuple[float, float, float, float]:
        jobs = model.world.jobs[core] / PERSON
        people = model.world.population.sum(axis=(1, 2))
        beijing = region.places.province == 0
        return jobs[:, MANUFACTURING].sum(), jobs.sum(), people[core].sum() / 1e6, people[beijing].sum() / 1e6

    before = state()
    while model.year < END:
        model.step()
    after = state()
    closed = float(sum(model._indicators.series("closed_jobs", "beijing").values())) / 1e3
    moved = float(sum(model._indicators.series("relocated_jobs", "beijing").values())) / 1e3
    model.release()
    return [
        100.0 * (after[0] / before[0] - 1.0),
        100.0 * (after[1] / before[1] - 1.0),
        after[2],
        after[3],
        closed,
        moved,
    ]


def record_of(region: Region) -> list[tuple[str, str]]:
    """What is compared, with the record where there is one."""
    core = region.places.population_2020[region.places.core6].sum() / 1e6
    beijing = region.places.population_2020[region.places.province == 0].sum() / 1e6
    return [
        ("manufacturing jobs, six districts, %", "-56 (10-20)"),
        ("all jobs, six districts, %", ""),
        ("residents, six districts 2020, million", f"{core:.2f}"),
        ("residents, Beijing 2020, million", f"{beijing:.2f}"),
        ("jobs closed by quota, Beijing, thousand", ""),
        ("jobs moved by order or quota, Beijing, thousand", ""),
    ]


if __name__ == "__main__":
    main()
