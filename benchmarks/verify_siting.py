"""Does relocation move people into harm's way? Risk of movers where they go against whence they come.

    python benchmarks/verify_siting.py [YEARS]

The risk of a zone is the share of its people that floods are expected to affect in a year (2050, each path). First the
risks of receiving places; then the values of standard and of the share on detention land at which the sign turns; then
the moves of the model itself, 2021 to 2020 + YEARS (default 15), quotas five times as large, for each siting and mode.
Standards and shares on detention land are assumptions, so the signs are too: the table says where they turn.
"""

import sys
from typing import Any

import numpy as np

from model.climate.catalogue import load_catalogue
from model.climate.expected import Floods
from model.climate.zones import start_zones
from model.region.places import N_PLACES
from model.region.region import load_region
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

REGION = load_region()
NAMES = REGION.places
YEAR = 2050
PATHS = ("control", "medium", "high")
RECEIVERS = (
    "xiongan.rongcheng",
    "xiongan.xiongxian",
    "xiongan.anxin",
    "beijing.tongzhou",
    "langfang.sanhe",
    "langfang.guan",
    "baoding.zhuozhou",
    "tianjin.wuqing",
    "baoding.jingxiu",
)
STANDARDS = (10, 20, 50, 100, 200, 500, 1000)
SITINGS = ("plan", "avoid_flood_prone", "nearest")
MODES = ("market", "concentrated", "corridor", "dispersed")


def main() -> None:
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    of_zones()
    where_the_sign_turns()
    of_the_moves(years)


def risk(settings: dict[str, Any]) -> np.ndarray:
    """(199, 3) expected affected share a year by place and zone."""
    scenario = load_scenario("baseline", set=settings)
    people = NAMES.population_2020.astype(float)
    zones = start_zones(REGION.climate, NAMES, scenario.adaptation, people)
    floods = Floods(load_catalogue(REGION.climate), REGION.climate, NAMES, zones.base_shares)
    return np.asarray(floods.expected(scenario, YEAR).affected)


def at_origin(affected: np.ndarray) -> float:
    """Mean over the people of the six districts."""
    core = NAMES.core6
    mix = (affected * REGION.relocation.zone_share).sum(axis=1)
    return float(np.average(mix[core], weights=NAMES.population_2020[core]))


def of_zones() -> None:
    print(f"Expected affected per 1,000 persons and year, {YEAR}")
    print(f"{'place':24s}{'path':9s}{'protected':>11s}{'unprotected':>13s}{'detention':>11s}{'mix':>8s}{'det.':>11s}")
    share = REGION.relocation.zone_share
    for path in PATHS:
        affected = risk({"climate.pathway": path})
        print(f"{'six districts (origin)':24s}{path:9s}{'':35s}{1000 * at_origin(affected):8.2f}")
        for name in RECEIVERS if path == "medium" else RECEIVERS[:1]:
            place = NAMES.index(name)
            zones = "".join(f"{1000 * affected[place, k]:{w}.2f}" for k, w in ((0, 11), (1, 13), (2, 11)))
            mix = 1000 * float(affected[place] @ share[place])
            print(f"{name:24s}{path:9s}{zones}{mix:8.2f}{share[place, 2]:11.2f}")


def where_the_sign_turns() -> None:
    """Movers from the six districts: the standard, and the share of movers on detention land, at which risk is even."""
    print("\nWhere the sign turns for movers from the six districts")
    print("Per 1,000 movers and year on protected land, less what they left, by protection standard (years)")
    print(
        f"{'place':24s}{'path':9s}"
        + "".join(f"{s:>8d}" for s in STANDARDS)
        + f"{'even at':>10s}{'det. share even at':>20s}"
    )
    for path in ("control", "high"):
        table = {}
        for standard in STANDARDS:
            areas = dict.fromkeys(RECEIVERS, standard)
            table[standard] = risk({"climate.pathway": path, "adaptation.protection_standard.overrides": areas})
        shipped = risk({"climate.pathway": path})
        even = at_origin(shipped)
        for name in RECEIVERS:
            place = NAMES.index(name)
            row = np.array([table[standard][place, 0] - even for standard in STANDARDS])
            low, deep = shipped[place, 0], shipped[place, 2]
            share = (even - low) / (deep - low) if deep > low else np.nan
            said = "any" if low > even else f"{100 * share:.1f} %"
            figures = "".join(f"{1000 * value:8.2f}" for value in row)
            print(f"{name:24s}{path:9s}{figures}{turning(row):>10s}{said if low <= even else 'worse at 0':>20s}")


def turning(row: np.ndarray) -> str:
    """Standard at which the difference is zero, log-linear between those of the table."""
    if row[0] <= 0:
        return f"< {STANDARDS[0]}"
    if row[-1] > 0:
        return f"> {STANDARDS[-1]}"
    k = int(np.flatnonzero(row <= 0)[0])
    part = row[k - 1] / (row[k - 1] - row[k])
    return f"{np.exp(np.log(STANDARDS[k - 1]) + part * np.log(STANDARDS[k] / STANDARDS[k - 1])):.0f}"


def of_the_moves(years: int) -> None:
    """Orders and quotas of the model: risk of jobs where they arrive less where they left, outside apart."""
    print(f"\nMoves by order and quota inside the region, 2021 to {2020 + years}, quotas x 5, one seed, firms 1:100")
    print(f"{'siting':20s}{'mode':14s}{'jobs':>9s}{'detention':>11s}" + "".join(f"{path:>10s}" for path in PATHS))
    affected = {path: risk({"climate.pathway": path}) for path in PATHS}
    for siting in SITINGS:
        for mode in MODES:
            left, arrived = moves_of(siting, mode, years)
            gaps = [
                1000 * ((arrived * each).sum() - (left * (each * REGION.relocation.zone_share).sum(axis=1)).sum())
                for each in affected.values()
            ]
            jobs = arrived.sum()
            line = "".join(f"{gap / jobs:10.2f}" for gap in gaps)
            print(f"{siting:20s}{mode:14s}{jobs:9,.0f}{arrived[:, 2].sum() / jobs:11.2f}{line}")
    print(
        "jobs: moved inside the region; detention: share put on detention land; then affected per 1,000 jobs and year"
    )


def moves_of(siting: str, mode: str, years: int) -> tuple[np.ndarray, np.ndarray]:
    """Jobs by place that they left (199,), and by place and zone where they arrived (199, 3)."""
    settings = {
        "years.end": 2020 + years,
        "scale.residents": 1000,
        "scale.firms": 100,
        "relocation.intensity": 5,
        "relocation.siting": siting,
        "relocation.destination.mode": mode,
        "relocation.voluntary_rate": 0.0,
    }
    model = JingJinJi(load_scenario("baseline", set=settings), rng=1)
    left, arrived = np.zeros(N_PLACES), np.zeros((N_PLACES, 3))
    for _ in range(years):
        model.step()
        moves = model.world.book.relocation.moves
        inside = moves.destination < N_PLACES
        jobs = moves.jobs[inside] / 256
        np.add.at(left, moves.origin[inside], jobs)
        np.add.at(arrived, (moves.destination[inside], moves.zone[inside]), jobs)
    return left, arrived


if __name__ == "__main__":
    main()
