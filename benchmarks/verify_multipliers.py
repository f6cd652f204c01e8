"""Job multipliers of a relocation, which nothing puts in: 10,000 jobs moved from Beijing to Xiong'an, all else equal.

    python benchmarks/verify_multipliers.py [--seeds 20] [--residents 1000] [--firms 10] [--width 0.15]

Each seed is run twice from one start, with the order and without it; the difference five years after the move is
counted at the receiver (Xiong'an), at the origin (Beijing) and net for the region, in jobs per job moved. Public
jobs: all jobs but public ones. Factory jobs: service jobs, and all jobs but factory ones. Seeds are added until the
half-width of the 90 % interval at the receiver is below `--width`. The figures of the literature stand beside it; they
are of the receiver, and nothing here is fitted to them.
"""

import argparse
from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.stats import t

from model.firms.columns import PERSON
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario import load_scenario
from model.simulation.model import JingJinJi
from model.simulation.shelf import Shelf

JOBS, YEAR, AFTER = 10_000, 2022, 5
LEAST = 4
PUBLIC = [SECTORS.index("public_services")]
FACTORY = [SECTORS.index(name) for name in ("mining_utilities", "manuf_general", "manuf_advanced")]
SERVICES = [SECTORS.index(name) for name in SECTORS[5:] if name != "public_services"]
LOCAL = [SECTORS.index(name) for name in ("construction", "trade_logistics", "consumer_services")]
OTHERS = {
    "public_services": [k for k in range(len(SECTORS)) if k not in PUBLIC],
    "manuf_general": [k for k in range(len(SECTORS)) if k not in FACTORY],
}
KINDS = {
    "public_services": {"private jobs": OTHERS["public_services"], "of them local services": LOCAL},
    "manuf_general": {"jobs but factories": OTHERS["manuf_general"], "private services": SERVICES},
}
SEEN = {
    "public_services": "0.5 Lyons (UK); 0.7 review; 1.27 Sejong, of which 0.94 local services; plausible 0.3 to 1.3",
    "manuf_general": "0.34 service jobs per factory job (Chinese cities)",
}
AREAS = ("receiver", "origin", "net")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seeds", type=int, default=20, help="at most")
    arguments.add_argument("--residents", type=int, default=1000, choices=(1000, 100, 10))
    arguments.add_argument("--firms", type=int, default=10, choices=(100, 10, 1))
    arguments.add_argument("--width", type=float, default=0.15)
    chosen = arguments.parse_args()
    scale = {"scale.residents": chosen.residents, "scale.firms": chosen.firms}
    shelf = Shelf(keep=1)
    for sector, kinds in KINDS.items():
        found: list[np.ndarray] = []
        while len(found) < chosen.seeds:
            found.append(difference(shelf, sector, scale, seed=len(found) + 1))
            width = half_width(np.array(found))
            if len(found) >= LEAST and width[0, 0] < chosen.width:
                break
        report(sector, kinds, np.array(found), scale)


def difference(shelf: Shelf, sector: str, scale: Mapping[str, Any], seed: int) -> np.ndarray:
    """(kinds + 2, 3) jobs per job moved at receiver, origin and net: the kinds of `KINDS`, the sector, residents."""
    move = {"id": "T1", "what": "test", "sector": sector, "jobs": JOBS, "from": "beijing", "to": "xiongan"}
    order = [{**move, "start": YEAR, "years": 1, "accompany": "xiongan"}]
    both = [state(shelf, sector, {**scale, **more}, seed) for more in ({"relocation.directed": order}, {})]
    return (both[0] - both[1]) / JOBS


def state(shelf: Shelf, sector: str, settings: Mapping[str, Any], seed: int) -> np.ndarray:
    """The same figures of one run, in jobs and persons."""
    scenario = load_scenario("baseline", set={**settings, "years.end": YEAR + AFTER})
    model = JingJinJi(scenario, rng=seed, threads=2, shelf=shelf)
    while model.year < YEAR + AFTER:
        model.step()
    jobs, people = model.world.jobs / PERSON, model.world.population.sum(axis=(1, 2)).astype(float)
    columns = [*KINDS[sector].values(), [SECTORS.index(sector)]]
    figures = np.array([totals(jobs[:, each].sum(axis=1), shelf.region) for each in columns])
    model.release()
    return np.vstack([figures, totals(people, shelf.region)])


def totals(by_place: np.ndarray, region: Region) -> np.ndarray:
    """Sums over Xiong'an, Beijing and the region."""
    areas = (region.places.members("xiongan"), region.places.members("beijing"), slice(None))
    return np.array([by_place[area].sum() for area in areas])


def half_width(found: np.ndarray) -> np.ndarray:
    """Of the 90 % interval of the mean over seeds (first axis)."""
    seeds = found.shape[0]
    if seeds < 2:
        return np.full(found.shape[1:], np.inf)
    return np.asarray(t.ppf(0.95, seeds - 1) * found.std(axis=0, ddof=1) / np.sqrt(seeds))


def report(sector: str, kinds: Mapping[str, Any], found: np.ndarray, scale: Mapping[str, Any]) -> None:
    width = half_width(found)
    size = f"residents 1:{scale['scale.residents']}, firms 1:{scale['scale.firms']}"
    print(f"{JOBS:,} jobs of {sector} moved to Xiong'an in {YEAR}, per job after {AFTER} years")
    print(f"{found.shape[0]} seeds, {size}; mean and 90 % interval of the mean")
    print(f"{'':28}" + "".join(f"{area:>20}" for area in AREAS))
    for k, name in enumerate((*kinds, f"jobs of {sector}", "residents")):
        cells = (f"{found[:, k, a].mean():+.2f} +- {width[k, a]:.2f}" for a in range(len(AREAS)))
        print(f"{name:28}" + "".join(f"{cell:>20}" for cell in cells))
    print(f"literature, receiver: {SEEN[sector]}\n")


if __name__ == "__main__":
    main()
