"""Do coarse and fine runs tell the same story? Means and differences at 1:1000 and 1:100, with their seed noise.

    python benchmarks/verify_scale.py [--seeds 10] [--fine-seeds 5] [--until 2030]

For each indicator: the mean over seeds at both scales, their difference, its standard error, and how many standard
errors it is; the same for the paired difference of a scenario to the baseline.
"""

import argparse
from collections.abc import Iterable

import numpy as np

from model.region.region import load_region
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

FIGURES = (
    ("population", "bth"),
    ("population", "beijing"),
    ("population", "xiongan"),
    ("share_65p", "bth"),
    ("dependency_old", "hebei"),
    ("jobs", "beijing"),
    ("firms", "bth"),
    ("gdp", "bth"),
    ("loss_expected", "bth"),
    ("affected_expected", "bth"),
)
OTHER = "relocation/none"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seeds", type=int, default=10, help="seeds at 1:1000")
    arguments.add_argument("--fine-seeds", type=int, default=5, help="seeds at 1:100")
    arguments.add_argument("--until", type=int, default=2030)
    chosen = arguments.parse_args()
    coarse = outcomes(range(1, chosen.seeds + 1), {"scale.residents": 1000, "scale.firms": 100}, chosen.until)
    fine = outcomes(range(1, chosen.fine_seeds + 1), {"scale.residents": 100, "scale.firms": 10}, chosen.until)
    print(f"{'':28}{'1:1000':>16}{'1:100':>16}{'difference':>12}{'s.e.':>12}{'in s.e.':>9}")
    for title, pick in (("baseline", 0), (f"{OTHER} - baseline", 1)):
        print(f"{title}, {chosen.until}")
        for k, (name, area) in enumerate(FIGURES):
            show(f"  {name}, {area}", coarse[pick][:, k], fine[pick][:, k])


def outcomes(seeds: Iterable[int], scale: dict[str, int], until: int) -> tuple[np.ndarray, np.ndarray]:
    """(seeds, figures) of the baseline, and of the other scenario less the baseline on the same seed."""
    region = load_region()
    baseline, other = (load_scenario(name, set={**scale, "years.end": until}) for name in ("baseline", OTHER))
    rows = []
    for seed in seeds:
        found = []
        for scenario in (baseline, other):
            model = JingJinJi(scenario, rng=seed, threads=2, region=region)
            while model.running and model.year < until:
                model.step()
            found.append([model.indicator(name, area) for name, area in FIGURES])
            model.release()
        rows.append((found[0], np.subtract(found[1], found[0])))
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])


def show(label: str, coarse: np.ndarray, fine: np.ndarray) -> None:
    gap = coarse.mean() - fine.mean()
    error = np.sqrt(coarse.var(ddof=1) / coarse.size + fine.var(ddof=1) / fine.size)
    ratio = gap / error if error > 0 else 0.0
    print(f"{label:28}{coarse.mean():16,.1f}{fine.mean():16,.1f}{gap:12,.1f}{error:12,.1f}{ratio:9.1f}")


if __name__ == "__main__":
    main()
